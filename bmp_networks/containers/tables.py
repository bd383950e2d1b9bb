"""Column contracts: what every column of a table is called, holds and means. Checked once, at a container's door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.errors import ContractError

KINDS = ("text", "number", "count", "flag", "time", "list")
"""What a column may hold.

``text`` str or None · ``number`` float64, NaN where missing · ``count`` int64, never missing · ``flag`` bool ·
``time`` datetime64 without zone (the wall clock of the export), NaT where missing · ``list`` a tuple (of texts or of
mappings) in every cell, never missing. ``text`` may be stored as a category.
"""


@dataclass(frozen=True)
class Column:
    """One column: its name, what kind of thing it holds, its meaning in one plain sentence, and its unit.

    The unit ``day`` on a time says that only its date counts.
    """

    name: str
    kind: str
    meaning: str
    unit: str = ""


@dataclass(frozen=True)
class Contract:
    """The columns of a table, in their order.

    Parameters
    ----------
    name
        What one row is, as a person would say it.
    columns
        The columns, in the order in which they are shown and written.
    """

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The column names, in order."""
        return [column.name for column in self.columns]

    def check(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the table when its columns are these, in this order, each of its kind.

        Raises
        ------
        ContractError
            When a column is missing, extra, out of order or of another kind.
        """
        if list(table.columns) != self.names:
            missing = [name for name in self.names if name not in table.columns]
            extra = [name for name in table.columns if name not in self.names]
            raise ContractError(f"columns differ (missing {missing}, extra {extra}, or out of order)", where=self.name)
        for column, dtype in zip(self.columns, table.dtypes, strict=True):
            if not _is_of_kind(dtype, column.kind):
                raise ContractError(
                    f"column {column.name!r} should hold {column.kind}, it is {dtype}",
                    where=self.name,
                )
        return table

    def build(self, columns: dict[str, Any]) -> pd.DataFrame:
        """Make a table from columns of equal length, each turned into its kind.

        Raises
        ------
        ContractError
            When a column is missing or extra, or cannot be turned into its kind.
        """
        if set(columns) != set(self.names):
            raise ContractError(f"columns differ: {sorted(set(columns) ^ set(self.names))}", where=self.name)
        series = {column.name: as_kind(columns[column.name], column.kind) for column in self.columns}
        # With the index given, pandas need not find out that all columns have the same.
        return self.check(pd.DataFrame(series, index=next(iter(series.values())).index))

    def from_rows(self, rows: list[dict[str, Any]]) -> pd.DataFrame:
        """Make a table from one mapping a row; an empty list gives an empty table."""
        return self.build({name: [row[name] for row in rows] for name in self.names})


def as_kind(values: Any, kind: str) -> pd.Series:
    """Turn values into a column of the given kind (see ``KINDS``)."""
    if kind in ("text", "list"):
        if isinstance(values, pd.Series) and kind == "text" and isinstance(values.dtype, pd.CategoricalDtype):
            return values.reset_index(drop=True)
        array = np.empty(len(values), dtype=object)
        # A list that nobody gave is an empty one.
        array[:] = [() if value is None else tuple(value) for value in values] if kind == "list" else list(values)
        return pd.Series(array, dtype=object)
    if isinstance(values, pd.Series):
        values = values.to_numpy()
    if kind == "time":
        return pd.Series(pd.to_datetime(values)).astype("datetime64[s]")
    dtype: Any = {"number": np.float64, "count": np.int64, "flag": np.bool_}[kind]
    return pd.Series(np.asarray(values, dtype=dtype))


def _is_of_kind(dtype: Any, kind: str) -> bool:
    if kind == "text":
        return bool(dtype.kind == "O")
    if kind == "list":
        return bool(dtype.kind == "O" and not isinstance(dtype, pd.CategoricalDtype))
    if kind == "time":
        return bool(dtype.kind == "M")
    return bool(dtype.kind == {"number": "f", "count": "i", "flag": "b"}[kind])
