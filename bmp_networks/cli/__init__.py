"""The command line: one public call a command; refusals become one sentence, a hint and exit 1."""

from __future__ import annotations

import io
import sys
import warnings
from typing import Any

import click

from bmp_networks import __version__
from bmp_networks.cli import agreement, app, commands, inequality, pages, sharing, simulate, ties
from bmp_networks.cli.refusals import sentences_of
from bmp_networks.cli.words import LANGUAGES, say
from bmp_networks.errors import BmpError


class _Group(click.Group):
    """Shows its commands in the order of the work, and turns what the package refuses into a sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # the commands say the same in the person's language
                return super().invoke(ctx)
        except BmpError as error:
            message, hint = sentences_of(error)
            place = f"{error.where}: " if error.where else ""
            click.echo(f"{say('say.refused')}: {place}{message}", err=True)
            if hint:
                click.echo(f"{say('say.hint')}: {hint}", err=True)
            ctx.exit(1)


@click.group(
    cls=_Group,
    help=say("help.program"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)
@click.option("--lang", type=click.Choice(LANGUAGES), expose_value=False, help=say("option.lang"))
@click.version_option(__version__, prog_name="bmp-networks")
def main_group() -> None:  # noqa: D103 - the help is the sentence
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # Windows would print in the code page of the console
            stream.reconfigure(encoding="utf-8")


for _command in (
    pages.report,
    commands.messages,
    commands.code,
    commands.convokit,
    commands.graph,
    ties.ties,
    inequality.inequality,
    commands.members,
    commands.products,
    commands.roster,
    agreement.agreement,
    sharing.anonymize,
    sharing.consent,
    sharing.erase,
    simulate.simulate,
    pages.demo,
    app.app,
):
    main_group.add_command(_command)


def main() -> None:
    """Run the command line."""
    main_group()
