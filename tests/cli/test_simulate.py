"""The command that invents a group, as other programs use it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_cli import rows, run

SMALL = ("--messages", "120", "--members", "20", "--seed", "3")


def test_a_group_is_written_whole_and_read_by_the_other_commands(tmp_path: Path) -> None:
    done = run("simulate", "-o", "group", *SMALL, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    names = {path.name for path in (tmp_path / "group").iterdir()}
    assert names == {"chat.txt", "roster.csv", "actors.csv", "gold.jsonl", "truth.json", "meta.json"}
    read = rows(run("messages", "group/chat.txt", "--format", "jsonl", cwd=tmp_path))
    assert sum(row["i"] is not None for row in read) == 120
    words = ("group/chat.txt", "--roster", "group/roster.csv", "--gazetteer", "group/actors.csv", "--format", "jsonl")
    assert rows(run("ties", *words, cwd=tmp_path))


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        run("simulate", "-o", name, *SMALL, cwd=tmp_path)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()


def test_every_choice_reaches_the_plan(tmp_path: Path) -> None:
    choices = (
        "--days",
        "90",
        "--conversations",
        "2.5",
        "--contact",
        "1",
        "2",
        "1",
        "--outward",
        "equal",
        "--silent",
        "0",
    )
    done = run("simulate", "-o", "group", *SMALL, *choices, "--start", "2019-05-01", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    plan = json.loads((tmp_path / "group" / "truth.json").read_text(encoding="utf-8"))["plan"]
    expected = {"days": 90, "conversations": 2.5, "contact": [1, 2, 1], "outward": "equal", "silent": 0, "members": 20}
    assert {name: plan[name] for name in expected} == expected
    assert plan["start"] == "2019-05-01"


def test_an_english_shape_has_english_system_lines(tmp_path: Path) -> None:
    run("simulate", "-o", "group", *SMALL, "--shape", "ios_en_us", cwd=tmp_path)
    assert "created group" in (tmp_path / "group" / "chat.txt").read_text(encoding="utf-8")


def test_a_folder_that_holds_a_chat_is_refused(tmp_path: Path) -> None:
    run("simulate", "-o", "group", *SMALL, cwd=tmp_path)
    again = run("simulate", "-o", "group", *SMALL, "--lang", "id", cwd=tmp_path)
    assert again.returncode == 1
    assert "sudah berisi obrolan" in again.stderr


def test_a_plan_that_cannot_be_met_is_refused(tmp_path: Path) -> None:
    done = run("simulate", "-o", "group", "--members", "2", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 1
    assert "members" in done.stderr
    assert not (tmp_path / "group").exists()
