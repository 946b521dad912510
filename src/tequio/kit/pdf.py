"""PDF from HTML that holds all that it shows: nothing is fetched from anywhere."""

from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from types import ModuleType

from PIL import ImageFile

from tequio.kit.refusals import Refused

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
"""What Debian calls the libraries that WeasyPrint draws letters with; no wheel brings them."""


def pdf_of(html: str, style: Path) -> bytes:
    """Return HTML as a PDF in the style of a sheet, about a second of CPU for some pages.

    Pictures stand in it as `data:` addresses. Refuses (an error of WeasyPrint) to fetch anything else, and with
    `pdf.no_library` where the system lacks what WeasyPrint stands on.
    """
    weasyprint = _weasyprint()
    from weasyprint.urls import URLFetcher

    fetcher = URLFetcher(allowed_protocols=["data"], allow_redirects=False, fail_on_errors=True)
    document = weasyprint.HTML(string=html, url_fetcher=fetcher)
    made: bytes = document.write_pdf(stylesheets=[weasyprint.CSS(filename=style)])
    return made


def can_make_pdf() -> bool:
    """Whether the system has what a PDF needs."""
    try:
        _weasyprint()
    except Refused:
        return False
    return True


def _weasyprint() -> ModuleType:
    """WeasyPrint, imported late: it is large, and looks for the system's libraries at once."""
    try:
        with redirect_stdout(StringIO()):
            import weasyprint
    except OSError as lacking:
        raise Refused("pdf.no_library", packages=PACKAGES) from lacking
    # It has Pillow take truncated pictures in the whole process; what people upload is still read strictly.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    found: ModuleType = weasyprint
    return found
