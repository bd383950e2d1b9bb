from __future__ import annotations

from bmp_networks.containers.graph import INTERACTIONS
from bmp_networks.io.lexicons import read_gazetteer
from bmp_networks.io.whatsapp.archive import NamedBytes
from bmp_networks.measures.counting import outward_events
from bmp_networks.study import Inputs, run_study

NO_ORGANISATION = "".join(
    f"0{day}/09/18 10.0{minute} - {name}: selamat pagi semua\n"
    for day in range(1, 5)
    for minute, name in enumerate(("Bu Satu", "Bu Dua", "Bu Tiga"))
)


def test_a_group_that_names_no_organisation_has_no_outward_event():
    study = run_study(Inputs((NamedBytes("chat.txt", NO_ORGANISATION.encode()),)))
    events = outward_events(study.graph, read_gazetteer())
    assert len(events) == 0
    assert list(events.columns) == INTERACTIONS.names
