"""How far two codings of the same messages agree: machine and person, or two persons."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from bmp_networks.containers.agreement import (
    CLASSES,
    CONFUSION,
    FIELD_AGREEMENT,
    FIELDS,
    LABEL_AGREEMENT,
    LABELLED,
    READINGS,
    SHARES,
    Agreement,
)
from bmp_networks.containers.coding import STAGES
from bmp_networks.measures.agreement_alpha import (
    Ratings,
    alpha_interval,
    alpha_of,
    as_ratings,
    cohen_kappa,
    percent_alike,
)
from bmp_networks.measures.agreement_classes import class_row, confusion_rows, corrected_shares
from bmp_networks.measures.agreement_units import (
    Codes,
    Sides,
    Value,
    coded_by_both,
    has_label,
    labels_of,
    only_label,
    paired_amounts,
    side_by_side,
)

SINGLE_LABEL = ("act", "topic")
AMOUNTS = ("prices", "quantities")

_RELIABLE, _TENTATIVE = 0.80, 0.667


def measure_agreement(
    a: Codes, b: Codes, *, resamples: int = 1000, seed: int = 0, names: tuple[str, str] = ("A", "B")
) -> Agreement:
    """Say how far two codings agree: per cent, Cohen's kappa and Krippendorff's alpha, field by field.

    A field that a row does not name is missing, not empty. Fields with several labels are compared as whole sets and
    label by label; stages also in their order, where both coders gave exactly one; amounts also by their size.

    Parameters
    ----------
    a, b
        Two codings of one chat: a ``Coding``, or rows in the codebook's form with the ``i`` of their message. Where
        it matters, ``b`` is the reference.
    resamples
        How often the units are drawn again for the intervals.
    seed
        Start of the draws.
    names
        What to call the two.

    Returns
    -------
    Agreement
        Tables of fields, labels, confusion, classes and corrected shares.

    Raises
    ------
    TableError
        When the two have no message in common, or name different authors of one message.
    """
    sides = side_by_side(a, b)
    draws = {"resamples": resamples, "seed": seed}
    return Agreement(
        FIELD_AGREEMENT.from_rows([row for field in FIELDS for row in _field_rows(sides, field, draws)]),
        LABEL_AGREEMENT.from_rows(_label_rows(sides, draws)),
        CONFUSION.from_rows([row for task in _tasks(sides) for row in confusion_rows(*task)]),
        CLASSES.from_rows(_class_rows(sides)),
        SHARES.from_rows(_share_rows(sides, draws)),
        *names,
    )


def _field_rows(sides: Sides, field: str, draws: dict[str, int]) -> list[dict[str, Any]]:
    a, b = sides.a[field], sides.b[field]
    rows = [_row(field, "nominal", "message", as_ratings([_whole(a), _whole(b)]), draws)]
    if field == "stages":
        ratings = as_ratings([only_label(a), only_label(b)], order=STAGES)
        rows.append(_row(field, "ordinal", "one_stage", ratings, draws))
    if field in AMOUNTS:
        ratings = as_ratings(paired_amounts(a, b))
        rows += [_row(field, scale, "amount", ratings, draws) for scale in ("interval", "ratio")]
    return rows


def _whole(side: Sequence[Value]) -> list[Value]:
    """Make each message's codes one value: sets as sorted tuples, so that equal sets are equal codes."""
    return [tuple(sorted(value)) if isinstance(value, (frozenset, tuple)) else value for value in side]


def _row(field: str, scale: str, unit: str, ratings: Ratings, draws: dict[str, int]) -> dict[str, Any]:
    return {"field": field, "scale": scale, "unit": unit} | _measured(ratings, scale, draws)


def _measured(ratings: Ratings, scale: str, draws: dict[str, int]) -> dict[str, Any]:
    alpha = alpha_of(ratings, scale)
    low, high = (math.nan, math.nan) if math.isnan(alpha) else alpha_interval(ratings, scale=scale, **draws)
    return {
        "n": int(ratings.counts.sum()),
        "percent": percent_alike(ratings),
        "kappa": cohen_kappa(ratings) if scale == "nominal" else math.nan,
        "alpha": alpha,
        "low": low,
        "high": high,
        "reading": _reading(alpha),
    }


def _reading(alpha: float) -> str | None:
    if math.isnan(alpha):
        return None
    return READINGS[0] if alpha >= _RELIABLE else READINGS[1] if alpha >= _TENTATIVE else READINGS[2]


def _label_rows(sides: Sides, draws: dict[str, int]) -> list[dict[str, Any]]:
    rows = []
    for field, label, a, b in _tasks(sides):
        if label is not None:
            ours, theirs = coded_by_both(a, b)
            counts = {"field": field, "label": label, "n_a": ours.count("yes"), "n_b": theirs.count("yes")}
            rows.append(counts | _measured(as_ratings([a, b]), "nominal", draws))
    return rows


def _tasks(sides: Sides) -> list[tuple[str, str | None, list[Value], list[Value]]]:
    """List every choice of one code a message: the single-label fields, and each label of the others as yes or no."""
    tasks: list[tuple[str, str | None, list[Value], list[Value]]] = []
    for field in FIELDS:
        a, b = sides.a[field], sides.b[field]
        if field in SINGLE_LABEL:
            tasks.append((field, None, a, b))
        elif field in LABELLED:
            labels = labels_of(a, b)
            if field == "stages":
                labels.sort(key=lambda label: STAGES.index(label) if label in STAGES else len(STAGES))
            tasks += [(field, label, has_label(a, label), has_label(b, label)) for label in labels]
    return tasks


def _class_rows(sides: Sides) -> list[dict[str, Any]]:
    rows = []
    for field, label, a, b in _tasks(sides):
        names = [label] if label else sorted({*coded_by_both(a, b)[0], *coded_by_both(a, b)[1]})
        rows += [class_row(field, name, a, b, name="yes" if label else name) for name in names]
    return rows


def _share_rows(sides: Sides, draws: dict[str, int]) -> list[dict[str, Any]]:
    rows = []
    for field, label, a, b in _tasks(sides):
        for code, columns in corrected_shares(a, b, **draws):
            if label is None or code == "yes":
                rows.append({"field": field, "label": label or code} | columns)
    return rows
