"""What each message is mainly about: economy, advocacy, migration, training …, with its probability."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bmp_networks.coding.label_model import LabelModel, read_model, word_groups
from bmp_networks.coding.message_signs import SAME_BREATH, MessageSigns
from bmp_networks.containers.coding import TOPICS

FADES = 0.6
"""What is left of a thread's words one message further."""

BEFORE_FADES = 0.4
"""The same for the message just before, where a message opens something new."""

NEAR = 6
"""How many messages before and after show what the talk is about."""

_WITHIN = 3 * 3600.0
OTHER_SIGNS = ("product", "price", "quantity", "stage", "actor", "new", "short", "question", "emoji")


def topic_feature_names() -> tuple[str, ...]:
    """Name the features of the topic model, in order."""
    groups = word_groups("topics").names
    signs = (*groups, "product", "price", "quantity", "stage", "actor")
    return (
        *groups,
        *OTHER_SIGNS,
        *(f"many {group}" for group in groups),
        *(f"thread: {name}" for name in signs),
        *(f"before: {name}" for name in signs),
        *(f"around: {topic}" for topic in _topics_of(groups)),
        "around: trade",
    )


def topic_features(signs: MessageSigns) -> np.ndarray:
    """Give the features of every message, float32 of shape ``(n, n features)``; see ``topic_feature_names``."""
    groups = word_groups("topics").names
    words = signs.has_groups("topics")
    message, _, group = signs.groups("topics")
    count = np.zeros((len(signs.tokens.distinct), len(groups)), dtype=np.float32)
    np.add.at(count, (message, group), 1)
    many = (np.minimum(count, 3) - np.minimum(count, 1))[signs.tokens.which]
    trade = np.column_stack(
        [
            signs.n_products > 0,
            signs.n_prices > 0,
            signs.n_quantities > 0,
            signs.n_stages > 0,
            signs.n_actors > 0,
        ]
    ).astype(np.float32)
    shape = np.column_stack(
        [
            np.where(signs.parents >= 0, 1 - signs.p_answers, 1.0),
            [len(tokens) <= 3 for tokens in signs.tokens],
            ["?" in text for text in signs.texts],
            [not text.isascii() for text in signs.texts],
        ]
    ).astype(np.float32)
    own = np.column_stack([words, trade])
    thread, before = _carried(own, signs)
    around = _around(words, trade, groups)
    return np.column_stack([words, trade, shape, many, thread, before, around])


def code_topics(signs: MessageSigns, model: LabelModel | None = None) -> tuple[list[str], np.ndarray]:
    """Say what every message is mainly about.

    Parameters
    ----------
    signs
        The messages and what is known of them.
    model
        Weights; the packaged ones where None.

    Returns
    -------
    tuple of list of str and numpy.ndarray
        The topic of every message (closed list ``TOPICS``) and its probability, shape ``(n,)``.
    """
    model = model or read_model("topic", TOPICS, topic_feature_names())
    topics, sure = model.likeliest(topic_features(signs))
    _follow_media(signs, topics, sure)
    return topics, sure


def _topics_of(groups: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(group.partition("_")[0] for group in groups))


def _around(words: np.ndarray, trade: np.ndarray, groups: Sequence[str]) -> np.ndarray:
    """Give the share of the messages around that have words of each topic, and that trade."""
    topics = _topics_of(groups)
    member = np.array([[group.partition("_")[0] == topic for topic in topics] for group in groups], dtype=np.float32)
    signs = np.column_stack([np.minimum(words @ member, 1.0), trade[:, :3].max(axis=1)])
    n = len(signs)
    total = np.vstack([np.zeros(signs.shape[1]), np.cumsum(signs, axis=0)])
    low = np.maximum(np.arange(n) - NEAR, 0)
    high = np.minimum(np.arange(n) + NEAR + 1, n)
    shares: np.ndarray = (total[high] - total[low] - signs) / np.maximum(high - low - 1, 1)[:, None]
    return shares


def _carried(own: np.ndarray, signs: MessageSigns) -> tuple[np.ndarray, np.ndarray]:
    """Give the fading signs of the thread a message answers, and of the messages just before one that opens anew."""
    total = own.copy()
    thread = np.zeros_like(own)
    before = np.zeros_like(own)
    faded = np.zeros(own.shape[1], dtype=own.dtype)
    answers = np.where(signs.parents >= 0, signs.p_answers, 0.0)
    same = np.diff(signs.who, prepend=-1) == 0
    close = np.diff(signs.seconds, prepend=-np.inf) <= _WITHIN
    for i, (parent, p, now, taken) in enumerate(zip(signs.parents.tolist(), answers, total, thread, strict=True)):
        if p > 0:
            np.multiply(total[parent], p, out=taken)
            now += np.multiply(taken, FADES, out=faded)
        if p < 1 and close[i]:
            before[i] = (1 - p) * (total[i - 1] if same[i] else BEFORE_FADES * total[i - 1])
    return np.minimum(thread, 2.0), np.minimum(before, 2.0)


def _follow_media(signs: MessageSigns, topics: list[str], sure: np.ndarray) -> None:
    """Let a picture without words be about what its author's adjacent message or the talk before is about."""
    for i in np.flatnonzero(signs.bare | signs.deleted).tolist():
        parent = int(signs.parents[i]) if signs.p_answers[i] > 0.5 else -1
        before = i - 1 if i and signs.authors[i] == signs.authors[i - 1] else -1
        close = before >= 0 and signs.seconds[i] - signs.seconds[before] <= SAME_BREATH
        if signs.deleted[i] or signs.media[i] == "audio":
            topics[i], sure[i] = "other", 0.7
        elif signs.media[i] in ("sticker", "gif"):
            topics[i], sure[i] = "social", 0.7
        elif close or parent >= 0:
            topics[i], sure[i] = topics[before if close else parent], 0.7
        else:
            topics[i], sure[i] = next((topic for topic in topics[:i][::-1] if topic != "social"), "other"), 0.4
