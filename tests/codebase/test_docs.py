"""The documents point at things that exist, and each decision follows the one form."""

import re

import pytest

from tests.codebase.sources import ROOT

pytestmark = pytest.mark.one_database
PAGES = sorted([ROOT / "README.md", ROOT / "ARCHITECTURE.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_of_a_page_lead_somewhere(page):
    gone = [
        target
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert gone == []


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "adr").glob("*.md")), ids=lambda page: page.name)
def test_decision_has_status_context_decision_and_consequences(page):
    text = page.read_text(encoding="utf-8")
    missing = [word for word in ("Status", "Context", "Decision", "Consequences") if word not in text]
    assert missing == []
    assert len(text.splitlines()) <= 60, "a decision is one page"


def test_each_command_is_told_in_the_guide():
    from tequio.cli import COMMANDS

    guide = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [name for name in COMMANDS if f"tequio {name}" not in guide] == []
