"""One cell of a coding sheet: how the codes of a field are written in it, and read back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bmp_networks.containers.coding import ACTS, STAGES, TOPICS
from bmp_networks.errors import TableError

FIELDS = ("reply_to", "addressees", "products", "stages", "prices", "quantities", "places", "actors", "act", "topic")
"""The codebook's fields, in its order."""

CLOSED: dict[str, Sequence[str]] = {"act": ACTS, "topic": TOPICS, "stages": STAGES}
"""Fields with a closed list of codes."""

NOTHING = "-"
"""What a coder writes where the machine coded something and there is nothing."""

NEW = "new"
"""In ``reply_to``: the message answers nobody."""

_CODE_LISTS = ("products", "stages", "actors")
_NAME_LISTS = ("addressees", "places")
_YES, _NO = ("yes", "ya", "y", "x", "1", "v", "✓"), ("no", "tidak", "n", "0", NOTHING)

_NUMBER = r"(\d[\d.,]*)"
_PRICE = re.compile(rf"(?:([a-z]{{2,3}})\.?\s*)?{_NUMBER}\s*(?:(?:/|per\s)\s*(.+))?", re.IGNORECASE)
_QUANTITY = re.compile(rf"{_NUMBER}\s*(.*)", re.DOTALL)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")


def write_cell(field: str, value: Any) -> str:
    """Write the codes of one field of one message as a cell; nothing is an empty cell."""
    if field == "reply_to":
        return NEW if value is None or value != value else str(int(value))
    if field == "prices":
        return "; ".join(_price(entry) for entry in value)
    if field == "quantities":
        return "; ".join(f"{_digits(entry.get('value'))} {entry.get('unit') or ''}".strip() for entry in value)
    if field in (*_CODE_LISTS, *_NAME_LISTS):
        return "; ".join(str(entry["id"] if isinstance(entry, Mapping) else entry) for entry in value)
    return str(value or "")


def _price(entry: Mapping[str, Any]) -> str:
    currency = entry.get("currency")
    money = f"{currency} " if currency and currency != "IDR" else ""
    return f"{money}{_digits(entry.get('amount'))}" + (f"/{entry['per']}" if entry.get("per") else "")


def _digits(number: Any) -> str:
    """Write a number so that it is read back as the same: 1.125 gets a zero, or it would look like 1,125."""
    if number is None or number != number:
        return "0"
    text = f"{float(number):.6f}".rstrip("0").rstrip(".")
    return f"{text}0" if _THOUSANDS.fullmatch(text) else text


def read_cell(field: str, cell: str, *, where: str) -> Any:
    """Read the codes of one field out of a cell that is not empty.

    Returns
    -------
    object
        In the codebook's form: a whole number or None for ``reply_to``, a text for ``act`` and ``topic``, else a list.

    Raises
    ------
    TableError
        When the cell cannot be read; it names the place and what is allowed, never what stands there.
    """
    if field == "reply_to":
        return _target(cell, where)
    if field in ("act", "topic"):
        return _closed(field, cell, where)
    if cell == NOTHING:
        return []
    marks = r"[;,\n]" if field in _CODE_LISTS else r"[;\n]"
    parts = [part.strip() for part in re.split(marks, cell) if part.strip()]
    if field == "prices":
        return [_read_price(part, where) for part in parts]
    if field == "quantities":
        return [_read_quantity(part, where) for part in parts]
    if field == "stages":
        return [_closed(field, part, where) for part in parts]
    return parts


def read_done(cell: str, *, where: str) -> bool:
    """Read whether a coder has coded the whole message, so that empty cells mean that there is nothing.

    Raises
    ------
    TableError
        When the cell says neither yes nor no.
    """
    word = cell.casefold()
    if word not in (*_YES, *_NO, ""):
        raise TableError("this cell says neither yes nor no", where=where, hint="write yes, or leave it empty")
    return word in _YES


def _target(cell: str, where: str) -> int | None:
    if cell.casefold() in (NEW, NOTHING):
        return None
    if not cell.isdecimal():
        raise TableError(
            "this cell is no number of a message",
            where=where,
            hint="write the i of the message it answers, or new where it answers nobody",
        )
    return int(cell)


def _closed(field: str, cell: str, where: str) -> str:
    code = re.sub(r"[\s-]+", "_", cell.strip().casefold())
    if code not in CLOSED[field]:
        raise TableError(
            "this cell holds a code that is not known", where=where, hint=f"known are {', '.join(CLOSED[field])}"
        )
    return code


def _read_price(part: str, where: str) -> dict[str, Any]:
    match = _PRICE.fullmatch(part)
    if match is None:
        raise TableError(
            "this cell holds a price that cannot be read",
            where=where,
            hint="write amounts in full, with ; between them: 15000/bks; 12500; HKD 25/bks",
        )
    money, number, per = match.groups()
    currency = (money or "IDR").upper()
    price: dict[str, Any] = {"amount": _number(number, where), "per": per.strip() if per else None}
    return price if currency in ("RP", "IDR") else price | {"currency": currency}


def _read_quantity(part: str, where: str) -> dict[str, Any]:
    match = _QUANTITY.fullmatch(part)
    if match is None:
        raise TableError(
            "this cell holds a quantity that cannot be read",
            where=where,
            hint="write a number and its unit, with ; between them: 20 bks; 3 kg",
        )
    return {"value": _number(match[1], where), "unit": match[2].strip() or None}


def _number(digits: str, where: str) -> float | int:
    """Read 15000, 15.000, 15,000 and 12,5; a point or comma before exactly three digits stands for thousands."""
    if _THOUSANDS.fullmatch(digits):
        return int(re.sub(r"[.,]", "", digits))
    try:
        number = float(digits.replace(",", "."))
    except ValueError:
        raise TableError(
            "this cell holds a number that cannot be read", where=where, hint="write 15000, 15.000 or 12,5"
        ) from None
    return int(number) if number == int(number) else number
