"""The product's own files, read once for all tests of the architecture."""

import ast
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def tracked():
    """Every file of the project that is not ignored, relative to its root."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(Path(name) for name in done.stdout.splitlines() if (ROOT / name).is_file())


def files(*suffixes, under=()):
    """Files with one of the suffixes below one of the folders (everywhere where none is given)."""
    return [
        path
        for path in tracked()
        if path.suffix in suffixes and (not under or path.parts[0] in under)
    ]


def python_files(*under):
    """Python files without migrations, which Django writes."""
    return [path for path in files(".py", under=under) if "migrations" not in path.parts]


def text(path):
    """Content of a file."""
    return (ROOT / path).read_text()


@cache
def tree(path):
    """Syntax tree of a Python file."""
    return ast.parse(text(path), str(path))


@dataclass(frozen=True)
class Function:
    """A function with where it stands and how long it is (lines from ``def`` to its end)."""

    path: Path
    name: str
    lines: int


def functions(path):
    """Every function of a file, methods by the name of their class."""
    found = []

    def visit(node, prefix):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                name = f"{prefix}{child.name}"
                found.append(Function(path, name, child.end_lineno - child.lineno + 1))
                visit(child, f"{name}.")
            elif isinstance(child, ast.ClassDef):
                visit(child, f"{prefix}{child.name}.")
            else:
                visit(child, prefix)

    visit(tree(path), "")
    return found


def imported(path):
    """Dotted names of everything a file imports, inside functions too."""
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names
