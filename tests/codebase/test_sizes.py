"""Small things: a file, a function, a template; and names that mean something."""

import ast

import pytest

from tests.codebase.sources import name, python_files, templates, tree

pytestmark = pytest.mark.one_database
FILE, FUNCTION, TEMPLATE = 400, 40, 150
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "data"}


def lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_longer_than_its_measure():
    assert {name(path): lines(path) for path in python_files() if lines(path) > FILE} == {}


def test_no_template_is_longer_than_its_measure():
    assert {name(path): lines(path) for path in templates() if lines(path) > TEMPLATE} == {}


def test_no_function_is_longer_than_its_measure():
    long = {}
    for path in python_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = node.end_lineno - node.lineno + 1
                if length > FUNCTION:
                    long[f"{name(path)}:{node.name}"] = length
    assert long == {}


def test_each_module_opens_with_a_sentence():
    silent = []
    for path in python_files("src"):
        said = ast.get_docstring(tree(path))
        if path.stat().st_size and not (said and said.split("\n")[0].rstrip().endswith((".", ":", "?"))):
            silent.append(name(path))
    assert silent == []


def test_no_name_of_a_file_says_nothing():
    assert [name(path) for path in python_files() if path.stem in SAYS_NOTHING] == []
