"""No template says what the security policy forbids, and nothing reaches a page unescaped but what is listed here."""

import re

import pytest

from tests.codebase.sources import TEMPLATES, calls, name, python_files, templates

pytestmark = pytest.mark.one_database
INLINE = {
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a script of its own": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")", re.IGNORECASE
    ),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an htmx handler": re.compile(r"\shx-on\b", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "a physical side": re.compile(r"\b(?:align|dir)=\"(?:left|right|ltr)\"", re.IGNORECASE),
}
UNESCAPED = re.compile(r"\|\s*safe(?:seq)?\b|\{%\s*autoescape\s+off")
# Template to what it writes without escaping, and who made that harmless.
SAFE_TEMPLATES = {
    "decide/ballots/receipt.html": "a QR code, drawn by kit/qr",
    "decide/logs/log.html": "a QR code, drawn by kit/qr",
    "decide/logs/sheet.html": "a QR code, drawn by kit/qr",
    "decide/budgets/edition_main.html": "what an edition is about, cleaned by kit/html",
    "front/home_main.html": "the map, drawn by kit/map from numbers and escaped names",
    "front/space_main.html": "the words of a space, cleaned by kit/html",
    "front/where.html": "the map, drawn by kit/map from numbers and escaped names",
    "decide/proposals/found.html": "the map, drawn by kit/map from numbers and escaped names",
    "decide/proposals/main.html": "narrative, cleaned by kit/html",
    "know/practice_main.html": "narrative, cleaned by kit/html",
    "record/head.html": "JSON for machines, with <, > and & escaped",
    "write/groups.html": "prose of a draft, cleaned by kit/html",
}
SAFE_MODULES = {
    "src/tequio/catalogue/lines.py": "escapes each name, address and piece of text that it puts into a line",
    "src/tequio/catalogue/publishing/lines.py": "escapes each title, name and reason that it puts into a line",
    "src/tequio/decide/valuations/said.py": "hands on what a template rendered, or nothing",
    "src/tequio/decide/results/said.py": "hands on what a template rendered, or nothing",
    "src/tequio/ground/spaces/views.py": "escapes each name, address and role that it puts into a line",
}


def shown(path):
    """A template's text without its comments."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{#.*?#\}", "", text)
    return re.sub(r"\{%\s*comment.*?endcomment\s*%\}", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("fault", INLINE)
def test_no_template_holds_what_the_policy_forbids(fault):
    assert [
        str(path.relative_to(TEMPLATES)) for path in templates() if INLINE[fault].search(shown(path))
    ] == []


def test_no_template_writes_unescaped_but_those_listed():
    pages = [path for path in templates() if path.suffix != ".txt"]
    found = {str(path.relative_to(TEMPLATES)) for path in pages if UNESCAPED.search(shown(path))}
    assert found <= set(SAFE_TEMPLATES)


def test_no_module_says_safe_but_those_listed():
    found = {
        name(path) for path in python_files("src") for _ in calls(path, "mark_safe", "SafeString", "SafeText")
    }
    assert found <= set(SAFE_MODULES)


def test_no_page_of_an_edition_writes_a_moment_without_its_zone():
    """A moment is written by `|moment:zone`, a day by `|day:zone`; Django's own filters would write the server's clock."""
    clocks = re.compile(r"""\|\s*(?:time\b|date:["']DATETIME_FORMAT)|\}\}\s*UTC\b""")
    allowed = {"decide/electorates/letter.html"}  # the letter goes to a house of the edition's own place
    found = {str(path.relative_to(TEMPLATES)) for path in templates() if clocks.search(shown(path))}
    assert {one for one in found if one.startswith("decide/")} <= allowed
