"""How every figure looks: the packaged style and palette, the words of a language, and a fresh pair of axes."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from typing import Any

import matplotlib as mpl

from bmp_networks.resources import data_bytes, load_toml


@dataclass(frozen=True)
class TieStyle:
    """Colour and dash of one tie type.

    Parameters
    ----------
    colour
        ``#RRGGBB``.
    dash
        Drawn and empty lengths in points, in turn; empty for a solid line.
    """

    colour: str
    dash: tuple[float, ...]

    @property
    def linestyle(self) -> Any:
        """The dash as matplotlib wants it."""
        return (0, self.dash) if self.dash else "solid"


@dataclass(frozen=True)
class NodeStyle:
    """Shape and colours of one kind of node.

    Parameters
    ----------
    shape
        ``circle`` or ``square``.
    marker
        The same shape as a matplotlib marker.
    fill
        ``#RRGGBB`` inside.
    line
        ``#RRGGBB`` of the rim.
    """

    shape: str
    marker: str
    fill: str
    line: str


def figure_style() -> AbstractContextManager[None]:
    """Give the context in which every figure is drawn and saved, so that it looks the same everywhere."""
    style: AbstractContextManager[None] = mpl.rc_context(_settings())
    return style


@cache
def _settings() -> dict[str, str]:
    settings: dict[str, str] = {}
    for line in data_bytes("figures.mplstyle").decode("utf-8").splitlines():
        key, _, value = line.partition("#")[0].partition(":")
        if value.strip():
            settings[key.strip()] = value.strip()
    return settings


@cache
def tie_styles() -> dict[str, TieStyle]:
    """Give colour and dash of each tie type, and of ``all``, from the palette file."""
    ties = load_toml("figures/palette.toml").content["ties"]
    return {name: TieStyle(entry["colour"], tuple(entry["dash"])) for name, entry in ties.items()}


@cache
def node_styles() -> dict[str, NodeStyle]:
    """Give shape and colours of ``member``, ``silent`` and ``organisation`` from the palette file."""
    nodes = load_toml("figures/palette.toml").content["nodes"]
    return {name: NodeStyle(**entry) for name, entry in nodes.items()}


@cache
def product_styles() -> list[tuple[str, str]]:
    """Give pairs of colour and hatch for products in turn; the last pair is for all others together."""
    entry = load_toml("figures/palette.toml").content["products"]
    return list(zip(entry["colours"], entry["hatches"], strict=True))


def figure_words(lang: str) -> dict[str, Any]:
    """Give the words that stand on figures, in Indonesian (``id``) or English (``en``)."""
    words: dict[str, Any] = load_toml(f"texts/figures_{lang}.toml").content
    return words


def fresh_axes(width: float, height: float) -> Any:
    """Make a figure of its own in the packaged style and give its axes.

    Parameters
    ----------
    width
        In inches.
    height
        In inches.
    """
    # pyplot is slow to import and keeps figures alive: only who draws without axes of their own pays for it.
    from matplotlib import pyplot as plt

    _, ax = plt.subplots(figsize=(width, height), layout="constrained")
    return ax
