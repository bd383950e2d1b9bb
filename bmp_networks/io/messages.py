"""The records of a chat as rows for other programs: the schema that `bmp-networks messages` prints."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd

from bmp_networks.containers.chat import RECORDS, Chat, record_ids
from bmp_networks.containers.tables import Column, Contract

MESSAGES = Contract(
    "record as printed",
    (
        Column("id", "text", "<source>:<line>, what evidence refers to"),
        Column("i", "number", "running number of the user message from 0; missing on system lines"),
        Column("timestamp", "text", "wall clock as printed, with seconds only where the file prints them"),
        *(column for column in RECORDS.columns if column.name not in ("i", "source", "timestamp")),
    ),
)
"""The columns of ``messages``: those of the record, with ``id`` for the source, in the same order."""


def message_rows(chat: Chat) -> Iterator[dict[str, Any]]:
    """Give each record as a mapping of JSON values, in file order.

    ``timestamp`` is ``YYYY-MM-DDTHH:MM``, with ``:SS`` only where the file of the record prints seconds.
    """
    records = chat.records
    with_seconds = {number for number, source in enumerate(chat.sources, 1) if source.has_seconds}
    whole = records["timestamp"].dt.strftime("%Y-%m-%dT%H:%M:%S").tolist()
    minutes = [
        text if source in with_seconds else text[:16]
        for text, source in zip(whole, records["source"].tolist(), strict=True)
    ]
    columns: dict[str, list[Any]] = {
        "id": record_ids(records).tolist(),
        "i": [None if number < 0 else number for number in records["i"].tolist()],
        "timestamp": minutes,
    }
    for column in MESSAGES.columns[3:]:
        cells = records[column.name].tolist()
        columns[column.name] = [list(cell) for cell in cells] if column.kind == "list" else cells
        if column.kind == "text":
            columns[column.name] = [None if cell is None or cell != cell else cell for cell in cells]
    for cells in zip(*(columns[name] for name in MESSAGES.names), strict=True):
        yield dict(zip(MESSAGES.names, cells, strict=True))


def messages_jsonl(chat: Chat) -> str:
    """Give the records as JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in message_rows(chat))


def messages_table(chat: Chat) -> pd.DataFrame:
    """Give the records as a table under ``MESSAGES``."""
    rows = list(message_rows(chat))
    return MESSAGES.from_rows([row | {"i": float("nan") if row["i"] is None else row["i"]} for row in rows])
