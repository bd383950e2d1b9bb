from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from bmp_networks.resources import data_bytes, data_names

SAMPLES = Path(__file__).parents[1] / "sample_chats"
FOLDERS = sorted(path.name for path in SAMPLES.iterdir() if path.is_dir())


def test_the_packaged_sample_is_the_one_of_the_project() -> None:
    for name in data_names("sample"):
        assert data_bytes(name) == (SAMPLES / "lipursari_android_id" / name.rpartition("/")[2]).read_bytes()


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_author_of_the_hand_coding_stands_in_the_roster(folder: str) -> None:
    with (SAMPLES / folder / "roster.csv").open(encoding="utf-8", newline="") as file:
        names = {row["name"] for row in csv.DictReader(file)}
    lines = (SAMPLES / folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["author"] for line in lines} <= names
