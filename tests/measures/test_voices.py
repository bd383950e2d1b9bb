import numpy as np
import pytest

from bmp_networks.measures.resampling import Events
from bmp_networks.measures.voices import Wheel, draw_voices, find_voices


@pytest.fixture
def uneven_rows() -> np.ndarray:
    rng = np.random.default_rng(3)
    shares = rng.random((40, 25)) ** 6 * (rng.random((40, 25)) < 0.4)
    shares[:, 0] += 1e-4
    return shares / shares.sum(axis=1, keepdims=True)


def test_the_wheel_finds_what_a_binary_search_finds(uneven_rows):
    wheel = Wheel.of(uneven_rows)
    rng = np.random.default_rng(4)
    places = np.concatenate([rng.random(20_000) * 40 * (1 - 1e-9), np.arange(40), wheel.reached[:-1]])
    searched = np.searchsorted(wheel.reached, places, side="right")
    assert (wheel.at(places) == wheel.member[np.minimum(searched, len(wheel.member) - 1)]).all()


def test_voices_are_drawn_as_often_as_their_shares_say():
    # Conversation 0: member 0 speaks three times, member 1 once; conversation 1: member 2 alone.
    first = Events(np.array([0, 0, 1]), np.array([0, 1, 2]), np.array([3.0, 1.0, 1.0]))
    rng = np.random.default_rng(0)
    voices = find_voices(first, first, 4, rng=rng)
    drawn = draw_voices(voices, np.tile([0, 1], (4000, 1)), rng)
    assert drawn.mean(axis=0) == pytest.approx([0.75, 0.25, 1.0, 0.0], abs=0.03)
    assert set(drawn.sum(axis=1)) == {2}
