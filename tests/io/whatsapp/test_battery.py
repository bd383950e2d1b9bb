"""The battery of small exports, one trap each: every record as it stands in the file, to the last joiner."""

from __future__ import annotations

import json

import pytest

from bmp_networks.io.whatsapp.reader import read_chat
from tests.shared_data import ROOT, shared_path

CASES = [f"L{n:02d}" for n in range(1, 22)] + [f"S{n:02d}" for n in range(1, 17)]


@pytest.mark.parametrize("case", CASES)
def test_every_record_of_the_battery_is_read_to_the_letter(case):
    cases = json.loads(shared_path("export_battery", "cases.json").read_text(encoding="utf-8"))
    records = read_chat(ROOT / "export_battery" / cases[case]["file"]).records
    seconds = records["timestamp"].astype("int64")
    authors = records["author_raw"].where(records["kind"] == "message", None)
    read = [list(row) for row in zip(seconds, authors, records["body_raw"], strict=True)]
    assert read == cases[case]["expected"]
