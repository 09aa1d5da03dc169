"""Word error messages so that the reader knows what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ErrorFormatter"]

LONGEST = 100  # letters of an id or a name that are compared and shown
SHOWN = 5  # names listed when none is similar
SIMILAR = 0.65  # the ratio from which names count as similar
NEARLY_AS_SIMILAR = 0.15  # how far behind the best a suggestion may be
PREFIX_LENGTH = 3  # the fewest letters that may stand for a longer name
CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))}


class ErrorFormatter:
    """Messages with the same wording everywhere, to show or to raise.

    Ids and names often come from outside, so they are shown on one line:
    control characters are escaped, and what is longer than 100 characters is
    cut. Texts for people, such as a reason or a hint, are shown as they are.
    """

    @staticmethod
    def not_found(
        entity_type: str,
        entity_id: object,
        available: Iterable[object],
        max_suggestions: int = 3,
    ) -> str:
        """Say that something does not exist, and what was probably meant.

        Args:
            entity_type: What was looked for, in the singular: "server".
            entity_id: Its name or number as the user gave it.
            available: What exists; shown as `str()` gives it.
            max_suggestions: How many similar names to suggest at most.

        Returns:
            The message, with the most similar names, most similar first;
            without any, with the first five of `available`.

        Example:
            >>> ErrorFormatter.not_found("host", "venue", ["mars", "venus"])
            "Host 'venue' not found. Did you mean 'venus'?"

        """
        wanted = _show(entity_id)
        names = list(dict.fromkeys(map(_show, available)))
        message = f"{_capitalize(entity_type)} '{wanted}' not found."
        if not names:
            return message
        similar = _find_similar(wanted, names)[: max(max_suggestions, 0)]
        if len(similar) == 1:
            return f"{message} Did you mean '{similar[0]}'?"
        if similar:
            suggestions = ", ".join(f"'{name}'" for name in similar)
            return f"{message} Did you mean one of: {suggestions}?"
        more = len(names) - SHOWN
        rest = f" (and {more} more)" if more > 0 else ""
        shown = ", ".join(names[:SHOWN])
        return f"{message} Available {_pluralize(entity_type)}: {shown}{rest}"

    @staticmethod
    def already_exists(
        entity_type: str,
        entity_id: object,
        existing_id: object = None,
    ) -> str:
        """Say that a name is taken.

        Args:
            entity_type: What was to be made: "user".
            entity_id: Its name.
            existing_id: The id of the one that has the name, if that helps.

        Returns:
            The message.

        Example:
            >>> ErrorFormatter.already_exists("user", "alice", "user_123")
            "User 'alice' already exists (ID: user_123)."

        """
        by = "" if existing_id is None else f" (ID: {_show(existing_id)})"
        entity = f"{_capitalize(entity_type)} '{_show(entity_id)}'"
        return f"{entity} already exists{by}."

    @staticmethod
    def invalid_parameter(
        param_name: str,
        value: object,
        expected: str,
        hint: str | None = None,
    ) -> str:
        """Say that a parameter has the wrong type or value.

        Args:
            param_name: The name of the parameter.
            value: What came; only its type is shown.
            expected: What would be right: "integer", "one of: a, b".
            hint: How to get it right, if that is not plain.

        Returns:
            The message.

        Example:
            >>> ErrorFormatter.invalid_parameter("port", "80", "integer")
            "Invalid parameter 'port': got str, expected integer"

        """
        got = type(value).__name__
        advice = f". Hint: {hint}" if hint else ""
        parameter = f"Invalid parameter '{_show(param_name)}'"
        return f"{parameter}: got {got}, expected {expected}{advice}"

    @staticmethod
    def missing_required_field(
        field_name: str,
        container: str = "request",
    ) -> str:
        """Say that a field is missing.

        Args:
            field_name: The name of the field.
            container: Where it should be.

        Returns:
            The message.

        Example:
            >>> ErrorFormatter.missing_required_field("name")
            "Missing required field 'name' in request"

        """
        return f"Missing required field '{_show(field_name)}' in {container}"

    @staticmethod
    def invalid_combination(field1: str, field2: str, reason: str) -> str:
        """Say that two fields cannot be used together.

        Args:
            field1: The name of one.
            field2: The name of the other.
            reason: Why not.

        Returns:
            The message.

        Example:
            >>> ErrorFormatter.invalid_combination("all", "ids", "pick one")
            "Invalid combination of 'all' and 'ids': pick one"

        """
        fields = f"'{_show(field1)}' and '{_show(field2)}'"
        return f"Invalid combination of {fields}: {reason}"


def _show(value: object) -> str:
    text = str(value)
    if len(text) > LONGEST:
        text = f"{text[: LONGEST - 3]}..."
    return text.translate(CONTROLS)


def _capitalize(text: str) -> str:
    """Unlike `str.capitalize`, leave the rest as it is: 'MCP server'."""
    return text[:1].upper() + text[1:]


def _pluralize(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


def _find_similar(wanted: str, names: list[str]) -> list[str]:
    """List the names that were probably meant, most similar first.

    Case does not count. A name is listed if it is similar, and not much less
    so than the best one, or if it begins with what was wanted.
    """
    text = wanted.lower()
    lowered = {name: name.lower() for name in names}
    ratios = _rate_similarity(text, lowered)
    enough = max(SIMILAR, max(ratios.values()) - NEARLY_AS_SIMILAR)

    def is_similar(name: str) -> bool:
        return ratios[name] >= enough or _is_start(text, lowered[name])

    return sorted(
        filter(is_similar, names),
        key=ratios.__getitem__,
        reverse=True,
    )


def _is_start(text: str, name: str) -> bool:
    return len(text) >= PREFIX_LENGTH and name.startswith(text)


def _rate_similarity(text: str, lowered: dict[str, str]) -> dict[str, float]:
    """Map names to the share of letters that both have, in the same order.

    The longest common subsequence is counted in the bits of an integer, one
    for each letter of the text: 10,000 names take about 0.1 seconds.
    """
    places: dict[str, int] = {}
    for place, letter in enumerate(text):
        places[letter] = places.get(letter, 0) | 1 << place
    every = (1 << len(text)) - 1
    ratios: dict[str, float] = {}
    for name, other in lowered.items():
        unmatched = every
        for letter in other:
            found = unmatched & places.get(letter, 0)
            unmatched = (unmatched + found) | (unmatched - found)
        common = len(text) - (unmatched & every).bit_count()
        ratios[name] = 2 * common / max(len(text) + len(other), 1)
    return ratios
