"""Whether a name in a message speaks to its bearer or about her, by what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bmp_networks.coding.money_words import money_words
from bmp_networks.coding.names import vocative_words
from bmp_networks.coding.nicknames import ordinary_words
from bmp_networks.coding.number_words import number_words
from bmp_networks.coding.once import Once
from bmp_networks.text import Token

_CUT = re.compile(r"[,.!?;:()\n…—]|[^\w\s'’\-@/&+%*\"“”⁨⁩~]")
_ASKED_FOR = frozenset(
    (
        "kurang", "belum", "blm", "tolong", "mohon", "durung", "dereng", "hadir", "wajib", "nunggak", "acan", "utang",
        "hutang", "ditunggu", "tunggu", "bawa", "membawa", "nggawa", "nggowo", "gawa", "mawa", "mbeta", "nyandak",
        "setor",
    )
)  # fmt: skip
_FOR_WHOM = re.compile(r"(?:tak|dak|saya|sy|aku|kulo|kula|di|ta|nanti)$")
_NAMES_BEFORE = re.compile(r"(?:\b[A-Z]\w+\s?(?:\([^)]*\)\s?)?[,&/]?\s?(?:(?:dan|sama|karo|jeung|lan|and)\s)?)+$")
_DOES = re.compile(
    r"\b(?:di[a-z]{3,}|jaga|piket|petugas|tugas|panitia|tim|daftar|jadwal|giliran|wakil)\W+$", re.IGNORECASE
)
_SENTENCE_ENDS = re.compile(r"[.!\n]\s|\n")
_COLON = re.compile(r":\s(?=[^:]*$)")
_ONLY_NAMES = re.compile(r"[\w\s,&/]*")
_BETWEEN_NAMES = re.compile(r",|\bdan\b|&|\btrs\b|\bsama\b")
_WORDS = re.compile(r"\w+")
_THANKS = re.compile(r"kasih|suwun|nuwun|thank|makasih|mksh", re.IGNORECASE)
_SUFFERS = re.compile(r"di[a-z]{3,}")
_SCORES = re.compile(r"[A-Z]\w+\s\d+,\s[A-Z]\w+\s\d+,\s$")
_APPLIED = re.compile(r"[a-z]{3,}(?:no|ke|ne|kan|keun|aken|in|i)$")


class Place:
    """Where a name stands in a message: its title, its neighbours and the cuts around it.

    Parameters
    ----------
    text, tokens
        The message.
    at, last
        Places of the first and, where a second name follows (*Siti Rohmah*), the last word of the name.
    """

    def __init__(self, text: str, tokens: Sequence[Token], at: int, *, last: int | None = None) -> None:
        words = vocative_words()
        last = at if last is None else last
        self.text, self.tokens, self.at = text, tokens, last
        name = tokens[at]
        first = at
        if at and tokens[at - 1].text in words.titles and not text[tokens[at - 1].end : name.start].strip(" ."):
            first = at - 1
        self.first = first
        self.title = tokens[first].text if first < at else ""
        self.start, self.end = tokens[first].start, tokens[last].end
        self.word, self.word_end = name.text, name.end
        self.capital = text[name.start : name.start + 1].isupper()
        self.before = tokens[first - 1].text if first else ""
        self.after = tokens[last + 1].text if last + 1 < len(tokens) else ""

    @Once
    def before2(self) -> str:
        """Give the word before the one before it."""
        return self.tokens[self.first - 2].text if self.first > 1 else ""

    @Once
    def after2(self) -> str:
        """Give the word after the one after it."""
        return self.tokens[self.at + 2].text if self.at + 2 < len(self.tokens) else ""

    @Once
    def left(self) -> str:
        """Give what stands between it and the word before."""
        return self.text[self.tokens[self.first - 1].end if self.first else 0 : self.start]

    @Once
    def right(self) -> str:
        """Give what stands between it and the word after."""
        after = self.at + 1
        return self.text[self.end : self.tokens[after].start if after < len(self.tokens) else len(self.text)]

    @Once
    def opens(self) -> bool:
        """Say whether the message or a part of it begins with it."""
        return not self.first or (self.left != " " and bool(_CUT.search(self.left)))

    @Once
    def closes(self) -> bool:
        """Say whether the message or a part of it ends with it."""
        return self.at + 1 >= len(self.tokens) or (self.right != " " and bool(_CUT.search(self.right)))

    @Once
    def comma_before(self) -> bool:
        """Say whether a comma stands before it."""
        return "," in self.left

    @Once
    def comma_after(self) -> bool:
        """Say whether a comma stands after it."""
        return "," in self.right

    @Once
    def asks(self) -> bool:
        """Say whether its sentence goes on to ask."""
        if "?" not in self.text:
            return False
        ends = _SENTENCE_ENDS.search(self.text, self.end)
        return self.text.find("?", self.end, ends.start() if ends else len(self.text)) >= 0

    @Once
    def in_brackets(self) -> bool:
        """Say whether it stands alone in brackets."""
        return "(" in self.left and (
            self.text[: self.start].rstrip().endswith("(") and self.text[self.end :].lstrip().startswith(")")
        )


def is_vocative(place: Place, *, short: bool = False, silent: bool = False) -> bool:
    """Say whether a name at a place speaks to its bearer rather than about her.

    Parameters
    ----------
    place
        Where the name stands.
    short
        The word is only a clipped form: it needs a clear place.
    silent
        The member never writes: she is mostly spoken about.
    """
    if place.before in ("ini", "iki") and place.after in ("to", "toh", "tho", "kan", "ya", "yo"):
        return True
    if not _may_speak(place, short=short, silent=silent) or place.in_brackets or _in_list(place):
        return False
    return place.opens or not _is_spoken_of(place)


def _may_speak(place: Place, *, short: bool, silent: bool) -> bool:
    """Say whether a name stands where one speaks to its bearer, if nothing makes it one spoken about."""
    words = vocative_words()
    if short and not place.title:
        return _short_speaks(place)
    if place.opens and _opens_statement_about(place):
        return False
    if silent:
        return (
            _is_asked_for(place)
            or (place.opens and place.comma_after)
            or (place.closes and not place.opens and bool(place.title))
        )
    if place.title:
        return True
    if place.word in words.common and not place.capital:
        return False
    if place.closes and (not place.opens or place.comma_after or place.asks or place.comma_before):
        return True
    if place.opens:
        return place.comma_after or place.asks or place.after in words.vocative_after
    return place.before in words.vocative_after


def _short_speaks(place: Place) -> bool:
    """Say whether a clipped name without a title speaks to its bearer: it needs a clear place."""
    words = vocative_words()
    if place.word in words.common and not (place.capital and not place.opens):
        return False
    if place.closes and (not place.opens or place.comma_before) and place.before not in words.titles:
        return True
    if place.opens and place.comma_after and not place.first and place.capital and len(place.word) > 2:
        return True
    distinct = len(place.word) > 2 and place.capital and place.word not in ordinary_words()
    if not distinct:
        return False
    if place.opens:
        return place.comma_after or place.asks or place.after in words.self or place.after in words.vocative_after
    return place.before in words.vocative_after


def _is_spoken_of(place: Place) -> bool:
    """Say whether what stands before a name makes it one spoken about: *kata mbak Ning*, *rumah Bu Sri*."""
    words = vocative_words()
    before = place.before
    if before in ("ikut", "melu", "ngiring", "nderek") and place.closes and _is_own_wish(place):
        return False
    if before in ("untuk", "utk", "kanggo", "kagem") and place.title and place.comma_after and _begins(place, 1):
        return False
    if before in words.spoken_of_after or before == "&":
        return not (place.closes and place.title and place.asks and before in ("titip", "nitip", "bukan"))
    if place.before2 in ("per", "tiap", "saben"):
        return False
    if "&" in place.left and place.text[: place.start].rstrip().endswith("&"):
        return True
    owned = (
        before in words.belongs_to
        or (before in money_words().goods and before not in number_words().units)
        or before == "nya"
    )
    if owned and not (place.closes and (place.asks or (before not in words.belongs_to and before != "nya"))):
        return True
    if before[:1].isdigit() and not place.title and not place.comma_after and not place.asks:
        return True  # a rota: *06.00 - 11.00 Fajar*
    if place.after in words.only and not place.comma_after and before not in words.vocative_after:
        return True
    if before.endswith("nya") and not place.closes:
        return True
    settles = place.closes and bool(place.title) and place.tokens[0].text in ("siap", "oke", "ok", "baik", "sip")
    if settles and before.startswith("di"):
        return False  # *Siap direvisi Mak Tin.*
    suffers = _SUFFERS.match(before) and before not in words.vocative_after and not place.asks
    if suffers and not _THANKS.search(place.text):
        return not place.title or not place.comma_after
    if _FOR_WHOM.fullmatch(place.before2) and _APPLIED.fullmatch(before) and not place.comma_after and not place.asks:
        return True
    return place.closes and bool(place.title) and not place.asks and _labels(place)


def _is_own_wish(place: Place) -> bool:
    """Say whether somebody says that she takes part: *saya ikut Din*, *Ikut mbak*."""
    return place.before2 in vocative_words().self or _begins(place, 1)


def _begins(place: Place, words_before: int) -> bool:
    """Say whether only so many words of the sentence stand before a name."""
    sentence = re.split(r"[.!?\n]", place.text[: place.start])[-1]
    return len(sentence.split()) == words_before


def _labels(place: Place) -> bool:
    """Say whether a name stands in an item of a list, after one word that is its thing: *…, proker mas Anto*."""
    words = vocative_words()
    if place.before in words.vocative_after or not place.before.isalpha():
        return False
    left = place.text[: place.start].rstrip()
    item = re.search(r",\s*(\w+)$", left)
    return bool(item) and place.before in ordinary_words() and place.before in words.belongs_to


def _opens_statement_about(place: Place) -> bool:
    """Say whether a sentence begins with a name and tells something of her: *Mbak Ning lg ga pegang hp*."""
    words = vocative_words()
    if place.asks or place.closes or place.after not in words.state:
        return False
    return place.after2 not in words.self and place.after2 not in ("tak", "dak")


def _in_list(place: Place) -> bool:
    """Say whether a name stands in a list of people: *Saya, Tari, Yanti*, *Sabtu pagi: Tari, Nur*."""
    if place.after[:1].isdigit() and _SCORES.search(place.text[: place.start]):
        return True
    line_start = place.text.rfind("\n", 0, place.start) + 1
    before = place.text[line_start : place.start]
    if ":" in before and not place.asks and _is_listed(place, before):
        return True
    if _is_rota(before):
        return True
    if not (place.comma_before or place.comma_after):
        return False
    line_end = place.text.find("\n", place.start)
    line = place.text[line_start : line_end if line_end >= 0 else len(place.text)]
    names = [part.strip().casefold() for part in _BETWEEN_NAMES.split(line)]
    return len(names) > 2 and not vocative_words().self.isdisjoint(names)


def _is_listed(place: Place, before: str) -> bool:
    """Say whether only names stand between the colon of a line and a name that ends there: *Sabtu pagi: Tari, Nur*."""
    colon = _COLON.search(before)
    if not colon or not _ONLY_NAMES.fullmatch(before, colon.end()):
        return False
    head = {word.casefold() for word in _WORDS.findall(before[: colon.start()])}
    return not place.text[place.end :].lstrip(" ")[:1].isalnum() and head.isdisjoint(_ASKED_FOR)


def _is_asked_for(place: Place) -> bool:
    """Say whether a name stands in a list of those who are waited for: *yang belum setor: Ani, Budi*."""
    before = re.split(r"[.!?\n]\s", place.text[: place.start])[-1]
    head, colon, names = before.rpartition(": ")
    asked = not _ASKED_FOR.isdisjoint(re.findall(r"\w+", head.casefold()))
    return bool(colon) and asked and re.fullmatch(r"[\w\s,&/@]*", names) is not None


def _is_rota(before: str) -> bool:
    """Say whether a name goes on a list of those who do something: *stan dijaga Ani, Budi, Citra (tgl 12) Dedi*."""
    chain = _NAMES_BEFORE.search(before) if before != before.lower() else None
    return bool(chain) and bool(_DOES.search(before[: chain.start()])) if chain else False
