"""Prices and amounts in invented threads: what the messages before say decides how bare numbers are read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from bmp_networks.coding.money_threads import Counted, count_messages, read_numbers
from bmp_networks.text import tokenize_all

CASES = [
    line
    for name in ("numbers_in_threads.txt", "shop_talk.txt")
    for line in (Path(__file__).parent / name).read_text("utf-8").splitlines()
]
"""Messages of a thread parted by ``||``, then the prices and the amounts of goods in the last one."""
GOODS = "kerupuk kripik keripik rempeyek dodol opak sale terasi telur sambal batik"


def read_last(thread: str) -> Counted:
    texts = [text.strip() for text in thread.split("||")]
    tokens = tokenize_all(texts)
    spans = [
        [("keripik", token.start, token.end) for token in words if token.text in GOODS.split()] for words in tokens
    ]
    products = [["keripik"] if any(spans[: i + 1]) else [] for i in range(len(texts))]
    said = read_numbers(texts, tokens, spans)
    return count_messages(said, np.arange(len(texts)) * 60.0, range(-1, len(texts) - 1), products)[-1]


@pytest.mark.parametrize("case", [line for line in CASES if line and not line.startswith("#")])
def test_numbers_of_a_thread_are_read_as_people_read_them(case: str) -> None:
    thread, prices, quantities = (part.strip() for part in case.replace("||", "\0").split("|"))
    read = read_last(thread.replace("\0", "||"))
    assert Counter(price.amount for price in read.prices) == Counter(map(float, prices.split()))
    assert Counter(quantity.value for quantity in read.quantities) == Counter(map(float, quantities.split()))
