"""What the page says of bridges and of what is inferred."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bmp_networks.report.bridges import bridges
from bmp_networks.report.network import inferred_sentence, network_sentence, tie_table
from bmp_networks.report.page import render_report
from bmp_networks.report.texts import load_words
from bmp_networks.report.view import View, unlike
from bmp_networks.study import Inputs, Plan, run_study
from tests.report import invented
from tests.test_samples import SAMPLES


@pytest.fixture(scope="module")
def several_communities():
    folder = SAMPLES / "jejaring_ios_id"
    inputs = Inputs((folder / "chat.txt",), roster=folder / "roster.csv", gazetteers=(folder / "actors.csv",))
    study = run_study(inputs, Plan(resamples=20))
    codes = {node: f"K{number:02d}" for number, node in enumerate(study.graph.nodes["node"])}
    return View(study, load_words("en"), "research", codes)


def test_bridges_come_with_ranges_and_the_index_with_p_and_what_it_can_be(several_communities):
    found = bridges(several_communities)
    assert "E-I index" in found.communities
    assert "it can lie between" in found.communities
    assert "p = 0." in found.communities
    assert [column.title for column in found.table.columns] == [
        "Member", "Brokerage", "Constraint", "Local bridges",
    ]  # fmt: skip
    assert all("to" in cell.text for row in found.table.rows for cell in row[1:] if cell.sort != -1e18)
    assert "cannot be told apart" in found.note


def test_the_facilitators_page_says_nothing_of_bridges(several_communities):
    assert bridges(replace(several_communities, audience="facilitator")) is None


@pytest.mark.parametrize(("lang", "word"), [("id", "disimpulkan"), ("en", "inferred")])
def test_inferred_types_say_so_wherever_they_show(study, lang, word):
    table = study.ties.ties
    inside = table[table["target_kind"] == "member"]
    pairs = frozenset(zip(inside["source"], inside["target"], strict=True))
    guessed = replace(study, ties=replace(study.ties, inferred_pairs=pairs))
    view = View(guessed, load_words(lang), "research", unlike(invented.pseudonyms()))
    assert word in inferred_sentence(view)
    assert word in network_sentence(view)
    types = [row[2].text for row in tie_table(view).rows]
    assert sum(word in text for text in types) == len(pairs)
    assert word in render_report(guessed, lang=lang, names=invented.pseudonyms()).split('id="network-title"')[0]
    told = View(study, load_words(lang), "research", unlike(invented.pseudonyms()))
    assert inferred_sentence(told) == ""
    assert not any(word in row[2].text for row in tie_table(told).rows)
