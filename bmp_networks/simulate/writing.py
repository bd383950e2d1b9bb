"""Writing an invented community into a folder: the export, the roster, the organisations, the coding, the truth."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bmp_networks.containers.tables import Contract
from bmp_networks.errors import InputRefusedError
from bmp_networks.io.output import plain_rows, write_whole
from bmp_networks.io.whatsapp.writer import print_shape, write_chat
from bmp_networks.simulate.communities import Community
from bmp_networks.simulate.truth import PLANTED_MEMBERS, PLANTED_ORDERS, PLANTED_TIES

FILES = ("roster.csv", "actors.csv", "gold.jsonl", "truth.json", "meta.json", "chat.txt")
"""What is written; the chat last, so that a folder that holds one is complete."""


def write_community(community: Community, folder: str | Path, *, shape: str = "android_id") -> None:
    """Write an invented community into a folder: chat.txt, roster.csv, actors.csv, gold.jsonl, truth.json, meta.json.

    Parameters
    ----------
    community
        What ``simulate_community`` gave.
    folder
        Where to; it is made where there is none.
    shape
        Shape of the export, ``<platform>_<locale>``: android_id, ios_en_us, desktop_id …

    Raises
    ------
    InputRefusedError
        When the folder already holds a chat, when it cannot be written, or there is no such shape.
    """
    folder = Path(folder)
    print_shape(shape)
    check_free(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputRefusedError(f"the folder cannot be made ({error.strerror})", where=str(folder)) from None
    roster, actors, gold, truth, meta, chat = (folder / name for name in FILES)
    _write_text(roster, _as_csv(community.roster))
    _write_text(actors, _as_csv(community.actors))
    _write_text(gold, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in community.gold))
    _write_text(truth, _as_json(truth_of(community)))
    _write_text(meta, _as_json(meta_of(community, shape)))
    write_chat(community.records, chat, shape=shape, group=community.group)


def check_free(folder: Path) -> None:
    """Refuse a folder that already holds a chat or its companions.

    Raises
    ------
    InputRefusedError
        When one of the files stands there.
    """
    if any((folder / name).exists() for name in FILES):
        raise InputRefusedError(
            "this folder already holds a chat", where=str(folder), hint="name a folder that is empty or new"
        )


def truth_of(community: Community) -> dict[str, Any]:
    """Give what was planted as JSON knows it."""
    truth = community.truth
    tables: tuple[tuple[str, Any, Contract], ...] = (
        ("members", truth.members, PLANTED_MEMBERS),
        ("ties", truth.ties, PLANTED_TIES),
        ("orders", truth.orders, PLANTED_ORDERS),
    )
    planted = {name: list(plain_rows(table, contract)) for name, table, contract in tables}
    return {"seed": community.seed, "plan": community.plan.settings, **planted, "conversations": truth.conversations}


def meta_of(community: Community, shape: str) -> dict[str, Any]:
    """Describe the chat: shape, group, period, what is special about it."""
    plan = community.plan
    last = date.fromordinal(plan.start.toordinal() + plan.days - 1)
    return {
        "shape": shape,
        "group": community.group,
        "period": [plan.start.isoformat(), last.isoformat()],
        "time_zone": "Asia/Jakarta",
        "invented": True,
        "seed": community.seed,
        "special": ["everybody and everything in it is invented by a program; see truth.json"],
        "statistics": {
            "user_messages": len(community.gold),
            "system_lines": int((community.records["i"] < 0).sum()),
            "authors": len({row["author"] for row in community.gold}),
            "with_reply_to": sum(row["reply_to"] is not None for row in community.gold),
            "conversations": community.truth.n_conversations,
        },
    }


def _write_text(target: Path, text: str) -> None:
    write_whole(target, lambda path: path.write_text(text, encoding="utf-8", newline="\n"))


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _as_csv(rows: Sequence[dict[str, str]]) -> str:
    out = io.StringIO()
    if rows:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return out.getvalue()
