"""What a message looks like to who tells acts: its length, its signs, its forms of bidding and promising."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from bmp_networks.coding.message_signs import MessageSigns
from bmp_networks.text import TokenLists, lookup_key

SHAPES = (
    "?", "ends ?", "only ?", "words 1-2", "words 3-5", "words 6-12", "words 13-25", "words 26+", "lines 2", "lines 4+",
    "!", "laugh", "pray", "sad", "link", "number", "price", "quantity", "two prices", "product", "stage", "addressee",
    "two addressees", "will do", "done", "unmarked question", "first sentence asks", "emoji only",
    "late ?", "bidden", "for you",
)  # fmt: skip
_LAUGH = frozenset("😂🤣😁😅😄😆🤭😜😝😎🙈😱🥲😃😀")
_PRAY = frozenset("🙏🤲💪☀🌹🎉🌺☕🎇🎆🎄🌳")
_SAD = frozenset("😭😢😥😣😞😔")
_ASKS_LAST = re.compile(r"\?[\s\W]*$")
_FIRST_ASKS = re.compile(r"^[^.!?\n]*\?")
_LATE_ASKS = re.compile(r"^[^?]*(?:[.!\n…]|,\s[^?,]{6,}|[\U0001F300-\U0001FAFF])\s?[^?]*\?")
_WILL_DO = re.compile(
    r"\b(?:tak|dak|tek|dek|ta)\s[a-z]{3,}|\b(?:nanti|besok|sesuk|ngko|mengko|mangke)\s(?:saya|sy|aku|tak|kulo|kula)\b"
    r"|\b(?:saya|sy|kami|kulo)\s(?:kirim|transfer|tf|antar|anter|bawa|ambil|catat|bantu|siapkan|ganti|usahakan|jawab|cek)"
    r"|\b(?:i'll|i will|we'll|we will)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"^(?:\W*\w+){0,3}?\W*\b(?:sudah|sdh|udah|dah|telah|wis|wes|uwis|sampun|barusan|baru\ssaja)\b"
    r"|\b(?:sudah|sdh|udah|wis|wes|sampun)\s(?:tak|saya|kulo|di\w+)",
    re.IGNORECASE,
)
_WILL_WORDS = frozenset(
    ("tak", "dak", "tek", "dek", "ta", "nanti", "besok", "sesuk", "ngko", "mengko", "mangke", "saya", "sy",
     "kami", "kulo", "i'll", "i", "we'll", "we")
)  # fmt: skip
_DONE_WORDS = frozenset(("sudah", "sdh", "udah", "dah", "telah", "wis", "wes", "uwis", "sampun", "barusan", "baru"))
_LINK = re.compile(r"https?://|www\.")
_ENDS = re.compile(r"[.!?]\s|\n")
_ANY_DIGIT = re.compile(r"\d")
_SHORT_QUESTION = 12
_SHORTEST_FORM = 5
_SELF_DOING = frozenset(("tak", "dak", "tek", "ta", "saya", "sy", "aku", "kami", "kulo", "kula", "abdi"))
_NO_FORMS = frozenset(
    (
        "sampun", "kepengen", "pengen", "senen", "konsumen", "dosen", "agen", "kabupaten", "persen", "panen", "makan",
        "bukan", "ikan", "akan", "sedangkan", "bahkan", "kalian", "barengan", "dulunan", "kemarin", "mungkin", "rajin",
        "salin", "angin", "pengin", "kepingin", "yakin", "lain", "main", "izin", "bulan", "jalan", "dengan", "ngono",
        "kono", "rono", "mono", "kene", "kowen", "dhuwen", "manten", "absen", "komitmen", "dokumen", "kain", "mesin",
        "masukan", "pelatihan", "kripik", "rutin", "batin", "admin", "lalin", "senin",
    )
)  # fmt: skip


def act_shapes(signs: MessageSigns, *, asking: np.ndarray) -> np.ndarray:
    """Give what every message looks like, float32 of shape ``(n, n shapes)``; see ``SHAPES``.

    Parameters
    ----------
    signs
        The messages and what is known of them.
    asking
        Whether each has a question word, 0 or 1, shape ``(n,)``.
    """
    tokens = signs.tokens
    sizes = np.array([len(words) for words in tokens.distinct], dtype=np.int64)
    texts = tokens.firsts(signs.texts)
    alone = {**_lengths(sizes), **_marks(texts, sizes), **_forms(tokens, texts)}
    shapes: dict[str, np.ndarray] = {
        name: np.asarray(column, dtype=np.float32)[tokens.which] for name, column in alone.items()
    }
    shapes["unmarked question"] = asking * (1 - shapes["?"]) * (sizes <= _SHORT_QUESTION)[tokens.which]
    counts = {
        "price": signs.n_prices, "quantity": signs.n_quantities, "product": signs.n_products,
        "stage": signs.n_stages, "addressee": signs.n_addressees,
    }  # fmt: skip
    shapes |= {name: count > 0 for name, count in counts.items()}
    shapes["two prices"], shapes["two addressees"] = signs.n_prices > 1, signs.n_addressees > 1
    return np.column_stack([shapes[name] for name in SHAPES]).astype(np.float32)


def _lengths(sizes: np.ndarray) -> dict[str, np.ndarray]:
    lengths = np.searchsorted((2, 5, 12, 25), sizes)
    return {name: lengths == at for at, name in enumerate(name for name in SHAPES if name.startswith("words "))}


def _marks(texts: Sequence[str], sizes: np.ndarray) -> dict[str, list[bool]]:
    """Say which signs stand in messages, given the number of their words too."""
    lines = [text.count("\n") for text in texts]
    last = [_finds(_ASKS_LAST, text, "?") for text in texts]
    return {
        "?": ["?" in text for text in texts],
        "ends ?": last,
        "only ?": [asks and not _ENDS.search(text) for asks, text in zip(last, texts, strict=True)],
        "first sentence asks": [_finds(_FIRST_ASKS, text, "?") for text in texts],
        "late ?": [_finds(_LATE_ASKS, text, "?") for text in texts],
        "lines 2": [0 < n < 3 for n in lines],
        "lines 4+": [n >= 3 for n in lines],
        "!": ["!" in text for text in texts],
        "emoji only": [not n and bool(text.strip()) for n, text in zip(sizes.tolist(), texts, strict=True)],
        "laugh": [not text.isascii() and not _LAUGH.isdisjoint(text) for text in texts],
        "pray": [not text.isascii() and not _PRAY.isdisjoint(text) for text in texts],
        "sad": [not text.isascii() and not _SAD.isdisjoint(text) for text in texts],
        "link": [_finds(_LINK, text, "/") for text in texts],
        "number": [bool(_ANY_DIGIT.search(text)) for text in texts],
    }


def _finds(pattern: re.Pattern[str], text: str, sign: str) -> bool:
    """Say whether a pattern, which needs a sign, is found in a text."""
    return sign in text and bool(pattern.search(text))


def _forms(tokens: TokenLists, texts: Sequence[str]) -> dict[str, np.ndarray]:
    """Say which messages bid (*gawanen*, *kirimno*), do for somebody (*tak gawakno*), promise or have done."""
    index = tokens.word_index
    keys = [lookup_key(word) for word in index.words]
    found = {name: np.zeros(len(texts), dtype=bool) for name in ("bidden", "for you", "will do", "done")}
    bidding = index.tokens_of(len(key) >= _SHORTEST_FORM and is_bidding(key) for key in keys)
    doing_self = np.array([key in _SELF_DOING for key in keys], dtype=bool)
    for_you = (index.place[bidding] > 0) & doing_self[index.word[bidding - 1]]
    found["for you"][index.message[bidding[for_you]]] = True
    found["bidden"][index.message[bidding[~for_you]]] = True
    for name, words, pattern in (("will do", _WILL_WORDS, _WILL_DO), ("done", _DONE_WORDS, _DONE)):
        holding = np.unique(index.message[index.tokens_of(key in words for key in keys)]).tolist()
        found[name][holding] = [bool(pattern.search(texts[message])) for message in holding]
    return found


@lru_cache(maxsize=100_000)
def is_bidding(word: str) -> bool:
    """Say whether a word has the form of a bidding or of doing for somebody: *-no*, *-en*, Indonesian *-kan*, *-in*."""
    if not word.isalpha() or word in _NO_FORMS:
        return False
    return word.endswith(("no", "kan", "in")) or (word.endswith("en") and not word.startswith(("di", "ke")))
