"""Times of day: seconds since midnight for every record, however a phone prints them."""

from __future__ import annotations

import re

import numpy as np

from bmp_networks.io.whatsapp.shapes import Shape, plain_word

_NUMBER = re.compile(r"\d+")
_NOT_WORD = re.compile(r"[\d:]")
_WIDTH = 8


class Clock:
    """Turns the time tokens of one file into seconds since midnight.

    Parameters
    ----------
    shape
        The header shape of the file.
    """

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._known: dict[str, int] = {}
        signature = shape.signature
        # An iPhone prints most of the 86,400 seconds of the day: then arithmetic is faster than looking up.
        self._even = shape.ascii and not shape.marked and signature.seconds and not signature.period

    def seconds(self, tokens: list[str]) -> np.ndarray:
        """Give seconds since midnight, shape ``(n,)``; -1 where a token is no time of day."""
        if self._even:
            text = "".join(tokens)
            if len(text) == _WIDTH * len(tokens):
                return self._of_even(text)
        new = [token for token in set(tokens) if token not in self._known]
        self._known.update(zip(new, parse_times(new, self._shape).tolist(), strict=True))
        return np.fromiter(map(self._known.__getitem__, tokens), np.int64, len(tokens))

    def _of_even(self, text: str) -> np.ndarray:
        digits = np.frombuffer(text.encode("ascii"), dtype=np.uint8).reshape(-1, _WIDTH) - np.uint8(48)
        hour, minute, second = (digits[:, at].astype(np.int64) * 10 + digits[:, at + 1] for at in (0, 3, 6))
        return _in_seconds(hour, minute, second)


def parse_times(tokens: list[str], shape: Shape) -> np.ndarray:
    """Turn time tokens into seconds since midnight, shape ``(n,)``; -1 where a token is no time of day."""
    if not tokens:
        return np.zeros(0, dtype=np.int64)
    # All tokens in one go: an iPhone prints most of the 86,400 seconds of the day.
    text = "\n".join(tokens)
    numbers = np.array([int(number) for number in _NUMBER.findall(text)], dtype=np.int64).reshape(len(tokens), -1)
    hour, minute = numbers[:, 0], numbers[:, 1]
    second = numbers[:, 2] if numbers.shape[1] > 2 else np.zeros_like(hour)
    if shape.signature.period:
        hour = _hour_of_day(hour, _NOT_WORD.sub("", text).split("\n"), shape)
    return _in_seconds(hour, minute, second)


def _in_seconds(hour: np.ndarray, minute: np.ndarray, second: np.ndarray) -> np.ndarray:
    wrong = (hour > 23) | (minute > 59) | (second > 59)
    return np.where(wrong, -1, hour * 3600 + minute * 60 + second)


def _hour_of_day(hour: np.ndarray, words: list[str], shape: Shape) -> np.ndarray:
    meanings = {}
    for word in set(words):
        plain = plain_word(word)
        meanings[word] = 0 if plain in shape.early else 1 if plain in shape.late else 2
    meaning = np.array([meanings[word] for word in words])
    early = np.where(hour == 12, 0, hour)
    late = np.where(hour < 12, hour + 12, hour)
    noon = np.where(hour < 5, hour + 12, hour)
    return np.choose(meaning, [early, late, noon])
