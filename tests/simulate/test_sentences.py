from __future__ import annotations

import string
from random import Random

import pytest

from bmp_networks.resources import data_names, load_toml
from bmp_networks.simulate.sentences import (
    call_by_name,
    choose_act,
    mention,
    new_slots,
    price_text,
    sentence,
    talk_topics,
)

ACTS = {
    "question", "answer", "offer", "request", "announcement", "agreement", "refusal", "thanks", "greeting", "report",
    "other",
}  # fmt: skip
TOPICS = {"economy", "advocacy", "migration", "training", "digital", "organisation", "tourism", "social", "other"}


def test_every_topic_and_act_of_the_talk_is_one_of_the_codebook() -> None:
    assert set(talk_topics()) <= TOPICS
    for name in ("simulate/talk_id.toml", "simulate/talk_jv.toml"):
        for table in load_toml(name).content.values():
            for place in ("open", "reply", "back"):
                assert set(table.get(place, {})) <= ACTS


def test_every_pattern_of_the_talk_has_only_gaps_that_are_filled() -> None:
    for name in ("simulate/talk_id.toml", "simulate/talk_jv.toml"):
        for table in load_toml(name).content.values():
            patterns = [
                p for place in ("open", "reply", "back") for acts in table.get(place, {}).values() for p in acts
            ]
            gaps = {gap for pattern in patterns for _, gap, _, _ in string.Formatter().parse(pattern) if gap}
            assert gaps <= {"thing", "when"}


@pytest.mark.parametrize("topic", [*talk_topics(), "greeting", "outward"])
def test_something_can_be_said_on_every_topic(topic: str) -> None:
    rng = Random(1)
    slots = new_slots(topic, rng) | {"org": "Dinkop"}
    for _ in range(50):
        act = choose_act(topic, "open", rng)
        assert sentence(topic, "open", act, slots, 0.5, rng)
        assert sentence(topic, "reply", choose_act(topic, "reply", rng, after=act), slots, 0.5, rng)


def test_a_price_is_written_with_its_unit_and_to_the_rupiah() -> None:
    assert {price_text(8500, "bks", Random(k)) for k in range(40)} == {"Rp8.500/bks", "8.500 per bks", "8.500/bks"}


def test_a_name_stands_before_a_sentence_or_at_its_end() -> None:
    written = {call_by_name("Jadi besok?", "Mbak Sri", Random(k)) for k in range(40)}
    assert written == {"Mbak Sri, jadi besok?", "Jadi besok Mbak Sri?"}
    assert mention("Siap", "6281") == "@6281 siap"


def test_the_data_files_are_all_of_one_language_each() -> None:
    assert {load_toml(name).meta["language"] for name in data_names("simulate")} == {"id", "jv", "en"}
