"""Removing a person from saved project files: her rows, her entries in lists, her name in texts."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bmp_networks.containers.chat import LEFT_OUT
from bmp_networks.errors import InputRefusedError
from bmp_networks.io.output import write_whole
from bmp_networks.text import name_key

ENDINGS = (".csv", ".tsv", ".jsonl", ".json", ".xlsx")


@dataclass(frozen=True)
class Erasure:
    """What was removed from one file.

    Parameters
    ----------
    path
        The file.
    rows
        Rows, or entries of a mapping, that were hers and are gone.
    cells
        Cells and lists of others from which her name was taken out.
    """

    path: Path
    rows: int = 0
    cells: int = 0


class _Eraser:
    """Knows a person's names and takes them out of values."""

    def __init__(self, names: Iterable[str]) -> None:
        self._keys = {name_key(name) for name in names if name}
        longest = sorted({name.strip() for name in names if name}, key=len, reverse=True)
        self._words = re.compile(
            r"(?<!\w)(?:" + "|".join(re.escape(name) for name in longest) + r")(?!\w)", re.IGNORECASE
        )

    def is_her(self, value: object) -> bool:
        """Whether a value is one of her names, her id or her pseudonym."""
        return isinstance(value, str) and bool(value.strip()) and name_key(value.lstrip("'")) in self._keys

    def owns(self, row: Iterable[object]) -> bool:
        """Whether a row is hers: one of its cells is her name."""
        return any(self.is_her(value) for value in row)

    def cleaned(self, value: Any) -> Any:
        """Give a value without her: entries of lists and mappings go, her name inside a text is blotted out."""
        if isinstance(value, str):
            return self._cleaned_text(value)
        if isinstance(value, list):
            return [self.cleaned(item) for item in value if not self._is_hers(item)]
        if isinstance(value, dict):
            return {
                key: self.cleaned(item) for key, item in value.items() if not self.is_her(key) and not self.is_her(item)
            }
        return value

    def _is_hers(self, item: object) -> bool:
        return self.is_her(item) or (isinstance(item, dict) and self.owns(item.values()))

    def _cleaned_text(self, text: str) -> str:
        if text[:1] in "[{" and text[-1:] in "]}":
            try:
                return json.dumps(self.cleaned(json.loads(text)), ensure_ascii=False)
            except json.JSONDecodeError:
                pass
        if "|" in text and any(self.is_her(part) for part in text.split("|")):
            text = "|".join(part for part in text.split("|") if not self.is_her(part))
        return self._words.sub(LEFT_OUT, text)


def erase_person(names: Iterable[str], path: Path) -> Erasure:
    """Take a person out of one file; it is written anew whole, or left as it was.

    Parameters
    ----------
    names
        Her names and numbers as in the export, her person id, her pseudonym.
    path
        A roster, codes (.jsonl, .xlsx), a table, the provenance or the states a person saved.

    Raises
    ------
    InputRefusedError
        When the file is of another kind, cannot be read or cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise InputRefusedError(
            "a person can be erased from tables, codes and provenance only",
            where=path.name,
            hint="make reports anew with --without; delete exports, or hand on what anonymize makes of them",
        )
    eraser = _Eraser(list(names))
    if ending == ".xlsx":
        return _erase_sheet(eraser, path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise InputRefusedError("the file cannot be read as text", where=path.name) from None
    makers = {".jsonl": _without_lines, ".json": _without_entries}
    new, rows, cells = makers.get(ending, _without_rows)(eraser, text, path)
    if rows or cells:
        write_whole(path, lambda place: place.write_text(new, encoding="utf-8", newline=""))
    return Erasure(path, rows, cells)


def _without_rows(eraser: _Eraser, text: str, path: Path) -> tuple[str, int, int]:
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    kept = [row for row in rows if not eraser.owns(row)]
    cleaned = [[eraser.cleaned(cell) for cell in row] for row in kept]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(cleaned)
    return out.getvalue(), len(rows) - len(kept), _changed(kept, cleaned)


def _without_lines(eraser: _Eraser, text: str, path: Path) -> tuple[str, int, int]:
    rows = [_parsed(line, path) for line in text.splitlines() if line.strip()]
    kept = [row for row in rows if not (isinstance(row, dict) and eraser.owns(row.values()))]
    cleaned = [eraser.cleaned(row) for row in kept]
    changed = sum(old != new for old, new in zip(kept, cleaned, strict=True))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in cleaned), len(rows) - len(kept), changed


def _without_entries(eraser: _Eraser, text: str, path: Path) -> tuple[str, int, int]:
    content = _parsed(text, path)
    cleaned = eraser.cleaned(content)
    gone = _size(content) - _size(cleaned)
    return json.dumps(cleaned, ensure_ascii=False, indent=1) + "\n", gone, int(cleaned != content and not gone)


def _erase_sheet(eraser: _Eraser, path: Path) -> Erasure:
    import openpyxl

    try:
        book = openpyxl.load_workbook(path)
    except Exception:  # openpyxl raises whatever the zip, the XML or the sheet makes it raise
        raise InputRefusedError("this is no workbook that can be read", where=path.name) from None
    n_rows = n_cells = 0
    for sheet in book.worksheets:
        for row in range(sheet.max_row, 0, -1):
            cells = sheet[row]
            if eraser.owns(cell.value for cell in cells):
                sheet.delete_rows(row)
                n_rows += 1
                continue
            for cell in cells:
                new = eraser.cleaned(cell.value)
                if new != cell.value:
                    cell.value = new
                    if isinstance(new, str):
                        cell.data_type = "s"  # a text that begins with = stays a text
                    n_cells += 1
    if n_rows or n_cells:
        write_whole(path, book.save)
    return Erasure(path, n_rows, n_cells)


def _parsed(text: str, path: Path) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise InputRefusedError("this is no JSON that can be read", where=path.name) from None


def _changed(before: list[list[str]], after: list[list[str]]) -> int:
    return sum(old != new for a, b in zip(before, after, strict=True) for old, new in zip(a, b, strict=True))


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return len(value) + sum(map(_size, value.values()))
    return len(value) + sum(map(_size, value)) if isinstance(value, list) else 0
