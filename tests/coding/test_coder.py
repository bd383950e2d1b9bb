import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bmp_networks.coding.coder import apply_codes, code_messages
from bmp_networks.containers.chat import RECORDS, UNREAD, Chat
from bmp_networks.containers.coding import Coding
from bmp_networks.errors import InputRefusedError, TableError

LINES = (
    ("Mbak Asri", "Ada yang punya tiwul? butuh 20 bks"),
    ("Wiwin Emping", "Ada mbak Asri, 10rb per bungkus"),
    ("Mbak Asri", "Oke deal, kirim ke Semarang ya mbak Wiwin"),
    ("Wiwin Emping", "siap"),
    ("Pak Darso", "Besok rapat jam 9 di balai desa"),
)


def chat(lines: tuple[tuple[str, str], ...] = LINES) -> Chat:
    rows = [
        {
            "source": 1, "line": i + 1, "lines": 1, "i": i,
            "timestamp": pd.Timestamp("2024-03-01 08:00") + pd.Timedelta(minutes=i), "kind": "message",
            "event": None, "author": author, "author_raw": author, "actor": None, "targets": (), "body": body,
            "body_raw": body, "media": None, "attachment": None, "deleted": False, "edited": False, "mentions": (),
        }
        for i, (author, body) in enumerate(lines)
    ]  # fmt: skip
    return Chat(RECORDS.from_rows(rows), (), UNREAD.from_rows([]))


@pytest.fixture(scope="module")
def coding() -> Coding:
    return code_messages(chat())


def test_one_row_a_message_by_the_machine(coding: Coding) -> None:
    assert coding.messages["i"].tolist() == [0, 1, 2, 3, 4]
    assert set(coding.messages["coder"]) == {"machine"}
    assert coding.messages["id"].tolist() == ["1:1", "1:2", "1:3", "1:4", "1:5"]


def test_an_offer_is_coded_in_every_field(coding: Coding) -> None:
    offer = coding.messages.iloc[1]
    assert offer["reply_to"] == 0
    assert offer["addressees"] == ("Mbak Asri",)
    assert offer["products"] == ("tiwul",)  # carried over from the message it answers
    assert offer["prices"] == ({"amount": 10_000, "per": "bks"},)
    assert coding.messages.iloc[0]["quantities"] == ({"value": 20, "unit": "bks"},)
    assert coding.messages.iloc[2]["places"] == ("Semarang",)


def test_every_code_read_in_the_text_says_where(coding: Coding) -> None:
    text, spans = coding.messages.loc[1, ["text", "spans"]]
    where = {span["field"]: text[span["start"] : span["end"]] for span in spans}
    assert where["addressees"] == "mbak Asri"
    assert where["prices"] == "10rb"


def test_probabilities_agree_with_the_table_of_replies(coding: Coding) -> None:
    best = coding.replies.groupby("i").first()
    for i, target, p in zip(*(coding.messages[name] for name in ("i", "reply_to", "p_reply")), strict=True):
        if np.isnan(target):
            assert best.loc[i, "j"] == -1
            assert np.isnan(p)
        else:
            assert (best.loc[i, "j"], best.loc[i, "p"]) == (target, pytest.approx(p))


def test_coding_twice_gives_the_same() -> None:
    first, second = code_messages(chat(), seed=1), code_messages(chat(), seed=1)
    pd.testing.assert_frame_equal(first.messages, second.messages)


def test_an_empty_chat_gives_an_empty_coding() -> None:
    assert len(code_messages(chat(())).messages) == 0


def test_an_unknown_reply_rule_is_refused() -> None:
    with pytest.raises(InputRefusedError):
        code_messages(chat(), reply_rule="guess")


def test_a_person_s_coding_replaces_the_machine_s(coding: Coding) -> None:
    mended = apply_codes(
        coding,
        [{"i": 3, "reply_to": None, "products": ["dodol_salak"], "act": "thanks", "actors": ["kbri"], "coder": "Rini"}],
    )
    row = mended.messages.iloc[3]
    assert np.isnan(row["reply_to"])
    assert (row["p_new"], row["p_act"], row["coder"]) == (1.0, 1.0, "Rini")
    assert row["products"] == ("dodol_salak",)
    assert row["actors"] == ({"id": "kbri", "text": None},)
    assert row["topic"] == coding.messages.iloc[3]["topic"]  # not named, not touched
    assert mended.replies[mended.replies["i"] == 3][["j", "p"]].to_numpy().tolist() == [[-1, 1.0]]
    assert coding.messages.iloc[3]["coder"] == "machine"


def test_places_in_the_text_stand_where_a_person_read_the_same(coding: Coding) -> None:
    spans = ({"field": "products", "value": "tiwul", "start": 0, "end": 5},
             {"field": "products", "value": "carica", "start": 6, "end": 9},
             {"field": "quantities", "value": 20, "start": 10, "end": 12},
             {"field": "stages", "value": "order", "start": 0, "end": 5})  # fmt: skip
    messages = coding.messages.copy()
    messages.at[3, "spans"] = spans
    machine = replace(coding, messages=messages)
    row = {"i": 3, "products": ["tiwul"], "quantities": [{"value": 20, "unit": "bks"}]}
    assert apply_codes(machine, [row]).messages.at[3, "spans"] == (spans[0], spans[2], spans[3])
    own = {"field": "products", "value": "tiwul", "start": 7, "end": 12}
    given = apply_codes(machine, [row | {"spans": [own]}]).messages.at[3, "spans"]
    assert [span for span in given if span["field"] == "products"] == [own]


def test_a_corrected_link_takes_all_the_probability(coding: Coding) -> None:
    mended = apply_codes(coding, [{"i": 4, "reply_to": 0}])
    assert mended.messages.loc[4, ["reply_to", "p_reply", "p_new"]].tolist() == [0.0, 1.0, 0.0]
    assert mended.replies["i"].is_monotonic_increasing


@pytest.mark.parametrize(
    "row", [{"i": 9, "act": "other"}, {"i": 0, "act": "shout"}, {"i": 0, "stages": ["magic"]}, {"i": 1, "reply_to": 3}]
)
def test_codes_that_do_not_exist_are_refused(coding: Coding, row: dict[str, object]) -> None:
    with pytest.raises(TableError):
        apply_codes(coding, [row])


def test_codes_made_from_another_export_are_refused(coding: Coding) -> None:
    rows = [{"i": i, "author": author, "act": "other"} for i, (author, _) in enumerate(LINES)]
    assert apply_codes(coding, rows).messages["act"].tolist() == ["other"] * len(LINES)
    joined_since = [*rows[:-1], rows[-1] | {"author": "Pak Darso (nomor lama)"}]
    assert apply_codes(coding, joined_since).messages["act"].tolist() == ["other"] * len(LINES)
    one_further = [row | {"i": i + 1} for i, row in enumerate(rows[:-1])]
    with pytest.raises(TableError, match="another export"):
        apply_codes(coding, one_further)


def test_hand_coded_samples_are_coded_well_enough() -> None:
    """Prices, quantities and addressees of the packaged samples: F of at least .9."""
    from bmp_networks.io.tables import read_roster
    from bmp_networks.io.whatsapp.reader import read_chat

    root = Path(__file__).resolve().parents[2] / "sample_chats"
    right = dict.fromkeys(("prices", "quantities", "addressees"), 0)
    named = dict(right)
    for folder in sorted(path.parent for path in root.glob("*/gold.jsonl")):
        gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()]
        found = code_messages(read_chat(folder / "chat.txt"), read_roster(folder / "roster.csv")).messages
        for field, key in (("prices", "amount"), ("quantities", "value"), ("addressees", None)):
            for row, got in zip(gold, found[field], strict=True):
                want = [entry[key] if key else entry for entry in row[field]]
                have = [entry[key] if key else entry for entry in got]
                right[field] += 2 * sum(min(want.count(value), have.count(value)) for value in set(want))
                named[field] += len(want) + len(have)
    if not named["prices"]:
        pytest.skip("there are no hand-coded samples here")
    assert all(right[field] / named[field] >= 0.9 for field in right)
