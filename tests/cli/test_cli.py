"""The command line as other programs use it: rows, exit codes, one sentence for what is refused."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from bmp_networks.cli import main_group
from bmp_networks.cli.products import TABLES
from bmp_networks.cli.words import _texts, language

HERE = Path(__file__).parents[2]
SAMPLE = HERE / "sample_chats" / "lipursari_android_id"


@pytest.fixture
def folder(tmp_path) -> Path:
    for name in ("chat.txt", "roster.csv", "actors.csv"):
        shutil.copy(SAMPLE / name, tmp_path / name)
    return tmp_path


@dataclass(frozen=True)
class Done:
    """What a run of the command line left behind."""

    returncode: int
    stdout: str
    stderr: str


def run(*words: str, cwd: Path, stdin: bytes | None = None) -> Done:
    """Run a command inside this process: the libraries are loaded once for all tests."""
    language.cache_clear()
    _texts.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(cwd)
        patch.setattr(sys, "argv", ["bmp-networks", *words])
        result = CliRunner().invoke(main_group, list(words), input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def run_as_program(*words: str, cwd: Path) -> Done:
    """Run a command as a person does, in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "bmp_networks", *words], cwd=cwd, capture_output=True, check=False)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def rows(done: Done) -> list[dict]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


KNOWN = ("--roster", "roster.csv", "--gazetteer", "actors.csv")


def test_messages_prints_the_record_of_every_line(folder) -> None:
    records = rows(run("messages", "chat.txt", cwd=folder))
    assert [record["i"] for record in records if record["kind"] == "message"] == list(range(177))
    assert {record["i"] for record in records if record["kind"] == "system"} == {None}
    assert records[0]["timestamp"] == "2016-02-14T20:11"
    assert records[3]["id"] == f"1:{records[3]['line']}"


def test_messages_says_on_standard_error_how_the_dates_were_read(folder) -> None:
    done = run("messages", "chat.txt", "--lang", "en", cwd=folder)
    assert "day, month, year" in done.stderr
    assert "day, month, year" not in done.stdout


def test_the_chat_may_come_from_standard_input(folder) -> None:
    given = run("messages", "-", cwd=folder, stdin=(folder / "chat.txt").read_bytes())
    assert len(rows(given)) == 185


def test_code_prints_the_fields_of_the_codebook(folder) -> None:
    coded = rows(run("code", "chat.txt", *KNOWN, cwd=folder))
    gold = json.loads((SAMPLE / "gold.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert len(coded) == 177
    assert set(gold) <= set(coded[0])
    for row in coded:
        assert (row["reply_to"] is None) == (row["p_reply"] is None)
        assert 0 <= row["p_new"] <= 1


def test_a_hand_coding_replaces_the_machine_message_by_message(folder) -> None:
    (folder / "codes.jsonl").write_text('{"i": 5, "act": "offer", "products": ["tiwul"], "reply_to": 2}\n')
    coded = rows(run("code", "chat.txt", *KNOWN, "--codes", "codes.jsonl", cwd=folder))
    assert (coded[5]["act"], coded[5]["products"], coded[5]["reply_to"], coded[5]["p_reply"]) == (
        "offer",
        ["tiwul"],
        2,
        1,
    )


def test_ties_walk_back_to_messages_and_name_nobody(folder) -> None:
    ties = rows(run("ties", "chat.txt", *KNOWN, cwd=folder))
    ids = {record["id"] for record in rows(run("messages", "chat.txt", cwd=folder)) if record["i"] is not None}
    assert ties
    for tie in ties:
        assert tie["evidence"]
        assert set(tie["evidence"]) <= ids
        shares = [tie["p_bonding"], tie["p_bridging"], tie["p_linking"]]
        assert shares == [None] * 3 if tie["relation"] == "unknown" else abs(sum(shares) - 1) < 1e-5
        if tie["target_kind"] == "member":
            assert tie["source"] < tie["target"]
    shown = " ".join(tie["source"] + " " + tie["target"] for tie in ties)
    assert not any(name in shown for name in ("Muji", "Sarmini", "Yanti", "+852"))


def test_the_same_key_gives_the_same_pseudonyms_and_is_announced_once(folder) -> None:
    first, second = (run("members", "chat.txt", *KNOWN, cwd=folder) for _ in range(2))
    assert first.stdout == second.stdout
    assert str(folder / ".bmp" / "key") in first.stderr
    assert ".bmp" not in second.stderr


def test_names_are_printed_when_asked_for(folder) -> None:
    members = rows(run("members", "chat.txt", *KNOWN, "--names", cwd=folder))
    assert "Mbak Muji" in {member["member"] for member in members}
    assert "states" not in members[0]


def test_only_the_facilitator_sees_who_may_want_to_be_greeted(folder) -> None:
    members = rows(run("members", "chat.txt", *KNOWN, "--for", "facilitator", cwd=folder))
    assert {"states", "reasons"} <= set(members[0])


def test_members_uncertainty_gives_each_member_two_measures_and_names_nobody(folder) -> None:
    table = rows(run("members", "chat.txt", *KNOWN, "--what", "uncertainty", "--top", "2", cwd=folder))
    assert [row["measure"] for row in table] == sorted(row["measure"] for row in table)
    assert {row["measure"] for row in table} == {"attention", "betweenness"}
    assert all(row["low"] <= row["median"] <= row["high"] and row["top"] == 2 for row in table)
    assert sum(row["p_top"] for row in table if row["measure"] == "attention") == pytest.approx(2, abs=1e-4)
    assert not any("Muji" in row["member"] for row in table)


def test_a_convokit_corpus_hides_names_and_texts_until_names_are_asked_for(folder) -> None:
    hidden = run("convokit", "chat.txt", *KNOWN, "-o", "corpus", "--lang", "en", cwd=folder)
    assert hidden.returncode == 0, hidden.stderr
    written = "".join(path.read_text("ascii") for path in sorted((folder / "corpus").iterdir()))
    assert not any(name in written for name in ("Muji", "Sarmini", "Yanti", "+852"))
    assert "pseudonyms" in hidden.stderr
    run("convokit", "chat.txt", *KNOWN, "-o", "corpus", "--names", cwd=folder)
    lines = [json.loads(line) for line in (folder / "corpus" / "utterances.jsonl").read_text("ascii").splitlines()]
    assert "Mbak Muji" in {line["speaker"] for line in lines}
    assert all(line["text"] for line in lines if not line["meta"]["media"])


@pytest.mark.parametrize("what", list(TABLES))
def test_products_gives_each_of_its_tables(folder, what: str) -> None:
    assert rows(run("products", "chat.txt", *KNOWN, "--what", what, cwd=folder))


def test_inequality_sets_chance_beside_every_index(folder) -> None:
    indices = rows(run("inequality", "chat.txt", *KNOWN, cwd=folder))
    assert {row["quantity"] for row in indices} >= {"participation", "attention"}
    by_chance = [row for row in indices if row["quantity"] != "access"]  # there chance has no part
    assert all(row["chance"] is not None for row in by_chance if row["gini"] is not None)


def test_a_starter_roster_is_one_that_can_be_read_back(folder) -> None:
    done = run("roster", "chat.txt", "-o", "people.csv", cwd=folder)
    assert done.returncode == 0, done.stderr
    names = [row["name"] for row in csv.DictReader(io.StringIO((folder / "people.csv").read_text(encoding="utf-8")))]
    assert {"Mbak Muji", "Lilis Batik", "Mbak Darti"} <= set(names)
    assert rows(run("ties", "chat.txt", "--roster", "people.csv", cwd=folder))


@pytest.mark.parametrize("ending", ["gexf", "graphml", "net", "dl", "csv"])
def test_the_graph_is_written_for_other_programs_by_its_ending(folder, ending: str) -> None:
    done = run("graph", "chat.txt", *KNOWN, "-o", f"net.{ending}", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert (folder / f"net.{ending}").stat().st_size > 500


def test_report_writes_the_page_its_tables_and_its_provenance(folder) -> None:
    done = run("report", "chat.txt", *KNOWN, "-o", "page.html", "--tables", "tables", cwd=folder)
    assert done.returncode == 0, done.stderr
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert "Mbak Muji" not in page
    provenance = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    assert provenance["counts"]["user_messages"] == 177
    assert len(provenance["sources"][0]["sha256"]) == 64
    described = json.loads((folder / "tables" / "datapackage.json").read_text(encoding="utf-8"))
    for resource in described["resources"]:
        header = (folder / "tables" / resource["path"]).read_text(encoding="utf-8").splitlines()[0]
        assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]]
    shared = "".join(path.read_text(encoding="utf-8") for path in (folder / "tables").iterdir())
    assert "not_answered" not in shared
    assert "Mbak Muji" not in shared


def test_the_same_input_and_key_give_the_same_page(folder) -> None:
    pages = []
    for name in ("one.html", "two.html"):
        assert run("report", "chat.txt", *KNOWN, "-o", name, cwd=folder).returncode == 0
        pages.append((folder / name).read_text(encoding="utf-8"))
    assert pages[0] == pages[1]


def test_a_report_for_sharing_holds_sums_only_and_makes_no_key(folder) -> None:
    done = run("report", "chat.txt", *KNOWN, "--for", "sharing", "-o", "s.html", "--tables", "shared", cwd=folder)
    assert done.returncode == 0, done.stderr
    written = [folder / "s.html", *(folder / "shared").iterdir(), folder / "provenance.json"]
    said = "".join(path.read_text(encoding="utf-8") for path in written)
    assert "Yanti" not in said
    assert "sha256" not in said
    assert not (folder / ".bmp").exists()
    assert not {"members.csv", "ties.csv", "edges.csv"} & {path.name for path in written}


def test_names_are_refused_in_a_report_for_sharing(folder) -> None:
    assert run("report", "chat.txt", "--for", "sharing", "--names", cwd=folder).returncode == 2


def test_demo_makes_all_pages_and_says_where(tmp_path) -> None:
    done = run_as_program("demo", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for audience in ("research", "facilitator", "sharing"):
        assert str(tmp_path / "bmp_demo" / f"{audience}.html") in done.stdout
        assert (tmp_path / "bmp_demo" / f"{audience}.html").stat().st_size > 50_000


REFUSED = [
    (("report", "nowhere.txt"), {}, "nowhere.txt"),
    (("report", "minutes.txt"), {"minutes.txt": "Notulen rapat\n1. Pembukaan\n2. Bazar\n"}, "minutes.txt"),
    (("report", "chat.txt", "--roster", "people.csv"), {"people.csv": "nama,desa\nAni,Lipursari\n"}, "people.csv"),
    (("report", "empty.txt"), {"empty.txt": ""}, "empty.txt"),
    (("code", "empty.txt"), {"empty.txt": ""}, "empty.txt"),
    (("messages", "picture.txt"), {"picture.txt": "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"}, "picture.txt"),
    (("report", "chat.txt", "--from", "2030-01-01"), {}, "--from"),
    (("report", "chat.txt", "--gazetteer", "orgs.csv"), {"orgs.csv": "lembaga\nBank\n"}, "orgs.csv"),
    (("report", "chat.txt", "--codes", "codes.jsonl"), {"codes.jsonl": "oops\n"}, "codes.jsonl"),
    (("report", "chat.txt", "-o", "nowhere/page.html"), {}, "page.html"),
]


@pytest.mark.parametrize(
    ("words", "files", "named"), REFUSED, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_what_cannot_be_used_gets_one_sentence_a_hint_and_exit_1(folder, words, files, named) -> None:
    for name, text in files.items():
        (folder / name).write_bytes(text.encode("latin-1"))
    before = sorted(path.name for path in folder.iterdir())
    done = run(*words, "--lang", "en", cwd=folder)
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if line.startswith(("Refused:", "Hint:"))]
    assert len(lines) == 2
    assert named in done.stderr
    assert {path.name for path in folder.iterdir()} - set(before) <= {".bmp"}


def test_messages_of_an_empty_file_gives_no_rows_a_warning_and_exit_0(folder) -> None:
    (folder / "empty.txt").write_text("")
    done = run("messages", "empty.txt", "--lang", "en", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert "Warning" in done.stderr


def test_wrong_usage_exits_with_2(folder) -> None:
    assert run("report", cwd=folder).returncode == 2
    assert run("dance", "chat.txt", cwd=folder).returncode == 2


@pytest.mark.parametrize(("lang", "word"), [("id", "Ditolak"), ("en", "Refused")])
def test_the_command_line_speaks_the_chosen_language(folder, lang: str, word: str) -> None:
    assert word in run("report", "nowhere.txt", "--lang", lang, cwd=folder).stderr


def test_a_refusal_leaves_no_traceback_on_the_screen(folder) -> None:
    done = run_as_program("report", "nowhere.txt", cwd=folder)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_the_help_loads_no_heavy_library(tmp_path) -> None:
    program = (
        "import sys, bmp_networks.cli; "
        "print([m for m in ('pandas', 'numpy', 'igraph', 'matplotlib', 'starlette') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
