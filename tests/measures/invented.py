"""Small invented chats, codings and rosters for the tests of this room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from bmp_networks.containers.chat import RECORDS, UNREAD, Chat
from bmp_networks.containers.coding import CODED, REPLIES, Coding
from bmp_networks.containers.roster import ORGANISATIONS, PEOPLE, Gazetteer, Roster

START = pd.Timestamp("2018-09-03 08:00")


def moment(minutes: float) -> pd.Timestamp:
    """``minutes`` after Monday 3 September 2018, 8:00."""
    return START + pd.Timedelta(minutes=minutes)


def said(minutes: float, author: str, body: str = "halo", **more: Any) -> dict[str, Any]:
    return {"at": moment(minutes), "author": author, "body": body, **more}


def happened(minutes: float, event: str, actor: str | None, *targets: str) -> dict[str, Any]:
    return {"at": moment(minutes), "event": event, "actor": actor, "targets": targets}


def make_chat(*rows: dict[str, Any], aliases: tuple[tuple[str, str], ...] = ()) -> Chat:
    records, i = [], 0
    for line, row in enumerate(rows, 1):
        is_message = "author" in row
        records.append(
            {
                "source": row.get("source", 1),
                "line": row.get("line", line),
                "lines": 1,
                "i": i if is_message else -1,
                "timestamp": row["at"],
                "kind": "message" if is_message else "system",
                "event": row.get("event"),
                "author": row.get("author"),
                "author_raw": row.get("author"),
                "actor": row.get("actor"),
                "targets": row.get("targets", ()),
                "body": row.get("body", ""),
                "body_raw": row.get("body", ""),
                "media": row.get("media"),
                "attachment": None,
                "deleted": row.get("deleted", False),
                "edited": False,
                "mentions": row.get("mentions", ()),
            }
        )
        i += is_message
    return Chat(RECORDS.from_rows(records), (), UNREAD.from_rows([]), aliases)


def make_coding(
    chat: Chat,
    links: dict[int, dict[int, float]] | None = None,
    *,
    addressees: dict[int, Sequence[str]] | None = None,
    actors: dict[int, Sequence[Any]] | None = None,
) -> Coding:
    """Code a chat: ``links`` gives for a message the probability of each earlier one; the rest opens something new."""
    links, addressees, actors = links or {}, addressees or {}, actors or {}
    replies = []
    for i in range(len(chat.messages)):
        found = links.get(i, {})
        options = [*found.items(), (-1, 1 - sum(found.values()))]
        replies += [{"i": i, "j": j, "p": p} for j, p in sorted(options, key=lambda option: -option[1])]
    rows = [
        {
            "i": i,
            "id": chat.ids[i],
            "author": author,
            "text": text,
            "reply_to": max(links[i], key=lambda j: links[i][j]) if links.get(i) else float("nan"),
            "p_reply": max(links[i].values()) if links.get(i) else float("nan"),
            "p_new": 1 - sum(links.get(i, {}).values()),
            "addressees": tuple(addressees.get(i, ())),
            "products": (),
            "stages": (),
            "prices": (),
            "quantities": (),
            "places": (),
            "actors": tuple(actors.get(i, ())),
            "act": "other",
            "p_act": 1.0,
            "topic": "other",
            "p_topic": 1.0,
            "spans": (),
            "coder": "machine",
        }
        for i, (author, text) in enumerate(zip(chat.messages["author"], chat.messages["body"], strict=True))
    ]
    return Coding(CODED.from_rows(rows), REPLIES.from_rows(replies))


def make_roster(*people: dict[str, Any]) -> Roster:
    empty: dict[str, Any] = dict.fromkeys(PEOPLE.names)
    empty |= {"level": float("nan"), "status_level": float("nan"), "authority": float("nan")}
    empty |= {"formal_rank": float("nan"), "joined": pd.NaT, "left": pd.NaT}
    return Roster(PEOPLE.from_rows([empty | person for person in people]))


def make_gazetteer(*organisations: dict[str, Any]) -> Gazetteer:
    empty: dict[str, Any] = dict.fromkeys(ORGANISATIONS.names)
    empty |= {"variants": (), "context": (), "status_level": float("nan"), "authority": float("nan")}
    empty |= {"market": False, "own": False, "valid_from": pd.NaT, "valid_to": pd.NaT, "source": "project"}
    return Gazetteer(ORGANISATIONS.from_rows([empty | one for one in organisations]))
