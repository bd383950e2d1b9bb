"""News that came to another group first: told to a facilitator, where the other group is given."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from bmp_networks.cli import main_group

START, DAY = pd.Timestamp("2022-07-04 08:00"), pd.Timedelta(days=1)
NAMES = [
    f"Bu {name}" for name in ("Ani", "Budi", "Citra", "Dewi", "Eka", "Fitri", "Gita", "Hani", "Ira", "Jum", "Kasih")
]
APART = "Bu Wati"
NEWS = [f"kabar nomor {k} rapat di balai desa {k} jam {k} tepat membawa berkas {k}" for k in range(24)]


def line(at: pd.Timestamp, name: str, text: str) -> str:
    return f"{at:%d/%m/%Y %H.%M} - {name}: {text}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two groups of the same people but one; what is new is in the other group three days earlier."""
    group = [line(START, name, "hadir") for name in [*NAMES, APART]]
    other = [line(START, name, "hadir") for name in NAMES]
    for k, news in enumerate(NEWS):
        other.append(line(START + (k + 1) * DAY, NAMES[k % 11], news))
    for k, news in enumerate(NEWS):
        group.append(line(START + (k + 4) * DAY, NAMES[(k + 5) % 11], news))
    end = START + 40 * DAY
    group += [line(end, name, "sampun") for name in [*NAMES, APART]]
    other += [line(end, name, "sampun") for name in NAMES]
    (tmp_path / "chat.txt").write_text("".join(group), encoding="utf-8")
    (tmp_path / "other.txt").write_text("".join(other), encoding="utf-8")
    return tmp_path


def run(folder: Path, command: str, *words: str) -> Result:
    found = CliRunner().invoke(main_group, [command, str(folder / "chat.txt"), "--for", "facilitator", *words])
    assert found.exit_code == 0, found.output
    return found


def told(folder: Path, *words: str) -> dict[str, dict]:
    lines = run(folder, "members", "--format", "jsonl", *words).stdout.splitlines()
    rows = [json.loads(text) for text in lines]
    return {row["member"]: row["reasons"][row["states"].index("late_news")]
            for row in rows if "late_news" in (row["states"] or [])}  # fmt: skip


def test_who_is_not_in_the_other_group_has_the_news_three_days_late(folder):
    found = told(folder, "--other-group", str(folder / "other.txt"))
    assert list(found) == [APART]
    assert found[APART]["usual_days"] == 3.0
    assert found[APART]["items"] == len(NEWS)


def test_over_one_group_nothing_is_said_of_late_news(folder):
    assert told(folder) == {}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_facilitators_page_says_so_and_the_research_page_does_not(folder, lang):
    label = {"id": "Kabar datang belakangan", "en": "News arrives later"}[lang]
    words = ["--other-group", str(folder / "other.txt"), "--lang", lang, "-o", str(folder / "page.html")]
    run(folder, "report", *words)
    assert label in (folder / "page.html").read_text(encoding="utf-8")
    run(folder, "report", *words, "--for", "research")
    assert label not in (folder / "page.html").read_text(encoding="utf-8")
