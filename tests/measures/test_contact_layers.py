import numpy as np
import pytest

from bmp_networks.containers.people import CONTACTS
from bmp_networks.errors import InputRefusedError
from bmp_networks.measures.contact_layers import compare_layers, contact_matrix, count_unknown, same_matrix
from bmp_networks.measures.identity import identify_people
from bmp_networks.measures.network import build_graph
from tests.measures.invented import make_chat, make_coding, make_roster, said

NAMES = [f"p{number:02d}" for number in range(16)]
ROSTER = make_roster(
    *(
        {"name": f"Nama {name}", "person": name, "village": f"v{k % 4}", "community": f"c{k % 3}", "level": 0.0}
        for k, name in enumerate(NAMES)
    )
)


def contacts(*pairs: tuple[str, str, float]):
    columns = {"one": [p[0] for p in pairs], "other": [p[1] for p in pairs], "weight": [p[2] for p in pairs]}
    return CONTACTS.build({**columns, "at": [None] * len(pairs)})


def chat_of(pairs: list[tuple[str, str]]):
    """Each pair exchanges two messages; everybody is in the roster."""
    rows, links = [], {}
    for n, (one, other) in enumerate(pairs):
        links[len(rows) + 1] = {len(rows): 1.0}
        rows += [said(100 * n, f"Nama {one}"), said(100 * n + 1, f"Nama {other}")]
    chat = make_chat(*rows)
    return chat, build_graph(chat, make_coding(chat, links), ROSTER)


def test_meetings_are_summed_by_person_however_she_is_written():
    chat, _ = chat_of([("p00", "p01")])
    identities = identify_people(chat, ROSTER)
    matrix = contact_matrix(contacts(("p00", "p01", 1), ("Nama p01", "p00", 2), ("p00", "x", 1)), NAMES, identities)
    assert matrix[0, 1] == matrix[1, 0] == 3
    assert matrix.sum() == 6


def test_what_is_not_known_is_not_the_same():
    roster = make_roster({"name": "a", "person": "a"}, {"name": "b", "person": "b"})
    assert same_matrix(roster, ["a", "b"], "village").sum() == 0


def test_those_who_meet_and_talk_are_found_to():
    random = np.random.default_rng(0)
    pairs = [(a, b) for a in NAMES for b in NAMES if a < b and random.random() < 0.25]
    chat, graph = chat_of(pairs)
    met = contacts(*((a, b, 1.0) for a, b in pairs))
    table = compare_layers(graph, met, identify_people(chat, ROSTER), ROSTER, permutations=199)
    found = table.set_index(["layer", "method"])
    assert found.loc[("contact", "correlation"), "estimate"] == pytest.approx(1)
    assert found.loc[("contact", "regression"), "p_two_sided"] == pytest.approx(1 / 200)
    # What contact explains wholly leaves nothing for the village.
    assert found.loc[("same_village", "regression"), "estimate"] == pytest.approx(0, abs=1e-9)


def test_too_few_members_give_no_number():
    chat = make_chat(said(0, "a"), said(1, "b"), said(2, "c"))
    graph = build_graph(chat, make_coding(chat, {1: {0: 1.0}}))
    table = compare_layers(graph, contacts(("a", "b", 1.0)), identify_people(chat))
    assert set(table["note"]) == {"too_few_members"}
    assert table["estimate"].isna().all()


def test_meetings_of_nobody_in_the_chat_are_refused_and_strangers_are_counted():
    chat, graph = chat_of([("p00", "p01")])
    identities = identify_people(chat, ROSTER)
    strange = contacts(("p00", "x", 1.0), ("y", "z", 1.0))
    with pytest.raises(InputRefusedError, match="no two members"):
        compare_layers(graph, strange, identities, ROSTER)
    assert count_unknown(strange, NAMES, identities) == (3, 4)
    assert count_unknown(contacts(("Nama p00", "p01", 1.0)), NAMES, identities) == (0, 2)
