from __future__ import annotations

from bmp_networks.io.whatsapp.archive import NamedBytes
from bmp_networks.report.page import render_report
from bmp_networks.study import Inputs, run_study

NO_PRICE = "".join(
    f"1{day}/09/18 10.0{minute} - {name}: tiwulnya sudah matang, keripiknya belum\n"
    for day in range(4)
    for minute, name in enumerate(("Bu Satu", "Bu Dua", "Bu Tiga"))
)


def test_products_without_any_price_make_a_page():
    study = run_study(Inputs((NamedBytes("chat.txt", NO_PRICE.encode()),)))
    assert len(study.products.series)
    assert study.products.prices.empty
    names = {node: f"P{number}" for number, node in enumerate(study.graph.nodes["node"])}
    assert "<h2" in render_report(study, names=names)
