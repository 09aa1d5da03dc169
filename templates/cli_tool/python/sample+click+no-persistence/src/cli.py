"""The command line."""

import sys
from collections.abc import Sequence

import click

from . import __version__
from .profiles import DEFAULT_PROFILE, PROFILES, choose_profile
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
    default=DEFAULT_PROFILE,
    show_default=True,
    help=f"The style: {', '.join(PROFILES)}.",
)
@click.option(
    "--set",
    "settings",
    metavar="KEY=VALUE",
    multiple=True,
    help="Change a part of the style: greeting, punctuation.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def greet(name: str, profile: str, settings: Sequence[str], as_json: bool) -> None:
    """Greet NAME."""
    try:
        style = choose_profile(profile, parse_settings(settings))
        greeting = style.greet(name)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    click.echo(to_json(greeting, profile) if as_json else greeting)


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
