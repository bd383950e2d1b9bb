"""The hand-coding loop as a person walks it: write a sheet, code, read it back, compare."""

from __future__ import annotations

import json
import shutil
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.test_cli import KNOWN, SAMPLE, rows, run

LABELS = ("offer", "question", "answer")


@pytest.fixture
def folder(tmp_path) -> Path:
    for name in ("chat.txt", "roster.csv", "actors.csv", "gold.jsonl"):
        shutil.copy(SAMPLE / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def sheet(folder) -> Path:
    done = run("code", "chat.txt", *KNOWN, "-o", "codes.xlsx", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "codes.xlsx"


def fill(path: Path, column: str, cells: dict[int, Any], *, name: str | None = None) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(path)
    page = book["codes"]
    place = [cell.value for cell in page[1]].index(column) + 1
    for i, value in cells.items():
        page.cell(i + 2, place, value)
    target = path.with_name(name) if name else path
    book.save(target)
    return target


def of(found: list[dict], field: str, unit: str = "message") -> dict:
    return next(row for row in found if (row["field"], row["unit"]) == (field, unit))


def test_a_corrected_sheet_replaces_the_machine_where_it_was_filled_in(folder, sheet) -> None:
    fill(sheet, "A act", {5: "offer"})
    fill(sheet, "B act", {6: "refusal"})
    coded = rows(run("code", "chat.txt", *KNOWN, "--codes", "codes.xlsx", cwd=folder))
    assert (coded[5]["act"], coded[5]["p_act"], coded[5]["coder"]) == ("offer", 1, "A")
    assert coded[6]["coder"] == "machine"
    other = rows(run("code", "chat.txt", *KNOWN, "--codes", "codes.xlsx", "--coder", "B", cwd=folder))
    assert (other[5]["coder"], other[6]["act"]) == ("machine", "refusal")


def test_one_sheet_with_two_coders_is_compared_coder_with_coder(folder, sheet) -> None:
    fill(sheet, "A act", {i: LABELS[i % 3] for i in range(30)})
    fill(sheet, "B act", {i: LABELS[i % 3] if i < 24 else "other" for i in range(30)})
    act = of(rows(run("agreement", "codes.xlsx", cwd=folder)), "act")
    assert (act["n"], act["percent"]) == (30, 80)
    # .8 observed; chance 3 × (10 × 8) / 900 = .2667: kappa .5333 / .7333
    assert act["kappa"] == pytest.approx(0.727273)
    assert act["low"] < act["alpha"] < act["high"]


def test_two_sheets_are_compared_whichever_columns_their_coders_used(folder, sheet) -> None:
    codes = {i: LABELS[i % 3] for i in range(12)}
    fill(sheet, "A act", codes, name="one.xlsx")
    fill(sheet, "A act", codes, name="two.xlsx")
    assert of(rows(run("agreement", "one.xlsx", "two.xlsx", cwd=folder)), "act")["alpha"] == 1


def test_the_machine_is_compared_with_a_hand_coding(folder) -> None:
    run("code", "chat.txt", *KNOWN, "-o", "machine.jsonl", cwd=folder)
    found = rows(run("agreement", "machine.jsonl", "gold.jsonl", cwd=folder))
    assert {row["field"] for row in found} >= {"reply_to", "products", "stages", "prices", "act", "topic"}
    assert of(found, "topic")["n"] == 177
    assert of(found, "prices", "amount")["alpha"] > 0.9
    assert of(found, "stages", "one_stage")["scale"] == "ordinal"


@pytest.mark.parametrize(
    ("what", "columns"),
    [
        ("labels", {"field", "label", "alpha", "low", "high"}),
        ("confusion", {"field", "label", "a", "b", "n"}),
        ("classes", {"precision", "precision_low", "recall", "recall_high"}),
        ("shares", {"observed", "corrected", "condition", "note"}),
    ],
)
def test_agreement_gives_each_of_its_tables(folder, what: str, columns: set[str]) -> None:
    run("code", "chat.txt", *KNOWN, "-o", "machine.jsonl", cwd=folder)
    found = rows(run("agreement", "machine.jsonl", "gold.jsonl", "--what", what, cwd=folder))
    assert columns <= set(found[0])
    names = {json.loads(line)["author"].casefold() for line in (folder / "gold.jsonl").read_text().splitlines()}
    assert not any(str(row.get("label")).casefold() in names for row in found)


def test_the_same_seed_gives_the_same_intervals(folder) -> None:
    run("code", "chat.txt", *KNOWN, "-o", "machine.jsonl", cwd=folder)
    outputs = [run("agreement", "machine.jsonl", "gold.jsonl", "--seed", seed, cwd=folder).stdout for seed in "112"]
    assert outputs[0] == outputs[1] != outputs[2]


def test_agreement_is_a_table_for_a_spreadsheet_too(folder) -> None:
    done = run("agreement", "gold.jsonl", "gold.jsonl", "-o", "agreement.csv", cwd=folder)
    assert done.returncode == 0, done.stderr
    lines = (folder / "agreement.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("field,scale,unit,n,percent,kappa,alpha,low,high")
    assert "act,nominal,message,177,100,1,1,1,1,reliable" in lines


@pytest.mark.parametrize("ending", ["qdpx", "qdc"])
def test_code_writes_for_programs_of_qualitative_analysis(folder, ending: str) -> None:
    done = run("code", "chat.txt", *KNOWN, "-o", f"project.{ending}", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert zipfile.is_zipfile(folder / f"project.{ending}") == (ending == "qdpx")


def test_codes_still_come_as_plain_tables(folder) -> None:
    for ending in ("csv", "jsonl"):
        assert run("code", "chat.txt", *KNOWN, "-o", f"codes.{ending}", cwd=folder).returncode == 0
    assert len((folder / "codes.jsonl").read_text(encoding="utf-8").splitlines()) == 177


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("agreement", "gold.jsonl"), "gold.jsonl"),
        (("agreement", "gold.jsonl", "nowhere.jsonl"), "nowhere.jsonl"),
        (("agreement", "gold.jsonl", "other.jsonl"), "agreement"),
        (("agreement", "codes.xlsx"), "codes.xlsx"),
        (("agreement", "codes.xlsx", "gold.jsonl"), "codes.xlsx"),
        (("code", "chat.txt", "--codes", "codes.xlsx"), "codes.xlsx"),
        (("code", "chat.txt", "-o", "nowhere/codes.xlsx"), "codes.xlsx"),
        (("code", "chat.txt", "-o", "nowhere/codes.qdpx"), "codes.qdpx"),
    ],
)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_what_cannot_be_compared_gets_one_sentence_a_hint_and_exit_1(folder, sheet, words, named, lang) -> None:
    (folder / "other.jsonl").write_text('{"i": 90000, "act": "offer"}\n')
    done = run(*words, "--lang", lang, cwd=folder)
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if line.startswith(("Refused:", "Hint:", "Ditolak:", "Saran:"))]
    assert len(told) == 2
    assert named in done.stderr


def test_three_codings_are_wrong_usage(folder) -> None:
    assert run("agreement", "gold.jsonl", "gold.jsonl", "gold.jsonl", cwd=folder).returncode == 2


def test_a_refused_cell_is_named_in_indonesian_by_row_and_column(folder, sheet) -> None:
    fill(sheet, "A act", {5: "menyanyi"})
    done = run("code", "chat.txt", *KNOWN, "--codes", "codes.xlsx", "--lang", "id", cwd=folder)
    assert done.returncode == 1
    assert "codes.xlsx, row 7, column 'A act': sel ini berisi kode yang tidak dikenal" in done.stderr
    assert "menyanyi" not in done.stderr


def test_words_to_accept_are_listed_with_the_messages_they_stand_in(folder) -> None:
    shutil.copy(SAMPLE.parent / "jejaring_ios_id" / "chat.txt", folder / "other.txt")
    found = {row["written"]: row for row in rows(run("code", "other.txt", "--what", "proposals", cwd=folder))}
    assert (found["PT BKI"]["kind"], found["PT BKI"]["suggests"], found["PT BKI"]["messages"]) == (
        "organisation",
        "pt_bki",
        2,
    )
    assert len(found["PT BKI"]["ids"]) == 2
