"""Two codings side by side: what each says of each message, in a form that can be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bmp_networks.containers.agreement import FIELDS, MULTI_LABEL
from bmp_networks.containers.coding import Coding
from bmp_networks.errors import TableError

OPENS = "new"
"""What stands for a message that answers nobody."""

_AMOUNT = {"prices": "amount", "quantities": "value"}

Codes = Coding | Sequence[Mapping[str, Any]]
Value = Any


@dataclass(frozen=True)
class Sides:
    """What two coders say of the same messages, field by field.

    Parameters
    ----------
    a, b
        For each field one value a message: None where it was not coded; for fields with several labels a frozenset,
        for prices and quantities a tuple of amounts, else a text.
    """

    a: dict[str, list[Value]]
    b: dict[str, list[Value]]


def side_by_side(a: Codes, b: Codes) -> Sides:
    """Put two codings next to each other, message by message.

    Raises
    ------
    TableError
        When they have no message in common, or name different authors for one message.
    """
    one, other = _rows(a), _rows(b)
    shared = sorted(one.keys() & other.keys())
    if not shared:
        raise TableError(
            "the two codings have no message in common",
            where="agreement",
            hint="give two codings of the same chat; their column i tells the messages",
        )
    for i in shared:
        authors = {row["author"] for row in (one[i], other[i]) if row.get("author")}
        if len(authors) > 1:
            raise TableError(
                "the two codings name different authors of one message",
                where=f"message {i}",
                hint="give two codings of the same chat, with the same --people",
            )
    messages = sorted(one.keys() | other.keys())
    return Sides(
        {field: [_value(one.get(i), field) for i in messages] for field in FIELDS},
        {field: [_value(other.get(i), field) for i in messages] for field in FIELDS},
    )


def _rows(codes: Codes) -> dict[int, Mapping[str, Any]]:
    if not isinstance(codes, Coding):
        return {int(row["i"]): row for row in codes}
    names = ("i", "author", *FIELDS)
    columns = [codes.messages[name].tolist() for name in names]
    return {row[0]: dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)}


def _value(row: Mapping[str, Any] | None, field: str) -> Value:
    """Bring one cell into a form that can be compared; None where the field was not coded."""
    if row is None or field not in row:
        return None
    value = row[field]
    if field == "reply_to":
        return OPENS if _missing(value) else str(int(value))
    if field in MULTI_LABEL:
        return frozenset(_label(entry) for entry in value or ())
    if field in _AMOUNT:
        return tuple(float(entry[_AMOUNT[field]]) for entry in value or () if entry.get(_AMOUNT[field]) is not None)
    return None if _missing(value) else str(value)


def _label(entry: Any) -> str:
    return str(entry["id"] if isinstance(entry, Mapping) else entry).strip().casefold()


def _missing(value: Any) -> bool:
    return value is None or value == "" or value != value


def coded_by_both(a: Sequence[Value], b: Sequence[Value]) -> tuple[list[Value], list[Value]]:
    """Keep the messages that both coded, in order."""
    pairs = [(one, other) for one, other in zip(a, b, strict=True) if one is not None and other is not None]
    return [one for one, _ in pairs], [other for _, other in pairs]


def labels_of(a: Sequence[Value], b: Sequence[Value]) -> list[str]:
    """List every label that either side gave, sorted."""
    return sorted({label for side in (a, b) for value in side if value is not None for label in value})


def has_label(side: Sequence[Value], label: str) -> list[str | None]:
    """Say of each message whether it has the label: yes, no, or None where it was not coded."""
    return [None if value is None else "yes" if label in value else "no" for value in side]


def only_label(side: Sequence[Value]) -> list[str | None]:
    """Give the label of each message that has exactly one; None elsewhere."""
    return [next(iter(value)) if value is not None and len(value) == 1 else None for value in side]


def paired_amounts(a: Sequence[Value], b: Sequence[Value]) -> tuple[list[float], list[float]]:
    """Pair the amounts that two coders read in the same message.

    Equal amounts are paired first, the others in the order of the text; what only one of them named has no pair (the
    comparison of whole messages counts it).
    """
    left: list[float] = []
    right: list[float] = []
    for ours, theirs in zip(*coded_by_both(a, b), strict=True):
        rest = list(theirs)
        alone = []
        for amount in ours:
            if amount in rest:
                rest.remove(amount)
                left.append(amount)
                right.append(amount)
            else:
                alone.append(amount)
        for amount, other in zip(alone, rest, strict=False):
            left.append(amount)
            right.append(other)
    return left, right
