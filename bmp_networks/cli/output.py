"""Where a command's result goes: a file, whole or not at all, or the screen."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bmp_networks.cli.words import language, say
from bmp_networks.resources import load_toml

if TYPE_CHECKING:
    import pandas as pd

    from bmp_networks.containers.chat import Chat
    from bmp_networks.containers.tables import Contract


def print_table(table: pd.DataFrame, contract: Contract, options: dict[str, Any], *, head: str = "") -> str:
    """Print a table, or write it to the file the person named, in the format she chose; say which format that was."""
    from bmp_networks.io.output import format_of, render

    how = options["how"] or format_of(options["output"], is_terminal=sys.stdout.isatty())
    print_text(render(table, contract, how, head=head), options["output"])
    return str(how)


def print_text(text: str, target: Path | None) -> None:
    """Print text, or write it to a file whole or not at all."""
    from bmp_networks.io.output import write_whole

    if target is None:
        click.echo(text, nl=False)
        return
    write_whole(target, lambda path: path.write_text(text, encoding="utf-8", newline="\n"))
    click.echo(say("say.written", path=target), err=True)


def tell_reading(chat: Chat) -> None:
    """Say on standard error how each file was read, and what could not be read."""
    for number, source in enumerate(chat.sources, 1):
        n_records = int((chat.records["source"] == number).sum())
        if not source.n_lines or not n_records:
            click.echo(say("say.empty", name=source.name), err=True)
            continue
        how = load_toml(f"texts/reading_{language()}.toml").content
        order, sure = how["date_orders"][source.date_order], how["confidence"][source.date_confidence]
        click.echo(say("say.reading", name=source.name, records=n_records, order=order, sure=sure), err=True)
    if len(chat.unread):
        n_lines = sum(source.n_lines for source in chat.sources)
        click.echo(say("say.unread", unread=len(chat.unread), lines=n_lines), err=True)
    if any("one_to_one" in source.notes for source in chat.sources):
        click.echo(say("say.one_to_one"), err=True)


@contextmanager
def progress_bar(n_steps: int) -> Iterator[Callable[[str], None]]:
    """Show the steps of a long run on a terminal; nothing when piped."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    with click.progressbar(length=n_steps, file=sys.stderr, item_show_func=lambda step: step) as bar:

        def begin(step: str) -> None:
            bar.update(0 if bar.current_item is None else 1, say(f"step.{step}"))

        yield begin
        bar.update(1)
