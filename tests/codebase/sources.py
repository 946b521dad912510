"""The project's own files, as the tests about them read them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "tequio"
TEMPLATES = PACKAGE / "templates"
FLOORS = ["kit", "counting", "ground", "catalogue", "know", "meet", "decide", "act", "front"]
ABOVE_ALL = {"settings", "urls.py", "wsgi.py", "asgi.py", "cli.py", "__main__.py", "__init__.py"}


@cache
def python_files(*folders: str) -> list[Path]:
    """Python files of some folders, without migrations."""
    found = (path for folder in folders or ("src", "tests", "bench", "tools") for path in _below(folder))
    return [path for path in found if "migrations" not in path.parts]


def _below(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def templates() -> list[Path]:
    return sorted(path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".txt", ".xml"})


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def floor_of(path: Path) -> str | None:
    """The floor that a file of the package stands on; none for what stands above all."""
    first = path.relative_to(PACKAGE).parts[0]
    return None if first in ABOVE_ALL else first


def height(floor: str) -> int:
    return FLOORS.index(floor)


def calls(path: Path, *functions: str) -> Iterator[ast.Call]:
    """Calls of functions by their last name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
            if called in functions:
                yield node


def literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
