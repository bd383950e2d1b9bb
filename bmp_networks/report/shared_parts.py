"""Pictures and tables of the page for sharing: they know the sums, and nothing of the study they come from."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from bmp_networks.containers.coding import STAGES
from bmp_networks.containers.results import INEQUALITY, LORENZ, Inequality
from bmp_networks.figures.blocks import plot_blocks
from bmp_networks.figures.lorenz import TIE_TYPES, plot_lorenz
from bmp_networks.report.charts import Chart, draw_chart
from bmp_networks.report.tables import Cell, Column, Table, number_cell, shade
from bmp_networks.report.texts import Words

if TYPE_CHECKING:
    from bmp_networks.sharing.shared import Shared

QUANTITIES = ("participation", "attention")


def group_names(words: Words, shared: Shared) -> dict[str, str]:
    """Say what is printed for each group."""
    return {group: str(words.report["group_names"].get(group, group)) for group in shared["groups"]["group"]}


def blocks_picture(shared: Shared, words: Words) -> tuple[Chart, Table] | None:
    """Draw the ties between groups, with the table behind; None where the group is too small to be divided."""
    table, names = shared["blocks"], group_names(words, shared)
    if table.empty:
        return None
    hidden = int(table["events"].isna().sum())
    sentence = words("blocks.sentence", n=len(names), hidden=hidden, all=len(table))

    def draw(ax: Any) -> None:
        plot_blocks(table, ax, names=names)

    rows = tuple(
        (Cell(names[group]), Cell(names[other]), _count(words, events))
        for group, other, events in zip(table["group"], table["other"], table["events"], strict=True)
    )
    titles = tuple(Column(words(f"blocks.{key}"), key == "events") for key in ("group", "other", "events"))
    twin = Table("block-table", words("blocks.table"), titles, rows)
    return draw_chart(draw, "blocks", (4.6, 4.2), sentence), twin


def _count(words: Words, value: float, heat: int = 0) -> Cell:
    return number_cell(words("sharing.hidden") if math.isnan(value) else words.number(value), value, heat)


def _small(words: Words, value: float, top: float) -> Cell:
    """Give a cell of a wide table, where the sentence for what is left out would not fit."""
    if math.isnan(value):
        return number_cell("×", value)
    return number_cell(words.number(value) if value else "·", value, shade(value, top))


def group_table(shared: Shared, words: Words) -> Table:
    """Make the table of groups with their members and messages."""
    names, table = group_names(words, shared), shared["groups"]
    rows = tuple(
        (Cell(names[group]), _count(words, members), _count(words, messages))
        for group, members, messages in zip(table["group"], table["members"], table["messages"], strict=True)
    )
    titles = tuple(Column(words(f"blocks.{key}"), key != "group") for key in ("group", "members", "messages"))
    return Table("group-table", words("blocks.groups"), titles, rows)


def tie_type_table(shared: Shared, words: Words) -> Table | None:
    """Make the table of types of tie; None where there are too few ties to be divided."""
    table = shared["tie_types"]
    if table.empty:
        return None
    rows = tuple(
        (Cell(words.word("relations", relation), relation=relation), _count(words, pairs), _count(words, events))
        for relation, pairs, events in zip(table["relation"], table["pairs"], table["events"], strict=True)
    )
    titles = tuple(Column(words(f"blocks.{key}"), key != "relation") for key in ("relation", "pairs", "events"))
    return Table("tie-type-table", words("blocks.types"), titles, rows)


def lorenz_panels(shared: Shared, words: Words) -> list[tuple[str, Chart, Table]]:
    """Draw the curves of participation and attention from the points that may be shown."""
    points = shared["lorenz"]
    nothing = [float("nan")] * len(points)  # bands around a curve would have a point a member again
    curves = LORENZ.build({name: points.get(name, nothing) for name in LORENZ.names})
    inequality = Inequality(INEQUALITY.from_rows([]), curves, 0)
    panels = []
    for quantity in QUANTITIES:
        own = points[points["quantity"] == quantity]
        if own.empty:
            continue

        def draw(ax: Any, quantity: str = quantity) -> None:
            plot_lorenz(inequality, ax, quantity=quantity, lang=words.lang)

        title = words(f"inequality.{quantity}")
        sentence = words("shared.sentence", quantity=title.lower())
        chart = draw_chart(draw, f"lorenz-{quantity}", (3.6, 3.6), sentence)
        panels.append((title, chart, _points(words, quantity, own)))
    return panels


def _points(words: Words, quantity: str, points: pd.DataFrame) -> Table:
    rows = tuple(
        (
            Cell(words.word("relations", tie_type), relation=tie_type),
            number_cell(words.percent(members), members),
            number_cell(words.percent(events), events),
        )
        for tie_type, members, events in zip(
            points["tie_type"], points["share_members"], points["share_events"], strict=True
        )
    )
    titles = (words("inequality.tie_type"), words("inequality.share_members"), words(f"inequality.{quantity}"))
    columns = tuple(Column(title, place > 0) for place, title in enumerate(titles))
    return Table(f"lorenz-{quantity}-points", words("inequality.curve_table"), columns, rows)


def index_table(shared: Shared, words: Words) -> Table:
    """Make the table of the indices that may be shown."""
    table = shared["inequality"]
    order = table["quantity"].map(QUANTITIES.index) * len(TIE_TYPES) + table["tie_type"].map(TIE_TYPES.index)
    rows = []
    for row in table.loc[order.sort_values(kind="stable").index].to_dict("records"):
        ends = {"low": words.number(row["low"], 2), "high": words.number(row["high"], 2)}
        interval = words("format.missing") if math.isnan(row["low"]) else words("inequality.plain", **ends)
        rows.append(
            (
                Cell(words(f"inequality.{row['quantity']}")),
                Cell(words.word("relations", row["tie_type"]), relation=row["tie_type"]),
                number_cell(words.number(row["n"]), row["n"]),
                number_cell(words.number(row["events"]), row["events"]),
                number_cell(words.number(row["gini"], 2), row["gini"]),
                Cell(interval),
                number_cell(words.number(row["chance"], 2), row["chance"]),
                number_cell(words.number(row["enm"]), row["enm"]),
            )
        )
    titles = ("quantity", "tie_type", "n", "events", "gini", "interval_title", "chance", "enm")
    columns = tuple(Column(words(f"inequality.{title}"), title in {"n", "events", "gini", "chance", "enm"})
                    for title in titles)  # fmt: skip
    return Table("inequality-table", words("inequality.table"), columns, tuple(rows))


def stage_table(shared: Shared, words: Words) -> Table | None:
    """Make the table of products and stages; None where no product may be shown."""
    table = shared["stages"]
    if table.empty:
        return None
    columns = [*STAGES, "none", "all"]
    titles = [*(words.word("stages", stage) for stage in STAGES), words("shared.no_stage"), words("shared.total")]
    return _by_product(words, table, "stage", columns, titles, ("stage-table", "shared.stages"))


def month_table(shared: Shared, words: Words) -> Table | None:
    """Make the table of products and months; None where no product may be shown."""
    table = shared["months"]
    if table.empty:
        return None
    columns = sorted(set(table["month"]))
    months = words.entry("format.months_short")
    titles = [f"{months[int(month[5:]) - 1]} {month[:4]}" for month in columns]
    return _by_product(words, table, "month", columns, titles, ("month-table", "shared.months"))


def _by_product(
    words: Words, table: pd.DataFrame, column: str, names: list[str], titles: list[str], key: tuple[str, str]
) -> Table:
    wide = table.pivot(index="product", columns=column, values="messages").reindex(columns=names)
    inner = wide.drop(columns="all", errors="ignore").to_numpy()
    top = max([float(value) for value in inner.ravel() if not math.isnan(value)], default=0.0)
    rows = tuple(
        (
            Cell(words.word("product_names", product)),
            *(_small(words, float(wide.loc[product, name]), 0.0 if name == "all" else top) for name in names),
        )
        for product in dict.fromkeys(table["product"])
    )
    columns = (Column(words("products.product")), *(Column(title, is_number=True) for title in titles))
    return Table(key[0], words(key[1]), columns, rows)


def price_table(shared: Shared, words: Words) -> Table | None:
    """Make the table of middle prices; None where none may be shown."""
    table = shared["prices"]
    if table.empty:
        return None
    rows = tuple(
        (
            Cell(words.word("product_names", product)),
            Cell(unit),
            number_cell(words.number(n), n),
            number_cell("Rp " + words.number(middle), middle),
        )
        for product, unit, n, middle in zip(table["product"], table["unit"], table["n"], table["middle"], strict=True)
    )
    titles = (words("products.product"), words("products.per"), words("products.n_prices"), words("shared.middle"))
    columns = tuple(Column(title, place > 1) for place, title in enumerate(titles))
    return Table("price-table", words("shared.prices"), columns, rows)
