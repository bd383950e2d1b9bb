"""A person's coding in place of the machine's, message by message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.containers.coding import ACTS, CODED, OPENS_NEW, REPLIES, STAGES, TOPICS, Coding
from bmp_networks.errors import TableError

LISTS = ("addressees", "products", "stages", "prices", "quantities", "places", "actors")
CLOSED = {"act": ACTS, "topic": TOPICS}

OTHER_CHAT = 0.5
"""Share of codes at messages of another author from which they are refused."""


def apply_codes(coding: Coding, codes: Sequence[Mapping[str, Any]]) -> Coding:
    """Put a person's coding in place of the machine's; fields that a row does not name stay as they are.

    Parameters
    ----------
    coding
        The machine's coding.
    codes
        Mappings in the form of the codebook, each with the ``i`` of its message; ``coder`` names the person.

    Returns
    -------
    Coding
        The corrected coding: what a person gave has probability 1, its rows carry the person's name (else
        ``person``). Places in the text are those the person gave; of a field for which she gave none, those of the
        machine stand as far as both read the same there.

    Raises
    ------
    TableError
        When a row names a message, act, topic or stage that does not exist, or was made from another chat.
    """
    columns = {name: coding.messages[name].tolist() for name in CODED.names}
    n = len(coding.messages)
    _refuse_other_chat(codes, columns["author"])
    targets: dict[int, int] = {}
    for row in codes:
        i = _checked(row, n)
        if "reply_to" in row:
            target = OPENS_NEW if _missing(row["reply_to"]) else int(row["reply_to"])
            targets[i] = target
            columns["reply_to"][i] = np.nan if target < 0 else float(target)
            columns["p_reply"][i] = np.nan if target < 0 else 1.0
            columns["p_new"][i] = float(target < 0)
        for field in LISTS:
            if field in row:
                columns[field][i] = tuple(_entry(field, value) for value in row[field] or ())
        for field in CLOSED:
            if not _missing(row.get(field)):
                columns[field][i], columns[f"p_{field}"][i] = row[field], 1.0
        columns["spans"][i] = _places(columns["spans"][i], row)
        columns["coder"][i] = row.get("coder") or "person"
        if columns["coder"][i] == "machine":
            columns["coder"][i] = "person"
    replies = _replaced(coding.replies, targets)
    return Coding(CODED.build(columns), replies, coding.versions, coding.rule)


def _refuse_other_chat(codes: Sequence[Mapping[str, Any]], authors: Sequence[str | None]) -> None:
    """Refuse codes most of which stand at messages of somebody else; a few may, where names were joined since."""
    strange = [
        row["i"]
        for row in codes
        if "author" in row and 0 <= row["i"] < len(authors) and row["author"] != authors[row["i"]]
    ]
    if len(strange) > len(codes) * OTHER_CHAT:
        raise TableError(
            f"these codes belong to another export: {len(strange)} of {len(codes)} stand at messages of somebody else",
            where="codes",
            hint="give the export from which the codes were made; a longer or merged one numbers its messages anew",
        )


def _checked(row: Mapping[str, Any], n: int) -> int:
    """Give the number of a row's message, once everything it names exists."""
    i = int(row["i"])
    if not 0 <= i < n:
        raise TableError(f"there is no message {i}", where="codes", hint=f"the chat has messages 0 to {n - 1}")
    for field, allowed in CLOSED.items():
        if not _missing(row.get(field)) and row[field] not in allowed:
            raise TableError(f"unknown {field}", where=f"codes, message {i}", hint=f"known are {', '.join(allowed)}")
    if any(stage not in STAGES for stage in row.get("stages") or ()):
        raise TableError("unknown stage", where=f"codes, message {i}", hint=f"known are {', '.join(STAGES)}")
    target = row.get("reply_to")
    if target is not None and not _missing(target) and not 0 <= int(target) < i:
        raise TableError(
            "a message answers one that does not come before it", where=f"codes, message {i}", hint="check reply_to"
        )
    return i


def _missing(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, float) and np.isnan(value))


def _entry(field: str, value: Any) -> Any:
    """Bring an entry into the machine's form: a plain organisation id becomes a mapping."""
    if field == "actors" and not isinstance(value, Mapping):
        return {"id": value, "text": None}
    return dict(value) if isinstance(value, Mapping) else value


def _places(spans: Sequence[Mapping[str, Any]], row: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """Give the places in the text that stand behind the codes of a row; a place whose code was taken out goes."""
    own = tuple(row.get("spans") or ())
    told = {span["field"] for span in own}
    said = {field: {_value(one) for one in row[field] or ()} for field in LISTS if field in row}
    kept = [
        span
        for span in spans
        if span["field"] not in row or (span["field"] not in told and span["value"] in said.get(span["field"], ()))
    ]
    return (*kept, *own)


def _value(entry: Any) -> Any:
    """Give what a place in the text says of an entry: the amount, number or id in it."""
    if not isinstance(entry, Mapping):
        return entry
    return next((entry[key] for key in ("amount", "value", "id") if key in entry), None)


def _replaced(replies: pd.DataFrame, targets: Mapping[int, int]) -> pd.DataFrame:
    if not targets:
        return replies
    kept = replies[~replies["i"].isin(list(targets))]
    i = np.concatenate([kept["i"].to_numpy(), np.array(list(targets), dtype=np.int64)])
    j = np.concatenate([kept["j"].to_numpy(), np.array(list(targets.values()), dtype=np.int64)])
    p = np.concatenate([kept["p"].to_numpy(), np.ones(len(targets))])
    order = np.lexsort((-p, i))
    return REPLIES.build({"i": i[order], "j": j[order], "p": p[order]})
