from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bmp_networks.report.chains import stage_pictures
from bmp_networks.report.marks import product_marks
from bmp_networks.report.page import render_report
from bmp_networks.report.product_pictures import product_pictures
from bmp_networks.report.texts import load_words
from bmp_networks.report.view import View, unlike
from bmp_networks.report.waiting import waiting
from bmp_networks.resources import load_toml
from bmp_networks.study import Inputs, run_study
from tests.measures.chains_made import say, talk
from tests.test_samples import SAMPLES

BLAME = ("pasif", "terisolasi", "malas", "bermasalah", "lalai", "lupa", "telat", "isolated", "inactive", "problem",
         "late", "forgot", "fail")  # fmt: skip


@pytest.fixture(scope="module")
def kiosk():
    folder = SAMPLES / "kios_android_en"
    study = run_study(
        Inputs((folder / "chat.txt",), folder / "roster.csv", gazetteers=(folder / "actors.csv",),
               codes=folder / "gold.jsonl")
    )  # fmt: skip
    names = {node: f"P{number:02d}" for number, node in enumerate(study.graph.nodes["node"])}
    return View(study, load_words("en"), "facilitator", unlike(names))


def with_talk(view, *said):
    graph, coding = talk(*said)
    return replace(view, study=replace(view.study, graph=graph, coding=coding))


def test_every_picture_has_its_sentence_with_a_number_and_a_table_of_the_same(kiosk):
    pictures = [*stage_pictures(kiosk), *product_pictures(kiosk)]
    drawn = [one for one in pictures if one.chart]
    assert len(drawn) >= 6
    for one in drawn:
        assert re.search(r"\d", one.sentence)
        assert one.table is not None
        assert one.table.rows
    assert len({one.table.key for one in drawn}) == len(drawn)


def test_what_has_too_little_gets_a_sentence_and_no_picture(kiosk):
    thin = with_talk(kiosk, say("P01", "tiwul siap", "offer", stages=["promotion"]))
    for one in product_pictures(thin)[:1] + product_pictures(thin)[2:]:
        assert one.chart is None
        assert one.sentence


def test_too_few_weeks_for_bursts_is_said(kiosk):
    thin = with_talk(kiosk, say("P01", "tiwul siap", "offer", stages=["promotion"]))
    assert product_marks(thin).sentence == kiosk.words("marks.thin", weeks=8, episodes=20)


def test_a_facilitator_reads_who_waits_how_long_and_whom_to_ask(kiosk):
    asked = say("wati", "mbak aku pesan 20 bks ya", "request", q=[(20, "bks")])
    agreed = say("sri", "siap", "agreement", 0)
    view = with_talk(kiosk, asked, agreed, say("sri", "pagi", "greeting", hours=24 * 5, of=(), stages=()))
    found = waiting(replace(view, shown={"wati": "Bu Wati", "sri": "Bu Sri"}))
    ((title, (matter,), more),) = found.groups
    assert (found.n, more, found.older) == (1, None, None)
    assert title == "Promised, no word of sending or payment yet"
    assert matter.sentence.startswith("20 bks tiwul were promised to Bu Wati 5 days before the last message")
    assert matter.sentence.endswith("Bu Sri could be asked.")
    assert any("pesan 20 bks" in message for message in matter.messages)


def test_what_waits_longer_than_sixty_days_is_counted_only(kiosk):
    asked = say("wati", "mbak aku pesan 20 bks ya", "request", q=[(20, "bks")])
    view = with_talk(kiosk, asked, say("sri", "pagi", "greeting", hours=24 * 70, of=(), stages=()))
    found = waiting(view)
    assert (found.n, found.groups) == (0, ())
    assert "1 more, older than 60 days" in found.older


@pytest.mark.parametrize("lang", ["id", "en"])
def test_no_word_of_blame_stands_among_what_waits(lang):
    texts = load_toml(f"texts/report_{lang}.toml").content["waiting"].values()
    words = {word for text in texts for word in re.findall(r"\w+", text.casefold())}
    assert not words & set(BLAME)


def test_researchers_get_no_list_of_what_waits(kiosk):
    names = dict(kiosk.shown)
    assert 'id="waiting"' in render_report(kiosk.study, audience="facilitator", lang="en", names=names)
    assert 'id="waiting"' not in render_report(kiosk.study, audience="research", lang="en", names=names)
