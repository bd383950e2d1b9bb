"""Writing names, numbers and addresses in a text anew, each the same way wherever it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from bmp_networks.coding.names import is_number, vocative_words
from bmp_networks.coding.nicknames import ordinary_words, sound_key
from bmp_networks.privacy import Key
from bmp_networks.sharing.identifiers import find_identifiers
from bmp_networks.sharing.inventing import (
    INFLECTIONS,
    NameMaker,
    clip_of,
    like_written,
    made_number,
    misspelt,
    other_digits,
)
from bmp_networks.sharing.known_names import HOMONYM, ORDINARY, SURE, KnownNames, further_titles, stands_before
from bmp_networks.text import Token, clean_name, fold, tokenize

_WORD = re.compile(r"[^\W\d_]{2,}")


class Edit(NamedTuple):
    """One change of a text: what stands between two places is written anew."""

    start: int
    end: int
    new: str
    kind: str


class Rewriter:
    """Replaces what names or leads to a person, and keeps count of it.

    Parameters
    ----------
    names
        The words that are names.
    maker
        Invents names.
    key
        The project's key.
    avoid
        Numbers that mean something in the chat: no invented account number holds them.
    said
        Words that stand in the chat outside of addresses: in one they tell nothing new, and stay.
    """

    def __init__(
        self,
        names: KnownNames,
        maker: NameMaker,
        key: Key,
        avoid: frozenset[int] = frozenset(),
        said: frozenset[str] = frozenset(),
    ) -> None:
        self._avoid = avoid
        self._said = said
        self._names = names
        self._maker = maker
        self._key = key
        self._whole = {clean_name(name): self._new_name(name) for name in names.phrases}
        longer = [name for name in self._whole if len(name) > 2]
        self._phrases = re.compile(
            r"(?<!\w)(?:" + "|".join(re.escape(name) for name in longer) + r")(?!\w)" if longer else r"(?!)",
            re.IGNORECASE,
        )
        self.replaced: Counter[tuple[str, str, str]] = Counter()
        self.left: Counter[tuple[str, str]] = Counter()

    def name(self, name: str) -> str:
        """Give the name that stands for a contact name or number."""
        cleaned = clean_name(name)
        return self._whole[cleaned] if cleaned in self._whole else self._new_name(cleaned)

    def _new_name(self, name: str) -> str:
        """Write a contact name anew: titles, offices, products and places in it stay, what names her goes."""
        name = clean_name(name)
        if is_number(name):
            is_phone = sum(map(str.isdigit, name)) > 5
            return made_number(self._key, name, self._avoid) if is_phone else self._maker(name).title()
        words = vocative_words()
        tokens = [token for token in tokenize(name) if token.text[0].isalpha() and not _is_glued(name, token)]
        no_name = words.titles | words.offices | self._names.trades
        given = next((token for token in tokens if token.text not in no_name), None)
        edits = []
        for token in tokens:
            if token is given or self._names.words.get(token.text) in (SURE, HOMONYM):
                new = like_written(name[token.start : token.end], self._maker(token.text))
                edits.append(Edit(token.start, token.end, new, "name"))
        if not edits and tokens:  # an office alone: *Sekdes*
            last = tokens[-1]
            edits = [Edit(last.end, last.end, " " + self._maker(fold(name)).title(), "name")]
        return applied(name, edits) if edits else self._maker(name).title()

    def address(self, written: str) -> str:
        """Write an address anew: names as everywhere, words that the chat uses stay, others become other letters."""

        def other(match: re.Match[str]) -> str:
            word = fold(match[0])
            if self._names.words.get(word) in (SURE, HOMONYM):
                return like_written(match[0], self._maker(word))
            if word in self._said or word in ordinary_words() | self._names.institutions or word in self._names.kept:
                return match[0]
            return like_written(match[0], self._maker.code(word))

        return other_digits(self._key, _WORD.sub(other, written))

    def text(self, text: str, spans: Sequence[Mapping[str, Any]] = (), author: str | None = None) -> list[Edit]:
        """Find what has to be written anew in a message.

        Parameters
        ----------
        spans
            Where codes were read in it: what names products, places or sums is no name; who is spoken to is one.
        author
            Who wrote it: her own name is one also in small letters.
        """
        if not text:
            return []
        kept = [(s["start"], s["end"]) for s in spans if s["field"] in ("products", "places", "stages")]
        own = frozenset(self._names.owners.get(self._names.person_of.get(author or "", ""), ()))
        sums = [(s["start"], s["end"]) for s in spans if s["field"] in ("prices", "quantities")]
        called = {(s["start"], s["end"]): s["value"] for s in spans if s["field"] == "addressees"}
        edits = [
            Edit(*found)
            for found in find_identifiers(text, self._key, self.address, self._names.numbers, self._avoid)
            if not _meets(sums, found.start, found.end)
        ]
        for match in self._phrases.finditer(text):
            edits.append(Edit(*match.span(), self._new_name(match[0]), "name"))
        edits = _apart(edits)
        tokens = tokenize(text)
        for at, token in enumerate(tokens):
            if _meets([(e.start, e.end) for e in edits], token.start, token.end):
                continue
            person = next((who for (start, end), who in called.items() if start <= token.start < end), None)
            if person is None and token.text in own and self._names.words.get(token.text) == HOMONYM:
                person = author
            protected = any(start < token.end and token.start < end for start, end in kept if " " in text[start:end])
            new = self._new_word(text, tokens, at, person, protected=protected)
            if new:
                edits.append(Edit(token.start, token.end, like_written(text[token.start : token.end], new), "name"))
        edits = sorted(edits)
        self.replaced.update((edit.kind, text[edit.start : edit.end], edit.new) for edit in edits)
        return edits

    def _new_word(
        self, text: str, tokens: Sequence[Token], at: int, person: str | None, *, protected: bool
    ) -> str | None:
        """Give what stands for one word of a message; None where it stays."""
        word = tokens[at].text
        written = text[tokens[at].start : tokens[at].end]
        titled = at > 0 and _is_title_before(text, tokens[at - 1], tokens[at])
        kind = self._names.words.get(word)
        if kind == SURE or (kind and (person or titled)):
            return self._maker(word)
        if kind == HOMONYM and written[:1].isupper() and not written.isupper() and not protected:
            return self._maker(word)
        if word in vocative_words().titles and not (titled and person):
            return None
        clear = written[:1].isupper() and at > 0 and len(word) > 2 and word not in ordinary_words() and not protected
        if word in self._names.clips and (person or clear or (titled and word not in vocative_words().common)):
            return self._clipped(word, person)
        if (person or titled) and len(word) > 3 and not protected:
            other = self._sounds_like(word, person)
            if other:
                return other
        if kind in (HOMONYM, ORDINARY) or (written[:1].isupper() and at and _is_unknown(word, tokens[at - 1], text)):
            self.left[(word, "also an ordinary word" if kind else "capital within a sentence")] += 1
        return self._inflected(word) if not protected else None

    def _clipped(self, clip: str, person: str | None) -> str:
        """Clip the invented name of who is spoken to; a form that may stand for several stands for none of them."""
        candidates = self._names.clips[clip]
        owned = self._names.owners.get(self._names.person_of.get(person or "", ""), [])
        whole = next((word for word in candidates if word in owned), candidates[0] if len(candidates) == 1 else None)
        return clip_of(whole, clip, self._maker(whole)) if whole else self._maker(clip)

    def _sounds_like(self, word: str, person: str | None) -> str | None:
        """Give the invented name for another spelling of a name (*Arip*), or its beginning or end (*Ndang*)."""
        whole = self._names.sounds.get(sound_key(word))
        if whole:
            return misspelt(self._maker(whole))
        if person is None or word in ordinary_words():
            return None
        owned = self._names.owners.get(self._names.person_of.get(person, ""), [])
        whole = next((name for name in owned if name.startswith(word) or name.endswith(word)), None)
        return clip_of(whole, word, self._maker(whole)) if whole else None

    def _inflected(self, word: str) -> str | None:
        """Give what stands for a name with an ending: *Yantine*, *Lilise*."""
        stem, mark, ending = word.partition("'")
        if mark and self._names.words.get(stem) == SURE:
            return f"{self._maker(stem)}'{ending}"
        if word in ordinary_words():
            return None
        for ending in INFLECTIONS:
            stem = word.removesuffix(ending)
            if stem != word and len(stem) > 3 and self._names.words.get(stem) == SURE:
                return self._maker(stem) + ending
        return None


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Give the text with its changes made."""
    parts, place = [], 0
    for edit in sorted(edits):
        parts += [text[place : edit.start], edit.new]
        place = edit.end
    return "".join([*parts, text[place:]])


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """Keep, of changes that meet, the longest."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start - edit.end, edit.start)):
        if not _meets([(one.start, one.end) for one in kept], edit.start, edit.end):
            kept.append(edit)
    return kept


def _meets(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in spans)


def _is_glued(name: str, token: Token) -> bool:
    """Whether a word is part of a longer one with digits in it: the *TKI* of *BP3TKI*."""
    return name[max(0, token.start - 1) : token.start].isdigit() or name[token.end : token.end + 1].isdigit()


def _is_title_before(text: str, before: Token, token: Token) -> bool:
    is_title = before.text in vocative_words().titles or before.text in further_titles()
    return is_title and stands_before(text, before, token)


def _is_unknown(word: str, before: Token, text: str) -> bool:
    """Whether a capital within a sentence stands on a word no list knows."""
    ends = set(text[before.end : before.end + 2]) & set(".!?:\n•-")
    return len(word) > 3 and word.isalpha() and not ends and word not in ordinary_words()
