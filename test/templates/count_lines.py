"""Print the number of lines of code of a module: without docstrings, comments and blank lines."""

import ast
import sys
import tokenize
from pathlib import Path

NO_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}


def docstring_lines(tree: ast.Module) -> set[int]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, owners) and ast.get_docstring(node)]
    return {line for body in bodies for line in range(body[0].lineno, (body[0].end_lineno or 0) + 1)}


def count_code_lines(path: Path) -> int:
    with path.open("rb") as file:
        tokens = [token for token in tokenize.tokenize(file.readline) if token.type not in NO_CODE]
    code = {line for token in tokens for line in range(token.start[0], token.end[0] + 1)}
    return len(code - docstring_lines(ast.parse(path.read_text("utf-8"))))


for name in sys.argv[1:]:
    print(count_code_lines(Path(name)))
