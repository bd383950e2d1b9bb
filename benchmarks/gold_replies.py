"""The hand-coded group chats as training and test material for reply inference."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.coding import coder
from bmp_networks.coding.replies import ReplyHints
from bmp_networks.io.lexicons import read_gazetteer
from bmp_networks.io.tables import read_roster
from bmp_networks.io.whatsapp.reader import read_chat

SAMPLE_CHATS = Path(__file__).resolve().parents[1] / "sample_chats"
COUNTS = ("message", "person", "given", "wanted", "decision", "n")
"""What ``reply_counts`` counts: right messages, right people, links given, links wanted, right decisions, messages."""


@dataclass(frozen=True)
class GoldChat:
    """A hand-coded chat: its messages, hints from the other coders, and the gold coding."""

    name: str
    messages: pd.DataFrame
    hints: ReplyHints
    gold: list[dict[str, Any]]

    @property
    def targets(self) -> dict[int, tuple[int, ...]]:
        """What each message answers; itself where it opens something new."""
        return {row["i"]: (row["i"] if row["reply_to"] is None else row["reply_to"],) for row in self.gold}


def read_gold() -> list[GoldChat]:
    """Read the five hand-coded sample chats."""
    return [_read(path.parent) for path in sorted(SAMPLE_CHATS.glob("*/gold.jsonl"))]


def _read(folder: Path) -> GoldChat:
    chat = read_chat(folder / "chat.txt")
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines() if line.strip()]
    given: list[ReplyHints] = []
    kept = coder.infer_replies

    def watched(messages: pd.DataFrame, hints: ReplyHints, **options: Any) -> pd.DataFrame:
        given.append(hints)
        return kept(messages, hints, **{**options, "rule": "previous_other"})

    coder.infer_replies = watched
    try:
        coder.code_messages(chat, read_roster(folder / "roster.csv"), gazetteer=read_gazetteer(folder / "actors.csv"))
    finally:
        coder.infer_replies = kept
    return GoldChat(folder.name, chat.messages, given[0], gold)


def reply_counts(gold: list[dict[str, Any]], target: np.ndarray) -> np.ndarray:
    """Count right replies message by message, shape ``(n, 6)`` as ``COUNTS``; own messages are no reply."""
    author = [row["author"] for row in gold]
    rows = []
    for row, given in zip(gold, target.tolist(), strict=True):
        want = row["reply_to"]
        want = None if want is None or author[want] == row["author"] else want
        got = None if given < 0 or author[given] == row["author"] else given
        both = want is not None and got is not None
        rows.append((both and got == want, both and author[got] == author[want], got is not None, want is not None,
                     got == want, True))  # fmt: skip
    return np.array(rows, dtype=float)


def reply_scores(counts: np.ndarray) -> tuple[float, float, float]:
    """Message F, person F and the share of right decisions (with "opens something new") from summed counts."""
    message, person, given, wanted, decision, n = counts
    links = max(given + wanted, 1)
    return 2 * message / links, 2 * person / links, decision / n
