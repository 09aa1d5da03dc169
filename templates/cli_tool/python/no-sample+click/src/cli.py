"""The command line."""

import sys
from collections.abc import Sequence

import click

from . import __version__

EXAMPLE = "Example: <%- projectName %> --version"


@click.group(invoke_without_command=True, epilog=EXAMPLE)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def app(context: click.Context) -> None:
    """Do what the commands say: there are none yet."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


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
