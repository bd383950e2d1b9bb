from __future__ import annotations

from dataclasses import replace

import pytest

from bmp_networks.report.texts import load_words
from bmp_networks.report.view import View, unlike
from bmp_networks.study import Plan, Study
from tests.report import invented


@pytest.fixture(scope="session")
def study() -> Study:
    chat = invented.invented_chat()
    graph = invented.invented_graph(chat)
    return Study(
        plan=Plan(me="Bu Sulastri <RT 3>"),
        chat=chat,
        roster=None,
        gazetteer=invented.invented_gazetteer(),
        coding=invented.invented_coding(chat),
        graph=graph,
        ties=invented.invented_ties(graph),
        inequality=invented.invented_inequality(),
        members=invented.invented_members(graph),
        products=invented.invented_products(chat),
        provenance={
            "version": "0.1.0",
            "seed": 0,
            "settings": {"me": "Bu Sulastri <RT 3>", "profile": "seed002"},
            "word_lists": ["words 1"],
            "counts": {"records": 190},
        },
    )


@pytest.fixture(scope="session")
def quiet_study(study: Study) -> Study:
    """The same chat in which nobody answers anybody and no product is named."""
    graph = study.graph
    alone = replace(graph, interactions=graph.interactions.iloc[:0], edges=graph.edges.iloc[:0])
    products = study.products
    return replace(
        study,
        graph=alone,
        ties=replace(study.ties, ties=study.ties.ties.iloc[:0]),
        inequality=replace(
            study.inequality,
            indices=study.inequality.indices.assign(gini=float("nan"), enm=float("nan"), top3=float("nan")),
            lorenz=study.inequality.lorenz.iloc[:0],
        ),
        members=replace(study.members, states=study.members.states.iloc[:0]),
        products=replace(products, series=products.series.iloc[:0], prices=products.prices.iloc[:0]),
    )


@pytest.fixture(scope="session")
def research(study: Study) -> View:
    return View(study, load_words("id"), "research", unlike(invented.pseudonyms()))


@pytest.fixture(scope="session")
def facilitator(study: Study) -> View:
    return View(study, load_words("id"), "facilitator", unlike(invented.real_names()))
