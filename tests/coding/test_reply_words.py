import numpy as np
import pytest

from bmp_networks.coding.reply_words import common_words, form_bits, has_link, numbers_of, overlap_band, stem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("harga 31k", {31.0}),
        ("harga 31.000", {31.0}),
        ("harga Rp 31.000,-", {31.0}),
        ("1.860.000 bener?", {1860.0}),
        ("setengah, 12.5 atau 12.500", {12.5}),
        ("60 x 31k", {60.0, 31.0}),
        ("tidak ada angka", set()),
    ],
)
def test_shorthand_and_full_numbers_are_one(text: str, expected: set[float]) -> None:
    assert numbers_of(text) == expected


@pytest.mark.parametrize(
    ("one", "other"), [("thiwule", "tiwul"), ("kripik", "keripik"), ("keripiknya", "kripike"), ("packages", "package")]
)
def test_spellings_and_endings_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_shared_weights_stand_at_their_distance() -> None:
    # message 0 has tokens 0 and 1, message 1 token 1, message 3 tokens 0 and 1
    message = np.array([0, 0, 1, 3, 3])
    token = np.array([0, 1, 1, 0, 1])
    band = overlap_band(message, token, np.array([2.0, 5.0]), 4, 3)
    expected = np.zeros((4, 4))
    expected[1, 1] = 5  # 1 and 0 share token 1
    expected[3, 3] = 7  # 3 and 0 share both
    expected[3, 2] = 5  # 3 and 1 share token 1
    assert band.tolist() == expected.tolist()


def test_nothing_is_shared_beyond_the_last_lag() -> None:
    assert overlap_band(np.array([0, 3]), np.array([0, 0]), np.ones(1), 4, 2).sum() == 0


def test_forms_know_three_languages() -> None:
    bits = form_bits()
    assert bits["suwun"] & bits["makasih"] & bits["thanks"]
    assert "yang" in common_words()
    assert "sing" in common_words()


def test_a_web_address_is_seen() -> None:
    assert has_link("lihat https://example.org")
    assert not has_link("lihat di sini")
