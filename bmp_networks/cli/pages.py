"""The commands that make a page: ``report`` and ``demo``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bmp_networks.cli.memory import REMEMBERING, recall, remember
from bmp_networks.cli.options import (
    CODING,
    DERIVING,
    NAMING,
    OTHER_GROUPS,
    READING,
    inputs_of,
    plan_of,
    shown_names,
    with_options,
    with_organisations,
)
from bmp_networks.cli.output import progress_bar, tell_reading
from bmp_networks.cli.words import language, say

if TYPE_CHECKING:
    from bmp_networks.study import Study

_AUDIENCES = ("research", "facilitator", "sharing")
DEMO_FOLDER = "bmp_demo"


@click.command(help=say("help.report"), epilog=say("option.chat"))
@click.option("--for", "audience", type=click.Choice(_AUDIENCES), default="research", help=say("option.audience"))
@click.option("--tables", type=click.Path(path_type=Path), help=say("option.tables"))
@click.option("-o", "--output", type=click.Path(path_type=Path), default="report.html", help=say("option.output"))
@with_options(REMEMBERING, OTHER_GROUPS, READING, CODING, DERIVING, NAMING)
def report(**options: Any) -> None:  # noqa: D103 - the help is the sentence
    make_report(options)


def make_report(options: dict[str, Any]) -> None:
    """Do the main job: read, measure, write the page and its provenance, and the tables where asked."""
    from bmp_networks.report import write_report
    from bmp_networks.report.files import write_provenance, write_tables
    from bmp_networks.study import STEPS, run_study

    target: Path = options["output"]
    audience = options["audience"]
    if audience == "sharing" and options["names"]:
        raise click.UsageError(say("say.no_names_in_sharing"))
    with progress_bar(len(STEPS) + 1) as progress:
        memory, place = recall(options)
        study = run_study(inputs_of(options), plan_of(options), progress=progress, memory=memory, mute=options["mute"])
        progress("page")
        shown: dict[str, str] = {}
        names: dict[str, str] = {}
        if audience != "sharing":  # sums need no name, and no key is made for them
            named = options["names"] or audience == "facilitator"
            shown = shown_names(study.graph, options | {"names": named})
            names = with_organisations(shown, study.graph, study, named=named)
        write_report(study, target, audience=audience, lang=options["lang"] or language(), names=names)
        write_provenance(study, target.with_name("provenance.json"), audience=audience)
        if options["tables"]:
            write_tables(study, options["tables"], shown, audience=audience)
    remember(study, place)
    tell_reading(study.chat)
    tell_removed(study, options)
    click.echo(say("say.written", path=target.resolve()))
    click.echo(say("say.open_it"))


def tell_removed(study: Study, options: dict[str, Any]) -> None:
    """Say who was taken out for want of consent, and what that changes, on standard error."""
    from bmp_networks.io.output import render
    from bmp_networks.sharing.effect import EFFECT, effect_of_removal

    counts = study.provenance["counts"]
    if not counts["messages_without_consent"]:
        return
    people, messages = counts["names_without_consent"], counts["messages_without_consent"]
    click.echo(say("say.removed", people=people, messages=messages), err=True)
    click.echo(render(effect_of_removal(inputs_of(options), plan_of(options)), EFFECT, "table"), err=True)


@click.command(help=say("help.demo"))
@click.option("--lang", type=click.Choice(["id", "en"]), help=say("option.lang"))
def demo(lang: str | None) -> None:  # noqa: D103
    from bmp_networks.resources import data_bytes, data_names

    folder = Path.cwd() / DEMO_FOLDER
    folder.mkdir(exist_ok=True)
    for name in data_names("sample"):
        (folder / name.rpartition("/")[2]).write_bytes(data_bytes(name))
    for audience in _AUDIENCES:
        words = [str(folder / "chat.txt"), "--roster", str(folder / "roster.csv"), "--gazetteer"]
        words += [str(folder / "actors.csv"), "--for", audience, "-o", str(folder / f"{audience}.html")]
        report.main([*words, *(["--lang", lang] if lang else [])], standalone_mode=False)
