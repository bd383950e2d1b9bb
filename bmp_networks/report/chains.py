"""Along the chain: one product's stages week by week, and what became of the orders."""

from __future__ import annotations

from bmp_networks.containers.chains import ORDER_STATES
from bmp_networks.containers.coding import STAGES
from bmp_networks.figures.chains import weekly_stages
from bmp_networks.figures.timelines import weekly_messages
from bmp_networks.measures.orders import find_orders
from bmp_networks.report.charts import Chart, stages_chart
from bmp_networks.report.summary import product_word
from bmp_networks.report.tables import Cell, Column, Table, number_cell
from bmp_networks.report.view import View


def stage_weeks(view: View) -> tuple[Chart, Table] | None:
    """Draw the stages of the product most talked about, week by week, with the table behind; None without a stage."""
    products = view.study.products
    if products.series["stage"].notna().sum() == 0:
        return None
    words = view.words
    product = str(weekly_messages(products).index[0])
    table = weekly_stages(products, product)
    n = int(table.to_numpy().sum())
    sentence = words("chains.sentence", product=product_word(view, product), n=words.number(n),
                     top=words.word("stages", str(table.sum(axis=1).idxmax())))  # fmt: skip
    columns = (Column(words("products.week")), *(Column(words.word("stages", one), is_number=True) for one in STAGES))
    rows = tuple(
        (Cell(words.date(week, short=True)), *(Cell(words.number(int(count))) for count in table[week]))
        for week in table.columns
    )
    twin = Table("stage-weeks-table", words("chains.week_table"), columns, rows)
    return stages_chart(view, product, sentence), twin


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
