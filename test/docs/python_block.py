"""Run a Python block of a page and check what its comments claim.

`# -> 3` after a top-level statement is what a prompt would show, `# raises KeyError: 'a'` is what it
raises; `...` in either stands for any text.
"""

import ast
import contextlib
import doctest
import io
import re
import tokenize

EXPECTATION = re.compile(r"#\s*(->|raises)\s+(.*)")


class Wrong(Exception):
    """What a block claims is not so."""


def run_python(text: str, namespace: dict) -> None:
    statements = ast.parse(text, "page").body
    expected = find_expectations(text)
    for statement in statements:
        line = statement.end_lineno or 0
        kind, claim = expected.pop(line, ("", ""))
        shown = run_statement(statement, kind, namespace)
        if kind:
            compare(claim, shown, line)
    for line in expected:
        raise Wrong(f"line {line}: the comment does not end a top-level statement")


def find_expectations(text: str) -> dict[int, tuple[str, str]]:
    """Kind and text of what the comments claim, by line."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = [token for token in tokens if token.type == tokenize.COMMENT]
    found = ((token.start[0], EXPECTATION.fullmatch(token.string)) for token in comments)
    return {line: (match[1], match[2]) for line, match in found if match}


def run_statement(statement: ast.stmt, kind: str, namespace: dict) -> str:
    """What a prompt would show; the error, where one is claimed."""
    try:
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            value = evaluate(statement, namespace)
    except Exception as error:
        if kind != "raises":
            raise
        return describe(error)
    if kind == "raises":
        return "no error"
    output = printed.getvalue()
    return output if output and value is None else output + repr(value)


def evaluate(statement: ast.stmt, namespace: dict) -> object:
    if isinstance(statement, ast.Expr):
        return eval(compile(ast.Expression(statement.value), "page", "eval"), namespace)
    exec(compile(ast.Module([statement], []), "page", "exec"), namespace)
    return None


def describe(error: BaseException) -> str:
    return str(error) if isinstance(error, Wrong) else f"{type(error).__name__}: {error}"


def compare(claim: str, shown: str, line: int) -> None:
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    if not doctest.OutputChecker().check_output(claim + "\n", shown.rstrip() + "\n", flags):
        raise Wrong(f"line {line}: the page says\n{claim}\nbut it is\n{shown}")
