"""Which products a message names: lexicon words, raw materials and general words read by what the group deals in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bmp_networks.coding.local_kinds import kinds_elsewhere
from bmp_networks.coding.phrases import Codes, Hit, PhraseTrie, Span, within
from bmp_networks.coding.signs import Surroundings, Term, mentions_and_links, names_in, surroundings, terms_trie
from bmp_networks.coding.trades import trades_by_name
from bmp_networks.containers.lexicon import Lexicon
from bmp_networks.text import Tokens, token_lists

RECENT = 15
"""How many earlier messages a general word may take its meaning from."""

DOMINANT = 0.8
"""Share of the mentions of one kind from which a general word means that kind."""

OF_ONE_KIND = 1.2
"""What it adds that the message names another kind of the same general product: *keripik pisang 60, singkong 40*."""

LIKE_KIN = 0.6
"""How far a product is as recent as the last one of the same kind."""

SURE = 0.5
"""Weight from which a word counts without a sign of trade beside it."""

CLASS = 0.4
"""Weight below which a word names a whole class of goods, which says nothing beside a product of it."""


class _Mention(NamedTuple):
    """A product word in a message and what it may stand for; ``only`` is the product where it can mean only one."""

    start: int
    end: int
    terms: tuple[Term, ...]
    trade: bool
    only: str | None = None


def code_products(
    tokens: Tokens,
    lexicon: Lexicon,
    *,
    texts: Sequence[str | None],
    authors: Sequence[str | None] | None = None,
    names: Iterable[str] = (),
    masked: Sequence[Sequence[Span]] | None = None,
    around: Sequence[Surroundings] | None = None,
    people: Sequence[Sequence[tuple[int, int]]] | None = None,
) -> Codes:
    """Say which products each message names.

    Words inside contact names, names of shops and organisations, web addresses and similes are no products. A
    word that stands for several products (*keripik*, *singkong*, *sirup*) takes the one the same message, the
    last messages, the writer or the whole group deals in.

    Parameters
    ----------
    tokens
        The messages, as ``tokenize_all`` gives them.
    lexicon
        Words of products, materials and cues.
    texts
        The messages as written.
    authors
        Who wrote each message; a contact name such as *Nur Dodol Salak* says what she deals in.
    names
        Contact names of members who may be spoken of.
    masked
        Spans of every message (of organisations), the same in equal ones, in which a product word is none.
    around
        Surroundings of every message (``surroundings``), where they were already worked out.
    people
        Where contact names of several words stand in every message (``names_in``), where that was already looked up.

    Returns
    -------
    Codes
        Product ids; spans with field ``products``, value, start, end and role (named, general or material).
    """
    around = around or surroundings(tokens, lexicon)
    trie = terms_trie(lexicon, "product", "material")
    people = people or names_in(tokens, {*names, *(author for author in authors or () if author)})
    lists = token_lists(tokens)
    mentions: list[list[_Mention]] = []
    for place, hits in zip(lists.firsts(range(len(lists))), trie.find_all(lists.different, gap=1), strict=True):
        out = [*people[place], *mentions_and_links(texts[place])] if hits else []
        out += [(span["start"], span["end"]) for span in (masked[place] if masked and hits else ())]
        mentions.append([m for hit in hits if (m := _mention(hit, around[place], out, texts[place] or ""))])
    meant = _by_region({mention.terms for found in mentions for mention in found}, lists, authors or (), trie)
    mentions = [[_plain(mention, meant[mention.terms]) for mention in found] for found in mentions]
    trades = trades_by_name(authors or (), lexicon, [{m.only for found in mentions for m in found if m.only}])
    placed = [(place, mention) for place, number in enumerate(lists.which) for mention in mentions[number]]
    return _resolved(placed, authors or [None] * len(lists), trades)


def _mention(hit: Hit[Term], around: Surroundings, out: list[tuple[int, int]], text: str) -> _Mention | None:
    """Read a hit, unless something rules it out."""
    tokens = around.tokens
    start, end = tokens[hit.first].start, tokens[hit.last - 1].end
    if within(out, start, end) or _is_simile(around, hit) or _is_shop(around, hit, text):
        return None
    fitting = [term for term in hit.values if around.fits(term, hit.first, hit.last)]
    conditional = tuple(term for term in fitting if (term.needs or term.needs_signs) and term.weight >= SURE)
    terms = conditional or tuple(fitting)
    if not terms:
        return None
    trade = around.has_trade and not around.has("not_trade")
    making = bool(around.numbers) or around.has("making")
    if all(term.field == "material" for term in terms) and not making:
        return None
    return _Mention(start, end, terms, trade)


def _by_region(
    kinds: Iterable[tuple[Term, ...]], tokens: Tokens, authors: Iterable[str | None], trie: PhraseTrie[Term]
) -> dict[tuple[Term, ...], tuple[Term, ...]]:
    """Give what words stand for as people of the chat's region mean them: batik, not batik with the carica motif."""
    kinds = list(kinds)
    elsewhere = kinds_elsewhere({term.code for terms in kinds for term in terms}, tokens, authors, trie)
    return {terms: _renamed(terms, elsewhere) if elsewhere else terms for terms in kinds}


def _renamed(terms: Iterable[Term], names: Mapping[str, str]) -> tuple[Term, ...]:
    renamed = [term._replace(code=names.get(term.code, term.code)) for term in terms]
    return tuple({(term.code, term.field): term for term in renamed}.values())


def _is_simile(around: Surroundings, hit: Hit[Term]) -> bool:
    return around.has_at("simile", hit.first - 1) or around.has_at("simile", hit.first - 2)


def _is_shop(around: Surroundings, hit: Hit[Term], text: str) -> bool:
    """Say whether the word belongs to the name of a shop: both begin with a capital (*Toko Carica*)."""
    if not hit.first or not text[around.tokens[hit.first].start].isupper():
        return False
    return text[around.tokens[hit.first - 1].start].isupper() and around.has_at("shop", hit.first - 1)


def _resolved(
    mentions: Sequence[tuple[int, _Mention]], authors: Sequence[str | None], trades: dict[str, frozenset[str]]
) -> Codes:
    """Give every mention, with the number of its message, its product, from left to right."""
    group = Counter([mention.only for _, mention in mentions if mention.only])
    writers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    own: defaultdict[int, set[str]] = defaultdict(set)
    for message, mention in mentions:
        if mention.only:
            writers[authors[message] or ""][mention.only] += 1
            own[message].add(mention.only)
    last: dict[str, int] = {}
    spans: list[tuple[Span, ...]] = [()] * len(authors)
    general = _general(group)
    kinds: dict[str, list[str]] = {}
    for message, mention in mentions:
        code, role = mention.only, "named"
        if not code or code in general or mention.terms[0].weight < SURE:
            writer = authors[message] or ""
            trade = trades.get(writer, frozenset())
            scores = _Scores(message, own[message], last, group, writers[writer], trade, kinds)
            code, role = _meaning(mention, scores)
        if code:
            last[code] = message
            own[message].add(code)
            span = {"field": "products", "value": code, "start": mention.start, "end": mention.end, "role": role}
            spans[message] += (span,)
    return Codes([tuple(dict.fromkeys([span["value"] for span in found])) if found else () for found in spans], spans)


def _general(group: Iterable[str]) -> set[str]:
    """Give the ids that are the general word of a kind the group deals in: keripik of keripik_pisang."""
    found: set[str] = set()
    for code in group:
        plain = code.removeprefix("other:")
        heads = [code.rpartition("_")[0], *(plain[:place] for place, letter in enumerate(plain) if letter == " ")]
        found.update(name for head in heads if head for name in (head, f"other:{head}"))
    return found


def _plain(mention: _Mention, terms: tuple[Term, ...]) -> _Mention:
    """Give a mention what its word stands for, and its product where that is only one."""
    term = terms[0]
    one = term.field == "product" and all(other.code == term.code for other in terms)
    return mention._replace(terms=terms, only=term.code if one and (term.weight >= SURE or mention.trade) else None)


class _Scores(NamedTuple):
    """What speaks for a product in a message: the message, the last ones, the group, the writer, her contact name.

    ``kinds`` keeps the kinds of a general product that the group deals in, once they were looked for.
    """

    message: int
    own: set[str]
    last: dict[str, int]
    group: Counter[str]
    writer: Counter[str]
    trade: frozenset[str]
    kinds: dict[str, list[str]]

    def known(self, code: str) -> bool:
        """Say whether the group or the writer deals in a product at all."""
        return code in self.group or code in self.trade

    def _recent(self, code: str) -> float:
        """Say how lately a product was spoken of, 1 in this message, 0 long ago or never."""
        distance = self.message - self.last[code] if code in self.last else RECENT + 1
        return 0.85**distance if distance <= RECENT else 0.0

    def of(self, code: str, among: Sequence[str]) -> float:
        """Weigh a product among others."""
        head = code.rpartition("_")[0]
        kin = [known for known in self.last if known == head or known.startswith(f"{head}_")] if head else []
        beside = bool(head) and any(known == head or known.startswith(f"{head}_") for known in self.own - {code})
        recent = max(self._recent(code), LIKE_KIN * max(map(self._recent, kin), default=0.0))
        in_group = sum(self.group[other] for other in among) or 1
        by_writer = sum(self.writer[other] for other in among) or 1
        return (
            2.0 * (code in self.own)
            + OF_ONE_KIND * beside
            + recent
            + 0.8 * (code in self.trade)
            + 0.6 * self.writer[code] / by_writer
            + 0.6 * self.group[code] / in_group
        )


def _meaning(mention: _Mention, scores: _Scores) -> tuple[str | None, str]:
    """Choose what a mention stands for and say how: named, general or material."""
    named = [term for term in mention.terms if term.field == "product"]
    kinds = _kinds(named[0].code, scores) if named else []
    others = [term.code for term in mention.terms if term.field == "material" and scores.known(term.code)]
    options = list(dict.fromkeys([*others, *kinds]))
    if options:
        best = max(options, key=lambda code: scores.of(code, options))
        if others or _is_dominant(best, options, scores):
            return best, "general" if named else "material"
    if not named:
        return None, ""
    term = max(named, key=lambda t: (scores.of(t.code, [t.code]) if len(named) > 1 else 0.0, t.weight))
    if term.weight < CLASS and scores.own - {term.code}:
        return None, ""
    if term.weight >= SURE or mention.trade or scores.message - scores.last.get(term.code, -RECENT - 1) <= RECENT:
        return term.code, "named"
    return None, ""


def _kinds(code: str, scores: _Scores) -> list[str]:
    """Give the kinds of a general product the group deals in: keripik_pisang and others for keripik."""
    if code not in scores.kinds:
        plain = code.removeprefix("other:")
        opens = (f"{plain}_", f"other:{plain} ")
        scores.kinds[code] = [known for known in scores.group if known.startswith(opens) and known != code]
    return scores.kinds[code]


def _is_dominant(code: str, among: Sequence[str], scores: _Scores) -> bool:
    """Say whether a general word can only mean this kind here."""
    if code in scores.own or (code in scores.last and scores.message - scores.last[code] <= RECENT):
        return True
    total = sum(scores.group[other] for other in among)
    return code in scores.trade or scores.group[code] >= DOMINANT * total
