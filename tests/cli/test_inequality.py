"""``inequality``: every table comes, without names, and says what it cannot."""

from __future__ import annotations

import pytest

from bmp_networks.cli.inequality import TABLES, WHAT
from tests.cli.test_cli import KNOWN, SAMPLE, rows, run


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    import shutil

    made = tmp_path_factory.mktemp("inequality")
    for name in ("chat.txt", "roster.csv", "actors.csv"):
        shutil.copy(SAMPLE / name, made / name)
    return made


def test_every_table_that_is_offered_can_be_made():
    assert set(WHAT) == set(TABLES)


@pytest.mark.parametrize("what", ["curves", "more", "contrasts", "groups", "hierarchy"])
def test_each_table_has_rows(folder, what):
    assert rows(run("inequality", "chat.txt", *KNOWN, "--what", what, cwd=folder))


def test_the_four_quantities_stand_side_by_side_and_are_never_blended(folder):
    found = rows(run("inequality", "chat.txt", *KNOWN, cwd=folder))
    assert {row["quantity"] for row in found} == {"participation", "attention", "access", "control"}
    assert "without_admins" in {row["among"] for row in found}


def test_what_each_member_holds_is_shown_without_names(folder):
    found = rows(run("inequality", "chat.txt", *KNOWN, "--what", "holdings", cwd=folder))
    assert all(row["member"].startswith("P") for row in found)
    assert all(0 <= row["access_low"] <= row["access_high"] <= 1 for row in found)


def test_measures_of_hierarchy_say_where_they_tell_nothing(folder):
    found = rows(run("inequality", "chat.txt", *KNOWN, "--what", "hierarchy", cwd=folder))
    whole = {row["statistic"]: row["note"] for row in found if row["network"] == "whole"}
    assert whole["hierarchy"] == "not_informative"


def test_other_choices_are_tried_and_summed_up(folder):
    found = rows(run("inequality", "chat.txt", *KNOWN, "--what", "robustness", cwd=folder))
    talk = next(row for row in found if row["statistic"] == "participation_excess")
    assert talk["lowest"] <= talk["value"] <= talk["highest"]
    assert 0 <= talk["robustness"] <= 1


def test_a_second_group_changes_who_heard_first(folder):
    other = SAMPLE.parent / "kios_android_en" / "chat.txt"
    alone = rows(run("inequality", "chat.txt", *KNOWN, "--what", "holdings", cwd=folder))
    both = rows(run("inequality", "chat.txt", *KNOWN, "--what", "holdings", "--other-group", str(other), cwd=folder))
    assert len(alone) == len(both)


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("what", ["indices", "contrasts", "hierarchy"])
def test_every_note_that_occurs_is_explained_below_the_table(folder, what, lang):
    noted = {key for row in rows(run("inequality", "chat.txt", *KNOWN, "--what", what, cwd=folder))
             for key in (row["note"] or "").split()}  # fmt: skip
    shown = run("inequality", "chat.txt", *KNOWN, "--what", what, "--format", "table", "--lang", lang, cwd=folder)
    assert noted
    assert {line.partition(":")[0] for line in shown.stderr.splitlines()} == noted


def test_columns_of_the_roster_that_cannot_be_compared_are_named(folder):
    shown = run("inequality", "chat.txt", *KNOWN, "--what", "groups", "--format", "table", "--lang", "en", cwd=folder)
    split = {row["column"] for row in rows(run("inequality", "chat.txt", *KNOWN, "--what", "groups", cwd=folder))}
    named = shown.stderr.partition("of whom the list tells: ")[2].strip().split(", ")
    assert named
    assert not set(named) & split
    alone = run("inequality", "chat.txt", "--what", "groups", "--format", "table", "--lang", "en", cwd=folder)
    assert "--roster" in alone.stderr


def test_a_table_for_a_program_stands_alone(folder):
    shown = run("inequality", "chat.txt", *KNOWN, "--format", "csv", cwd=folder)
    assert shown.stderr == ""
