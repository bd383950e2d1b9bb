import re

import pandas as pd
import pytest

from bmp_networks.containers.chat import DATE_CONFIDENCE
from bmp_networks.containers.coding import ACTS, STAGES
from bmp_networks.containers.results import RELATIONS
from bmp_networks.measures.contrasts import COLUMNS
from bmp_networks.measures.multiverse import CHOICES, MATTERS_FROM
from bmp_networks.report.texts import load_words
from bmp_networks.resources import load_toml


def flat(table, above=""):
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


@pytest.mark.parametrize("name", ["report", "reading", "inequality"])
def test_both_languages_say_the_same_things_with_the_same_values(name):
    one = dict(flat(load_toml(f"texts/{name}_id.toml").content))
    other = dict(flat(load_toml(f"texts/{name}_en.toml").content))
    assert set(one) == set(other)
    for key, text in one.items():
        if isinstance(text, str):
            assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", other[key])), key
        elif key not in ("format.months", "format.months_short"):
            assert len(text) == len(other[key]), key


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_code_that_is_shown_has_a_word(lang):
    words = load_words(lang)
    assert {"posters", "members_present", "roster", "group_size", "without_admins"} <= set(words.entry("among"))
    assert {"access_by_construction", "single_gate", "rough", "few_events"} <= set(words.entry("inequality_notes"))
    assert set(MATTERS_FROM) == set(words.entry("robust_statistics"))
    assert set(CHOICES) == set(words.entry("robust_choices"))
    assert {"admin", *COLUMNS} == set(words.entry("split_columns"))
    assert set(RELATIONS) <= set(words.entry("relations"))
    assert set(RELATIONS) <= set(words.entry("relations_meaning"))
    assert set(STAGES) <= set(words.entry("stages"))
    assert set(ACTS) == set(words.entry("acts"))
    assert {*DATE_CONFIDENCE, "given"} == set(words.reading["confidence"])
    assert {"day-first", "month-first", "year-first"} == set(words.reading["date_orders"])


@pytest.mark.parametrize(("lang", "expected"), [("id", "1.234,5"), ("en", "1,234.5")])
def test_numbers_are_printed_as_the_language_does(lang, expected):
    assert load_words(lang).number(1234.5, 1) == expected


@pytest.mark.parametrize(("value", "expected"), [(0.4, "0"), (-0.4, "0"), (-2.0, "−2"), (float("nan"), "–")])
def test_small_negative_and_missing_numbers_are_printed_plainly(value, expected):
    assert load_words("id").number(value) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2018-09-02", "2018-11-24", "2 Sep – 24 Nov 2018"),
        ("2018-12-30", "2019-01-02", "30 Des 2018 – 2 Jan 2019"),
        ("2018-12-30", "2018-12-30", "30 Des 2018"),
        ("2018-12-03", "2018-12-30", "3 Des – 30 Des 2018"),
    ],
)
def test_a_period_names_its_year_once(first, last, expected):
    assert load_words("id").span(pd.Timestamp(first), pd.Timestamp(last)) == expected


def test_a_list_is_joined_as_people_say_it():
    assert load_words("id").listing(["a", "b", "c"]) == "a, b, dan c"
    assert load_words("en").listing(["a", "b"]) == "a and b"
    assert load_words("en").listing([]) == ""


def test_an_unknown_code_is_spelled_out_instead_of_failing():
    assert load_words("id").word("notes", "some_new_note") == "some new note"
