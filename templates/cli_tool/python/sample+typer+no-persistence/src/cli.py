"""The command line."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from . import __version__
from .profiles import DEFAULT_PROFILE, PROFILES, choose_profile
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
        str,
        typer.Option(metavar="PROFILE", help=f"The style: {', '.join(PROFILES)}."),
    ] = DEFAULT_PROFILE,
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
    """Greet NAME."""
    try:
        style = choose_profile(profile, parse_settings(settings or []))
        greeting = style.greet(name)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    typer.echo(to_json(greeting, profile) if as_json else greeting)


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line.

    Args:
        argv: The arguments; None takes those of the process.

    Raises:
        SystemExit: At the end; its status is 2 if the arguments are wrong, and
            1 if the output cannot be written.
    """
    try:
        app(argv, prog_name="<%- projectName %>")
    except OSError as error:
        sys.exit(f"Error: cannot print: {error}")
