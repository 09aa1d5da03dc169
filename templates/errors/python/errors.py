"""Word error messages so that the reader knows what to do next."""

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

__all__ = ["ErrorFormatter"]

SHOWN = 5  # names listed when none is similar
SIMILAR = 0.6  # the ratio from which names count as similar
NEARLY_AS_SIMILAR = 0.15  # how far behind the best a suggestion may be
PREFIX_LENGTH = 3  # the fewest letters that may stand for a longer name
MOST_COMPARISONS = 100  # keeps 10,000 names well below 100 ms


class ErrorFormatter:
    """Messages with the same wording everywhere.

    They are texts to show or to raise:
    `raise ValueError(ErrorFormatter.already_exists("user", name))`.
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
            >>> ErrorFormatter.not_found("server", "githbu", ["github", "s3"])
            "Server 'githbu' not found. Did you mean 'github'?"

        """
        wanted = str(entity_id)
        names = list(dict.fromkeys(map(str, available)))
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
        return f"{message} Available {entity_type}s: {shown}{rest}"

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
        by = "" if existing_id is None else f" (ID: {existing_id})"
        return f"{_capitalize(entity_type)} '{entity_id}' already exists{by}."

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
        parameter = f"Invalid parameter '{param_name}'"
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
        return f"Missing required field '{field_name}' in {container}"

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
        return f"Invalid combination of '{field1}' and '{field2}': {reason}"


def _capitalize(text: str) -> str:
    """Unlike `str.capitalize`, leave the rest as it is: 'MCP server'."""
    return text[:1].upper() + text[1:]


def _find_similar(wanted: str, names: list[str]) -> list[str]:
    """List the names that were probably meant, most similar first.

    Case does not count. A name is listed if it is similar, and not much less
    so than the best one, or if it begins with what was wanted.
    """
    text = wanted.casefold()
    folded = {name: name.casefold() for name in names}
    similar = _compare(text, folded)
    if len(text) >= PREFIX_LENGTH:
        for name, other in folded.items():
            if other.startswith(text):
                similar[name] = 2 * len(text) / (len(text) + len(other))
    listed = [name for name in names if name in similar]
    return sorted(listed, key=similar.__getitem__, reverse=True)


def _compare(text: str, folded: dict[str, str]) -> dict[str, float]:
    """Map the most similar names to their ratios, as difflib has them.

    Comparing 10,000 names with difflib takes up to a second: only those are
    compared that have the most letters in common with the text.
    """
    limits = _limit_ratios(text, folded)
    promising = sorted(limits, key=limits.__getitem__, reverse=True)
    matcher = SequenceMatcher(b=text, autojunk=False)
    ratios: dict[str, float] = {}
    enough = SIMILAR
    for name in promising[:MOST_COMPARISONS]:
        if limits[name] < enough:
            break
        matcher.set_seq1(folded[name])
        ratios[name] = matcher.ratio()
        enough = max(enough, ratios[name] - NEARLY_AS_SIMILAR)
    return {name: ratio for name, ratio in ratios.items() if ratio >= enough}


def _limit_ratios(text: str, folded: dict[str, str]) -> dict[str, float]:
    """Map names to what their ratios cannot exceed, if that is enough."""
    letters = Counter(text).items()
    limits: dict[str, float] = {}
    for name, other in folded.items():
        half = (len(text) + len(other)) / 2
        if min(len(text), len(other)) < SIMILAR * half:
            continue
        common = len(text)
        for letter, count in letters:
            found = other.count(letter)
            if found < count:
                common -= count - found
        if common >= SIMILAR * half:
            limits[name] = common / half
    return limits
