"""The guide for journalists explains every sentence that a recount may say."""

from pathlib import Path

import pytest

from tequio.decide.protocol.words import catalogue

GUIDE = " ".join((Path(__file__).parents[3] / "docs" / "guide" / "recount.md").read_text("utf-8").split())
TOLD = ("rules", "file", "files", "log", "note", "final", "root", "closing", "batch", "withdrawn", "opening", "chain", "roll",
        "result", "saved", "receipt")  # fmt: skip
PARTS = {
    *("note.form", "note.signature", "log.line"),  # reasons inside another sentence
    *(
        "result.ballots",
        "result.contest",
        "result.project",
        "result.partial",
        "result.tie",
    ),  # the result itself
    *(
        "saved.fits",
        "saved.unreadable",
        "receipt.not_read",
        "receipt.unreadable",
        "receipt.incomplete",
    ),  # say it all
    *("receipt.waiting", "receipt.logged", "receipt.changed"),  # said by the page while people vote
}


@pytest.mark.parametrize(
    "code", [code for code in catalogue() if code.split(".")[0] in TOLD and code not in PARTS]
)
def test_the_guide_explains_the_sentence(code):
    assert catalogue()[code]["en"].replace("{because}", "").strip() in GUIDE


def test_the_guide_names_every_option():
    for option in ("--freeze", "--checkpoint", "--receipt", "--lang", "--json"):
        assert option in GUIDE
