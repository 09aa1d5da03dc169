"""What a caller may send: the SDK refuses the rest, and tells the model why."""

import json
from typing import Annotated, Any

from pydantic import AfterValidator, Field

CAPACITY = 1000  # servers, and as many drafts
LONGEST_NAME = 100  # characters
LONGEST_TEXT = 20_000  # characters
LARGEST_PARAMS = 10_000  # bytes, as JSON


def check_params(params: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of a server as they are.

    Raises:
        ValueError: If JSON does not know them, such as NaN, or they are too large.
    """
    try:
        text = json.dumps(params, allow_nan=False, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        msg = f"they are no JSON: {error}"
        raise ValueError(msg) from error
    if len(text) > LARGEST_PARAMS:
        msg = f"they take {len(text)} bytes as JSON, of {LARGEST_PARAMS} at most"
        raise ValueError(msg)
    return params


# One line: names are listed in messages.
ONE_LINE = r"^[^\x00-\x1f\x7f]+$"
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, pattern=ONE_LINE)]
Names = Annotated[list[Name], Field(max_length=CAPACITY)]
Params = Annotated[dict[str, Any], AfterValidator(check_params)]
Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
