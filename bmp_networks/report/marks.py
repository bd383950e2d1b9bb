"""What is marked above the weeks: bursts of a product beyond chance, and weeks of talk about a bazaar."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from bmp_networks.measures.bazaars import find_bazaar_weeks
from bmp_networks.measures.bursts import LEAST_EPISODES, LEAST_WEEKS
from bmp_networks.measures.product_times import find_product_times
from bmp_networks.report.summary import product_word
from bmp_networks.report.view import View


@dataclass(frozen=True)
class Marks:
    """Accepted bursts (rows of ``BURSTS``), Mondays of bazaar weeks, and both in words."""

    bursts: pd.DataFrame
    bazaars: tuple[pd.Timestamp, ...]
    sentence: str


def product_marks(view: View) -> Marks:
    """Find what to mark, and say it; also that nothing stands out, or that there is too little to tell."""
    words, study = view.words, view.study
    rows = find_product_times(study.graph, study.coding, kinds=("burst",), seed=study.plan.seed)
    bursts = rows[(rows["word"] == "accepted").to_numpy()]
    weeks = find_bazaar_weeks(study.graph, study.coding)
    if len(bursts):
        said = [
            words("marks.burst", product=product_word(view, product), n=words.number(events),
                  span=words.span(start, end + pd.Timedelta(days=6)))
            for product, start, end, events in zip(
                bursts["product"], bursts["start"], bursts["end"], bursts["events"], strict=True)
        ]  # fmt: skip
        sentence = words("marks.bursts", bursts=words.listing(said))
    elif (rows["word"] != "not_enough_data").any():
        sentence = words("marks.none")
    else:
        sentence = words("marks.thin", weeks=LEAST_WEEKS, episodes=LEAST_EPISODES)
    if len(weeks):
        dates = [words.date(week, short=True) for week in weeks["week"]]
        sentence += " " + words("marks.bazaars", weeks=words.listing(dates), n=words.number(weeks["messages"].sum()))
    return Marks(bursts, tuple(weeks["week"]), sentence)
