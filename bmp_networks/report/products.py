"""What is said about products: week by week, stage by stage, and at which prices."""

from __future__ import annotations

import pandas as pd

from bmp_networks.containers.coding import STAGES
from bmp_networks.figures.timelines import OTHERS, weekly_messages
from bmp_networks.measures.series import active_weeks
from bmp_networks.report.charts import Chart, products_chart
from bmp_networks.report.marks import product_marks
from bmp_networks.report.summary import product_word
from bmp_networks.report.tables import Cell, Column, Table, number_cell, shade
from bmp_networks.report.view import View

MOST_PRICES = 15
"""More rows would not be read; the table `prices` has them all."""


def weeks_chart(view: View) -> Chart | None:
    """Draw the weeks; None where no product was named."""
    series = view.study.products.series
    if series.empty:
        return None
    words = view.words
    weekly = weekly_messages(view.study.products)
    top = words.listing(
        words("overview.product_one", product=product_word(view, product), n=int(weekly.loc[product].sum()))
        for product in weekly.index[:3]
        if product != OTHERS
    )
    sentence = words(
        "products.sentence",
        n=series["product"].nunique(),
        first=words.date(series["week"].min()),
        last=words.date(series["week"].max() + pd.Timedelta(days=6)),
        top=top,
    )
    names = {product: product_word(view, product) for product in series["product"].unique()}
    found = product_marks(view)
    return products_chart(
        view, names, f"{sentence} {found.sentence}".strip(), bursts=found.bursts, bazaars=found.bazaars
    )


def weeks_table(view: View) -> Table:
    """Make the table behind the picture: messages about each product, week by week."""
    words = view.words
    weekly = weekly_messages(view.study.products)
    titles = [words("products.others") if name == OTHERS else product_word(view, name) for name in weekly.index]
    active = set(active_weeks(view.study.graph).index)
    rows = [
        (
            Cell(words.date(week, short=True)),
            # In a week in which nobody wrote at all there is nothing to count: that is no zero.
            *(Cell(words.number(count) if week in active else words("format.missing")) for count in weekly[week]),
        )
        for week in weekly.columns
    ]
    columns = (Column(words("products.week")), *(Column(title, is_number=True) for title in titles))
    return Table("products-weeks-table", words("products.week_table"), columns, tuple(rows))


def stage_table(view: View) -> Table:
    """Make the table of products and stages, shaded by number of messages."""
    words = view.words
    series = view.study.products.series
    told = series[["product", "stage", "evidence"]].explode("evidence")
    told["stage"] = told["stage"].fillna("none")
    totals = told[["product", "evidence"]].drop_duplicates()["product"].value_counts()
    counts = told.drop_duplicates().groupby(["product", "stage"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=[*STAGES, "none"], fill_value=0)
    top = int(counts[list(STAGES)].to_numpy().max()) if len(counts) else 0
    rows = []
    for product in sorted(counts.index, key=lambda name: (-int(totals[name]), name)):
        cells = [Cell(product_word(view, product))]
        for stage in counts.columns:
            count = int(counts.loc[product, stage])
            heat = 0 if stage == "none" else shade(count, top)
            cells.append(number_cell(words.number(count) if count else "·", count, heat))
        rows.append((*cells, number_cell(words.number(int(totals[product])), int(totals[product]))))
    titles = [words.word("stages", stage) for stage in counts.columns]
    columns = (
        Column(words("products.product")),
        *(Column(title, is_number=True) for title in [*titles, words("products.total")]),
    )
    return Table("stage-table", words("products.stage_table"), columns, tuple(rows))


def price_table(view: View) -> Table:
    """Make a summary of the prices that say for which product and per what: no names, no single messages.

    A price without a unit may be that of one piece or of a whole order; together they would mean nothing.
    """
    words = view.words
    prices = view.study.products.prices
    named = zip(prices["products"], prices["unit"], strict=True)
    is_clear = [len(products) == 1 and bool(unit) for products, unit in named]
    # Not by the list itself: where there is no price an empty one would choose no column.
    single = prices[pd.Series(is_clear, index=prices.index, dtype=bool)].copy()
    single["product"] = [products[0] for products in single["products"]]
    single["currency"] = single["currency"].fillna("IDR")
    rows = []
    by_kind = single.groupby(["product", "unit", "currency"], sort=True)
    most = set(by_kind.size().sort_values(ascending=False, kind="stable").head(MOST_PRICES).index)
    for (product, unit, currency), group in by_kind:
        if (product, unit, currency) not in most:
            continue
        amounts = group["amount"]
        marks = "Rp " if currency == "IDR" else f"{currency} "
        rows.append(
            (
                Cell(product_word(view, product)),
                Cell(unit),
                number_cell(words.number(len(group)), len(group)),
                *(
                    number_cell(marks + words.number(value, 0 if value == round(value) else 2), value)
                    for value in (amounts.min(), amounts.median(), amounts.max())
                ),
            )
        )
    titles = ("product", "per", "n_prices", "lowest", "middle", "highest")
    columns = tuple(Column(words(f"products.{title}"), place > 1) for place, title in enumerate(titles))
    return Table("price-table", words("products.prices"), columns, tuple(rows), sortable=True)
