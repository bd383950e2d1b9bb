"""What the page says of the rule by which answers are inferred."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from bmp_networks.report.page import render_report
from bmp_networks.report.reply_rules import reply_rules
from bmp_networks.report.texts import load_words
from bmp_networks.report.view import View
from bmp_networks.study import Inputs, Plan, run_study
from tests.test_samples import SAMPLES


@pytest.fixture(scope="module")
def village():
    folder = SAMPLES / "lipursari_android_id"
    inputs = Inputs((folder / "chat.txt",), roster=folder / "roster.csv", gazetteers=(folder / "actors.csv",))
    study = run_study(inputs, Plan(resamples=20))
    codes = {node: f"K{number:02d}" for number, node in enumerate(study.graph.nodes["node"])}
    return View(study, load_words("en"), "research", codes)


def with_comparison(view, **changes):
    """The same view, with another comparison of rules."""
    study = replace(view.study)
    study.__dict__["rule_comparison"] = replace(view.study.rule_comparison, **changes)
    return replace(view, study=study)


def test_every_rule_stands_beside_the_one_used_and_message_counts_last(village):
    found = reply_rules(village)
    names = [row[0].text for row in found.table.rows]
    assert names[0] == "fitted ranker (used here)"
    assert names[-1] == "message counts alone"
    assert len(names) == 6
    assert [cell.text for cell in found.table.rows[0][1:4]] == ["1.00", "1.00", "3"]
    assert any("Message counts alone" in sentence for sentence in found.sentences)


@pytest.mark.parametrize(("people", "words"), [(2, "hardly mix"), (5, "mix at times"), (11, "run at once")])
def test_it_says_how_entangled_the_chat_is(village, people, words):
    found = reply_rules(with_comparison(village, entanglement=float(people)))
    assert sum(words in sentence for sentence in found.sentences) == 1
    assert any(f"{people} people" in sentence for sentence in found.sentences)


def test_that_rules_agree_is_said_only_where_they_do(village):
    rules = village.study.rule_comparison.rules
    alike = rules.assign(attention=[1.0, *[0.95] * (len(rules) - 1)])
    apart = rules.assign(attention=[1.0, 0.2, *[0.95] * (len(rules) - 2)])
    assert "nearly the same" in " ".join(reply_rules(with_comparison(village, rules=alike)).sentences)
    assert "not the same" in " ".join(reply_rules(with_comparison(village, rules=apart)).sentences)


def test_a_part_of_a_long_chat_is_said_to_be_a_part(village):
    found = reply_rules(with_comparison(village, messages=40, messages_in_period=177))
    assert any("last of 177 messages" in sentence for sentence in found.sentences)


def test_only_research_pages_compare_rules(village):
    assert reply_rules(replace(village, audience="facilitator")) is None
    page = render_report(village.study, lang="id", names=village.shown)
    assert 'id="rule-table"' in page
    assert "pemeringkat yang dilatih (dipakai di sini)" in page


def test_without_any_answers_nothing_is_compared(village):
    rules = village.study.rule_comparison.rules
    assert reply_rules(with_comparison(village, rules=rules.assign(attention=float("nan")))) is None
    assert pd.isna(rules["given_messages"].iloc[-1])
