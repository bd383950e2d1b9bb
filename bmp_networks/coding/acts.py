"""What each message mainly does: asks, answers, offers, requests, announces, agrees …, with its probability."""

from __future__ import annotations

import re

import numpy as np

from bmp_networks.coding.label_model import LabelModel, indicator, read_model, word_groups
from bmp_networks.coding.message_signs import SAME_BREATH, MessageSigns
from bmp_networks.coding.names import vocative_words
from bmp_networks.containers.coding import ACTS

FROM_PARENT = (
    "question_word", "request", "announcement", "offer", "report", "agreement", "?", "may_i", "greeting", "thanks",
)  # fmt: skip
SHAPES = (
    "?", "ends ?", "only ?", "words 1-2", "words 3-5", "words 6-12", "words 13-25", "words 26+", "lines 2", "lines 4+", "!", "laugh",
    "pray", "sad", "link", "number", "price", "quantity", "two prices", "product", "stage", "addressee", "two addressees", "caps",
)  # fmt: skip
THREAD = ("answers", "answers own", "answers answer", "new", "own before", "unsure", "near", "far")
_LAUGH = re.compile("[😂🤣😁😅😄😆🤭😜😝😎🙈😱🥲😃😀]")
_PRAY = re.compile("[🙏🤲💪☀🌹🎉🌺☕🎇🎆🎄🌳]")
_SAD = re.compile("[😭😢😥😣😞😔]")
_ASKS_LAST = re.compile(r"\?[\s\W]*$")
_LINK = re.compile(r"https?://|www\.")
_CAPS = re.compile(r"\b[A-Z]{4,}\b")
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
        *(
            f"answers with {name}"
            for name in ("agreement", "answer", "report", "request", "?", "number", "refusal", "offer", "joke")
        ),
        *(f"opens with {name}" for name in ("report", "request", "announcement", "?", "offer", "greeting", "wishes")),
        *(f"to question: {name}" for name in ("agreement", "answer", "?", "refusal", "no cue")),
    )


def act_features(signs: MessageSigns) -> np.ndarray:
    """Give the features of every message, float64 of shape ``(n, n features)``; see ``act_feature_names``."""
    groups = word_groups("acts")
    words, first = _word_tables(signs)
    shape = _shapes(signs)
    thread = _thread(signs)
    here = {name: words[:, at] for at, name in enumerate(groups.names)}
    here |= {name: shape[:, at] for at, name in enumerate(SHAPES)}
    answers, new = thread[:, 0] * (1 - thread[:, 1]), thread[:, 3]
    parent = _of_parents(np.column_stack([here[name] for name in FROM_PARENT]), signs)
    leads = {name: first[:, at] for at, name in enumerate(groups.names)} | {"?": here["?"], "number": here["number"]}
    with_ = [
        answers * leads[n]
        for n in ("agreement", "answer", "report", "request", "?", "number", "refusal", "offer", "joke")
    ]
    opens = [new * here[n] for n in ("report", "request", "announcement", "?", "offer", "greeting", "wishes")]
    asked = answers * np.maximum(parent[:, FROM_PARENT.index("?")], 0)
    cues = np.maximum.reduce([leads[n] for n in ("agreement", "answer", "?", "refusal")])
    to_question = [asked * leads[n] for n in ("agreement", "answer", "?", "refusal")] + [asked * (1 - cues)]
    return np.column_stack([words, first, shape, thread, parent, *with_, *opens, *to_question])


def code_acts(signs: MessageSigns, model: LabelModel | None = None) -> tuple[list[str], np.ndarray]:
    """Say what every message mainly does.

    Parameters
    ----------
    signs
        The messages and what is known of them.
    model
        Weights; the packaged ones where None.

    Returns
    -------
    tuple of list of str and numpy.ndarray
        The act of every message (closed list ``ACTS``) and its probability, shape ``(n,)``.
    """
    model = model or read_model("act", ACTS, act_feature_names())
    p = model.probabilities(act_features(signs))
    best = p.argmax(axis=1) if len(p) else np.zeros(0, dtype=np.int64)
    acts = [ACTS[at] for at in best]
    sure = p[np.arange(len(p)), best]
    _follow_media(signs, acts, sure)
    return acts, sure


def _follow_media(signs: MessageSigns, acts: list[str], sure: np.ndarray) -> None:
    """Let a picture without words do what its author's adjacent message does."""
    for i in np.flatnonzero(signs.bare | signs.deleted):
        if signs.deleted[i] or signs.media[i] in ("sticker", "gif", "audio"):
            acts[i], sure[i] = "other", 0.8
            continue
        beside = [j for j in (i - 1, i + 1) if _same_breath(signs, i, j) and not signs.bare[j]]
        parent = int(signs.parents[i])
        if i and _same_breath(signs, i, i - 1):
            acts[i], sure[i] = acts[i - 1], 0.7
        elif parent >= 0 and signs.authors[parent] != signs.authors[i] and acts[parent] in ("question", "request"):
            acts[i], sure[i] = "answer", 0.6
        elif beside:
            acts[i], sure[i] = acts[beside[0]], 0.4
        else:
            acts[i], sure[i] = "report", 0.6


def _same_breath(signs: MessageSigns, i: int, j: int) -> bool:
    if not 0 <= j < len(signs) or signs.authors[i] != signs.authors[j]:
        return False
    return bool(abs(signs.seconds[i] - signs.seconds[j]) <= SAME_BREATH)


def _word_tables(signs: MessageSigns) -> tuple[np.ndarray, np.ndarray]:
    """Mark the word groups of every message, and those among its first telling words."""
    groups = word_groups("acts")
    skipped = vocative_words().titles | _SKIPPED
    rows: list[int] = []
    columns: list[int] = []
    first_rows: list[int] = []
    first_columns: list[int] = []
    for i, tokens in enumerate(signs.tokens):
        found = groups.find(tokens)
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


def _shapes(signs: MessageSigns) -> np.ndarray:
    table = np.zeros((len(signs), len(SHAPES)))
    at = {name: place for place, name in enumerate(SHAPES)}
    for i, text in enumerate(signs.texts):
        n_words = len(signs.tokens[i])
        row = table[i]
        row[at[_length(n_words)]] = 1
        if "?" in text:
            row[at["?"]] = 1
            last = bool(_ASKS_LAST.search(text))
            row[at["ends ?"]] = last
            row[at["only ?"]] = last and len(re.findall(r"[.!?]\s|\n", text)) == 0
        if "\n" in text:
            row[at["lines 4+" if text.count("\n") >= 3 else "lines 2"]] = 1
        row[at["!"]] = "!" in text
        if not text.isascii():
            row[at["laugh"]] = bool(_LAUGH.search(text))
            row[at["pray"]] = bool(_PRAY.search(text))
            row[at["sad"]] = bool(_SAD.search(text))
        row[at["link"]] = "/" in text and bool(_LINK.search(text))
        row[at["caps"]] = bool(_CAPS.search(text))
        row[at["number"]] = any(token.text[0].isdigit() for token in signs.tokens[i])
    table[:, at["price"]] = signs.n_prices > 0
    table[:, at["two prices"]] = signs.n_prices > 1
    table[:, at["quantity"]] = signs.n_quantities > 0
    table[:, at["product"]] = signs.n_products > 0
    table[:, at["stage"]] = signs.n_stages > 0
    table[:, at["addressee"]] = signs.n_addressees > 0
    table[:, at["two addressees"]] = signs.n_addressees > 1
    return table


def _length(n_words: int) -> str:
    for most, name in ((2, "words 1-2"), (5, "words 3-5"), (12, "words 6-12"), (25, "words 13-25")):
        if n_words <= most:
            return name
    return "words 26+"


def _thread(signs: MessageSigns) -> np.ndarray:
    answers = signs.parents >= 0
    indices = np.arange(len(signs))
    gap = np.where(answers, indices - signs.parents, 0)
    return np.column_stack(
        [
            answers,
            signs.answers_own(),
            signs.grandparent_own(),
            ~answers,
            signs.own_before(),
            answers & (signs.p_reply < 0.6),
            answers & (gap <= 1),
            answers & (gap > 4),
        ]
    ).astype(float)


def _of_parents(table: np.ndarray, signs: MessageSigns) -> np.ndarray:
    found = np.zeros_like(table)
    answering = signs.parents >= 0
    found[answering] = table[signs.parents[answering]]
    return found
