"""Each refusal has its sentence, and each sentence finds the facts that it names."""

import ast
import string

import pytest

from tequio.ground.refusals import SENTENCES
from tests.codebase.sources import calls, literal, name, python_files

pytestmark = pytest.mark.one_database


def refusals():
    for path in python_files("src"):
        for call in calls(path, "Refused"):
            place = f"{name(path)}:{call.lineno}"
            for code in codes(call.args[0]) if call.args else [None]:
                yield place, code, {keyword.arg for keyword in call.keywords}


def codes(node):
    """The codes that an expression may be: a string, or one of two."""
    if isinstance(node, ast.IfExp):
        return [*codes(node.body), *codes(node.orelse)]
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
