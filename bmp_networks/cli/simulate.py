"""The command that invents a group: ``simulate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bmp_networks.cli.options import with_options
from bmp_networks.cli.words import LANGUAGES, say

if TYPE_CHECKING:
    from bmp_networks.simulate.plan import CommunityPlan

WHOLE = ("members", "messages", "days", "communities", "chains", "silent", "never_answered", "drifting", "joining")
"""Choices of the plan that are whole numbers and have an option of their own."""

REAL = ("conversations", "activity_spread", "answered")
"""Choices that may be fractions."""

PLANNING = (
    *(click.option(f"--{name.replace('_', '-')}", name, type=int, help=say(f"planning.{name}")) for name in WHOLE),
    *(click.option(f"--{name.replace('_', '-')}", name, type=float, help=say(f"planning.{name}")) for name in REAL),
    click.option("--contact", nargs=3, type=float, help=say("planning.contact")),
    click.option("--outward", type=click.Choice(["few", "equal"]), help=say("planning.outward")),
    click.option("--start", type=click.DateTime(["%Y-%m-%d"]), help=say("planning.start")),
)


@click.command(help=say("help.simulate"))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help=say("planning.output"))
@click.option("--shape", default="android_id", show_default=True, help=say("planning.shape"))
@click.option("--seed", type=click.IntRange(min=0), default=0, help=say("option.seed"))
@with_options(PLANNING)
@click.option("--lang", type=click.Choice(LANGUAGES), help=say("option.lang"))
def simulate(**options: Any) -> None:  # noqa: D103 - the help is the sentence
    from bmp_networks.io.whatsapp.writer import print_shape
    from bmp_networks.simulate import simulate_community, write_community
    from bmp_networks.simulate.writing import check_free

    check_free(options["output"])
    language = "id" if print_shape(options["shape"]).language == "id" else "en"
    community = simulate_community(_plan_of(options, language), seed=options["seed"])
    write_community(community, options["output"], shape=options["shape"])
    click.echo(say("say.written", path=options["output"].resolve()), err=True)


def _plan_of(options: dict[str, Any], language: str) -> CommunityPlan:
    from bmp_networks.simulate import CommunityPlan

    names = (*WHOLE, *REAL, "contact", "outward")
    chosen = {name: options[name] for name in names if options[name] is not None}
    if options["start"] is not None:
        chosen["start"] = options["start"].date()
    return CommunityPlan(**chosen, language=language)
