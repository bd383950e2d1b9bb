"""Small cells of shared tables: left out where they tell of a few people, with enough others that none can be found."""

from __future__ import annotations

import numpy as np
import pandas as pd

SMALLEST_SHOWN = 5
"""Counts of people below this are not shown (METHODS 7.3)."""

ROUNDED_TO = 5
FEWEST_ALIKE = 3
"""No attribute, and no combination of attributes, of fewer members is visible."""

SMALLEST_DIVIDED = 2 * SMALLEST_SHOWN
"""What is smaller is not divided any further: of a sum of 5 and a part of 5 the rest would be known to be below 3."""


def suppress_small(
    counts: pd.DataFrame,
    *,
    members: pd.DataFrame | None = None,
    sums: str = "both",
    smallest: int = SMALLEST_SHOWN,
) -> pd.DataFrame:
    """Leave out small cells of a table of counts, and so many others that sums do not give them away.

    A row or column in which one cell is left out, or several that are small together, loses its next smallest cell
    too; zeros stay, because nobody stands in them. Where there is no other cell in a row or column, its sum must not
    be printed.

    Parameters
    ----------
    counts
        People, messages or expected events, rows and columns without sums; not changed.
    members
        How many people each cell rests on, where it counts something else: below ``FEWEST_ALIKE`` it is left out.
    sums
        Of what sums are printed anywhere: ``rows``, ``columns`` or ``both``.
    smallest
        Cells above 0 and below this are left out.

    Returns
    -------
    pandas.DataFrame
        The same shape, NaN where nothing may be shown.

    References
    ----------
    Hundepool et al. (2012), *Statistical Disclosure Control*, chapter 4.
    """
    values = counts.to_numpy(dtype=float)
    hidden = (values > 0) & (values < smallest)
    if members is not None:
        hidden |= (values > 0) & (members.to_numpy(dtype=float) < FEWEST_ALIKE)
    lines = {"rows": [(values, hidden)], "columns": [(values.T, hidden.T)]}
    changed = True
    while changed:
        changed = False
        for table, gaps in lines.get(sums) or lines["rows"] + lines["columns"]:
            for row in range(len(table)):
                others = np.flatnonzero((table[row] > 0) & ~gaps[row])
                n_gaps = gaps[row].sum()
                if n_gaps and len(others) and (n_gaps == 1 or table[row, gaps[row]].sum() < smallest):
                    gaps[row, others[np.argmin(table[row, others])]] = True
                    changed = True
    return pd.DataFrame(np.where(hidden, np.nan, values), index=counts.index, columns=counts.columns)


def rounded(counts: pd.DataFrame, *, to: int = ROUNDED_TO) -> pd.DataFrame:
    """Round counts to multiples of 5, halves up; what is left out stays so."""
    return np.floor(counts / to + 0.5) * to


def groups_large_enough(groups: pd.Series, *, fewest: int = FEWEST_ALIKE, rest: str = "other") -> pd.Series:
    """Name the group of each member, those of too small groups together; missing where even these are too few.

    Parameters
    ----------
    groups
        Group of each member, missing where it is not known.
    rest
        Name of what is put together.
    """
    sizes = groups.map(groups.value_counts())
    merged = groups.where(sizes >= fewest, rest)
    n_rest = int((merged == rest).sum())
    return merged if n_rest == 0 or n_rest >= fewest else merged.where(merged != rest, None)


def blocks(ties: pd.DataFrame, group_of: dict[str, str]) -> pd.DataFrame:
    """Add up ties between members by their groups: what may be shared instead of a drawing of single members.

    Parameters
    ----------
    ties
        One row a pair of members, with ``source``, ``target``, ``weight``.
    group_of
        Member → group, for members whose group may be shown; others are left out.

    Returns
    -------
    pandas.DataFrame
        Expected number of events, symmetric, shape ``(n groups, n groups)``, groups by name.
    """
    names = sorted(set(group_of.values()))
    place = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(names), len(names)))
    for source, target, weight in zip(ties["source"], ties["target"], ties["weight"], strict=True):
        if source in group_of and target in group_of:
            a, b = place[group_of[source]], place[group_of[target]]
            table[a, b] += weight
            if a != b:
                table[b, a] += weight
    return pd.DataFrame(table, index=names, columns=names)
