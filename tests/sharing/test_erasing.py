from __future__ import annotations

import json

import openpyxl
import pytest

from bmp_networks.errors import InputRefusedError
from bmp_networks.sharing.erasing import erase_person

HER = ["Mas Jarwo", "p07", "+62 813-2550-0075"]


def test_her_rows_go_and_others_stay(tmp_path):
    table = tmp_path / "people.csv"
    table.write_text("name,person\nMas Jarwo,p07\n+62 81325500075,p07\nBu Ngatmi,p08\n", encoding="utf-8")
    done = erase_person(HER, table)
    assert (done.rows, done.cells) == (2, 0)
    assert table.read_text(encoding="utf-8") == "name,person\nBu Ngatmi,p08\n"


def test_her_name_in_codes_of_others_goes(tmp_path):
    codes = tmp_path / "codes.jsonl"
    rows = [{"i": 0, "author": "Mas Jarwo"}, {"i": 1, "author": "Bu Ngatmi", "addressees": ["Mas Jarwo", "Lek Parti"]}]
    codes.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = erase_person(HER, codes)
    assert (done.rows, done.cells) == (1, 1)
    assert json.loads(codes.read_text(encoding="utf-8")) == {"i": 1, "author": "Bu Ngatmi", "addressees": ["Lek Parti"]}


def test_a_sheet_is_cleaned(tmp_path):
    book = openpyxl.Workbook()
    for row in (["author", "text"], ["Mas Jarwo", "pagi"], ["Bu Ngatmi", "kata mas jarwo libur"]):
        book.active.append(row)
    book.save(tmp_path / "codes.xlsx")
    done = erase_person(HER, tmp_path / "codes.xlsx")
    left = [[cell.value for cell in row] for row in openpyxl.load_workbook(tmp_path / "codes.xlsx").active.rows]
    assert (done.rows, done.cells) == (1, 1)
    assert left == [["author", "text"], ["Bu Ngatmi", "kata […] libur"]]


def test_a_cleaned_text_does_not_become_a_formula(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["text"])
    book.active["A2"] = "=mas jarwo"
    book.active["A2"].data_type = "s"
    book.save(tmp_path / "codes.xlsx")
    erase_person(HER, tmp_path / "codes.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "codes.xlsx").active["A2"]
    assert (cell.value, cell.data_type) == ("=[…]", "s")


def test_settings_that_name_her_go_from_the_provenance(tmp_path):
    path = tmp_path / "provenance.json"
    path.write_text(json.dumps({"settings": {"me": "Mas Jarwo", "seed": 0}}), encoding="utf-8")
    erase_person(HER, path)
    assert json.loads(path.read_text(encoding="utf-8")) == {"settings": {"seed": 0}}


def test_a_file_that_cannot_be_cleaned_is_refused_and_left(tmp_path):
    for name, text in (("chat.txt", "Mas Jarwo"), ("codes.jsonl", '{"author": "Mas Jarwo"}\n{broken')):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(InputRefusedError):
            erase_person(HER, tmp_path / name)
        assert (tmp_path / name).read_text(encoding="utf-8") == text
