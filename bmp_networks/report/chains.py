"""Along the chain: the stages of the main products week by week, and what became of the orders."""

from __future__ import annotations

from bmp_networks.containers.chains import ORDER_STATES
from bmp_networks.containers.coding import STAGES
from bmp_networks.figures.chains import plot_stage_weeks, weekly_stages
from bmp_networks.figures.timelines import OTHERS, weekly_messages
from bmp_networks.measures.orders import find_orders
from bmp_networks.report.charts import draw_chart
from bmp_networks.report.pictures import Picture
from bmp_networks.report.summary import product_word
from bmp_networks.report.tables import Cell, Column, Table, number_cell
from bmp_networks.report.view import View

MOST_PRODUCTS = 4
"""So many products have a picture of their stages."""

LEAST_MENTIONS, LEAST_WEEKS = 10, 3
"""Below so many mentions of a stage, or weeks with one, a picture would show chance."""


def stage_pictures(view: View) -> list[Picture]:
    """Draw the stages of the products most talked about, week by week; those with too little get a sentence."""
    words, products = view.words, view.study.products
    if products.series["stage"].notna().sum() == 0:
        return []
    found: list[Picture] = []
    thin = []
    for product in [one for one in weekly_messages(products).index if one != OTHERS]:
        table = weekly_stages(products, str(product))
        n = int(table.to_numpy().sum())
        if n < LEAST_MENTIONS or int((table.sum() > 0).sum()) < LEAST_WEEKS:
            thin.append(words("chains.thin_one", product=product_word(view, product), n=words.number(n)))
        elif len(found) < MOST_PRODUCTS:
            found.append(_stage_picture(view, str(product), number=len(found)))
    if thin:
        few = words("chains.thin", products=words.listing(thin), mentions=LEAST_MENTIONS, weeks=LEAST_WEEKS)
        found.append(Picture(words("chains.title") if not found else None, few))
    return found


def _stage_picture(view: View, product: str, *, number: int) -> Picture:
    words, products = view.words, view.study.products
    table = weekly_stages(products, product)
    n = int(table.to_numpy().sum())
    sentence = words("chains.sentence", product=product_word(view, product), n=words.number(n),
                     top=words.word("stages", str(table.sum(axis=1).idxmax())))  # fmt: skip
    columns = (Column(words("products.week")), *(Column(words.word("stages", one), is_number=True) for one in STAGES))
    rows = tuple(
        (Cell(words.date(week, short=True)), *(Cell(words.number(int(count))) for count in table[week]))
        for week in table.columns
    )
    suffix = f"-{number + 1}" if number else ""
    chart = draw_chart(
        lambda ax: plot_stage_weeks(products, product, ax, lang=words.lang),
        f"stage-weeks{suffix}",
        (8.2, 3.0),
        sentence,
    )
    twin = Table(f"stage-weeks-table{suffix}", words("chains.week_table"), columns, rows)
    return Picture(None if number else words("chains.title"), sentence, chart, twin)


def orders_table(view: View) -> Table:
    """Make a table of how many orders of each product reached which state last: no names, no sums of money."""
    words = view.words
    study = view.study
    orders = find_orders(study.graph, study.coding, study.gazetteer).explode("products")
    orders = orders[orders["products"].notna()]
    counts = orders.groupby(["products", "state"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(ORDER_STATES), fill_value=0)
    totals = counts.sum(axis=1)
    rows = []
    for product in sorted(counts.index, key=lambda name: (-int(totals[name]), name)):
        cells = [Cell(product_word(view, product)), number_cell(words.number(int(totals[product])), totals[product])]
        for state in ORDER_STATES:
            count = int(counts.loc[product, state])
            cells.append(number_cell(words.number(count) if count else "·", count))
        rows.append(tuple(cells))
    titles = [words("chains.orders_n"), *(words.word("order_states", state) for state in ORDER_STATES)]
    columns = (Column(words("products.product")), *(Column(title, is_number=True) for title in titles))
    return Table("orders-table", words("chains.orders"), columns, tuple(rows), sortable=True)
