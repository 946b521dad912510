"""Every code has its sentence in four languages, with the same facts in each."""

import ast
import re
import string
from pathlib import Path

import pytest

import tequio.decide.protocol
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.openings import REASONS
from tequio.decide.protocol.words import LANGUAGES, LONGEST, catalogue, say

HOME = Path(tequio.decide.protocol.__file__).parent
CODE = re.compile(r"[a-z]+\.[a-z0-9_-]+|more|fingerprint|unchecked")
SAYING = {"Fault": 0, "fail": 1, "remark": 1, "say": 0}


def used() -> dict[str, set[str]]:
    """Return the codes that the sources name, with the facts that each gives."""
    found: dict[str, set[str]] = {}
    for path in HOME.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                for argument in node.args[SAYING[name] :][:1] if name in SAYING else ():
                    for code in codes_in(argument):
                        found.setdefault(code, set()).update(one.arg or "*" for one in node.keywords)
    return found


def codes_in(node: ast.AST) -> list[str]:
    texts = [
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]
    return [text for text in texts if CODE.fullmatch(text)]


def fields(sentence: str) -> set[str]:
    return {name for _text, name, _form, _turn in string.Formatter().parse(sentence) if name}


def test_every_code_that_is_used_has_a_sentence():
    assert len(used()) > 80
    assert sorted(set(used()) - set(catalogue())) == []


def test_every_sentence_is_used():
    sources = "".join(path.read_text() for path in HOME.rglob("*.py"))
    made = {f"reason.{reason}" for reason in REASONS} | {f"check.{number}" for number in range(1, 14)}
    idle = [code for code in catalogue() if f'"{code}"' not in sources and code not in made]
    assert idle == []


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_a_sentence_is_in_four_languages_with_the_same_facts(code):
    sentences = catalogue()[code]
    assert tuple(sentences) == LANGUAGES
    assert len({frozenset(fields(sentence)) for sentence in sentences.values()}) == 1
    assert all(sentence == sentence.strip() for sentence in sentences.values())


def test_the_facts_that_a_sentence_names_are_given():
    for code, given in used().items():
        if given and "*" not in given:
            assert fields(catalogue()[code]["en"]) <= given, code


def test_a_reason_is_said_inside_its_sentence():
    fault = Fault("form.missing", where="freeze", field="hold")
    assert say("rules.unreadable", "en", {"because": fault}).endswith("freeze lacks the field hold.")


def test_hostile_facts_are_shown_plainly():
    shown = say("file.extra", "en", {"file": "\x1b[2J{0}" + "a" * 10_000})
    assert "\x1b" not in shown
    assert len(shown) < LONGEST + 100
    assert "?[2J{0}" in shown
