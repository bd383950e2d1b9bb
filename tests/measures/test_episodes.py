import numpy as np
import pandas as pd
import pytest

from bmp_networks.measures.episodes import (
    count_words,
    describe_turns,
    find_episodes,
    find_turns,
    is_phatic,
    spread_minutes,
)
from tests.measures.invented import make_chat, moment, said


def times(*minutes: float) -> pd.Series:
    return pd.Series([moment(minute) for minute in minutes])


def test_a_silence_longer_than_an_hour_ends_an_episode():
    assert find_episodes(times(0, 60, 121, 122)).tolist() == [0, 0, 1, 1]


def test_the_longest_silence_can_be_chosen():
    assert find_episodes(times(0, 60, 121, 122), minutes=30).tolist() == [0, 1, 2, 2]


def test_a_clock_that_runs_back_ends_no_episode():
    assert find_episodes(times(200, 10, 20)).tolist() == [0, 0, 0]


def test_no_messages_make_no_episodes_and_no_turns():
    assert find_episodes(times()).tolist() == []
    assert find_turns([], times()).tolist() == []
    assert spread_minutes(times()).tolist() == []


def test_a_turn_ends_with_another_speaker_or_after_five_minutes():
    turns = find_turns(["a", "a", "b", "a", "a"], times(0, 5, 5, 5, 11))
    assert turns.tolist() == [0, 0, 1, 2, 3]


def test_messages_of_one_minute_are_spread_over_it_in_file_order():
    minutes = spread_minutes(times(3, 3, 3, 3, 4))
    assert np.diff(minutes) == pytest.approx([0.25, 0.25, 0.25, 0.625])  # 1/8, 3/8, 5/8, 7/8, then 1 + 1/2


@pytest.mark.parametrize(
    "text",
    ["ok", "Okeee", "siap mbak 🙏", "nggih bu Sarmini", "🙏🙏", "Aamiin", "ya", "siaaap", "haha"],
)
def test_small_answers_are_phatic(text: str):
    assert is_phatic(text, names=frozenset({"sarmini"}))


@pytest.mark.parametrize("text", ["ok besok tak kirim", "berapa?", "?", "tiwul", "mbak Eni", "ok 20", "siap bu besok"])
def test_what_tells_or_asks_something_is_not_phatic(text: str):
    assert not is_phatic(text, names=frozenset({"eni"}))


def test_a_sticker_is_phatic_and_a_photo_is_not():
    assert is_phatic("stiker tidak disertakan", "sticker")
    assert not is_phatic("gambar tidak disertakan", "image")


def test_of_a_photo_only_the_words_of_its_caption_count():
    assert count_words("IMG-1.jpg (file terlampir)\ntiwul instan baru", "image") == 3
    assert count_words("gambar tidak disertakan", "image") == 0
    assert count_words("tiwul 20 bks") == 3


def test_a_deleted_message_counts_as_no_words():
    chat = make_chat(said(0, "Ani", "Pesan ini telah dihapus", deleted=True), said(1, "Ani", "maaf salah kirim"))
    turns = describe_turns(chat, ["Ani", "Ani"])
    assert turns["words"].tolist() == [0, 3]
    assert turns["phatic"].tolist() == [True, False]
