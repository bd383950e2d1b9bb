"""The two passes of the reply ranker over a whole chat, run by run so that memory stays small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bmp_networks.coding.reply_candidates import Pairs, candidate_pairs
from bmp_networks.coding.reply_features import matrix, message_features, opening_features, pair_features
from bmp_networks.coding.reply_nets import Net, softmax
from bmp_networks.coding.reply_people import Acquaintance, read_acquaintance
from bmp_networks.coding.reply_second import FLOOR, FirstPass, Found, gather, second_features, second_opening
from bmp_networks.coding.reply_signals import ReplySignals

RUN = 2000
"""Messages looked at together."""

Nets = tuple[Net, Net]
"""A net for pairs and a net for messages that may open something new."""


@dataclass(frozen=True)
class Reading:
    """A chat as the passes read it: signals, acquaintance, and the columns of every message."""

    signals: ReplySignals
    known: Acquaintance
    messages: dict[str, np.ndarray]

    @classmethod
    def of(cls, signals: ReplySignals) -> Reading:
        """Read a chat's signals further."""
        known = read_acquaintance(signals)
        return cls(signals, known, message_features(signals, known))


@dataclass(frozen=True)
class Rows:
    """Candidates of a run of messages with their features; ``columns`` and ``openings`` name the features."""

    pairs: Pairs
    features: np.ndarray
    opening: np.ndarray
    columns: tuple[str, ...]
    openings: tuple[str, ...]


def first_rows(reading: Reading, low: int, high: int) -> Rows:
    """Features of the candidates of messages ``low`` to ``high - 1``, as the first pass sees them."""
    pairs = candidate_pairs(reading.signals, low, high)
    columns = pair_features(reading.signals, pairs, reading.known, reading.messages)
    return _rows(pairs, columns, opening_features(pairs, columns, reading.messages))


def second_rows(reading: Reading, found: Found, low: int, high: int) -> Rows:
    """Features of the candidates that are left, as the second pass sees them."""
    pairs = found.pass_one.pairs(low, high)
    p = found.pass_one.p[found.pass_one.span(low, high)]
    columns = pair_features(reading.signals, pairs, reading.known, reading.messages)
    openings = opening_features(pairs, columns, reading.messages)
    columns |= second_features(reading.signals, pairs, found, p)
    openings |= second_opening(reading.signals, pairs, found, p)
    return _rows(pairs, columns, openings)


def _rows(pairs: Pairs, columns: dict[str, np.ndarray], openings: dict[str, np.ndarray]) -> Rows:
    return Rows(pairs, matrix(columns), matrix(openings), tuple(columns), tuple(openings))


def first_pass(reading: Reading, nets: Sequence[Nets]) -> FirstPass:
    """Give every candidate its first probability and keep those of at least ``FLOOR``."""
    n = reading.signals.n
    kept: list[tuple[np.ndarray, ...]] = []
    news = []
    for low in range(0, n, RUN):
        rows = first_rows(reading, low, min(low + RUN, n))
        p, p_new = probabilities(rows, nets)
        keep = p >= FLOOR
        kept.append((rows.pairs.i[keep], rows.pairs.j[keep], p[keep], rows.pairs.between[keep]))
        news.append(p_new)
    i, j, p, between = (np.concatenate(column) for column in zip(*kept, strict=True))
    first = np.concatenate([[0], np.cumsum(np.bincount(i, minlength=n))])
    return FirstPass(i, j, p, first, between, np.concatenate(news))


def second_pass(
    reading: Reading, found: FirstPass, nets: Sequence[Nets], temperatures: tuple[float, float] = (1.0, 1.0)
) -> tuple[np.ndarray, np.ndarray]:
    """Give the candidates left their probabilities, and every message that of opening something new."""
    sums = gather(reading.signals, found)
    parts = []
    for low in range(0, reading.signals.n, RUN):
        rows = second_rows(reading, sums, low, min(low + RUN, reading.signals.n))
        tempo = reading.signals.tempo[rows.pairs.messages]
        parts.append(probabilities(rows, nets, temperature_at(tempo, temperatures)))
    p, p_new = (np.concatenate(column) for column in zip(*parts, strict=True))
    return p, p_new


def temperature_at(tempo: np.ndarray, temperatures: tuple[float, float]) -> np.ndarray:
    """Blend the temperature of a lively chat (usual gap below 2 minutes) into that of a slow one (above 11).

    Parameters
    ----------
    tempo
        Usual gap between messages around each message, minutes, shape ``(n,)``.
    temperatures
        Of lively and of slow chats.
    """
    slow = np.clip((np.log1p(tempo) - 1) / 1.5, 0, 1)
    blended: np.ndarray = temperatures[0] + (temperatures[1] - temperatures[0]) * slow
    return blended


def probabilities(
    rows: Rows, nets: Sequence[Nets], temperature: float | np.ndarray = 1.0
) -> tuple[np.ndarray, np.ndarray]:
    """Average the nets' scores and turn them into probabilities; a temperature above 1 makes them less sure."""
    pair_score = sum(net.score(rows.features) for net, _ in nets) / len(nets)
    new_score = sum(net.score(rows.opening) for _, net in nets) / len(nets)
    heat = np.broadcast_to(temperature, len(rows.pairs.first) - 1)
    return softmax(rows.pairs, np.asarray(pair_score) / heat[rows.pairs.row], np.asarray(new_score) / heat)
