"""What is said about products: week by week, stage by stage, and at which prices."""

from __future__ import annotations

import pandas as pd

from bmp_networks.containers.coding import STAGES
from bmp_networks.figures.timelines import OTHERS, weekly_messages
from bmp_networks.report.charts import Chart, products_chart
from bmp_networks.report.summary import product_word
from bmp_networks.report.tables import Cell, Column, Table, number_cell, shade
from bmp_networks.report.view import View


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
    return products_chart(view, names, sentence)


def weeks_table(view: View) -> Table:
    """Make the table behind the picture: messages about each product, week by week."""
    words = view.words
    weekly = weekly_messages(view.study.products)
    titles = [words("products.others") if name == OTHERS else product_word(view, name) for name in weekly.index]
    rows = [
        (
            Cell(words.date(week, short=True), float(week.value)),
            *(number_cell(words.number(count), count) for count in weekly[week]),
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
    return Table("stage-table", words("products.stage_table"), columns, tuple(rows), sortable=True)


def price_table(view: View) -> Table:
    """Make a summary of the prices named with a single product: no names, no single messages."""
    words = view.words
    prices = view.study.products.prices
    single = prices[[len(products) == 1 for products in prices["products"]]].copy()
    single["product"] = [products[0] for products in single["products"]]
    single["unit"] = single["unit"].fillna("")
    single["currency"] = single["currency"].fillna("IDR")
    rows = []
    for (product, unit, currency), group in single.groupby(["product", "unit", "currency"], sort=True):
        amounts = group["amount"]
        marks = "Rp " if currency == "IDR" else f"{currency} "
        rows.append(
            (
                Cell(product_word(view, product)),
                Cell(unit or words("products.no_unit")),
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
