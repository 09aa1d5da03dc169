"""Run the code blocks of a page, in order, as a reader would.

Usage: run_blocks.py BLOCKS RESULTS. BLOCKS is a JSON list of language, title, text and line;
RESULTS gets one line `[line, what is wrong or null]` a block. The rules:

python             run in the namespace of the blocks before; its comments are checked
python title="F"   is saved as F, and a later block has to use it
json title="F"     is the text of the file F that the code before made
console            lines after `$ ` are run by the shell, the others are their output
"""

import json
import os
import re
import subprocess
import sys
import types
from pathlib import Path

from python_block import Wrong, compare, describe, run_python


def main(request: Path, answer: Path) -> None:
    blocks = json.loads(request.read_text(encoding="utf-8"))
    sys.modules["page"] = page = types.ModuleType("page")
    sys.path.insert(0, os.getcwd())
    failed = 0
    for index, block in enumerate(blocks):
        error = f"not run: the block at line {failed} failed" if failed else None
        error = error or check(block, blocks[index + 1 :], vars(page))
        failed = failed or (block["line"] if error else 0)
        with answer.open("a", encoding="utf-8") as results:
            results.write(json.dumps([block["line"], error]) + "\n")


def check(block: dict, later: list[dict], namespace: dict) -> str | None:
    """What is wrong with the block, or None."""
    has_title = block["title"] is not None
    rule = RULES.get((block["language"], has_title))
    if rule is None:
        language = block["language"] or "no language"
        return f"no rule runs a block of {language} {'with' if has_title else 'without'} a title"
    try:
        rule(block, later, namespace)
    except BaseException as error:
        return f"{where(error)}{describe(error)}"
    return None


def where(error: BaseException) -> str:
    """The line of the page that the error came from, if it is known."""
    traceback, line = error.__traceback__, 0
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "page":
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return f"line {line}: " if line else ""


def run_here(block: dict, later: list[dict], namespace: dict) -> None:
    """The empty lines before the text make its line numbers those of the page."""
    run_python("\n" * (block["line"] - 1) + block["text"], namespace)


def save_file(block: dict, later: list[dict], namespace: dict) -> None:
    path = Path(block["title"])
    if not any(path.stem in block["text"] for block in later):
        raise Wrong(f"no later block uses {path}")
    compile(block["text"], str(path), "exec")
    path.write_text(block["text"], encoding="utf-8")


def compare_file(block: dict, later: list[dict], namespace: dict) -> None:
    found = Path(block["title"]).expanduser().read_text(encoding="utf-8")
    if found.rstrip("\n") != block["text"].rstrip("\n"):
        raise Wrong(f"{block['title']} holds\n{found}")


def run_console(block: dict, later: list[dict], namespace: dict) -> None:
    if not block["text"].startswith("$ "):
        raise Wrong("a console block starts with `$ ` and a command")
    for entry in re.split(r"^\$ ", block["text"], flags=re.MULTILINE)[1:]:
        command, _, output = entry.partition("\n")
        run_command(command, output.rstrip(), block["line"])


def run_command(command: str, output: str, line: int) -> None:
    ran = subprocess.run(
        ["bash", "-c", command],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    compare(output, ran.stdout, line)
    if ran.returncode != 0:
        raise Wrong(f"`{command}` ended with status {ran.returncode}")


RULES = {
    ("python", False): run_here,
    ("python", True): save_file,
    ("json", True): compare_file,
    ("console", False): run_console,
}

if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
