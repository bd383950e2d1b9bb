"""Halves said after a unit: *sekilo setengah*, *kuintal setengah* are one and a half, *2 kilo setengah* 2.5."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bmp_networks.coding.number_words import number_words
from bmp_networks.text import Token

if TYPE_CHECKING:
    from bmp_networks.coding.numbers import Number

MEASURES = frozenset(("kg", "kuintal", "ons", "ton", "liter", "meter", "lusin", "kodi", "karung"))
"""Units that people halve."""


def join_halves(found: list[Number], text: str, tokens: Sequence[Token]) -> list[Number]:
    """Join a half to the number and measure right before it.

    Parameters
    ----------
    found
        The numbers of a message, in the order of the text.
    text, tokens
        The message and its tokens.
    """
    joined: list[Number] = []
    for number in found:
        after = next((token.text for token in tokens if token.start >= number.end), "") if number.value == 0.5 else ""
        before = joined[-1] if joined else None
        if number.value != 0.5 or number.unit or number.form != "word" or after in number_words().half_of:
            joined.append(number)
            continue
        if before and before.unit in MEASURES and text[before.unit_end : number.start] == " ":
            joined[-1] = before._replace(value=before.value + 0.5, kind="goods", unit_end=number.end)
            continue
        measure = next((token for token in tokens if token.end == number.start - 1), None)
        unit, kind = number_words().units.get(measure.text, ("", "")) if measure else ("", "")
        if measure and kind == "goods" and unit in MEASURES and not (before and before.unit_end >= measure.start):
            number = number._replace(value=1.5, unit=unit, kind=kind, start=measure.start)
        joined.append(number)
    return joined
