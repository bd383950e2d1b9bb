from __future__ import annotations

import math

import pandas as pd
import pytest

from bmp_networks.errors import InputRefusedError, TableError
from bmp_networks.io.tables import read_aliases, read_codes, read_roster


@pytest.fixture
def written(tmp_path):
    def write(text: str, name: str = "people.csv", encoding: str = "utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_a_roster_keeps_what_is_known_and_leaves_the_rest_unknown(written) -> None:
    people = read_roster(written("name,person,community,level\nAni,p1,MUIWO,0\nBu Sri,p2,,\n")).people
    assert people["community"].tolist() == ["MUIWO", None]
    assert people["level"][0] == 0
    assert math.isnan(people["level"][1])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_spreadsheet_may_save_with_any_of_its_separators(written, delimiter: str) -> None:
    path = written(f"name{delimiter}village\nAni{delimiter}Lipursari\n", encoding="utf-8-sig")
    assert read_roster(path).people["village"].tolist() == ["Lipursari"]


def test_names_are_compared_without_invisible_marks(written) -> None:
    roster = read_roster(written("name,person\n\u202a+62\u00a0812-3456-7890\u202c,p1\n~\u202fAni,p2\n"))
    assert roster.person_of == {"+62 812-3456-7890": "p1", "Ani": "p2"}


def test_one_person_may_own_two_names(written) -> None:
    roster = read_roster(written("name,person,community\n+886 972 000 111,p1,\nSiti,p1,MUIWO\n"))
    assert roster.persons[["person", "name", "community"]].values.tolist() == [["p1", "+886 972 000 111", "MUIWO"]]


def test_a_day_is_read_as_a_day(written) -> None:
    assert read_roster(written("name,joined\nAni,2018-11-05\n")).people["joined"][0] == pd.Timestamp("2018-11-05")


@pytest.mark.parametrize(
    ("text", "complaint", "advice"),
    [
        ("nama,desa\nAni,Lipursari\n", "'nama'", "'name'"),
        ("person,village\np1,Lipursari\n", "'name' is missing", "known"),
        ("name,comunity\nAni,MUIWO\n", "'comunity'", "'community'"),
        ("name,level\nAni,high\n", "level should be a number from 0 to 2", ""),
        ("name,level\nAni,7\n", "level should be a number from 0 to 2", ""),
        ("name,smartphone\nAni,perhaps\n", "smartphone", "shared"),
        ("name,joined\nAni,05/11/2018\n", "2018-11-05", ""),
        ("name,village\nAni,Lipursari,Wonosobo\n", "more cells", "quotes"),
        ("name,name\nAni,Ani\n", "twice", ""),
        ("name,person\nAni,p1\nAni,p2\n", "two persons", ""),
        ("name,person\n", "no name", ""),
    ],
)
def test_a_roster_that_does_not_fit_is_refused_with_the_way_out(written, text, complaint, advice) -> None:
    with pytest.raises(TableError) as caught:
        read_roster(written(text))
    assert complaint in caught.value.message
    assert advice in caught.value.hint
    assert "people.csv" in caught.value.where


def test_a_complaint_names_the_line_and_quotes_no_name(written) -> None:
    with pytest.raises(TableError) as caught:
        read_roster(written("name,level\nAni,0\nRahasia,9\n"))
    assert caught.value.where == "people.csv, line 3"
    assert "Rahasia" not in str(caught.value)


def test_a_roster_that_is_not_there_is_refused(tmp_path) -> None:
    with pytest.raises(InputRefusedError, match="no such file"):
        read_roster(tmp_path / "people.csv")


def test_aliases_say_who_is_whom(written) -> None:
    assert read_aliases(written("name,person\n~Ani,Ani Lestari\n,\n")) == {"Ani": "Ani Lestari"}


def test_a_coding_is_read_line_by_line(written) -> None:
    assert read_codes(written('{"i": 3, "act": "offer"}\n\n', "codes.jsonl")) == [{"i": 3, "act": "offer"}]


@pytest.mark.parametrize("text", ["nothing\n", "[1]\n", '{"act": "offer"}\n', '{"i": true}\n', '{"i": 1}\n{"i": 1}\n'])
def test_a_coding_that_does_not_fit_is_refused_with_its_line(written, text: str) -> None:
    with pytest.raises(TableError, match=r"codes\.jsonl, line"):
        read_codes(written(text, "codes.jsonl"))
