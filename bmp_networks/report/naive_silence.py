"""How many are silent: the count that is easiest to take, beside what chance alone would give. Numbers, no names."""

from __future__ import annotations

import math

from bmp_networks.measures.naive_silence import count_silent, expect_silent
from bmp_networks.report.view import View


def silence_row(view: View) -> list[tuple[str, str, str]]:
    """Give the key, the naive count and the honest number, as printed; nothing for a short period.

    States of members are not for this page; how many would be silent by chance needs none.
    """
    expected = expect_silent(view.study.graph)
    if math.isnan(expected):
        return []
    words = view.words
    naive = words("naive.people", n=count_silent(view.study.graph))
    return [("row_silent", naive, words("naive.unchanged", n=words.events(expected)))]
