"""Making a PDF fetches nothing, and leaves the process as it was."""

from io import BytesIO

import pytest
from PIL import Image

from tequio.kit.pdf import can_make_pdf, pdf_of
from tequio.kit.pictures import redrawn
from tequio.kit.refusals import Refused

pytestmark = pytest.mark.one_database


@pytest.fixture
def style(tmp_path):
    sheet = tmp_path / "plain.css"
    sheet.write_text("p { color: #221d18 }", encoding="utf-8")
    return sheet


def test_html_becomes_a_pdf(style):
    assert pdf_of("<p>Minutes</p>", style).startswith(b"%PDF-")


def test_machine_without_the_libraries_is_told_what_to_install(style, lacks_pango):
    assert not can_make_pdf()
    with pytest.raises(Refused, match=r"pdf\.no_library") as refused:
        pdf_of("<p>Minutes</p>", style)
    assert "libpango-1.0-0" in refused.value.facts["packages"]
    lacks_pango()
    assert can_make_pdf()


def test_a_truncated_picture_is_refused_after_a_pdf_was_made(style):
    whole = BytesIO()
    Image.new("RGB", (900, 900), "#24664a").save(whole, "PNG")
    pdf_of("<p>Minutes</p>", style)
    with pytest.raises(Refused, match=r"file\.broken"):
        redrawn(whole.getvalue()[:200], "image/png")
