from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from bmp_networks.cli import main_group

SAMPLE = Path(__file__).resolve().parents[2] / "sample_chats" / "lipursari_android_id"


@pytest.fixture
def project(tmp_path):
    shutil.copytree(SAMPLE, tmp_path / "group")
    return tmp_path / "group"


def run(*words: object):
    return CliRunner().invoke(main_group, [str(word) for word in words])


def test_the_list_that_names_everybody_lies_beside_the_key(project, tmp_path):
    done = run(
        "anonymize", project / "chat.txt", "--roster", project / "roster.csv", "--gazetteer", project / "actors.csv",
        "-o", tmp_path / "out",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["actors.csv", "chat.txt", "roster.csv"]
    assert (project / ".bmp" / "replaced_out.csv").stat().st_mode & 0o077 == 0
    with (project / ".bmp" / "replaced_out.csv").open(encoding="utf-8") as file:
        assert {row["what"] for row in csv.DictReader(file)} == {"replaced", "left"}


def test_a_single_file_can_be_written(project, tmp_path):
    done = run("anonymize", project / "chat.txt", "-o", tmp_path / "other.txt")
    assert done.exit_code == 0, done.output
    assert "Muji" not in (tmp_path / "other.txt").read_text(encoding="utf-8")


def test_consent_prints_what_a_removal_changes(project):
    done = run("consent", project / "chat.txt", "--without", "Mbak Muji", "--format", "jsonl")
    rows = {row["headline"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert rows["messages"]["difference"] == -23
    assert {"participation_gini", "attention_gini", "participation_enm", "ties_bonding", "products"} <= set(rows)


def test_a_name_nobody_bears_is_refused_without_being_quoted(project):
    done = run("consent", project / "chat.txt", "--without", "Mbak Mujii")
    assert done.exit_code == 1
    assert "Mujii" not in done.output


def test_erase_finds_the_other_names_of_a_person(project, tmp_path):
    codes = tmp_path / "codes.jsonl"
    codes.write_text('{"i": 0, "author": "+62 831-0576-2284"}\n{"i": 1, "author": "Ika"}\n', encoding="utf-8")
    done = run("erase", "+886 972 315 408", codes, "--roster", project / "roster.csv")
    assert done.exit_code == 0, done.output
    assert codes.read_text(encoding="utf-8") == '{"i": 1, "author": "Ika"}\n'
