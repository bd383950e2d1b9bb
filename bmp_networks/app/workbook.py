"""Tables as one .xlsx file, made in memory: first a sheet that explains every column, then one sheet a table."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import xlsxwriter

from bmp_networks.app.words import app_words
from bmp_networks.io.output import plain_rows

if TYPE_CHECKING:
    import pandas as pd

    from bmp_networks.containers.tables import Contract

_CELL_LIMIT = 32_000
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(tables: Mapping[str, tuple[pd.DataFrame, Contract]], lang: str, *, shared: bool = False) -> bytes:
    """Give tables as the bytes of an .xlsx file; texts are always texts, never formulas or links.

    Parameters
    ----------
    tables
        Name of the sheet → the table and what its columns mean.
    lang
        Language of the explanations; the names of sheets and columns are the same in every language.
    shared
        Whether they hold sums for sharing: the first sheet says what is left out.
    """
    words = app_words(lang)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        bold = book.add_format({"bold": True, "bg_color": "#EDF2F3", "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        texts = words["workbook"]
        lead = texts["lead_sharing"] if shared else texts["lead"]
        _explain(book.add_worksheet(texts["sheet"]), tables, words, lead, (bold, wrapped))
        for name, (table, contract) in tables.items():
            _fill(book.add_worksheet(name), table, contract, bold)
    return out.getvalue()


def _explain(
    sheet: Any, tables: Mapping[str, tuple[Any, Contract]], words: dict[str, Any], lead: str, formats: Any
) -> None:
    texts, meanings = words["workbook"], words["columns"]
    for place, width in enumerate((16, 18, 74, 14)):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, lead)
    for place, key in enumerate(("table", "column", "meaning", "unit")):
        sheet.write_string(2, place, texts[key], formats[0])
    row = 3
    for name, (_, contract) in tables.items():
        for column in contract.columns:
            meaning = meanings.get(f"{name}_{column.name}") or meanings.get(column.name) or column.meaning
            unit = words["units"].get(column.unit, column.unit)
            for place, text in enumerate((name, column.name, meaning, unit)):
                sheet.write_string(row, place, text, formats[1])
            row += 1
    sheet.freeze_panes(3, 0)


def _fill(sheet: Any, table: pd.DataFrame, contract: Contract, bold: Any) -> None:
    for place, column in enumerate(contract.columns):
        sheet.write_string(0, place, column.name, bold)
        sheet.set_column(place, place, 22 if column.kind in ("text", "list") else 13)
    for number, row in enumerate(plain_rows(table, contract), 1):
        for place, value in enumerate(row.values()):
            _write(sheet, number, place, value)
    sheet.freeze_panes(1, 1)
    if len(table):
        sheet.autofilter(0, 0, len(table), len(contract.columns) - 1)


def _write(sheet: Any, row: int, place: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value)
    else:
        text = value if isinstance(value, str) else _joined(value)
        sheet.write_string(row, place, text[:_CELL_LIMIT])


def _joined(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return " ".join(value) if all(" " not in item for item in value) else "; ".join(value)
    return json.dumps(value, ensure_ascii=False)
