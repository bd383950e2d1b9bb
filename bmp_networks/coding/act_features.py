"""The features by which acts are told: words, shape, place in the thread, and what the message answered does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from bmp_networks.coding.act_context import CONTEXT, thread_context
from bmp_networks.coding.act_shapes import SHAPES, act_shapes
from bmp_networks.coding.label_model import word_groups
from bmp_networks.coding.message_signs import MessageSigns
from bmp_networks.coding.names import vocative_words

FROM_PARENT = (
    "question_word", "request", "announcement", "offer", "report", "agreement", "?", "may_i", "greeting", "thanks",
    "seek", "invite", "price", "bad_news",
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
_SKIPPED = frozenset(("ya", "eh", "oya", "nah", "wah", "lha", "kak", "oh"))


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
        *CONTEXT,
    )


def act_features(signs: MessageSigns) -> np.ndarray:
    """Give the features of every message, float32 of shape ``(n, n features)``; see ``act_feature_names``."""
    groups = word_groups("acts").names
    words, first = signs.has_groups("acts"), _first_words(signs)
    shape = act_shapes(signs, asking=words[:, groups.index("question_word")])
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
    return np.column_stack([words, first, shape, thread, parent, *crossed, thread_context(signs, answers)])


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


def _first_words(signs: MessageSigns) -> np.ndarray:
    """Mark the word groups among the first telling words of every message."""
    tokens = signs.tokens
    skipped = vocative_words().titles | _SKIPPED
    message, place, group = signs.groups("acts")
    first = np.zeros((len(tokens.distinct), len(word_groups("acts").names)), dtype=np.float32)
    index = tokens.word_index
    telling = index.tokens_of([word not in skipped for word in index.words])
    starts = np.full(len(tokens.distinct), np.iinfo(np.int64).max)
    np.minimum.at(starts, index.message[telling], index.place[telling])
    after = place - starts[message]
    leading = (after == 0) | (after == 1)
    first[message[leading], group[leading]] = 1
    result: np.ndarray = first[tokens.which]
    return result


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
