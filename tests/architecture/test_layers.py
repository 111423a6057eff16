"""What import-linter cannot say: who writes, what the engine may use, who is annotated."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.architecture import source

WRITERS = {
    "create", "bulk_create", "update", "bulk_update", "update_or_create", "get_or_create",
    "delete", "save", "acreate", "aupdate", "adelete", "asave", "create_user", "set_password",
}  # fmt: skip
MAY_WRITE = {("games", "services"), ("games", "migrations")}
ENGINE_MODULES = {
    "__future__", "bisect", "collections", "collections.abc", "dataclasses", "enum", "functools",
    "hashlib", "hmac", "itertools", "json", "math", "operator", "struct", "types", "typing",
}  # fmt: skip


def calls_of_writers(path):
    for node in ast.walk(source.tree(path)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr in WRITERS and looks_like_orm(node.func.value, node.func.attr):
            yield f"{path}:{node.lineno}: .{node.func.attr}()"


def looks_like_orm(target, method):
    """A manager or query set for methods that dicts, caches and sets have too."""
    chain = ast.unparse(target)
    if method in {"save", "asave", "delete", "adelete"}:
        return not chain.endswith(("cache", "session", "form", "storage", "document"))
    if method in {"update", "create"}:
        return "objects" in chain or ".filter(" in chain or "_set" in chain
    return True


def test_orm_writes_stand_in_services_alone():
    found = [
        hit
        for path in source.python_files("games", "planspiel")
        if path.parts[:2] not in MAY_WRITE
        for hit in calls_of_writers(path)
    ]
    assert found == []


def test_orm_writes_are_recognised():
    """The test above would be silent if it recognised nothing."""
    services = [p for p in source.python_files("games") if p.parts[:2] == ("games", "services")]
    assert [hit for path in services for hit in calls_of_writers(path)] != []


def test_engine_uses_the_standard_library_sparingly():
    engine = [p for p in source.python_files("games") if p.parts[:2] == ("games", "rules")]
    assert engine
    allowed = ENGINE_MODULES | {"games"}
    foreign = {
        f"{path}: {name}"
        for path in engine
        for name in source.imported(path)
        if name not in allowed and name.rpartition(".")[0] not in allowed
        and name.split(".")[0] != "games"
    }  # fmt: skip
    assert foreign == set()


def test_engine_knows_nothing_of_the_layers_above():
    engine = [p for p in source.python_files("games") if p.parts[:2] == ("games", "rules")]
    own = {name for path in engine for name in source.imported(path) if name.startswith("games")}
    allowed = ("games.rules", "games.enums", "games.errors", "games")
    assert {n for n in own if not n.startswith(allowed[:3]) and n != "games"} == set()


def test_engine_computes_with_integers_alone():
    engine = [p for p in source.python_files("games") if p.parts[:2] == ("games", "rules")]
    floats = [
        f"{path}:{node.lineno}: {node.value}"
        for path in engine
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    divisions = [
        f"{path}:{node.lineno}"
        for path in engine
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
    ]
    assert (floats, divisions) == ([], [])


def test_every_function_of_the_product_is_annotated():
    bare = []
    for path in source.python_files("games", "planspiel"):
        for node in ast.walk(source.tree(path)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            named = [a for a in arguments if a.arg not in {"self", "cls"}]
            if node.returns is None or any(a.annotation is None for a in named):
                bare.append(f"{path}:{node.lineno}: {node.name}")
    assert bare == []


def test_import_contracts_hold():
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [linter, "--no-cache"], cwd=source.ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
