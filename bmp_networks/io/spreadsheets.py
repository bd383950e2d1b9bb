"""The first sheet of an .xlsx workbook as rows of text, as if it had been saved as CSV."""

from __future__ import annotations

import io
import warnings
import zipfile
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from bmp_networks.errors import TableError

WORKBOOK_BEGINS = b"PK"
"""First bytes of a workbook: it is a zip archive."""


def read_sheet(data: bytes, name: str) -> list[list[str]]:
    """Read every row of the first sheet, each cell as a person sees it: 1, not 1.0; a day as 2018-11-05.

    Parameters
    ----------
    data
        The file.
    name
        Its name, for what is said when it does not fit.

    Raises
    ------
    TableError
        When it is no workbook.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of drop-down lists and styles that it leaves out
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            try:
                sheet = book.worksheets[0]
                sheet.reset_dimensions()
                return [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            finally:
                book.close()
    except (zipfile.BadZipFile, InvalidFileException, ParseError, IndexError, KeyError, ValueError, OSError):
        raise TableError(
            "this is no .xlsx workbook with a sheet", where=name, hint="save it as CSV UTF-8 from the spreadsheet"
        ) from None


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    return str(cell)
