from __future__ import annotations

import re

import pytest

from bmp_networks.app.sessions import STEPS
from bmp_networks.app.words import PageRefusalError, app_words, told
from bmp_networks.resources import data_bytes
from bmp_networks.study import STEPS as STUDY_STEPS

PAGE = data_bytes("app/page.html").decode()
SCRIPT = data_bytes("app/app.js").decode()


def flat(table, above=""):
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def test_both_languages_say_the_same_things_with_the_same_values():
    one, other = (dict(flat(app_words(lang))) for lang in ("id", "en"))
    assert set(one) == set(other)
    for key, text in one.items():
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", other[key])), key


def test_every_word_that_the_page_asks_for_is_there():
    known = dict(flat(app_words("id")))
    asked = set(re.findall(r'data-(?:t|label|title)="([\w.-]+)"', PAGE)) | set(
        re.findall(r'\bt\("([\w.-]+)"[,)]', SCRIPT)
    )
    assert len(asked) > 60
    assert asked <= set(known)


def test_every_step_has_its_words():
    assert set(STUDY_STEPS) < set(STEPS)
    assert set(STEPS) <= set(app_words("id")["progress"])


@pytest.mark.parametrize(
    "newer",
    [r"\?\.[a-zA-Z\[(]", r"\?\?", r"\{ *\.\.\.", r"\.\.\.\w+ *\}", r"catch *\{", r"\.flat\(", r"\.replaceAll\("],
)
def test_the_script_stays_with_what_a_browser_of_2017_knows(newer):
    assert re.search(newer, SCRIPT) is None


def test_the_script_never_writes_markup():
    assert re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", SCRIPT) is None


def test_page_script_and_style_ask_for_nothing_from_elsewhere():
    style = data_bytes("app/app.css").decode()
    assert re.search(r"https?://|//\w|@import|url\(", PAGE + style) is None
    assert re.search(r"https?://", SCRIPT) is None


def test_the_page_has_no_inline_script_or_style():
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", PAGE) == []
    assert re.search(r"<style|\sstyle=|\son\w+=", PAGE) is None


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_refusal_stands_alone_as_a_sentence(lang):
    found = told(PageRefusalError("too_large", where="x.zip", limit=300), lang)
    assert found["where"] == "x.zip"
    assert "300" in found["message"]
    assert found["message"].endswith(".")
    assert found["hint"]


def test_the_words_name_nobody_as_a_problem():
    said = " ".join(text for lang in ("id", "en") for _, text in flat(app_words(lang))).casefold()
    for word in ("pasif", "terisolasi", "malas", "bermasalah", "isolated", "inactive"):
        assert word not in said
