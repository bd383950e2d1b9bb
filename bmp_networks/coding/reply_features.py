"""Features of a candidate pair (an earlier message and a later one) and of a message that may open something new."""

from __future__ import annotations

import numpy as np

from bmp_networks.coding.reply_candidates import Pairs
from bmp_networks.coding.reply_people import Acquaintance, people_features
from bmp_networks.coding.reply_signals import LAGS, ReplySignals
from bmp_networks.coding.reply_words import FORMS

OPENING_FORMS = ("answer", "agree", "refuse", "thanks", "greeting", "greeting_back", "report", "react", "ask_around")
"""Forms looked for among the first words of the later message."""
EARLIER_FORMS = ("ask_around", "greeting", "report", "everybody", "thanks", "agree", "react")
"""Forms looked for in the earlier message."""


def message_features(signals: ReplySignals, known: Acquaintance) -> dict[str, np.ndarray]:
    """Describe each message by itself: pace, silence, length, forms; each of shape ``(n,)``."""
    n = signals.n
    place = np.arange(n)
    gap = np.diff(signals.minute, prepend=signals.minute[:1])
    after = np.append(gap[1:], 0.0) if n else gap
    quiet = signals.minute - signals.minute[np.maximum(signals.previous_own, 0)]
    fresh = signals.previous_own < 0
    columns = {
        "entangled": signals.entangled / 10,
        "tempo": np.log1p(signals.tempo),
        "gap_before": np.log1p(gap),
        "gap_after": np.log1p(after),
        "continues_own": signals.previous_own == place - 1,
        "continued": signals.next_own == place + 1,
        "never_wrote": fresh,
        "silence": np.where(fresh, 6.0, np.log1p(quiet.clip(0))),
        "silence_lines": np.where(fresh, 6.0, np.log(np.maximum(place - signals.previous_own, 1))),
        "next_line": np.where(signals.next_own < n, np.log(np.maximum(signals.next_own - place, 1)), 6.0).clip(0, 6),
        "asks": signals.question,
        "length": np.log1p(signals.n_words),
        "lines": np.log(signals.n_lines),
        "wordless": signals.wordless,
        "media": signals.media,
        "link": signals.link,
        "number": signals.has_number,
        "names": known.names_somebody,
        "mentions": known.mentions_somebody,
        "titled": signals.title > 0,
        "product": signals.has_product,
    }
    for form in OPENING_FORMS:
        columns[f"opens_{form}"] = signals.opening >> FORMS.index(form) & 1
    for form in EARLIER_FORMS:
        columns[f"has_{form}"] = signals.form >> FORMS.index(form) & 1
    return {name: np.asarray(column, dtype=np.float32) for name, column in columns.items()}


LATER = ("entangled", "tempo", "gap_before", "gap_after", "continues_own", "continued", "never_wrote", "silence",
         "silence_lines", "next_line", "asks", "length", "lines", "wordless", "media", "link", "number", "names",
         "mentions", "titled", "product", *(f"opens_{form}" for form in OPENING_FORMS), "has_everybody")  # fmt: skip
"""What a pair takes over from its later message."""
EARLIER = ("gap_after", "continues_own", "continued", "never_wrote", "silence_lines", "asks", "length", "lines",
           "wordless", "media", "link", "number", "names", "product", *(f"has_{form}" for form in EARLIER_FORMS),
           "opens_answer")  # fmt: skip
"""What a pair takes over from its earlier message."""


def pair_features(
    signals: ReplySignals, pairs: Pairs, known: Acquaintance, messages: dict[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Describe every candidate pair, column by column, each of shape ``(n pairs,)``."""
    columns = {
        **_distance(signals, pairs),
        **_turns(signals, pairs),
        **people_features(signals, pairs, known),
        **_words(signals, pairs),
    }
    columns |= {f"later_{name}": messages[name][pairs.i] for name in LATER}
    columns |= {f"earlier_{name}": messages[name][pairs.j] for name in EARLIER}
    return columns


def _distance(signals: ReplySignals, pairs: Pairs) -> dict[str, np.ndarray]:
    i, j = pairs.i, pairs.j
    lag = i - j
    gap = (signals.minute[i] - signals.minute[j]).clip(0)
    breaks = np.cumsum(np.diff(signals.minute, prepend=0) > 30)
    pauses = np.cumsum(np.diff(signals.minute, prepend=0) > 5)
    log_gap, log_lag = np.log1p(gap), np.log(lag)
    return {
        "log_gap": log_gap,
        "log_lag": log_lag,
        "log_lag_entangled": log_lag * signals.entangled[i] / 10,
        "log_gap_entangled": log_gap * signals.entangled[i] / 10,
        "next_to": lag == 1,
        "two_apart": lag == 2,
        "same_minute": gap < 1,
        "gap_in_tempo": np.log1p(gap / (signals.tempo[i] + 0.5)),
        "breaks": np.log1p(breaks[i] - breaks[j]),
        "pauses": np.log1p(pauses[i] - pauses[j]),
        "people_between": np.log1p(pairs.between),
        "days": np.log1p(gap / 1440),
    }


def _turns(signals: ReplySignals, pairs: Pairs) -> dict[str, np.ndarray]:
    i, j = pairs.i, pairs.j
    n = signals.n
    author, mine, yours = signals.author, signals.previous_own, signals.next_own
    own = author[i] == author[j]
    mine_before = np.where(mine[i] >= 0, mine[np.maximum(mine[i], 0)], -1)
    yours_later = np.append(yours, n)[np.minimum(yours[j], n)]
    before = signals.previous_other[j]
    after = np.minimum(i + 1, n - 1)
    after_next = np.minimum(i + 2, n - 1)
    return {
        "own": own,
        "own_last": own & (mine[i] == j),
        "own_adjacent": own & (i - j == 1),
        "own_last_in_exchange": own & (mine[i] == j) & (i - j > 1),
        "latest_other": signals.previous_other[i] == j,
        "spoke_since": (mine[i] > j) & ~own,
        "spoke_twice_since": (mine_before > j) & ~own,
        "author_wrote_since": yours[j] < i,
        "author_wrote_twice_since": yours_later < i,
        "author_next_gap": np.where(yours[j] < i, np.log(np.maximum(yours[j] - j, 1)), 5.0),
        "after_mine": (before >= 0) & (author[np.maximum(before, 0)] == author[i]) & ~own,
        "then_author": (author[after] == author[j]) & ~own & (i + 1 < n),
        "then_author_second": (author[after_next] == author[j]) & ~own & (i + 2 < n),
        "next_is_mine": (author[np.minimum(j + 1, n - 1)] == author[i]) & (j + 1 < i) & ~own,
        "first_since": (mine[i] < j) & (yours[j] >= i) & ~own,
    }


def band(matrix: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Look up what two messages share (0 where they lie further apart than the bands reach or are the same)."""
    lag = np.abs(one - other)
    near = lag <= LAGS
    found: np.ndarray = np.where(near, matrix[np.maximum(one, other), np.where(near, lag, 0)], 0.0)
    return found


def _cosine(signals: ReplySignals, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    n = signals.n
    valid = (one >= 0) & (other >= 0) & (one < n) & (other < n)
    a, b = np.clip(one, 0, n - 1), np.clip(other, 0, n - 1)
    shared = band(signals.words_band, a, b)
    return np.where(valid, np.sqrt(shared / np.maximum(signals.norm[a] * signals.norm[b], 1e-6)), 0.0)


def _again(step: np.ndarray, one: np.ndarray, none: int) -> np.ndarray:
    """Take a person's step once more (previous or next own line), ``none`` where there is no such line."""
    n = len(step)
    known = (one >= 0) & (one < n)
    return np.where(known, step[np.where(known, one, 0)], none)


def _shared(matrix: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.where(one >= 0, band(matrix, np.maximum(one, 0), other), 0.0)


def _words(signals: ReplySignals, pairs: Pairs) -> dict[str, np.ndarray]:
    i, j = pairs.i, pairs.j
    cosine = _cosine(signals, i, j)
    mine, yours = signals.previous_own, signals.next_own
    with_mine = _cosine(signals, mine[i], j)
    with_my_next = _cosine(signals, yours[i], j)
    both = signals.has_product[i] & signals.has_product[j]
    shares = signals.products_band[i, i - j] > 0
    mine_before, mine_after = _again(mine, mine[i], -1), _again(yours, yours[i], signals.n)
    best = np.zeros(len(pairs.first) - 1)
    np.maximum.at(best, pairs.row, cosine)
    return {
        "cosine": cosine,
        "cosine_to_best": best[pairs.row] - cosine,
        "shared_weight": np.log1p(signals.words_band[i, i - j]),
        "numbers": np.log1p(signals.numbers_band[i, i - j]),
        "products": shares,
        "products_differ": both & ~shares,
        "cosine_with_my_last": with_mine,
        "cosine_with_my_next": with_my_next,
        "cosine_with_my_second_last": _cosine(signals, mine_before, j),
        "cosine_with_my_second_next": _cosine(signals, mine_after, j),
        "numbers_with_my_last": np.log1p(_shared(signals.numbers_band, mine[i], j)),
        "products_with_my_last": _shared(signals.products_band, mine[i], j) > 0,
        "cosine_with_your_last": _cosine(signals, i, mine[j]),
        "cosine_with_your_next": _cosine(signals, i, yours[j]) * (yours[j] != i),
        "about_my_name": in_keys(signals.profile, j * signals.a + signals.author[i]),
        "about_your_name": in_keys(signals.profile, i * signals.a + signals.author[j]),
    }


def in_keys(keys: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Tell which of the wanted keys stand in a sorted array."""
    if not len(keys):
        return np.zeros(len(wanted), dtype=bool)
    found: np.ndarray = keys[np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)] == wanted
    return found


AGGREGATED = ("cosine", "numbers", "speaks_to_last_line", "speaks_to_author", "pending_address", "spoken_to_by",
              "own_adjacent", "first_since", "adjacent_20", "named_by_before", "cosine_with_my_last")  # fmt: skip
"""Of these a message that may open something new knows the largest value among its candidates."""


def opening_features(
    pairs: Pairs, columns: dict[str, np.ndarray], messages: dict[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Describe each message as one that may open something new, each of shape ``(n messages,)``."""
    found = {name: column[pairs.messages] for name, column in messages.items()}
    for name in AGGREGATED:
        best = np.zeros(len(pairs.first) - 1, dtype=np.float32)
        np.maximum.at(best, pairs.row, np.asarray(columns[name], dtype=np.float32))
        found[f"best_{name}"] = best
    return found


def matrix(columns: dict[str, np.ndarray]) -> np.ndarray:
    """Stack columns into float32 of shape ``(n rows, n columns)``, column by column in memory."""
    first = next(iter(columns.values()))
    stacked = np.empty((len(columns), len(first)), dtype=np.float32)
    for place, column in enumerate(columns.values()):
        stacked[place] = column
    return stacked.T
