"""What the facilitator's report remembers: without names, only when it is saved, and only where it is wanted."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bmp_networks.cli import main_group

SAMPLE = Path(__file__).parents[2] / "sample_chats" / "lipursari_android_id"
NAME, SILENT = "Lek Parti", "Bu Kasmi"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("chat.txt", "roster.csv"):
        (tmp_path / name).write_bytes((SAMPLE / name).read_bytes())
    return tmp_path


def run(folder: Path, *words: str) -> Result:
    command, *rest = words
    chat = [str(folder / "chat.txt"), "--roster", str(folder / "roster.csv")]
    return CliRunner().invoke(main_group, [command, *chat, *rest])


def report(folder: Path, *words: str) -> str:
    found = run(folder, "report", "--for", "facilitator", "-o", str(folder / "page.html"), *words)
    assert found.exit_code == 0, found.output
    return (folder / "page.html").read_text(encoding="utf-8")


def people_of(page: str) -> list[str]:
    listed = page[page.index('id="greet"') : page.index('id="network"')]
    return re.findall(r"<h4>(.*?)</h4>", listed)


def memory_of(folder: Path) -> dict:
    return json.loads((folder / ".bmp" / "greetings.json").read_text(encoding="utf-8"))


def test_who_only_reads_is_named_from_the_second_report_on(folder):
    first = people_of(report(folder, "--until", "2018-12-15"))
    second = people_of(report(folder))
    assert SILENT not in first
    assert SILENT in second


def test_the_same_report_twice_is_the_same_page_and_the_same_file(folder):
    first, kept = report(folder), memory_of(folder)
    assert report(folder) == first
    assert memory_of(folder) == kept


def test_the_file_holds_no_name_and_no_message(folder):
    report(folder)
    text = (folder / ".bmp" / "greetings.json").read_text(encoding="utf-8")
    people = (folder / "roster.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert not any(row.split(",")[0] in text for row in people)
    assert set(memory_of(folder)) == {"file", "version", "key", "groups"}
    assert all(re.fullmatch("[0-9a-f]{16}", group) for group in memory_of(folder)["groups"])


def test_a_muted_member_is_left_out(folder):
    assert NAME in people_of(report(folder))
    assert NAME not in people_of(report(folder, "--mute", NAME.lower()))
    assert NAME not in people_of(report(folder))


def test_a_name_that_nobody_has_cannot_be_muted(folder):
    found = run(folder, "report", "--for", "facilitator", "-o", str(folder / "page.html"), "--mute", "Nobody Here")
    assert found.exit_code == 1
    assert "Nobody" not in found.output
    assert not (folder / ".bmp" / "greetings.json").exists()


@pytest.mark.parametrize("words", [[], ["--for", "facilitator", "--no-memory"], ["--for", "sharing"]])
def test_nothing_is_remembered_of_a_report_for_others_or_where_not_wanted(folder, words):
    found = run(folder, "report", "-o", str(folder / "page.html"), *words)
    assert found.exit_code == 0, found.output
    assert not (folder / ".bmp" / "greetings.json").exists()


def test_a_table_reads_what_is_remembered_and_writes_nothing(folder):
    before = run(folder, "members", "--for", "facilitator", "--format", "jsonl")
    assert not (folder / ".bmp").exists()
    assert "present_without_writing" in before.output  # four weeks earlier stand in
    report(folder)
    kept = memory_of(folder)
    after = run(folder, "members", "--for", "facilitator", "--format", "jsonl")
    assert "present_without_writing" not in after.output
    assert memory_of(folder) == kept


def keep(folder: Path, key: str, text: str) -> Path:
    """Put a key and a file of earlier lists into the project folder."""
    (folder / ".bmp").mkdir()
    (folder / ".bmp" / "key").write_text(key, encoding="ascii")
    place = folder / ".bmp" / "greetings.json"
    place.write_text(text, encoding="utf-8")
    return place


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"version": 2}', '{"version": 1, "key": "x", "groups": {"a": 1}}'])
def test_a_broken_file_is_refused_with_one_sentence_and_left_as_it_is(folder, broken):
    place = keep(folder, "ab" * 32, broken)
    found = run(folder, "report", "--for", "facilitator", "-o", str(folder / "page.html"))
    assert found.exit_code == 1
    assert "berkas catatan daftar yang lalu tidak dapat dibaca" in found.output
    assert place.read_text(encoding="utf-8") == broken


def test_a_file_of_another_key_is_refused(folder):
    keep(folder, "ab" * 32, '{"version": 1, "key": "0123456789abcdef", "groups": {}}')
    found = run(folder, "report", "--for", "facilitator", "-o", str(folder / "page.html"))
    assert found.exit_code == 1
    assert "kunci lain" in found.output


def test_the_provenance_says_whether_earlier_lists_were_used(folder):
    report(folder, "--until", "2018-12-15")
    report(folder)
    facts = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))["earlier_lists"]
    assert facts == {"used": True, "report_before": "2018-12-09", "left_out": 0}
    report(folder, "--no-memory")
    assert json.loads((folder / "provenance.json").read_text(encoding="utf-8"))["earlier_lists"]["used"] is False


def test_states_are_in_no_table_that_may_be_shared(folder):
    report(folder, "--tables", str(folder / "tables"))
    for place in sorted((folder / "tables").iterdir()):
        assert "not_answered" not in place.read_text(encoding="utf-8"), place.name
    for words in ([], ["--names"]):
        found = run(folder, "members", "--format", "jsonl", *words)
        assert "states" not in found.output
        assert "reasons" not in found.output
    for words in ([], ["--names"], ["--for", "sharing"]):
        found = run(folder, "report", "-o", str(folder / "other.html"), *words)
        assert found.exit_code == 0, found.output
        page = (folder / "other.html").read_text(encoding="utf-8")
        assert 'id="greet"' not in page
        assert "Belum tampak dijawab" not in page
