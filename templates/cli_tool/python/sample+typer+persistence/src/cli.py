"""The command line."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from . import __version__
from .history import HistoryError, open_history
from .profiles import PROFILES, choose_profile
from .replies import parse_settings, to_json

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain text, also in narrow terminals and pipes
)


def show_version(wanted: bool) -> None:
    """Print the version and exit, if that is wanted."""
    if wanted:
        typer.echo(f"<%- projectName %> {__version__}")
        raise typer.Exit


@app.callback(epilog="Example: <%- projectName %> greet Ada")
def accept_version(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=show_version,
            is_eager=True,
            help="Show the version and exit.",
        ),
    ] = False,
) -> None:
    """Greet people in a style that suits them."""


@app.command(epilog="Example: greet Ada --profile formal --set punctuation=!")
def greet(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whom to greet.")],
    profile: Annotated[
        str | None,
        typer.Option(
            metavar="PROFILE",
            help=f"The style: {', '.join(PROFILES)}.  [default: the last one used]",
        ),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="Change a part of the style: greeting, punctuation.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer with JSON.")] = False,
) -> None:
    """Greet NAME, and remember it."""
    history = open_history()
    if profile is None:
        profile = history.profile
    settings = settings or []
    try:
        style = choose_profile(profile, parse_settings(settings))
        greeting = style.greet(name)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    history.add(name, profile, settings)
    typer.echo(to_json(greeting, profile) if as_json else greeting)


@app.command(epilog="Example: <%- projectName %> recent")
def recent() -> None:
    """List the last commands, newest first."""
    for command in open_history().recent:
        typer.echo(command)


@app.command(epilog="Example: <%- projectName %> forget")
def forget() -> None:
    """Forget the last commands and the last profile."""
    open_history().forget()
    typer.echo("Forgotten.")


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line.

    Args:
        argv: The arguments; None takes those of the process.

    Raises:
        SystemExit: At the end; its status is 2 if the arguments are wrong, and
            1 if the history or the output cannot be written.
    """
    try:
        app(argv, prog_name="<%- projectName %>")
    except HistoryError as error:
        sys.exit(f"Error: {error}")
    except OSError as error:
        sys.exit(f"Error: cannot print: {error}")
