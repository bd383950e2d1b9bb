"""The hand-coded chats as the machine sees them, with the reply links people coded and with its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bmp_networks.coding import coder
from bmp_networks.coding.message_signs import MessageSigns
from bmp_networks.containers.chat import Chat
from bmp_networks.containers.coding import REPLIES, Coding
from bmp_networks.containers.roster import Roster
from bmp_networks.io.lexicons import read_gazetteer
from bmp_networks.io.tables import read_roster
from bmp_networks.io.whatsapp.reader import read_chat


@dataclass(frozen=True)
class CodedChat:
    """A hand-coded chat and what the machine makes of it.

    ``signs_ranker`` rests on the fitted reply links, which may know these chats; ``signs_window`` on hand-weighted ones
    that know no chat, a floor for what new chats can expect; ``signs_gold`` on the links people coded.
    """

    name: str
    chat: Chat
    roster: Roster
    gold: list[dict[str, Any]]
    coding: Coding
    signs_ranker: MessageSigns
    signs_window: MessageSigns
    signs_gold: MessageSigns


def read_gold_chats(root: Path) -> list[CodedChat]:
    """Read and code every chat of a folder: each a folder with chat.txt, roster.csv, actors.csv, gold.jsonl."""
    return [read_gold_chat(path.parent) for path in sorted(root.glob("*/gold.jsonl"))]


def read_gold_chat(folder: Path) -> CodedChat:
    """Read and code one chat."""
    chat = read_chat(folder / "chat.txt")
    roster = read_roster(folder / "roster.csv")
    gazetteer = read_gazetteer(folder / "actors.csv")
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines() if line.strip()]
    seen: list[MessageSigns] = []
    targets = np.array([-1 if row["reply_to"] is None else row["reply_to"] for row in gold])
    links = REPLIES.build({"i": np.arange(len(gold)), "j": targets, "p": np.ones(len(gold))})
    kept_acts, kept_replies = coder.code_acts, coder.infer_replies

    def watched(signs: MessageSigns) -> Any:
        seen.append(signs)
        return kept_acts(signs)

    coder.code_acts = watched
    try:
        coding = coder.code_messages(chat, roster, gazetteer=gazetteer)
        coder.code_messages(chat, roster, gazetteer=gazetteer, reply_rule="window")
        coder.infer_replies = lambda *_, **__: links
        coder.code_messages(chat, roster, gazetteer=gazetteer)
    finally:
        coder.code_acts, coder.infer_replies = kept_acts, kept_replies
    return CodedChat(folder.name, chat, roster, gold, coding, seen[0], seen[1], seen[2])
