"""A picture of the page with its title, its sentence and the table that says the same; or only the sentence."""

from __future__ import annotations

from dataclasses import dataclass

from bmp_networks.report.charts import Chart
from bmp_networks.report.tables import Table


@dataclass(frozen=True)
class Picture:
    """One picture.

    Parameters
    ----------
    title
        None for one that goes on under the title before.
    sentence
        What it shows, with its n; or why there is none.
    chart
        The drawing; None where there is too little for one.
    table
        The numbers behind it.
    """

    title: str | None
    sentence: str
    chart: Chart | None = None
    table: Table | None = None
