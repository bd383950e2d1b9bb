"""Invented names and numbers that stand for real ones: the same for the same key, and nobody's."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator, Sequence

from bmp_networks.coding.act_shapes import is_bidding
from bmp_networks.coding.money_words import money_words
from bmp_networks.coding.names import vocative_words
from bmp_networks.coding.nicknames import ordinary_words, short_forms, sound_key
from bmp_networks.coding.reply_words import stem
from bmp_networks.privacy import Key
from bmp_networks.sharing.word_lists import words_like
from bmp_networks.text import lookup_keys

_BEGIN = "bdfgjklmnprstw"
_VOWELS = "aiou"
_LAST_VOWELS = "aou"
_BIDDING_ENDS = ("no", "rin", "len", "kan")
_STEM_ENDS = ("nya", "ne", "kan", "ake", "ing", "ed", "es", "s", "e", "i")
"""Endings that the reading cuts off a word (``coding.reply_words.stem``), the longest first where they meet."""

INFLECTIONS = ("nya", "ne", "e", "ku", "mu", "s", "an")
"""Endings under which a name stands in a message: *Yantine*, *Lilise*."""

_MIDDLE = ("lb", "ld", "lf", "lg", "lm", "lt", "mb", "mp", "nd", "nj", "nt", "rb", "rd", "rf", "rg", "rj", "rl", "rm",
           "rp", "rt", "st", "sp", "sk", "kt", "ks", "pt")  # fmt: skip
_END = "bdfgjlmprstw"
_RARE = "qvxzwkjy"
_FEWEST = 5
_SYLLABLE = 3
_ATTEMPTS = 600

CALLING_CODES = ("62", "60", "65", "66", "63", "673", "852", "853", "886", "966", "971", "973", "974", "965", "968",
                 "962", "961", "20", "90", "81", "82", "86", "61", "64", "44", "31", "49", "33", "39", "34", "46", "1",
                 "91", "92", "880", "84", "95", "855", "856", "670", "967", "249", "27")  # fmt: skip
"""Calling codes of the countries in which members work or from which they are called."""


def digest(key: Key, kind: str, text: str, number: int = 0) -> bytes:
    """Give the keyed bytes from which everything invented is drawn.

    Source: HMAC-SHA-256, RFC 2104.
    """
    return hmac.new(key.secret, f"{kind}\0{text}\0{number}".encode(), "sha256").digest()


class NameMaker:
    """Invents one name for each word, the same with the same key and chat; no two alike, none a word of the chat.

    A made name has seven letters or a little more (*Rindako*), so that nothing of the length of the real one is left,
    and can be clipped as real ones are (*Rin*, *dako*). Where a name of the messages is also a word of the packaged
    lists (*Ayu*), its place is taken by another word of the same lists (*Cantik*), and where the program reads
    something into its ending (*Retno* as a bidding), the made name has such an ending too.

    Parameters
    ----------
    key
        The project's key.
    vocabulary
        Words of the chat, folded: neither a made name nor a clipped form of it may be one of them.
    likely
        Words of lists that are names too: they are taken before others.
    """

    def __init__(self, key: Key, vocabulary: frozenset[str], likely: frozenset[str] = frozenset()) -> None:
        self._key = key
        self._vocabulary = vocabulary
        self._likely = likely
        self._taken: set[str] = set()
        self._made: dict[str, str] = {}
        self._codes: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """Give the invented name for a folded word."""
        if word not in self._made:
            self._made[word] = self._like(word) or self._invent(word)
        return self._made[word]

    def code(self, word: str) -> str:
        """Give other letters for a folded word of an address: the same for the same word, and no word of the chat."""
        if word not in self._codes:
            for attempt in range(_ATTEMPTS):
                drawn = digest(self._key, "code", word, attempt)
                made = "".join(_RARE[drawn[place % len(drawn)] % len(_RARE)] for place in range(len(word)))
                if made not in self._vocabulary and made not in self._taken:
                    break
            self._taken.add(made)
            self._codes[word] = made
        return self._codes[word]

    def _like(self, word: str) -> str | None:
        """Give a word of the same lists that the chat does not use; None where the word is in none, or has no like."""
        if word not in self._vocabulary:
            return None
        for other in words_like(word, self._likely):
            if not {other, stem(other)} & (self._vocabulary | self._taken):
                self._taken |= {other, sound_key(other)}
                return other
        return None

    def _ends(self, word: str) -> tuple[str, ...]:
        """Give the endings among which one is drawn, where the program reads something into that of the real name."""
        if word in self._vocabulary and len(word) >= _FEWEST and is_bidding(word):
            return _BIDDING_ENDS
        clip = _everyday_clip(word, self._vocabulary)
        if clip:
            return (clip,)
        if any(word + ending in self._vocabulary for ending in INFLECTIONS) and len(word) > 4:
            end = next((end for end in _STEM_ENDS if word.endswith(end)), "")
            return (end,) if end else ()
        return ()

    def _invent(self, word: str) -> str:
        first = ""
        for name in self._candidates(word):
            clips = short_forms(name)
            heard = sound_key(name)
            if name in self._taken or heard in self._taken or set(lookup_keys(name)) & ordinary_words():
                continue
            if name in self._vocabulary:
                continue
            first = first or name
            clips -= {_everyday_clip(word, self._vocabulary), _trade_clip(word, self._vocabulary)}
            if not (clips | {heard}) & (self._vocabulary | self._taken | ordinary_words()):
                self._taken |= clips | {name, heard}
                return name
        if not first:  # a group of thousands of names: a number tells them apart
            first = f"{next(self._candidates(word))}{len(self._made)}"
        self._taken |= {first, sound_key(first)}
        return first

    def _candidates(self, word: str) -> Iterator[str]:
        ends, begin = self._ends(word), _trade_clip(word, self._vocabulary)
        for attempt in range(_ATTEMPTS):
            drawn = digest(self._key, "name", word, attempt)
            parts: tuple[Sequence[str], ...] = (_BEGIN, _VOWELS, _MIDDLE, _VOWELS)
            if begin:
                parts = ((begin,), _VOWELS, _END, _VOWELS) if begin[-1] not in _VOWELS + "e" else ((begin,), *parts[2:])
            parts = (*parts, ends) if ends and ends[0][0] not in "aiueo" else (*parts, _END, ends or _LAST_VOWELS)
            yield "".join(
                part[int.from_bytes(drawn[4 * at : 4 * at + 4], "big") % len(part)] for at, part in enumerate(parts)
            )


def _everyday_clip(word: str, vocabulary: frozenset[str]) -> str:
    """Give the last syllable of a name where it is an everyday word of the chat (*sih* in *Winarsih*), else nothing.

    The reading may take such a word for the name clipped; the invented name has the same syllable, which tells nothing.
    """
    clips = short_forms(word) & vocabulary & vocative_words().common
    return max((clip for clip in clips if len(clip) <= _SYLLABLE and word.endswith(clip)), key=len, default="")


def _trade_clip(word: str, vocabulary: frozenset[str]) -> str:
    """Give the first syllable of a name where it is a word of trade that the chat uses (*kas* in *Kasinem*)."""
    trade = vocative_words().belongs_to.union(*money_words())
    clips = short_forms(word) & vocabulary & trade
    return max((clip for clip in clips if len(clip) <= _SYLLABLE and word.startswith(clip)), key=len, default="")


def clip_of(word: str, clip: str, made: str) -> str:
    """Clip an invented name in the way a real one is clipped: from the front, to the last syllable, or to the end."""
    if len(clip) == 2:
        return made[-2:]
    if word.startswith(clip):
        return made[:3] if len(clip) == 3 else made[:4]
    return made[-4:]


def misspelt(made: str) -> str:
    """Give an invented name as somebody misspells it: another writing of the same sound."""
    return made[:2] + made[2] + made[2:]


def like_written(written: str, new: str) -> str:
    """Give an invented word the capitals of the word it stands for."""
    if written.isupper() and len(written) > 1:
        return new.upper()
    return new[:1].upper() + new[1:] if written[:1].isupper() else new


def made_digits(key: Key, kind: str, digits: str, wanted: int, attempt: int = 0) -> str:
    """Give so many digits drawn from the key."""
    number = int.from_bytes(digest(key, kind, digits, attempt), "big")
    return str(number)[-wanted:].zfill(wanted) if wanted else ""


def made_number(key: Key, number: str, avoid: frozenset[int] = frozenset()) -> str:
    """Give a phone number that nobody has, written as the given one: same country, same grouping.

    Indonesian numbers become service numbers (080 and a digit, then 0; the same digit for the same operator), others
    begin with zeros after the country code: neither can be a person's.

    Parameters
    ----------
    avoid
        Numbers that mean something in the chat: no group of digits becomes one of them where that can be helped.
    """
    digits = re.sub(r"\D", "", number)
    is_local = digits.startswith("0") and "+" not in number
    whole = f"62{digits[1:]}" if is_local else digits
    code = next((code for code in sorted(CALLING_CODES, key=len, reverse=True) if whole.startswith(code)), "")
    national = whole[len(code) :]
    begin = _operator(key, national[:3], avoid) if code == "62" else "000"
    begin = begin[: max(len(national) - 4, 0)]
    for attempt in range(_ATTEMPTS):
        new = begin + made_digits(key, "phone", whole, len(national) - len(begin), attempt)
        # However it is grouped, no three or four digits shall be a number that means something.
        groups = {int(new[at : at + n]) for n in (3, 4) for at in range(len(begin), len(new) - n + 1)}
        if not groups & avoid:
            break
    return refill(number, ("0" if is_local else code) + new)


def _operator(key: Key, operator: str, avoid: frozenset[int]) -> str:
    """Give the begin of a service number, the same for the same operator."""
    drawn = digest(key, "operator", operator)[0]
    likely = [digit for digit in range(9) if 800 + digit not in avoid] or list(range(9))
    return f"80{likely[drawn % len(likely)]}0"


def made_account(key: Key, number: str, avoid: frozenset[int] = frozenset()) -> str:
    """Give other digits for an account, identity or parcel number, grouped as written.

    Leading zeros and, beside longer groups, groups of one or two digits stay.

    Parameters
    ----------
    avoid
        Numbers that mean something in the chat: no group of digits becomes one of them where that can be helped.
    """
    long_groups = re.findall(r"\d{3,}", number)
    groups = r"\d{3,}" if sum(map(len, long_groups)) >= _FEWEST else r"\d+"
    made = number
    for attempt in range(_ATTEMPTS):
        made = _other_groups(number, groups, made_digits(key, "account", number, len(number), attempt))
        if made != number and not {int(group) for group in re.findall(groups, made)} & avoid:
            break
    return made


def _other_groups(number: str, groups: str, digits: str) -> str:
    left = iter(digits)

    def other(match: re.Match[str]) -> str:
        new = "".join(next(left) for _ in match[0])
        return ("0" if match[0][0] == "0" else str(int(new[0]) % 9 + 1)) + new[1:]

    return re.sub(groups, other, number)


def other_digits(key: Key, written: str) -> str:
    """Give other digits for every group of three or more in an address; shorter groups stay."""

    def other(match: re.Match[str]) -> str:
        drawn = digest(key, "address", match[0])
        return "".join(str(drawn[place % len(drawn)] % 9 + 1) for place in range(len(match[0])))

    return re.sub(r"\d{3,}", other, written)


def refill(pattern: str, digits: str) -> str:
    """Write digits into the places of the digits of a text."""
    left = iter(digits)
    return re.sub(r"\d", lambda match: next(left, match[0]), pattern)
