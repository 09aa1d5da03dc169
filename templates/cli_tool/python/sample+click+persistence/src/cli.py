"""The command line."""

import sys
from collections.abc import Sequence

import click

from . import __version__
from .history import HistoryError, open_history
from .profiles import PROFILES, choose_profile
from .replies import parse_settings, to_json


@click.group(epilog="Example: <%- projectName %> greet Ada")
@click.version_option(__version__, message="%(prog)s %(version)s")
def app() -> None:
    """Greet people in a style that suits them."""


@app.command(epilog="Example: greet Ada --profile formal --set punctuation=!")
@click.argument("name")
@click.option(
    "--profile",
    metavar="PROFILE",
    help=f"The style: {', '.join(PROFILES)}.  [default: the last one used]",
)
@click.option(
    "--set",
    "settings",
    metavar="KEY=VALUE",
    multiple=True,
    help="Change a part of the style: greeting, punctuation.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def greet(
    name: str, profile: str | None, settings: Sequence[str], as_json: bool
) -> None:
    """Greet NAME, and remember it."""
    history = open_history()
    if profile is None:
        profile = history.profile
    try:
        style = choose_profile(profile, parse_settings(settings))
        greeting = style.greet(name)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    history.add(name, profile, settings)
    click.echo(to_json(greeting, profile) if as_json else greeting)


@app.command(epilog="Example: <%- projectName %> recent")
def recent() -> None:
    """List the last commands, newest first."""
    for command in open_history().recent:
        click.echo(command)


@app.command(epilog="Example: <%- projectName %> forget")
def forget() -> None:
    """Forget the last commands and the last profile."""
    open_history().forget()
    click.echo("Forgotten.")


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
