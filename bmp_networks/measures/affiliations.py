"""Where people seem to belong when nobody wrote it down: what display names and self-introductions say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from bmp_networks.containers.chat import Chat
from bmp_networks.containers.coding import Coding
from bmp_networks.containers.people import Identities
from bmp_networks.containers.roster import Gazetteer
from bmp_networks.measures.organisation_ties import Organisation, read_organisations
from bmp_networks.resources import load_toml
from bmp_networks.text import tokenize

LANGUAGES = ("id", "jv")

IN_NAME, INTRODUCED, FOUNDER, OFFICE = 20.0, 30.0, 3.0, 10.0
"""How many times likelier a cue is where it is true than where it is not: a community in the display name, a
self-introduction, having founded the group (for its core), an institution or title (for authority; METHODS 2.5)."""

POWERFUL_FROM = 0.8
_NEAR = 4
"""So many words at most stand before the community or place in a self-introduction."""


@dataclass
class Affiliation:
    """Where a person seems to belong.

    Parameters
    ----------
    communities
        Label (``org:id`` or ``place:Name``) → likelihood ratio of the strongest cue.
    office
        Label of the institution or title she stands for, None for an ordinary member.
    status, authority
        Of that office, as in the roster.
    office_ratio
        Likelihood ratio of the cues for it.
    cues
        What was seen, as ``kind:what``.
    evidence
        Ids of the messages among it.
    """

    communities: dict[str, float] = field(default_factory=dict)
    office: str | None = None
    status: float = 0.0
    authority: float = 0.0
    office_ratio: float = 1.0
    cues: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)

    def note(self, label: str, ratio: float, cue: str, identifier: str | None = None) -> None:
        """Add a community with the ratio of its cue; the strongest cue of a label counts."""
        self.communities[label] = max(ratio, self.communities.get(label, 0.0))
        self.cues.append(cue)
        if identifier:
            self.evidence.append(identifier)

    def hold(self, label: str, status: float, authority: float, ratio: float, cue: str) -> None:
        """Add an office; the highest one counts."""
        if self.office is None or status > self.status:
            self.office, self.status, self.authority, self.office_ratio = label, status, authority, ratio
        self.cues.append(cue)


def read_affiliations(
    chat: Chat, coding: Coding, identities: Identities, gazetteer: Gazetteer
) -> dict[str, Affiliation]:
    """Say where each person seems to belong, from her names and from how she introduces herself.

    Parameters
    ----------
    chat, coding
        The chat and the organisations and places its messages name.
    identities
        Which names are one person.
    gazetteer
        What is known of organisations.

    Returns
    -------
    dict
        Node → affiliation; empty communities and no office where nothing was seen.
    """
    known = read_organisations(gazetteer)
    phrases = _organisation_phrases(gazetteer)
    found = {node: Affiliation() for node in identities.known_by if node not in identities.bots}
    for name, node in identities.nodes.items():
        if node in found:
            _read_name(found[node], name, phrases, known)
    _read_introductions(found, chat, coding, identities, phrases, known)
    return found


def labels_in(text: str, gazetteer: Gazetteer) -> set[str]:
    """Give the communities and places a text names, as labels: what the name of a group says of its core."""
    words = [token.text for token in tokenize(text)]
    organisations = {f"org:{what}" for _, what in _found(words, _organisation_phrases(gazetteer))}
    return organisations | {f"place:{what}" for _, what in _found(words, _places())}


def _read_name(
    person: Affiliation, name: str, phrases: Mapping[tuple[str, ...], str], known: Mapping[str, Organisation]
) -> None:
    words = [token.text for token in tokenize(name)]
    # The first word is her own name: a place or organisation stands behind it.
    for _, identifier in _found(words, phrases):
        organisation = known[identifier]
        if organisation.market or organisation.kind in ("marketplace", "buyer", "media"):
            continue
        person.note(f"org:{identifier}", IN_NAME, f"name:{identifier}")
        if organisation.status >= 1 and organisation.authority >= POWERFUL_FROM:
            ratio = IN_NAME * OFFICE
            person.hold(f"org:{identifier}", organisation.status, organisation.authority, ratio, f"office:{identifier}")
    for word in words[1:]:
        if word in _offices():
            status, authority = _offices()[word]
            person.hold(f"title:{word}", status, authority, IN_NAME * OFFICE, f"title:{word}")
    for place, what in _found(words, _places()):
        if place:
            person.note(f"place:{what}", IN_NAME, f"name:{what}")


def _read_introductions(
    found: dict[str, Affiliation],
    chat: Chat,
    coding: Coding,
    identities: Identities,
    phrases: Mapping[tuple[str, ...], str],
    known: Mapping[str, Organisation],
) -> None:
    first_names = {node: _own_names(node, identities) for node in found}
    rows = zip(coding.messages["id"], chat.messages["author"], coding.messages["text"], strict=True)
    for identifier, author, text in rows:
        node = identities.nodes.get(author, author)
        if node not in found:
            continue
        for sentence in (text or "").replace("\n", ". ").split(". "):
            words = [token.text for token in tokenize(sentence)]
            for start, what in _found(words, phrases):
                organisation = known[what]
                if not organisation.market and _introduces(words, start, first_names[node]):
                    found[node].note(f"org:{what}", INTRODUCED, f"introduction:{what}", identifier)
                    if organisation.status >= 1 and organisation.authority >= POWERFUL_FROM:
                        label, ratio = f"org:{what}", INTRODUCED * OFFICE
                        found[node].hold(label, organisation.status, organisation.authority, ratio, f"office:{what}")
            for start, what in _found(words, _places()):
                if _introduces(words, start, first_names[node]):
                    found[node].note(f"place:{what}", INTRODUCED, f"introduction:{what}", identifier)


def _introduces(words: Sequence[str], start: int, own_names: frozenset[str]) -> bool:
    """Say whether what begins at ``start`` is where the writer says she belongs.

    Her own name leads to it (*Deni, Mutiara Selatan*), or a first person over a word like *dari*, with nothing between
    but her name; with her name and such a word one more word may stand between (*saya Tari sekretaris MUIWO*).
    """
    first_person, leads_to = _introduction()
    before = list(words[:start])
    led = bool(before) and before[-1] in leads_to
    while before and before[-1] in leads_to:
        before.pop()
    if not before or len(before) > _NEAR:
        return False
    rest = [word for word in before if word not in own_names and word not in first_person]
    named = any(word in own_names for word in before)
    if not rest:
        return named or led
    return named and led and len(rest) == 1


def _own_names(node: str, identities: Identities) -> frozenset[str]:
    """Give the words of her display names that may be her own name: the first one that is no form of address."""
    kin = kin_words() | {"bu", "ibu", "pak", "bapak", "h", "hj"}
    own = set()
    for name, owner in identities.nodes.items():
        if owner == node:
            words = [token.text for token in tokenize(name) if not token.text[0].isdigit()]
            own.update([word for word in words if word not in kin][:1])
    return frozenset(own)


def _found(words: Sequence[str], phrases: Mapping[tuple[str, ...], str]) -> list[tuple[int, str]]:
    """Find phrases in words, longest first, none inside another: (position, what)."""
    longest = max((len(phrase) for phrase in phrases), default=0)
    hits, position = [], 0
    while position < len(words):
        for size in range(min(longest, len(words) - position), 0, -1):
            what = phrases.get(tuple(words[position : position + size]))
            if what is not None:
                hits.append((position, what))
                position += size
                break
        else:
            position += 1
    return hits


def _organisation_phrases(gazetteer: Gazetteer) -> dict[tuple[str, ...], str]:
    table = gazetteer.organisations
    phrases: dict[tuple[str, ...], str] = {}
    for identifier, name, variants, context in zip(
        table["id"], table["name"], table["variants"], table["context"], strict=True
    ):
        # A name that needs other words beside it says nothing inside a person's name.
        if not context:
            for variant in (*variants, name or ""):
                words = tuple(token.text for token in tokenize(variant))
                if words:
                    phrases.setdefault(words, identifier)
    return phrases


@cache
def _places() -> dict[tuple[str, ...], str]:
    """Give the phrases of places that are no word of everyday talk, with the place's short form."""
    phrases: dict[tuple[str, ...], str] = {}
    for ring in load_toml("lexicons/places_id.toml").content["places"].values():
        for place, spellings in ring.items():
            sure = [spelling for spelling in spellings if isinstance(spelling, str)]
            for spelling in sure:
                phrases.setdefault(tuple(token.text for token in tokenize(spelling)), place)
    phrases.pop((), None)
    return phrases


@cache
def _offices() -> dict[str, tuple[float, float]]:
    groups = load_toml("lexicons/affiliation_id.toml").content["offices"]
    return {word: (float(group["status"]), float(group["authority"])) for group in groups for word in group["words"]}


@cache
def _introduction() -> tuple[frozenset[str], frozenset[str]]:
    return _words("introduction", "first_person"), _words("introduction", "leads_to")


def _words(table: str, key: str) -> frozenset[str]:
    """Collect the words of one list over the languages."""
    files = [load_toml(f"lexicons/affiliation_{language}.toml") for language in LANGUAGES]
    return frozenset(word for file in files for word in file.content[table][key])


@cache
def kin_words() -> frozenset[str]:
    """Give the forms of address as among kin and neighbours."""
    return _words("closeness", "kin")


@cache
def familiar_words() -> frozenset[str]:
    """Give the words of familiar speech that are not used upwards."""
    return _words("closeness", "familiar")
