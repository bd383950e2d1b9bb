"""Pictures of what follows what, what it costs, how far it goes, and on whom each stage rests."""

from __future__ import annotations

import pandas as pd

from bmp_networks.containers.coding import STAGES
from bmp_networks.figures.price_strip import LEAST_PRICES, plot_prices, unit_prices
from bmp_networks.figures.reach import RINGS, plot_reach, weekly_reach
from bmp_networks.figures.stage_flow import plot_transitions, stage_steps
from bmp_networks.figures.stage_people import LEAST_EVENTS, plot_stage_people, staged
from bmp_networks.figures.timelines import OTHERS, weekly_messages
from bmp_networks.measures.chain_roles import find_stage_people
from bmp_networks.measures.orders import find_orders
from bmp_networks.measures.product_places import find_places
from bmp_networks.measures.transitions import measure_forwardness, trace_transitions
from bmp_networks.report.charts import draw_chart
from bmp_networks.report.pictures import Picture
from bmp_networks.report.summary import product_word
from bmp_networks.report.tables import Cell, Column, Table, number_cell
from bmp_networks.report.view import View

LEAST_STEPS = 20
"""Fewer steps between stages than this make no picture."""

LEAST_PLACES = 10
LEAST_STAGES = 2
STEPS_LISTED = 15


def product_pictures(view: View) -> list[Picture]:
    """Draw steps between stages, prices, reach and people; what has too little gets a sentence."""
    return [steps_picture(view), prices_picture(view), reach_picture(view), people_picture(view)]


def steps_picture(view: View) -> Picture:
    """Draw what follows what among the stages of a product, all products together."""
    words, study = view.words, view.study
    title = words("flow.title")
    transitions = trace_transitions(study.graph, study.coding)
    steps = stage_steps(transitions)
    n = float(steps["count"].sum())
    if n < LEAST_STEPS:
        return Picture(title, words("flow.thin", n=words.number(n), least=LEAST_STEPS))
    forward = measure_forwardness(study.graph, study.coding, seed=study.plan.seed).iloc[-1]
    first = steps.iloc[0]
    sentence = words(
        "flow.sentence", n=words.number(n), share=words.percent((1 + forward["forwardness"]) / 2),
        chance=words.percent((1 + forward["chance"]) / 2), p=words.number(forward["p"], 3),
        source=words.word("stages", first["source"]), target=words.word("stages", first["target"]),
        count=words.number(first["count"]),
    )  # fmt: skip
    rows = tuple(
        (Cell(f"{words.word('stages', row['source'])} → {words.word('stages', row['target'])}"),
         number_cell(words.events(row["count"]), row["count"]), number_cell(words.percent(row["share"]), row["share"]),
         number_cell(words.number(row["lag_days"], 1), row["lag_days"]))
        for row in steps.head(STEPS_LISTED).to_dict("records")
    )  # fmt: skip
    titles = [words(f"flow.{key}") for key in ("count", "share", "days")]
    table = Table(
        "steps-table", title, (Column(words("flow.step")), *(Column(one, True) for one in titles)), rows, True
    )
    chart = draw_chart(lambda ax: plot_transitions(transitions, ax, lang=words.lang), "steps", (8.2, 3.8), sentence)
    return Picture(title, sentence, chart, table)


def prices_picture(view: View) -> Picture:
    """Draw prices per unit over time, with the quantity of the orders at them."""
    words, study = view.words, view.study
    title = words("strip.title")
    points = unit_prices(study.products.prices, find_orders(study.graph, study.coding, study.gazetteer))
    if points.empty:
        return Picture(title, words("strip.thin", least=LEAST_PRICES))
    names = {product: product_word(view, product) for product in points["product"].unique()}
    n_orders = int(points["quantity"].notna().sum())
    sentence = words("strip.sentence", n=words.number(len(points)), orders=words.number(n_orders),
                     products=words.listing(dict.fromkeys(names.values())))  # fmt: skip
    rows = tuple(
        (Cell(f"{names[row['product']]} / {row['unit']}"), Cell(words.date(row["at"], short=True)),
         number_cell(f"Rp {words.number(row['amount'])}", row["amount"]),
         number_cell(f"{row['quantity']:g}" if row["quantity"] == row["quantity"] else "·", row["quantity"]))
        for row in points.to_dict("records")
    )  # fmt: skip
    columns = (Column(words("strip.what")), Column(words("strip.day")), Column(words("strip.price"), True),
               Column(words("strip.quantity"), True))  # fmt: skip
    strips = len(points.groupby(["product", "unit"]))
    chart = draw_chart(
        lambda ax: plot_prices(points, ax, names=names, lang=words.lang), "prices", (8.2, 0.7 + 0.75 * strips), sentence
    )
    return Picture(title, sentence, chart, Table("prices-table", title, columns, rows))


def reach_picture(view: View) -> Picture:
    """Draw how far away the places are that are named for products, week by week."""
    words, study = view.words, view.study
    title = words("reach.title")
    places = find_places(study.graph, study.coding)
    weekly = weekly_reach(places)
    totals = weekly.sum(axis=1)
    n = int(totals.sum())
    if n < LEAST_PLACES:
        return Picture(title, words("reach.thin", n=words.number(n), least=LEAST_PLACES))
    held = [ring for ring in RINGS if totals[ring]]
    shares = [words("reach.one", ring=words.word("rings", ring), n=words.number(int(totals[ring]))) for ring in held]
    named = places["place"][places["ring"].isin(RINGS).to_numpy()].value_counts().head(3)
    sentence = words("reach.sentence", n=words.number(n), rings=words.listing(shares),
                     places=words.listing(map(str, named.index)))  # fmt: skip
    rows = tuple(
        (Cell(words.date(week, short=True)), *(Cell(words.number(int(weekly.loc[ring, week]))) for ring in RINGS))
        for week in weekly.columns
    )
    columns = (Column(words("products.week")), *(Column(words.word("rings", ring), True) for ring in RINGS))
    chart = draw_chart(lambda ax: plot_reach(places, ax, lang=words.lang), "reach", (8.2, 2.4), sentence)
    return Picture(title, sentence, chart, Table("reach-table", title, columns, rows))


def people_picture(view: View) -> Picture:
    """Draw on whom each stage of the main products rests, stages of one person marked."""
    words, study = view.words, view.study
    title = words("stands.title")
    order = [str(one) for one in weekly_messages(study.products).index if one != OTHERS]
    rows = staged(find_stage_people(study.graph, study.coding), order)
    if len(rows) < LEAST_STAGES:
        return Picture(title, words("stands.thin", least=LEAST_EVENTS))
    alone = rows[rows["one_person"].to_numpy()]
    said = [
        words(
            "stands.one", product=product_word(view, product), stage=words.word("stages", stage), name=_name(view, top)
        )
        for product, stage, top in zip(alone["product"], alone["stage"], alone["top"], strict=True)
    ]
    sentence = words("stands.sentence", n=len(rows), events=words.number(rows["events"].sum()))
    sentence += " " + (words("stands.alone", stages=words.listing(said)) if said else words("stands.none_alone"))
    products = {product: product_word(view, product) for product in rows["product"].unique()}
    chart = draw_chart(
        lambda ax: plot_stage_people(rows, ax, names=view.shown, products=products, lang=words.lang),
        "stands", (8.2, 0.7 + 0.32 * len(rows)), sentence,
    )  # fmt: skip
    return Picture(title, sentence, chart, _people_table(view, rows))


def _people_table(view: View, rows: pd.DataFrame) -> Table:
    words = view.words
    cells = tuple(
        (Cell(product_word(view, row["product"])), Cell(words.word("stages", row["stage"]), STAGES.index(row["stage"])),
         number_cell(words.number(row["events"]), row["events"]),
         number_cell(words.number(row["members"]), row["members"]),
         Cell(_name(view, row["top"])), number_cell(words.percent(row["top_share"]), row["top_share"]),
         Cell(words("format.yes") if row["one_person"] else words("format.no")))
        for row in rows.to_dict("records")
    )  # fmt: skip
    titles = ("stage", "messages", "members", "top", "share", "one_person")
    numbers = {"messages", "members", "share"}
    columns = (Column(words("products.product")), *(Column(words(f"stands.{key}"), key in numbers) for key in titles))
    return Table("stands-table", words("stands.title"), columns, cells, sortable=True)


def _name(view: View, node: str) -> str:
    return view.shown.get(node, node)
