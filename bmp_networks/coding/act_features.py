"""The features by which acts are told: words, shape, place in the thread, and what the message answered does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np

from bmp_networks.coding.label_model import indicator, word_groups
from bmp_networks.coding.message_signs import MessageSigns
from bmp_networks.coding.names import vocative_words

FROM_PARENT = (
    "question_word", "request", "announcement", "offer", "report", "agreement", "?", "may_i", "greeting", "thanks",
    "seek", "invite", "price", "bad_news",
)  # fmt: skip
SHAPES = (
    "?", "ends ?", "only ?", "words 1-2", "words 3-5", "words 6-12", "words 13-25", "words 26+", "lines 2", "lines 4+",
    "!", "laugh", "pray", "sad", "link", "number", "price", "quantity", "two prices", "product", "stage", "addressee",
    "two addressees", "will do", "done", "unmarked question", "first sentence asks", "emoji only",
    "late ?", "bidden", "for you",
)  # fmt: skip
TRADING = (
    "orders an amount", "claims an amount", "amount answering offer", "price and product opening", "two prices opening",
    "price answering ?", "price answering no ?", "bidden, no ?", "request, no ?", "offer, no ?",
    "done answering request",
)  # fmt: skip
"""What trade looks like: an order, a claim on goods, an offer with its price."""
THREAD = ("answers", "answers own", "answers answer", "new", "own before", "near", "far")
LEADING = ("agreement", "answer", "report", "request", "?", "number", "refusal", "offer", "joke", "praise", "will do")
OPENING = ("report", "request", "announcement", "?", "offer", "greeting", "wishes", "seek", "invite", "when", "done")
ASKED = ("agreement", "answer", "?", "refusal", "will do", "price", "no cue")
ASKED_BACK = ("agreement", "quantity", "?", "will do")
WITH_QUESTION = (
    "seek", "invite", "request", "offer", "agreement", "report", "suggest", "bad_news", "price", "first: agreement",
    "first: report",
)  # fmt: skip
WITH_LATE_QUESTION = ("first: agreement", "first: answer", "first: report", "first: request", "price", "bad_news")
_LAUGH = frozenset("😂🤣😁😅😄😆🤭😜😝😎🙈😱🥲😃😀")
_PRAY = frozenset("🙏🤲💪☀🌹🎉🌺☕🎇🎆🎄🌳")
_SAD = frozenset("😭😢😥😣😞😔")
_ASKS_LAST = re.compile(r"\?[\s\W]*$")
_FIRST_ASKS = re.compile(r"^[^.!?\n]*\?")
_LATE_ASKS = re.compile(r"^[^?]*(?:[.!\n…]|,\s[^?,]{6,}|[\U0001F300-\U0001FAFF])\s?[^?]*\?")
_WILL_DO = re.compile(
    r"\b(?:tak|dak)\s[a-z]{3,}|\b(?:nanti|besok|sesuk|ngko|mengko|mangke)\s(?:saya|sy|aku|tak|kulo|kula)\b"
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
    (
        "tak",
        "dak",
        "nanti",
        "besok",
        "sesuk",
        "ngko",
        "mengko",
        "mangke",
        "saya",
        "sy",
        "kami",
        "kulo",
        "i'll",
        "i",
        "we'll",
        "we",
    )
)
_DONE_WORDS = frozenset(("sudah", "sdh", "udah", "dah", "telah", "wis", "wes", "uwis", "sampun", "barusan", "baru"))
_LINK = re.compile(r"https?://|www\.")
_ANY_DIGIT = re.compile(r"\d")
_SKIPPED = frozenset(("ya", "eh", "oya", "nah", "wah", "lha", "kak", "oh"))
_SHORT_QUESTION = 12
_SHORTEST_FORM = 5
_SELF_DOING = frozenset(("tak", "dak", "ta", "saya", "sy", "aku", "kami", "kulo", "kula", "abdi"))
_NO_FORMS = frozenset(
    (
        "sampun", "kepengen", "pengen", "senen", "konsumen", "dosen", "agen", "kabupaten", "persen", "panen", "makan",
        "bukan", "ikan", "akan", "sedangkan", "bahkan", "kalian", "barengan", "dulunan", "kemarin", "mungkin", "rajin",
        "salin", "angin", "pengin", "kepingin", "yakin", "lain", "main", "izin", "bulan", "jalan", "dengan", "ngono",
        "kono", "rono", "mono", "kene", "kowen", "dhuwen", "manten", "absen", "komitmen", "dokumen", "kain", "mesin",
        "masukan", "pelatihan", "kripik", "rutin", "batin", "admin", "lalin", "senin",
    )
)  # fmt: skip


def act_feature_names() -> tuple[str, ...]:
    """Name the features of the act model, in order."""
    groups = word_groups("acts").names
    return (
        *groups,
        *(f"first: {group}" for group in groups),
        *SHAPES,
        *THREAD,
        *(f"parent: {name}" for name in FROM_PARENT),
        *(f"answers with {name}" for name in LEADING),
        *(f"opens with {name}" for name in OPENING),
        *(f"to question: {name}" for name in ASKED),
        *(f"to request: {name}" for name in ASKED_BACK),
        *(f"to offer: {name}" for name in ASKED_BACK),
        *(f"? and {name}" for name in WITH_QUESTION),
        *(f"late ? and {name}" for name in WITH_LATE_QUESTION),
        "late ? answering",
        "late ? opening",
        *TRADING,
    )


def act_features(signs: MessageSigns) -> np.ndarray:
    """Give the features of every message, float32 of shape ``(n, n features)``; see ``act_feature_names``."""
    groups = word_groups("acts").names
    words, first = _word_tables(signs)
    shape = _shapes(signs, words[:, groups.index("question_word")])
    thread = _thread(signs)
    here = dict(zip(groups, words.T, strict=True)) | dict(zip(SHAPES, shape.T, strict=True))
    leads = here | dict(zip(groups, first.T, strict=True))
    starts = {f"first: {name}": column for name, column in zip(groups, first.T, strict=True)}
    own = 1 - signs.answers_own().astype(np.float32)
    answers, new = thread[:, 0] * own, thread[:, 3]
    parent = _of_parents(np.column_stack([here[name] for name in FROM_PARENT]), signs)
    above = dict(zip(FROM_PARENT, (parent * own[:, None]).T, strict=True))
    leads["no cue"] = 1 - np.maximum.reduce([leads[name] for name in ASKED[:5]])
    wanted = np.maximum(above["request"], above["seek"]) * (1 - above["?"])
    offered = np.maximum(above["offer"], above["invite"]) * (1 - above["?"])
    crossed = [
        *(answers * leads[name] for name in LEADING),
        *(new * here[name] for name in OPENING),
        *(above["?"] * leads[name] for name in ASKED),
        *(wanted * leads[name] for name in ASKED_BACK),
        *(offered * leads[name] for name in ASKED_BACK),
        *(here["?"] * (here | starts)[name] for name in WITH_QUESTION),
        *(here["late ?"] * (here | starts)[name] for name in WITH_LATE_QUESTION),
        here["late ?"] * answers,
        here["late ?"] * new,
        *_trading(here, starts, above, answers, new),
    ]
    return np.column_stack([words, first, shape, thread, parent, *crossed])


def _trading(
    here: Mapping[str, np.ndarray],
    starts: Mapping[str, np.ndarray],
    above: Mapping[str, np.ndarray],
    answers: np.ndarray,
    new: np.ndarray,
) -> Iterator[np.ndarray]:
    """Give the columns of ``TRADING``."""
    told = 1 - here["?"]
    amount = here["quantity"] * (1 - here["price"]) * told
    offered = np.maximum.reduce([above["offer"], above["invite"], above["announcement"], above["price"]])
    yield amount * here["request"]
    yield amount * np.maximum(here["first_person"], starts["first: agreement"]) * (1 - here["report"])
    yield amount * offered
    yield here["price"] * here["product"] * new
    yield here["two prices"] * new
    yield here["price"] * above["?"]
    yield here["price"] * answers * (1 - above["?"])
    yield here["bidden"] * told
    yield starts["first: request"] * told
    yield np.maximum(here["offer"], here["invite"]) * told
    yield here["done"] * above["request"]


def _word_tables(signs: MessageSigns) -> tuple[np.ndarray, np.ndarray]:
    """Mark the word groups of every message, and those among its first telling words."""
    groups = word_groups("acts")
    skipped = vocative_words().titles | _SKIPPED
    rows: list[int] = []
    columns: list[int] = []
    first_rows: list[int] = []
    first_columns: list[int] = []
    for i, (tokens, found) in enumerate(zip(signs.tokens, groups.find_all(signs.keys), strict=True)):
        if not found:
            continue
        start = 0
        while start < len(tokens) and tokens[start].text in skipped:
            start += 1
        for place, group in found:
            rows.append(i)
            columns.append(group)
            if start <= place <= start + 1:
                first_rows.append(i)
                first_columns.append(group)
    n, n_groups = len(signs), len(groups.names)
    return indicator(n, rows, columns, n_groups), indicator(n, first_rows, first_columns, n_groups)


def _shapes(signs: MessageSigns, asking: np.ndarray) -> np.ndarray:
    table = np.zeros((len(signs), len(SHAPES)), dtype=np.float32)
    at = {name: place for place, name in enumerate(SHAPES)}
    first: dict[str, int] = {}
    for i, text in enumerate(signs.texts):
        seen = first.setdefault(text, i)
        if seen < i:
            table[i] = table[seen]
        else:
            _write_shape(table[i], text, signs.keys[i], at)
    unmarked = asking * (1 - table[:, at["?"]])
    table[:, at["unmarked question"]] = unmarked * [len(tokens) <= _SHORT_QUESTION for tokens in signs.tokens]
    table[:, at["price"]] = signs.n_prices > 0
    table[:, at["two prices"]] = signs.n_prices > 1
    table[:, at["quantity"]] = signs.n_quantities > 0
    table[:, at["product"]] = signs.n_products > 0
    table[:, at["stage"]] = signs.n_stages > 0
    table[:, at["addressee"]] = signs.n_addressees > 0
    table[:, at["two addressees"]] = signs.n_addressees > 1
    return table


def _write_shape(row: np.ndarray, text: str, keys: Sequence[str], at: Mapping[str, int]) -> None:
    """Write into a row of ``SHAPES`` what a message looks like."""
    n_words = len(keys)
    row[at[_length(n_words)]] = 1
    if "?" in text:
        row[at["?"]] = 1
        last = bool(_ASKS_LAST.search(text))
        row[at["ends ?"]] = last
        row[at["first sentence asks"]] = bool(_FIRST_ASKS.search(text))
        row[at["late ?"]] = bool(_LATE_ASKS.match(text))
        row[at["only ?"]] = last and len(re.findall(r"[.!?]\s|\n", text)) == 0
    if "\n" in text:
        row[at["lines 4+" if text.count("\n") >= 3 else "lines 2"]] = 1
    row[at["!"]] = "!" in text
    row[at["will do"]] = not _WILL_WORDS.isdisjoint(keys) and bool(_WILL_DO.search(text))
    row[at["done"]] = not _DONE_WORDS.isdisjoint(keys) and bool(_DONE.search(text))
    row[at["bidden"]], row[at["for you"]] = _forms(keys)
    row[at["emoji only"]] = n_words == 0 and bool(text.strip())
    if not text.isascii():
        row[at["laugh"]] = not _LAUGH.isdisjoint(text)
        row[at["pray"]] = not _PRAY.isdisjoint(text)
        row[at["sad"]] = not _SAD.isdisjoint(text)
    row[at["link"]] = "/" in text and bool(_LINK.search(text))
    row[at["number"]] = bool(_ANY_DIGIT.search(text))


def _forms(keys: Sequence[str]) -> tuple[bool, bool]:
    """Say whether there are forms that bid (*gawanen*, *kirimno*) and that do for somebody (*tak gawakno*)."""
    bidden = for_you = False
    for place, key in enumerate(keys):
        if len(key) < _SHORTEST_FORM or key[-2:] not in ("no", "en", "an", "in"):
            continue
        if is_bidding(key):
            self_before = place > 0 and keys[place - 1] in _SELF_DOING
            bidden, for_you = bidden or not self_before, for_you or self_before
    return bidden, for_you


@lru_cache(maxsize=100_000)
def is_bidding(word: str) -> bool:
    """Say whether a word has the form of a bidding or of doing for somebody: *-no*, *-en*, Indonesian *-kan*, *-in*."""
    if not word.isalpha() or word in _NO_FORMS:
        return False
    return word.endswith(("no", "kan", "in")) or (word.endswith("en") and not word.startswith(("di", "ke")))


def _length(n_words: int) -> str:
    for most, name in ((2, "words 1-2"), (5, "words 3-5"), (12, "words 6-12"), (25, "words 13-25")):
        if n_words <= most:
            return name
    return "words 26+"


def _thread(signs: MessageSigns) -> np.ndarray:
    answers = np.where(signs.parents >= 0, signs.p_answers, 0.0)
    gap = np.where(signs.parents >= 0, np.arange(len(signs)) - signs.parents, 0)
    return np.column_stack(
        [
            answers,
            answers * signs.answers_own(),
            answers * signs.grandparent_own(),
            1 - answers,
            signs.own_before(),
            answers * (gap <= 1),
            answers * (gap > 4),
        ]
    ).astype(np.float32)


def _of_parents(table: np.ndarray, signs: MessageSigns) -> np.ndarray:
    """Give what is true of the message answered, as far as it is answered."""
    found = np.zeros_like(table)
    answering = signs.parents >= 0
    found[answering] = table[signs.parents[answering]] * signs.p_answers[answering, None]
    return found
