"""The command line."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from . import __version__

EXAMPLE = "Example: <%- projectName %> --version"

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,  # plain text, also in narrow terminals and pipes
)


def show_version(wanted: bool) -> None:
    """Print the version and exit, if that is wanted."""
    if wanted:
        typer.echo(f"<%- projectName %> {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True, epilog=EXAMPLE)
def begin(
    context: typer.Context,
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
    """Do what the commands say: there are none yet."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


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
