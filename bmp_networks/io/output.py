"""Printing a table for a person or a program: aligned text, JSON lines or CSV; whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from bmp_networks.containers.tables import Column, Contract
from bmp_networks.errors import InputRefusedError

FORMATS = ("table", "jsonl", "csv")

_DECIMALS = 6


def format_of(target: Path | None, *, is_terminal: bool) -> str:
    """Choose the format by the file's ending; without a file a table on a terminal, JSON lines when piped.

    Raises
    ------
    InputRefusedError
        When the ending is none of .jsonl, .csv, .txt.
    """
    if target is None:
        return "table" if is_terminal else "jsonl"
    known = {".jsonl": "jsonl", ".csv": "csv", ".txt": "table"}
    if target.suffix.lower() not in known:
        raise InputRefusedError(
            "the ending of the output file says no format that is known",
            where=target.name,
            hint=f"use one of {', '.join(known)}, or say which with --format",
        )
    return known[target.suffix.lower()]


def render(table: pd.DataFrame, contract: Contract, how: str, *, width: int | None = None, head: str = "") -> str:
    """Give a table as text in one of ``FORMATS``.

    Parameters
    ----------
    width
        Columns of the terminal for ``table``; long cells are cut so that a row stays on one line.
    head
        A line that stands above a ``table``; other formats leave it out.
    """
    rows = list(plain_rows(table, contract))
    if how == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in rows)
    if how == "csv":
        return _as_csv(rows, contract.names)
    return (head + "\n" if head else "") + _as_text(rows, contract.names, width or shutil.get_terminal_size().columns)


def plain_rows(table: pd.DataFrame, contract: Contract) -> Iterator[dict[str, Any]]:
    """Give each row as a mapping of JSON values: numbers, text, lists; missing is None, times are ISO text."""
    columns = [_plain_column(table[column.name], column) for column in contract.columns]
    for cells in zip(*columns, strict=True):
        yield dict(zip(contract.names, cells, strict=True))


def _plain_column(values: pd.Series, column: Column) -> list[Any]:
    if column.kind == "time":
        shape = "%Y-%m-%d" if column.unit == "day" else "%Y-%m-%dT%H:%M:%S"
        return [None if pd.isna(value) else value.strftime(shape) for value in values]
    if column.kind == "number":
        return [plain_number(value) for value in values.tolist()]
    if column.kind == "list":
        return [plain(value) for value in values]
    return [None if value is None or value != value else value for value in values.tolist()]


def plain_number(value: float) -> float | int | None:
    """Give a number as JSON knows it: whole numbers without a point, six decimals, missing as None."""
    if not math.isfinite(value):
        return None
    rounded = round(value, _DECIMALS)
    return int(rounded) if rounded == int(rounded) else rounded


def plain(value: Any) -> Any:
    """Give any nested value as JSON knows it."""
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, float) or (hasattr(value, "dtype") and not isinstance(value, str)):
        return plain_number(float(value))
    return value


def _as_csv(rows: Sequence[dict[str, Any]], names: list[str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_csv_cell(row[name]) for name in names])
    return out.getvalue()


def _csv_cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        # A spreadsheet would run such a cell as a formula; phone numbers keep their plus.
        return value if value[:1] == "+" and value[1:].replace(" ", "").replace("-", "").isdigit() else "'" + value
    return value


def _as_text(rows: Sequence[dict[str, Any]], names: list[str], width: int) -> str:
    cells = [[_text_cell(row[name]) for name in names] for row in rows]
    widths = [max([len(name), *(len(row[k]) for row in cells)]) for k, name in enumerate(names)]
    while sum(widths) + 2 * (len(widths) - 1) > width and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1
    lines = []
    # Names are cut in the middle: those of neighbouring columns often differ at their end only.
    heads = [_cut_inside(name, size) for name, size in zip(names, widths, strict=True)]
    for row in [heads, *cells]:
        parts = [_cut(cell, size).ljust(size) for cell, size in zip(row, widths, strict=True)]
        lines.append("  ".join(parts).rstrip())
    return "\n".join(lines) + "\n"


def _text_cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
    if isinstance(value, list):
        return " ".join(_text_cell(item) for item in value)
    if isinstance(value, dict):
        return " ".join(_text_cell(item) for item in value.values() if item is not None)
    return str(value).replace("\n", " ⏎ ")


def _cut(cell: str, size: int) -> str:
    return cell if len(cell) <= size else cell[: size - 1] + "…"


def _cut_inside(name: str, size: int) -> str:
    end = size // 2
    return name if len(name) <= size else f"{name[: size - 1 - end]}…{name[-end:]}"


def write_whole(target: Path, write: Callable[[Path], object]) -> None:
    """Write a file whole or not at all: ``write`` fills a neighbour, which then takes the name.

    Raises
    ------
    InputRefusedError
        When the folder is missing or cannot be written.
    """
    neighbour = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        write(neighbour)
        os.replace(neighbour, target)  # noqa: PTH105 - replaces on Windows too, in one step
    except OSError as error:
        raise InputRefusedError(
            f"the output cannot be written ({error.strerror or 'the system refused'})",
            where=str(target),
            hint="choose a folder that exists and can be written",
        ) from None
    finally:
        neighbour.unlink(missing_ok=True)
