"""Whether a name in a message speaks to its bearer or about her, by what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bmp_networks.coding.money_words import money_words
from bmp_networks.coding.names import vocative_words
from bmp_networks.coding.nicknames import ordinary_words
from bmp_networks.coding.number_words import number_words
from bmp_networks.text import Token

_CUT = re.compile(r"[,.!?;:()\n…—]|[^\w\s'’\-@/&+%*\"“”⁨⁩~]")
_ASKED_FOR = frozenset(
    (
        "kurang", "belum", "blm", "tolong", "mohon", "durung", "dereng", "hadir", "wajib", "nunggak", "acan", "utang",
        "hutang", "ditunggu", "tunggu",
    )
)  # fmt: skip
_FOR_WHOM = re.compile(r"(?:tak|dak|saya|sy|aku|kulo|kula|di|ta|nanti)$")
_NAMES_BEFORE = re.compile(r"(?:\b[A-Z]\w+\s?(?:\([^)]*\)\s?)?[,&/]?\s?(?:(?:dan|sama|karo|jeung|lan|and)\s)?)+$")
_DOES = re.compile(
    r"\b(?:di[a-z]{3,}|jaga|piket|petugas|tugas|panitia|tim|daftar|jadwal|giliran|wakil)\W+$", re.IGNORECASE
)
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
        name, end = tokens[at], tokens[last]
        first = at
        if at and tokens[at - 1].text in words.titles and not text[tokens[at - 1].end : name.start].strip(" ."):
            first = at - 1
        self.first = first
        self.title = tokens[first].text if first < at else ""
        self.start = tokens[first].start
        self.word = name.text
        self.capital = text[name.start : name.start + 1].isupper()
        self.before = tokens[first - 1].text if first else ""
        self.before2 = tokens[first - 2].text if first > 1 else ""
        self.after = tokens[last + 1].text if last + 1 < len(tokens) else ""
        self.after2 = tokens[last + 2].text if last + 2 < len(tokens) else ""
        left = text[tokens[first - 1].end if first else 0 : self.start]
        right = text[end.end : tokens[last + 1].start if last + 1 < len(tokens) else len(text)]
        self.opens = not first or bool(_CUT.search(left))
        self.closes = last + 1 >= len(tokens) or bool(_CUT.search(right))
        self.comma_after = "," in right
        self.comma_before = "," in left
        self.colon_before = ":" in left
        tail = re.split(r"[.!\n]\s|\n", text[end.end :], maxsplit=1)[0]
        self.asks = "?" in tail
        self.in_brackets = text[: self.start].rstrip()[-1:] == "(" and text[end.end :].lstrip()[:1] == ")"


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
    words = vocative_words()
    if place.before in ("ini", "iki") and place.after in ("to", "toh", "tho", "kan", "ya", "yo"):
        return True
    if place.in_brackets or _in_list(place):
        return False
    if not place.opens and _is_spoken_of(place):
        return False
    if short and not place.title:
        return _short_speaks(place)
    if place.opens and _opens_statement_about(place):
        return False
    if silent:
        return (place.opens and place.comma_after) or (place.closes and not place.opens and bool(place.title))
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
    if before in ("ikut", "melu", "ngiring") and place.before2 in words.self and place.closes:
        return False
    if before in words.spoken_of_after or before == "&":
        return not (place.closes and place.title and place.asks and before in ("titip", "nitip", "bukan"))
    if place.before2 in ("per", "tiap", "saben"):
        return False
    if re.search(r"&\s*$", place.text[: place.start]):
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
    thanks = re.search(r"kasih|suwun|nuwun|thank|makasih|mksh", place.text, re.IGNORECASE)
    if re.match(r"di[a-z]{3,}", before) and before not in words.vocative_after and not place.asks and not thanks:
        return not place.title or not place.comma_after
    if _FOR_WHOM.fullmatch(place.before2) and _APPLIED.fullmatch(before) and not place.comma_after and not place.asks:
        return True
    return place.closes and bool(place.title) and not place.asks and _labels(place)


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
    line_start = place.text.rfind("\n", 0, place.start) + 1
    line_end = place.text.find("\n", place.start)
    line = place.text[line_start : line_end if line_end >= 0 else len(place.text)]
    colon = re.search(r":\s(?=[^:]*$)", place.text[line_start : place.start])
    if colon and not place.asks:
        head = {word.casefold() for word in re.findall(r"\w+", line[: colon.start()])}
        listed = re.fullmatch(r"[\w\s,&/]*", place.text[line_start + colon.end() : place.start])
        tail = place.text[place.tokens[place.at].end :].lstrip(" ")
        if listed and not tail[:1].isalnum() and not head & _ASKED_FOR:
            return True
    if _is_rota(place.text[line_start : place.start]):
        return True
    words = vocative_words()
    names = [part.strip().casefold() for part in re.split(r",|\bdan\b|&|\btrs\b|\bsama\b", line)]
    own = any(part in words.self for part in names)
    return own and len(names) > 2 and (place.comma_before or place.comma_after)


def _is_rota(before: str) -> bool:
    """Say whether a name goes on a list of those who do something: *stan dijaga Ani, Budi, Citra (tgl 12) Dedi*."""
    chain = _NAMES_BEFORE.search(before)
    return bool(chain) and bool(_DOES.search(before[: chain.start()])) if chain else False
