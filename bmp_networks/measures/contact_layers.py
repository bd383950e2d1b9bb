"""Whether those who meet, or live in one village, are those who talk in the chat (METHODS finding F9)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.people import Identities
from bmp_networks.containers.roster import Roster
from bmp_networks.errors import InputRefusedError
from bmp_networks.measures.identity import find_node
from bmp_networks.measures.matrices import member_matrix
from bmp_networks.measures.qap import FEWEST_FOR_MRQAP, FEWEST_FOR_QAP, qap_correlation, qap_regression

ATTRIBUTES = ("village", "community")

COLUMNS = ("layer", "method", "estimate", "p_more", "p_two_sided", "n", "note")


def contact_matrix(contacts: pd.DataFrame, members: list[str], identities: Identities) -> np.ndarray:
    """Sum the meetings of every two members.

    Parameters
    ----------
    contacts
        Table under ``CONTACTS``.
    members
        Nodes in the order of the table, shape ``(n,)``.
    identities
        Which names are one person.

    Returns
    -------
    np.ndarray
        Symmetric, shape ``(n, n)``; people that are no members are left out.
    """
    place = {node: number for number, node in enumerate(members)}
    matrix = np.zeros((len(members), len(members)))
    for one, other, weight in zip(contacts["one"], contacts["other"], contacts["weight"], strict=True):
        a, b = (place.get(node if node in place else find_node(identities, node) or "") for node in (one, other))
        if a is not None and b is not None and a != b:
            matrix[a, b] += weight
            matrix[b, a] += weight
    return matrix


def count_unknown(contacts: pd.DataFrame, members: list[str], identities: Identities) -> tuple[int, int]:
    """Count the people of the contacts who are no members, and all of them."""
    people, known = {*contacts["one"], *contacts["other"]}, set(members)
    return sum(node not in known and find_node(identities, node) not in known for node in people), len(people)


def same_matrix(roster: Roster, members: list[str], attribute: str) -> np.ndarray:
    """Say which two members share an attribute, shape ``(n, n)``: 1 the same, 0 different or not known."""
    persons = roster.persons
    value = dict(zip(persons["person"], persons[attribute], strict=True))
    values = [value.get(node) for node in members]
    matrix = np.array([[float(bool(one) and one == other) for other in values] for one in values])
    np.fill_diagonal(matrix, 0)
    return matrix


def compare_layers(
    graph: InteractionGraph,
    contacts: pd.DataFrame,
    identities: Identities,
    roster: Roster | None = None,
    *,
    permutations: int = 4999,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare the chat with meetings face to face, alone and beside living in one village and one community.

    Members who neither met nor wrote stay in: absence counts too.

    Parameters
    ----------
    graph
        Who addressed whom; the weights both ways are added.
    contacts
        Table under ``CONTACTS``.
    identities
        Which names are one person.
    roster
        For village and community.
    permutations, seed
        Of the tests.

    Returns
    -------
    pd.DataFrame
        ``layer, method`` (``correlation`` or ``regression``), ``estimate`` (r, or coefficient on log weights),
        ``p_more, p_two_sided, n, note`` (``too_few_members`` where METHODS asks for more; then the numbers are NaN).

    Raises
    ------
    InputRefusedError
        When no two members met.
    """
    members, matrix = member_matrix(graph)
    chat = np.log1p(matrix + matrix.T)
    met = contact_matrix(contacts, members, identities)
    if not met.any():
        raise InputRefusedError(
            "no two members of this chat stand in the file of meetings",
            hint="write names as in the export or ids as in the roster",
        )
    layers = {"contact": np.log1p(met)}
    if roster is not None:
        layers |= {f"same_{name}": same_matrix(roster, members, name) for name in ATTRIBUTES}
    layers = {name: layer for name, layer in layers.items() if np.ptp(layer[np.triu_indices(len(members), 1)]) > 0}
    nan, n = float("nan"), len(members)
    rows: list[tuple[str, str, float, float, float, int, str]] = []
    for name, layer in layers.items():
        if n < FEWEST_FOR_QAP:
            rows.append((name, "correlation", nan, nan, nan, n, "too_few_members"))
            continue
        found = qap_correlation(chat, layer, permutations=permutations, seed=seed)
        rows.append((name, "correlation", found.correlation, found.p_more, found.p_two_sided, n, ""))
    if n < FEWEST_FOR_MRQAP:
        rows += [(name, "regression", nan, nan, nan, n, "too_few_members") for name in layers]
    elif layers:
        table = qap_regression(chat, layers, intercept="left_out", permutations=permutations, seed=seed)
        for name, value, more, two in zip(
            *(table[c] for c in ("term", "coefficient", "p_more", "p_two_sided")), strict=True
        ):
            rows.append((name, "regression", value, more, two, n, ""))
    return pd.DataFrame(rows, columns=list(COLUMNS))
