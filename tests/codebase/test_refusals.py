"""Each refusal has its sentence, and each sentence finds the facts that it names."""

import ast
import string

import pytest

from tequio.ground.refusals import SENTENCES
from tests.codebase.sources import calls, literal, name, python_files, tree

pytestmark = pytest.mark.one_database


# Functions that make a refusal of a code that they are given: the place of the code among their arguments.
MAKERS = {"Refused": 0, "note": 2}


def refusals():
    for path in python_files("src"):
        for maker, place in MAKERS.items():
            for call in calls(path, maker):
                if is_maker(call, path) or len(call.args) <= place:
                    continue
                for code in codes(call.args[place], path):
                    if maker == "Refused" or "." in (code or ""):
                        facts = {keyword.arg for keyword in call.keywords}
                        yield f"{name(path)}:{call.lineno}", code, facts


def is_maker(call, path):
    """Whether the call is the one inside a maker, which passes on what it was given."""
    return any(
        isinstance(node, ast.FunctionDef)
        and node.name in MAKERS
        and node.lineno <= call.lineno <= node.end_lineno
        for node in ast.walk(tree(path))
    )


def codes(node, path):
    """The codes that an expression may be: a string, one of two, or what its name was given in the same file."""
    if isinstance(node, ast.IfExp):
        return [*codes(node.body, path), *codes(node.orelse, path)]
    if isinstance(node, ast.Name):
        given = [
            code
            for other in ast.walk(tree(path))
            if isinstance(other, ast.Assign)
            and any(ast.unparse(target) == node.id for target in other.targets)
            for code in codes(other.value, path)
        ]
        return given or [None]
    return [literal(node)]


def test_each_refusal_is_written_with_its_code_and_has_a_sentence():
    assert [(place, code) for place, code, _ in refusals() if code not in SENTENCES] == []


def test_each_sentence_finds_the_facts_that_it_names():
    lacking = []
    for place, code, facts in refusals():
        wanted = {field for _, field, _, _ in string.Formatter().parse(str(SENTENCES.get(code, ""))) if field}
        if None not in facts and not wanted <= facts:
            lacking.append((place, code, wanted - facts))
    assert lacking == []
