"""What each message says about replying, before any pair is looked at: author, clock, words, names, forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.coding.reply_names import CERTAIN, SPOKEN_OF, SPOKEN_TO, Namebook, bare_titles, learn_titles
from bmp_networks.coding.reply_words import (
    COMMON_WEIGHT,
    FORMS,
    common_words,
    form_bits,
    has_link,
    numbers_of,
    overlap_band,
    stem,
    words_of,
)

LAGS = 100
"""How many messages back a reply is looked for."""


@dataclass(frozen=True)
class ReplyHints:
    """What other parts of the coding know of each message; all optional, one entry a message where given.

    Parameters
    ----------
    addressees
        Names of the authors it speaks to.
    mentions
        Names or digits mentioned with @.
    products, actors
        Ids of products and of outside organisations or people.
    prices, quantities
        Amounts, or mappings with ``amount`` or ``value``.
    is_question
        Whether it asks something, bool of shape ``(n,)``.
    """

    addressees: Sequence[Sequence[str]] | None = None
    mentions: Sequence[Sequence[str]] | None = None
    products: Sequence[Sequence[Any]] | None = None
    actors: Sequence[Sequence[Any]] | None = None
    prices: Sequence[Sequence[Any]] | None = None
    quantities: Sequence[Sequence[Any]] | None = None
    is_question: np.ndarray | None = None


@dataclass(frozen=True)
class ReplySignals:
    """The messages of a chat as columns of numbers; ``n`` messages, ``a`` authors.

    ``form`` and ``opening`` hold the forms of ``FORMS`` (as bits) found anywhere and among the first three words;
    ``named`` the keys ``message * a + author`` of who is named, sorted, with ``manner`` beside;
    the bands compare a message with those before it (see ``overlap_band``).
    """

    n: int
    a: int
    author: np.ndarray
    minute: np.ndarray
    n_words: np.ndarray
    question: np.ndarray
    media: np.ndarray
    wordless: np.ndarray
    link: np.ndarray
    n_lines: np.ndarray
    has_number: np.ndarray
    form: np.ndarray
    opening: np.ndarray
    title: np.ndarray
    titles_of: np.ndarray
    named: np.ndarray
    names_band: np.ndarray
    manner: np.ndarray
    norm: np.ndarray
    words_band: np.ndarray
    numbers_band: np.ndarray
    products_band: np.ndarray
    has_product: np.ndarray
    profile: np.ndarray
    previous_own: np.ndarray
    next_own: np.ndarray
    previous_other: np.ndarray
    entangled: np.ndarray
    tempo: np.ndarray


def read_signals(messages: pd.DataFrame, hints: ReplyHints) -> ReplySignals:
    """Read every message once and keep, as columns, what the reply rules ask for."""
    names, author = np.unique(messages["author"].fillna("").to_numpy(dtype=str), return_inverse=True)
    author = author.astype(np.int64)
    n, a = len(author), max(1, len(names))
    bodies = [body or "" for body in messages["body"].fillna("").tolist()]
    book = Namebook(names.tolist())
    words = [words_of(body) for body in bodies]
    minute = _minutes(messages["timestamp"])
    flags = _flags(messages, bodies, words, hints)
    named, manner = _named(book, bodies, words, hints, names, a)
    bands = _bands(words, bodies, names, author, hints)
    previous_own, next_own, previous_other = _neighbours(author, n)
    return ReplySignals(
        n=n, a=a, author=author, minute=minute, named=named, manner=manner,
        names_band=overlap_band(*np.divmod(named, a), np.ones(a), n, LAGS),
        title=np.array([bare_titles(book, line) for line in words], dtype=np.int64),
        titles_of=learn_titles(book, words) if a else np.zeros(0, dtype=np.int64),
        previous_own=previous_own, next_own=next_own, previous_other=previous_other,
        entangled=people_before(author, 20), tempo=_tempo(minute), **flags, **bands,
    )  # fmt: skip


def _minutes(timestamps: pd.Series) -> np.ndarray:
    seconds: np.ndarray = timestamps.ffill().bfill().astype("int64").to_numpy().astype(np.float64)
    if not len(seconds):
        return seconds
    # An hour that runs backwards (a clock set back, a merge) must not make a reply older than its question.
    unit = {"s": 1.0, "ms": 1e3, "us": 1e6, "ns": 1e9}[np.datetime_data(timestamps.dtype)[0]]
    minutes: np.ndarray = np.maximum.accumulate((seconds - seconds[0]) / unit / 60)
    return minutes


def _flags(
    messages: pd.DataFrame, bodies: list[str], words: list[list[str]], hints: ReplyHints
) -> dict[str, np.ndarray]:
    bits = form_bits()
    form = np.array([_union(bits.get(word, 0) for word in line) for line in words], dtype=np.int64)
    opening = np.array([_union(bits.get(word, 0) for word in line[:3]) for line in words], dtype=np.int64)
    mark = np.array(["?" in body for body in bodies], dtype=bool)
    asked = opening & (1 << FORMS.index("question")) > 0
    question = mark.astype(np.float32) + 0.5 * (~mark & asked)
    if hints.is_question is not None:
        question = np.maximum(question, np.asarray(hints.is_question, dtype=np.float32))
    media = messages["media"].notna().to_numpy() | messages["deleted"].to_numpy(dtype=bool)
    return {
        "form": form, "opening": opening, "question": question.astype(np.float32), "media": media,
        "n_words": np.array([len(line) for line in words], dtype=np.float32),
        "n_lines": np.array([body.count("\n") + 1 for body in bodies], dtype=np.float32),
        "wordless": np.array([not line for line in words], dtype=bool) & ~media,
        "link": np.array([has_link(body) for body in bodies], dtype=bool),
        "has_number": np.array([any(c.isdigit() for c in body) for body in bodies], dtype=bool),
    }  # fmt: skip


def _union(values: Any) -> int:
    found = 0
    for value in values:
        found |= value
    return found


def _named(
    book: Namebook, bodies: list[str], words: list[list[str]], hints: ReplyHints, names: np.ndarray, a: int
) -> tuple[np.ndarray, np.ndarray]:
    found = [book.read(body, line) for body, line in zip(bodies, words, strict=True)]
    if hints.addressees is not None:
        # A leading nick is certain; for the rest the addressee coder has seen more than the names of authors.
        for people in found:
            for person, manner in list(people.items()):
                people[person] = manner if manner & CERTAIN else SPOKEN_OF
    number = {name: place for place, name in enumerate(names.tolist())}
    for source in (hints.addressees, hints.mentions):
        for people, given in zip(found, source or (), strict=False):
            for name in given:
                person = number.get(name, book.digits.get("".join(c for c in name if c.isdigit()), -1))
                if person >= 0:
                    people[person] = people.get(person, 0) | SPOKEN_TO
    keys = [(i * a + person, manner) for i, people in enumerate(found) for person, manner in people.items()]
    table = np.array(sorted(keys), dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _bands(
    words: list[list[str]], bodies: list[str], names: np.ndarray, author: np.ndarray, hints: ReplyHints
) -> dict[str, np.ndarray]:
    n = len(words)
    vocabulary: dict[str, int] = {}
    common: set[int] = set()
    sets = []
    for line in words:
        ids = set()
        for word in line:
            number = vocabulary.setdefault(stem(word), len(vocabulary))
            ids.add(number)
            if word in common_words() or len(word) < 3:
                common.add(number)
        sets.append(ids)
    message, token = _flat(sets)
    spread = np.bincount(token, minlength=len(vocabulary)).astype(np.float64)
    idf = np.log((n + 1) / (spread + 0.5))
    idf[list(common)] *= COMMON_WEIGHT
    weight = np.where(spread > 0.06 * max(n, 300), 0.0, np.maximum(idf, 0.0)) ** 2
    norm = np.sqrt(np.bincount(message, weights=weight[token], minlength=n)).astype(np.float32)
    use = weight[token] > 0
    numbers = _items(hints.prices, n, [numbers_of(body) for body in bodies])
    numbers = _items(hints.quantities, n, numbers)
    products = _items(hints.actors, n, _items(hints.products, n, [set() for _ in range(n)]))
    return {
        "norm": norm,
        "words_band": overlap_band(message[use], token[use], weight, n, LAGS),
        "numbers_band": _item_band(numbers, n),
        "products_band": _item_band(products, n),
        "has_product": np.array([bool(line) for line in products], dtype=bool),
        "profile": _profile(message, token, idf, names, author, vocabulary),
    }


def _profile(
    message: np.ndarray,
    token: np.ndarray,
    idf: np.ndarray,
    names: np.ndarray,
    author: np.ndarray,
    vocabulary: dict[str, int],
) -> np.ndarray:
    """Keys ``message * a + author`` of messages that use a word of an author's name as an ordinary word, sorted."""
    owner: dict[int, list[int]] = {}
    for number, name in enumerate(names.tolist()):
        for word in words_of(name)[1:]:
            token_id = vocabulary.get(stem(word))
            if token_id is not None and idf[token_id] > 1:
                owner.setdefault(token_id, []).append(number)
    hit = np.flatnonzero(np.isin(token, np.array(list(owner), dtype=np.int64)))
    a = max(1, len(names))
    keys = [message[at] * a + number for at in hit for number in owner[int(token[at])]]
    return np.unique(np.array(keys, dtype=np.int64))


def _flat(sets: list[set[Any]]) -> tuple[np.ndarray, np.ndarray]:
    message = np.repeat(np.arange(len(sets)), [len(line) for line in sets])
    return message, np.array([item for line in sets for item in sorted(line)], dtype=np.int64)


def _items(given: Sequence[Sequence[Any]] | None, n: int, found: list[set[Any]]) -> list[set[Any]]:
    for place, line in enumerate(given or ()):
        for item in line:
            value = item.get("amount", item.get("value", item.get("id"))) if isinstance(item, Mapping) else item
            if isinstance(value, int | float):
                found[place] |= numbers_of(f"{value:.12g}")
            elif value is not None:
                found[place].add(str(value))
    return found


def _item_band(sets: list[set[Any]], n: int) -> np.ndarray:
    numbering: dict[Any, int] = {}
    ids = [{numbering.setdefault(item, len(numbering)) for item in sorted(line)} for line in sets]
    message, token = _flat(ids)
    spread = np.bincount(token, minlength=len(numbering))
    return overlap_band(message, token, np.log((n + 1) / (spread + 0.5)).clip(0.2), n, LAGS)


def _neighbours(author: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    order = np.lexsort((np.arange(n), author))
    previous_own, next_own = np.full(n, -1), np.full(n, n)
    same = author[order][1:] == author[order][:-1]
    previous_own[order[1:][same]] = order[:-1][same]
    next_own[order[:-1][same]] = order[1:][same]
    turn = np.concatenate([[True], author[1:] != author[:-1]])[:n]
    first = np.maximum.accumulate(np.where(turn, np.arange(n), 0)) if n else np.zeros(0, dtype=np.int64)
    return previous_own, next_own, first - 1


def people_before(author: np.ndarray, window: int) -> np.ndarray:
    """Count how many people wrote among the ``window`` messages before each, shape ``(n,)``."""
    n = len(author)
    next_own = _neighbours(author, n)[1]
    count = np.zeros(n, dtype=np.float32)
    for lag in range(1, min(window, n - 1) + 1):
        # A person counts at her last line of the window.
        count[lag:] += next_own[:-lag] >= np.arange(lag, n)
    return count


def _tempo(minute: np.ndarray) -> np.ndarray:
    """Usual gap between messages around each one, minutes: the median of the last 30 gaps, of the chat where fewer."""
    if not len(minute):
        return minute
    gaps = pd.Series(np.diff(minute, prepend=minute[:1]))
    local = gaps.rolling(30, min_periods=8).median().bfill().fillna(gaps.median())
    result: np.ndarray = local.to_numpy(dtype=np.float32)
    return result
