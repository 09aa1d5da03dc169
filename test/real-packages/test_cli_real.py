"""The decorator under typer and click."""

from __future__ import annotations

from typing import Annotated, Any

import click
import click.testing
import pytest
import typer
import typer.testing

from acme.utils.validation import InputFormat, normalize_input, parse_kv_args

normalize_options = normalize_input(param=InputFormat.KV_PAIRS, config=InputFormat.DICT_OR_JSON)

typer_app = typer.Typer()


@typer_app.command()
@normalize_options
def typer_command(
    param: Annotated[list[str] | None, typer.Option()] = None,
    config: str = '{"from": "default"}',
) -> None:
    typer.echo(f"{param} {config}")


@click.command()
@click.option("--param", multiple=True)
@click.option("--config", default='{"from": "default"}')
@normalize_options
def click_command(param: object, config: object) -> None:
    click.echo(f"{param} {config}")


@click.command()
@click.option("--param", multiple=True)
def parsing_command(param: tuple[str, ...]) -> None:
    try:
        click.echo(str(parse_kv_args(param)))
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def run(kind: str, *args: str) -> Any:
    if kind == "typer":
        return typer.testing.CliRunner().invoke(typer_app, args)
    return click.testing.CliRunner().invoke(click_command, args)


both = pytest.mark.parametrize("kind", ["typer", "click"])


@both
@pytest.mark.parametrize(
    ("args", "output"),
    [
        (["--param", "a=1", "--param", "b=x=y"], "{'a': '1', 'b': 'x=y'} {'from': 'default'}"),
        (["--param", "a=", "--config", '{"c": 1}'], "{'a': ''} {'c': 1}"),
    ],
)
def test_a_command_gets_dicts(kind: str, args: list[str], output: str) -> None:
    """Repeated options are one dict, JSON text is another; defaults are read too."""
    result = run(kind, *args)
    assert (result.exit_code, result.output) == (0, f"{output}\n")


@both
def test_a_command_gets_no_options(kind: str) -> None:
    """Typer gives None for an option that was not used, click an empty tuple."""
    expected = {"typer": "None", "click": "{}"}[kind]
    assert run(kind).output == f"{expected} {{'from': 'default'}}\n"


@both
def test_a_bad_option_is_named(kind: str) -> None:
    """The error leaves the command as it is: catch it to word it for people."""
    result = run(kind, "--param", "bad")
    assert result.exit_code == 1
    assert isinstance(result.exception, ValueError)
    assert str(result.exception).startswith("Parameter 'param' must be list of 'key=value' strings")


@both
def test_help_shows_the_options(kind: str) -> None:
    """The options come from the signature of the function."""
    output = run(kind, "--help").output
    assert "--param" in output
    assert "--config" in output


def test_parse_kv_args_in_a_command() -> None:
    """Without the decorator: types that hold, and a usage error for what is no pair."""
    runner = click.testing.CliRunner()
    assert runner.invoke(parsing_command, ["--param", "a=1"]).output == "{'a': '1'}\n"
    bad = runner.invoke(parsing_command, ["--param", "bad"])
    assert bad.exit_code == 2
    assert "got no '=' in item 1" in bad.output


def test_typer_has_no_unions() -> None:
    """Hence `list[str]` and `str` above, though the function gets dicts."""
    app = typer.Typer()

    @app.command()
    def command(param: dict[str, str] | list[str]) -> None: ...

    with pytest.raises((AssertionError, RuntimeError), match="[Uu]nion"):
        typer.testing.CliRunner().invoke(app, [], catch_exceptions=False)
