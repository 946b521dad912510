"""No reference goes up where import-linter does not look: foreign keys, templates, addresses, dotted paths."""

import ast
import re

import pytest
from django.apps import apps
from django.urls import URLPattern, get_resolver

from tests.codebase.sources import (
    FLOORS,
    PACKAGE,
    TEMPLATES,
    calls,
    floor_of,
    height,
    literal,
    name,
    python_files,
    templates,
    tree,
)

pytestmark = pytest.mark.one_database
# The frame around all pages looks up at whatever there is.
FRAME = {
    "base.html",
    "403.html",
    "404.html",
    "500.html",
    "refused.html",
    "ui/top.html",
    "ui/account.html",
    "ui/demo.html",
}
# The permanent address of a record, on whichever floor its page stands.
OF_ALL_FLOORS = {"short"}
# Folders of templates that are named by their use, and the floors that they belong to.
FOLDERS = {
    "ui": "ground",
    "account": "ground",
    "mfa": "ground",
    "usersessions": "ground",
    "notices": "ground",
    "socialaccount": "ground",
    "desk": "catalogue",
    "write": "catalogue",
    "compare": "catalogue",
    "discussion": "catalogue",
    "record": "catalogue",
    "template": "catalogue",
    "space": "ground",
    "source": "ground",
}
# The third group is there when the template goes on without the route.
URL = re.compile(r"""\{%\s*url\s+['"]([^'"]+)['"]([^%]*?)(\bas\s+\w+)?\s*%\}""")
USES = re.compile(r"""\{%\s*(?:include|extends|includeblock)\s+['"]([^'"#]+)""")
PATH = re.compile(rf"tequio\.({'|'.join(FLOORS)})(?:\.\w+)+")
# Where a string that names an upper floor is right: its reason.
PATHS_ALLOWED: dict[str, str] = {}


def routes(patterns=None):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from routes(pattern.url_patterns)


def floors_of_routes():
    """Route name to the floor of its view; accounts belong to the ground."""
    floors = {}
    for route in routes():
        module = getattr(route.callback, "view_class", route.callback).__module__
        floors[route.name] = module.split(".")[1] if module.startswith("tequio.") else "ground"
    return floors


def floor_of_template(path):
    first = path.split("/")[0]
    return FOLDERS.get(first, first) if "/" in path else "ground"


def test_no_model_points_to_a_higher_floor():
    upward = []
    for config in apps.get_app_configs():
        if not config.name.startswith("tequio."):
            continue
        for field in (field for model in config.get_models() for field in model._meta.get_fields()):
            other = field.related_model if field.is_relation and field.concrete else None
            label = other._meta.app_label if other else ""
            if label in FLOORS and height(label) > height(config.label):
                upward.append(f"{field} -> {other}")
    assert upward == []


def test_no_template_uses_one_of_a_higher_floor():
    upward = []
    for path in templates():
        mine = str(path.relative_to(TEMPLATES))
        used = USES.findall(path.read_text(encoding="utf-8"))
        here = height(floor_of_template(mine))
        upward += [f"{mine} -> {other}" for other in used if height(floor_of_template(other)) > here]
    assert upward == []


def test_no_template_but_the_frame_names_a_route_of_a_higher_floor():
    floors, upward, unknown = floors_of_routes(), [], []
    for path in templates():
        mine = str(path.relative_to(TEMPLATES))
        for route, _, optional in URL.findall(path.read_text(encoding="utf-8")):
            if optional or mine in FRAME or route in OF_ALL_FLOORS:
                continue
            if route not in floors:
                unknown.append(f"{mine} -> {route}")
            elif height(floors[route]) > height(floor_of_template(mine)):
                upward.append(f"{mine} -> {route}")
    assert upward == []
    assert unknown == []


def test_no_module_names_a_route_of_a_higher_floor():
    floors, upward = floors_of_routes(), []
    for path in python_files("src"):
        mine = floor_of(path)
        for call in calls(path, "reverse", "reverse_lazy", "redirect", "resolve_url"):
            route = literal(call.args[0]) if call.args else None
            if not mine or route not in floors or route in OF_ALL_FLOORS:
                continue
            if height(floors[route]) > height(mine):
                upward.append(f"{name(path)}:{call.lineno} -> {route}")
    assert upward == []


def test_no_dotted_path_goes_up():
    upward = []
    for path in python_files("src"):
        mine = floor_of(path)
        if mine is None or name(path) in PATHS_ALLOWED:
            continue
        for node in ast.walk(tree(path)):
            named = PATH.findall(literal(node) or "") if isinstance(node, ast.Constant) else []
            if any(height(floor) > height(mine) for floor in named) and not is_docstring(node, path):
                upward.append(f"{name(path)}:{node.lineno}")
    assert upward == []


def is_docstring(node, path):
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return any(
        isinstance(owner, documented)
        and owner.body
        and isinstance(owner.body[0], ast.Expr)
        and owner.body[0].value is node
        for owner in ast.walk(tree(path))
    )


def test_every_folder_of_the_package_is_a_floor_or_stands_above_all():
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert folders - {"settings"} <= set(FLOORS)
