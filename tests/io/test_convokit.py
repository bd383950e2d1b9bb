from __future__ import annotations

import json
from datetime import datetime

import pytest

from bmp_networks.errors import InputRefusedError
from bmp_networks.io.convokit import CORPUS_FILES, SOMEBODY, conversation_openers, write_convokit
from tests.measures.invented import make_chat, make_coding, said

SPEAKERS = {"Bu Tumi": "P01", "Bu Sri": "P02"}


@pytest.fixture
def coded():
    """Two conversations: 0 ← 1 ← 3, and 2 ← 4."""
    chat = make_chat(
        said(0, "Bu Tumi", "tiwul 9rb 🙏"), said(1, "Bu Sri", "mau bu Tumi"), said(2, "Info Bank", "promo"),
        said(3, "Bu Tumi", "njih"), said(4, "Bu Sri", ""),
    )  # fmt: skip
    return make_coding(chat, {1: {0: 0.9}, 3: {1: 0.8}, 4: {2: 0.6}}, addressees={1: ("Bu Tumi",)}), chat


def utterances(folder):
    return [json.loads(line) for line in (folder / "utterances.jsonl").read_text("ascii").splitlines()]


def test_a_conversation_is_its_opener_and_all_that_answer_it(coded, tmp_path):
    write_convokit(*coded, tmp_path)
    rows = utterances(tmp_path)
    assert [row["reply_to"] for row in rows] == [None, "1:1", None, "1:2", "1:3"]
    assert [row["conversation_id"] for row in rows] == ["1:1", "1:1", "1:3", "1:1", "1:3"]
    assert all(row["reply-to"] == row["reply_to"] for row in rows)
    assert conversation_openers([-1, 0, -1, 1, 2]) == [0, 0, 2, 0, 2]


def test_text_time_and_codes_stand_as_in_the_export(coded, tmp_path):
    write_convokit(*coded, tmp_path)
    first, second = utterances(tmp_path)[:2]
    assert (first["speaker"], first["text"]) == ("Bu Tumi", "tiwul 9rb 🙏")
    assert first["timestamp"] == int((datetime(2018, 9, 3, 8) - datetime(1970, 1, 1)).total_seconds())
    assert first["meta"]["sent_at"] == "2018-09-03T08:00:00"
    assert second["meta"]["p_reply"] == 0.9
    assert second["meta"]["addressees"] == ["Bu Tumi"]


def test_with_pseudonyms_and_without_texts_no_file_names_anybody(coded, tmp_path):
    write_convokit(*coded, tmp_path, speakers=SPEAKERS, texts=False)
    rows = utterances(tmp_path)
    assert [row["speaker"] for row in rows] == ["P01", "P02", SOMEBODY, "P01", "P02"]
    assert rows[1]["meta"]["addressees"] == ["P01"]
    assert rows[1]["meta"]["words"] == 3
    written = "".join((tmp_path / name).read_text("ascii") for name in CORPUS_FILES)
    assert not any(word in written for word in ("Tumi", "Sri", "Bank", "tiwul"))


def test_every_speaker_conversation_and_key_is_listed(coded, tmp_path):
    write_convokit(*coded, tmp_path)
    rows = utterances(tmp_path)
    parts = {name: json.loads((tmp_path / name).read_text("ascii")) for name in CORPUS_FILES[1:]}
    assert set(parts["speakers.json"]) == {row["speaker"] for row in rows}
    assert parts["speakers.json"]["Bu Tumi"]["meta"]["messages"] == 2
    assert set(parts["conversations.json"]) == {row["conversation_id"] for row in rows}
    assert set(parts["index.json"]["utterances-index"]) == set(rows[0]["meta"])
    assert set(parts["index.json"]["overall-index"]) == set(parts["corpus.json"])
    assert parts["corpus.json"]["reply_rule"] == "ranker"


def test_convokit_itself_loads_the_corpus(coded, tmp_path):
    convokit = pytest.importorskip("convokit", reason="ConvoKit is not installed")
    write_convokit(*coded, tmp_path)
    corpus = convokit.Corpus(filename=str(tmp_path))
    assert sorted(corpus.get_conversation_ids()) == ["1:1", "1:3"]
    assert corpus.get_utterance("1:4").reply_to == "1:2"
    assert corpus.get_conversation("1:1").check_integrity(verbose=False)


def test_a_file_in_the_place_of_the_folder_is_refused(coded, tmp_path):
    (tmp_path / "corpus").write_text("something else")
    with pytest.raises(InputRefusedError, match="cannot be made"):
        write_convokit(*coded, tmp_path / "corpus")
