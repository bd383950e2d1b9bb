"""``inequality``: the indices, and the tables around them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from bmp_networks.cli.commands import DERIVED
from bmp_networks.cli.options import OTHER_GROUPS, inputs_of, plan_of, shown_names, with_options
from bmp_networks.cli.output import print_table
from bmp_networks.cli.words import say

if TYPE_CHECKING:
    import pandas as pd

    from bmp_networks.containers.results import Members
    from bmp_networks.containers.tables import Contract
    from bmp_networks.measures.access import Access

    Table = tuple[pd.DataFrame, Contract]

DRAWS, CELLS = 200, 27
"""Steps of the two long runs: drawn networks, and combinations of reply rule, pause and profile."""

WHAT = ("indices", "curves", "more", "contrasts", "groups", "holdings", "hierarchy", "multiverse", "robustness")


class Scene:
    """What every table of this command is made from."""

    def __init__(self, options: dict[str, Any]) -> None:
        from bmp_networks.measures.admins import find_admins
        from bmp_networks.study import build_network, code_material, read_material, type_ties

        self.options = options
        self.plan = plan_of(options)
        self.material = read_material(inputs_of(options), self.plan)
        self.coding = code_material(self.material, self.plan)
        self.graph = build_network(self.material, self.coding, self.plan)
        self.ties = type_ties(self.material, self.coding, self.graph, self.plan)
        self.admins = find_admins(self.material.chat, self.material.roster)

    @cached_property
    def access(self) -> Access:
        """Find what each member could have seen."""
        from bmp_networks.study import find_access

        return find_access(self.material, self.graph, self.ties)

    @cached_property
    def members(self) -> Members:
        """Screen the members."""
        from bmp_networks.measures.members import screen_members

        material = self.material
        return screen_members(self.graph, self.coding, material.chat, material.roster, material.gazetteer)


@click.command(help=say("help.inequality"), epilog=say("option.chat"))
@click.option("--what", type=click.Choice(WHAT), default="indices", help=say("option.what_inequality"))
@with_options(OTHER_GROUPS, *DERIVED)
def inequality(**options: Any) -> None:  # noqa: D103 - the help is the sentence
    from bmp_networks.cli.inequality_notes import tell_notes

    scene = Scene(options)
    table, contract = TABLES[options["what"]](scene)
    if print_table(table, contract, options) == "table":
        tell_notes(options["what"], table, scene.material.roster)


@contextmanager
def counted(steps: int) -> Iterator[Callable[[], None]]:
    """Show how far a long run is on a terminal; nothing when piped."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=steps, file=sys.stderr, label=say("step.inequality")) as bar:
        yield lambda: bar.update(1)


def _measured(scene: Scene) -> Any:
    from bmp_networks.study import spread_inequality

    with counted(DRAWS) as progress:
        return spread_inequality(
            scene.material, scene.coding, scene.graph, scene.ties, scene.plan, scene.access, progress=progress
        )


def _indices(scene: Scene) -> Table:
    from bmp_networks.containers.results import INEQUALITY

    return _measured(scene).indices, INEQUALITY


def _curves(scene: Scene) -> Table:
    from bmp_networks.containers.results import LORENZ

    return _measured(scene).lorenz, LORENZ


def _more(scene: Scene) -> Table:
    from bmp_networks.containers.spread import MORE_INDICES
    from bmp_networks.measures.contrasts import more_indices

    table = more_indices(
        scene.graph, scene.ties, access=scene.access, gazetteer=scene.material.gazetteer, admins=scene.admins,
        group_size=scene.plan.group_size,
    )  # fmt: skip
    return table, MORE_INDICES


def _contrasts(scene: Scene) -> Table:
    from bmp_networks.containers.spread import CONTRASTS
    from bmp_networks.measures.contrasts import compare_tie_types

    return compare_tie_types(scene.graph, scene.ties, seed=scene.plan.seed), CONTRASTS


def _groups(scene: Scene) -> Table:
    from bmp_networks.containers.spread import GROUP_SPLITS
    from bmp_networks.measures.contrasts import split_members

    return split_members(scene.graph, scene.material.roster, scene.admins, seed=scene.plan.seed), GROUP_SPLITS


def _holdings(scene: Scene) -> Table:
    from bmp_networks.containers.spread import HOLDINGS
    from bmp_networks.measures.holdings import measure_holdings
    from bmp_networks.privacy import relabel

    found = measure_holdings(scene.graph, scene.coding, scene.members, scene.access, scene.material.gazetteer)
    table = relabel(found, shown_names(scene.graph, scene.options), ("member",))
    return table.sort_values("member", kind="stable").reset_index(drop=True), HOLDINGS


def _hierarchy(scene: Scene) -> Table:
    from bmp_networks.containers.spread import HIERARCHY
    from bmp_networks.measures.asymmetry import measure_hierarchy

    return measure_hierarchy(scene.graph), HIERARCHY


def _multiverse(scene: Scene) -> Table:
    from bmp_networks.containers.spread import MULTIVERSE

    return _varied(scene).cells, MULTIVERSE


def _robustness(scene: Scene) -> Table:
    from bmp_networks.containers.spread import ROBUSTNESS

    return _varied(scene).robustness, ROBUSTNESS


def _varied(scene: Scene) -> Any:
    from bmp_networks.study import vary_choices

    with counted(CELLS) as progress:
        return vary_choices(
            scene.material, scene.coding, scene.graph, scene.ties, scene.plan, progress=progress
        )  # fmt: skip


TABLES: dict[str, Callable[[Scene], Table]] = {
    "indices": _indices,
    "curves": _curves,
    "more": _more,
    "contrasts": _contrasts,
    "groups": _groups,
    "holdings": _holdings,
    "hierarchy": _hierarchy,
    "multiverse": _multiverse,
    "robustness": _robustness,
}
