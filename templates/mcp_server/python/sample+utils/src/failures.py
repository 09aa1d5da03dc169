"""Calls of tools that fail: a sentence for the model, and a body for programs."""

from collections.abc import Collection
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError
from mcp.types import CallToolResult, InputRequiredResult, TextContent
from pydantic import ValidationError

from .limits import CAPACITY, LARGEST_PARAMS, LONGEST_NAME, LONGEST_TEXT
from .utils import ErrorFormatter, Response

# What is right for each parameter of a tool.
EXPECTED = {
    "name": f"1 to {LONGEST_NAME} characters on one line",
    "names": f"list of at most {CAPACITY} names",
    "params": f"object of at most {LARGEST_PARAMS} bytes as JSON",
    "text": f"text of at most {LONGEST_TEXT} characters",
}


class Failure(ToolError):
    """A failure that the caller can do something about."""

    def __init__(self, code: str, message: str) -> None:
        """Say what is wrong.

        Args:
            code: What it is, as a fixed name: "not_found".
            message: The same for the model.
        """
        super().__init__(message)
        self.code = code


def not_found(kind: str, name: str, known: Collection[str]) -> Failure:
    """Say that a name does not exist, and which one was probably meant."""
    return Failure("not_found", ErrorFormatter.not_found(kind, name, known))


def name_taken(kind: str, name: str) -> Failure:
    """Say that a name is in use."""
    return Failure("already_exists", ErrorFormatter.already_exists(kind, name))


def without_command() -> Failure:
    """Say what the settings of a server need."""
    message = ErrorFormatter.missing_required_field("command", "params")
    return Failure("invalid_arguments", message)


def full(kind: str, known: Collection[str]) -> Failure:
    """Say that there is room for no more."""
    message = f"There are {len(known)} {kind}s, which is the most: remove one first."
    return Failure("full", message)


class Server(MCPServer):
    """A server whose failed tools have a structured body.

    Those that succeed answer what their output schemas say, as on any server.
    """

    async def call_tool(
        self,
        name: str,
        arguments: dict[str, Any],
        context: Context[Any, Any] | None = None,
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool; a failure that was foreseen is a result, too."""
        try:
            return await super().call_tool(name, arguments, context)
        except UnexpectedToolError:
            raise
        except ToolError as error:
            return report(error.__cause__ or error)


def report(error: BaseException) -> CallToolResult:
    """Make a result of what went wrong: `Response.error`, without the time."""
    match error:
        case ValidationError():
            code, message = "invalid_arguments", word(error)
        case Failure():
            code, message = error.code, str(error)
        case _:
            code, message = "failed", str(error)
    response = Response.error(code, message, recoverable=code != "failed")
    # The model reads it all, and equal failures are to look equal.
    body = {key: value for key, value in response.items() if key != "timestamp"}
    text = TextContent(type="text", text=message)
    return CallToolResult(content=[text], structured_content=body, is_error=True)


def word(error: ValidationError) -> str:
    """Say in a sentence which argument is wrong, and what would be right."""
    problem = error.errors()[0]
    name = str(problem["loc"][0])
    if problem["type"] == "missing":
        return ErrorFormatter.missing_required_field(name, "arguments")
    return ErrorFormatter.invalid_parameter(
        name, problem["input"], EXPECTED[name], hint=problem["msg"]
    )
