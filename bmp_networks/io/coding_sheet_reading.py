"""Coding sheets that people filled in, read back; complaints name the row and the column, never what stands there."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from bmp_networks.errors import InputRefusedError, TableError
from bmp_networks.io.coding_cells import FIELDS, read_cell, read_done
from bmp_networks.io.coding_sheet import CODERS, SHEET

Row = Mapping[str, Any]

_EMPTY: dict[str, Any] = {"reply_to": None} | {
    field: [] for field in ("addressees", "products", "stages", "prices", "quantities", "places", "actors")
}
"""What an empty cell means in a row that a coder has marked as done."""


def read_coding_sheet(path: Path, *, coder: str | None = None) -> list[dict[str, Any]]:
    """Read what one coder filled in: rows in the codebook's form, only with the fields that she coded.

    Parameters
    ----------
    coder
        ``A`` or ``B``; by default A.

    Returns
    -------
    list
        One mapping a message that the coder touched, with ``i``, ``author`` and ``coder``.

    Raises
    ------
    TableError
        When the file is no coding sheet, a cell cannot be read, or this coder filled in nothing.
    InputRefusedError
        When the file is missing.
    """
    filled = read_both_coders(path)
    wanted = coder or CODERS[0]
    if not filled[wanted]:
        other = next((name for name in CODERS if filled[name]), None)
        raise TableError(
            f"coder {wanted} has filled in nothing in this coding sheet",
            where=path.name,
            hint=f"take the other coder's columns with --coder {other}" if other else "fill in the columns A … or B …",
        )
    return filled[wanted]


def read_both_coders(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Read what each coder filled in, by coder; the list of one who filled in nothing is empty.

    Raises
    ------
    TableError
        When the file is no coding sheet, or a cell cannot be read.
    InputRefusedError
        When the file is missing.
    """
    cells = _read_cells(path)
    header = [str(name or "").strip() for name in cells[0]] if cells else []
    places = _places(header, path)
    filled: dict[str, list[dict[str, Any]]] = {coder: [] for coder in CODERS}
    seen: set[int] = set()
    for number, row in enumerate(cells[1:], 2):
        texts = {name: _text(row[k], f"{path.name}, row {number}, column {name!r}") for name, k in places.items()}
        if not any(texts.values()):
            continue
        i = _message(texts["i"], seen, f"{path.name}, row {number}, column 'i'")
        for coder in CODERS:
            codes = _coded(texts, coder, f"{path.name}, row {number}")
            if codes:
                known = {"author": texts["author"]} if texts.get("author") else {}
                filled[coder].append({"i": i, **known, "coder": coder, **codes})
    return filled


def _read_cells(path: Path) -> list[Sequence[Any]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of drop-down lists and styles that it leaves out
            book = load_workbook(path, read_only=True, data_only=True)
            try:
                if SHEET not in book.sheetnames:
                    raise TableError(
                        f"there is no sheet {SHEET!r} in this workbook",
                        where=path.name,
                        hint="give a sheet that `code … -o codes.xlsx` wrote",
                    )
                sheet = book[SHEET]
                sheet.reset_dimensions()
                rows: list[Sequence[Any]] = list(sheet.iter_rows(values_only=True))
            finally:
                book.close()
    except FileNotFoundError:
        raise InputRefusedError(
            "there is no such file", where=str(path), hint="check the name and the folder"
        ) from None
    except (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, OSError):
        raise TableError(
            "this is no .xlsx workbook", where=path.name, hint="save it as .xlsx from the spreadsheet"
        ) from None
    width = max((len(row) for row in rows), default=0)
    return [(*row, *[None] * (width - len(row))) for row in rows]


def _places(header: Sequence[str], path: Path) -> dict[str, int]:
    """Find the columns that are read, by name, in any order."""
    coded = [f"{coder} {field}" for coder in CODERS for field in (*FIELDS, "done")]
    places = {name: header.index(name) for name in ("i", "author", *coded) if name in header}
    twice = next((name for name in places if header.count(name) > 1), None)
    if twice is not None:
        raise TableError(f"the column {twice!r} stands twice", where=path.name, hint="keep one of them")
    if "i" not in places:
        raise TableError("the column 'i' is missing", where=path.name, hint="keep the column i of `code`")
    if not any(name in places for name in coded):
        raise TableError(
            "no column of a coder is left in this sheet", where=path.name, hint="keep the columns A … or B …"
        )
    return places


def _text(cell: Any, where: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, (int, float)):
        return str(int(cell)) if cell == int(cell) else str(cell)
    if not isinstance(cell, str):
        raise TableError(
            "the spreadsheet has turned this cell into a date",
            where=where,
            hint="format the cell as text and type again",
        )
    return cell.strip()


def _message(cell: str, seen: set[int], where: str) -> int:
    if not cell.isdecimal():
        raise TableError("this cell is no number of a message", where=where, hint="keep the column i of `code`")
    i = int(cell)
    if i in seen:
        raise TableError("the same message is coded twice", where=where, hint="keep one row a message")
    seen.add(i)
    return i


def _coded(texts: Mapping[str, str], coder: str, where: str) -> dict[str, Any]:
    """Gather the fields that a coder filled in; in a row marked as done, empty cells mean that there is nothing."""
    done = read_done(texts.get(f"{coder} done", ""), where=f"{where}, column '{coder} done'")
    codes: dict[str, Any] = {}
    for field in FIELDS:
        name = f"{coder} {field}"
        if texts.get(name):
            codes[field] = read_cell(field, texts[name], where=f"{where}, column {name!r}")
        elif done and field in _EMPTY and name in texts:
            codes[field] = _EMPTY[field]
    return codes
