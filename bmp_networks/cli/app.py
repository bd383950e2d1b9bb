"""The command that opens the facilitator's page in the browser."""

from __future__ import annotations

import click

from bmp_networks.cli.words import LANGUAGES, language, say


@click.command(help=say("help.app"))
@click.option("--no-browser", is_flag=True, help=say("option.no_browser"))
@click.option("--shortcut", is_flag=True, help=say("option.shortcut"))
@click.option("--idle-minutes", type=click.FloatRange(min=0.01), default=60.0, help=say("option.idle_minutes"))
@click.option("--lang", type=click.Choice(LANGUAGES), help=say("option.lang"))
def app(*, no_browser: bool, shortcut: bool, idle_minutes: float, lang: str | None) -> None:  # noqa: D103
    if shortcut:
        from bmp_networks.app.shortcut import make_shortcut

        click.echo(say("say.shortcut", path=make_shortcut()))
        return
    try:
        from bmp_networks.app.launch import open_page
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("starlette", "uvicorn"):
            raise
        raise click.ClickException(say("say.no_app")) from None
    open_page(
        browser=not no_browser,
        idle_minutes=idle_minutes,
        lang=lang or language(),
        tell=lambda address: click.echo(say("say.page_open", address=address)),
    )
