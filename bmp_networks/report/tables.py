"""What a table of the page is made of; the template only prints it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Cell:
    """One cell.

    Parameters
    ----------
    text
        What stands in it.
    sort
        What it is sorted by; None sorts by the text.
    relation
        Type of tie whose line is drawn before the text, where there is one.
    heat
        Shade from 0 (none) to 5, beside the number that says the same.
    """

    text: str
    sort: float | None = None
    relation: str | None = None
    heat: int = 0


@dataclass(frozen=True)
class Column:
    """One column: its title, and whether it holds numbers (set to the right)."""

    title: str
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """A table of the page.

    Parameters
    ----------
    key
        Id in the page.
    caption
        What it is, said to those who cannot see it.
    columns
        The columns; the first is the title of each row.
    rows
        The cells, row by row.
    sortable
        Whether a press on a column title sorts it.
    pairs
        For the table of ties, the two nodes of each row as places in the list of nodes; else empty.
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sortable: bool = False
    pairs: tuple[tuple[int, int], ...] = ()


def number_cell(text: str, value: Any, heat: int = 0) -> Cell:
    """Make a cell that sorts by its number; missing numbers sort last."""
    missing = value is None or math.isnan(value)
    return Cell(text, -1e18 if missing else round(float(value), 6), heat=heat)


def shade(value: float, top: float) -> int:
    """Give the shade of a cell, 0 for nothing and 1 to 5 up to the largest value."""
    return 0 if not value or not top else min(5, math.ceil(5 * math.sqrt(value / top)))
