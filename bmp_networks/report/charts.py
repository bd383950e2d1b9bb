"""The figures as SVG for the page: text stays text, nothing but ink in them, the same study gives the same bytes."""

from __future__ import annotations

import io
import math
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from bmp_networks.figures.lorenz import plot_lorenz_grid
from bmp_networks.figures.network import plot_network
from bmp_networks.figures.style import figure_style
from bmp_networks.figures.timelines import plot_products
from bmp_networks.report.view import View

if TYPE_CHECKING:
    import pandas as pd

_ID = re.compile(r' id="([^"]+)"')
_REFERENCE = re.compile(r'(?:url\(#|href="#)([^)"]+)')
_SUPERFLUOUS = re.compile(
    r"<metadata>.*?</metadata>|<!--.*?-->|<defs>\s*<style.*?</style>\s*</defs>| transform=\"rotate\(-0 [^\"]*\"",
    re.DOTALL,
)
_TYPEFACE = re.compile(r" ?font-family: [^;\"]+;?")
_GEOMETRY = re.compile(r' (?:d|x|y|width|height|transform)="[^"]*"')
_HEAD = re.compile(r"<svg [^>]*?viewBox=\"([^\"]+)\"[^>]*>")


@dataclass(frozen=True)
class Chart:
    """A picture of the page.

    Parameters
    ----------
    svg
        The drawing.
    sentence
        What it shows, in one sentence.
    key
        Which colour and hatch mean what, drawn apart so that it stays in sight when a wide picture is scrolled.
    """

    svg: Markup
    sentence: str
    key: Markup | None = None


def lorenz_chart(view: View, quantity: str, sentence: str) -> Chart:
    """Draw the Lorenz curves of one quantity."""
    inequality = view.study.inequality

    def draw(ax: Any) -> None:
        plot_lorenz_grid(inequality, ax, quantity=quantity, lang=view.words.lang)

    return draw_chart(draw, f"lorenz-{quantity}", (3.9, 4.5), sentence)


def products_chart(
    view: View,
    names: Mapping[str, str],
    sentence: str,
    *,
    bursts: pd.DataFrame | None = None,
    bazaars: Sequence[pd.Timestamp] = (),
) -> Chart:
    """Draw the messages about each product, week by week, with its bursts and the weeks of bazaars."""
    products, entries = view.study.products, []

    def draw(ax: Any) -> None:
        plot_products(products, ax, names=names, key="none", lang=view.words.lang, bursts=bursts, bazaars=bazaars)
        entries.append(ax.get_legend_handles_labels())

    def draw_key(ax: Any) -> None:
        ax.set_axis_off()
        handles, labels = entries[0]
        ax.figure.legend(handles, labels, ncols=2, loc="center left", bbox_to_anchor=(0, 0.5), columnspacing=1.4)

    chart = draw_chart(draw, "products-weeks", (8.2, 3.0), sentence)
    height = 0.1 + 0.2 * math.ceil(len(entries[0][0]) / 2)
    return replace(chart, key=draw_chart(draw_key, "products-key", (3.4, height), view.words("products.key")).svg)


def network_chart(
    view: View, positions: Mapping[str, tuple[float, float]], names: Mapping[str, str], sentence: str
) -> Chart:
    """Draw the network as it is printed, and read where scripts are off."""
    study = view.study
    upright = {node: (x, -y) for node, (x, y) in positions.items()}

    def draw(ax: Any) -> None:
        plot_network(study.graph, study.ties, upright, ax, names=names, most=200, lang=view.words.lang)

    return draw_chart(draw, "network-still", (8.2, 5.2), sentence)


def draw_chart(draw: Callable[[Any], None], name: str, size: tuple[float, float], sentence: str) -> Chart:
    """Draw on fresh axes and give the picture as it stands in a page; size in inches, name for its ids."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with figure_style():
        figure = Figure(figsize=size, layout="constrained")
        FigureCanvasSVG(figure)
        draw(figure.subplots())
        drawn = io.StringIO()
        with warnings.catch_warnings():
            # Names may hold emoji that the typeface for measuring lacks; the reader's own typefaces have them.
            warnings.filterwarnings("ignore", message="Glyph .* missing from font")
            warnings.filterwarnings("ignore", message="Matplotlib currently does not support")
            figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    return Chart(clean_svg(drawn.getvalue(), name, sentence), sentence)


def clean_svg(drawn: str, name: str, sentence: str) -> Markup:
    """Make matplotlib's SVG fit into a page: ids of its own, the page's typeface, and a sentence for its role.

    Parameters
    ----------
    drawn
        What matplotlib saved.
    name
        Put before each id, so that no two pictures of a page share one.
    sentence
        What the picture shows, for those who cannot see it.
    """
    body = _SUPERFLUOUS.sub("", drawn[drawn.index("<svg") :])
    used = set(_REFERENCE.findall(body))
    body = _ID.sub(lambda match: f' id="{name}-{match[1]}"' if match[1] in used else "", body)
    body = re.sub(r'(url\(#|href="#)', rf"\g<1>{name}-", body)
    body = _TYPEFACE.sub("", body)
    body = _GEOMETRY.sub(lambda match: re.sub(r"(\.\d\d)\d+", r"\1", match[0]), body)
    body = re.sub(r"\s*\n\s*", "\n", body)
    box = _HEAD.match(body)
    assert box is not None, "matplotlib writes a viewBox"
    head = f'<svg class="{name}" role="img" aria-label="{escape(sentence)}" viewBox="{box[1]}">'
    return Markup(head + body[box.end() :])
