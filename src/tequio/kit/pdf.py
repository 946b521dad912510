"""PDF from HTML that holds all that it shows: nothing is fetched from anywhere."""

from pathlib import Path

from PIL import ImageFile


def pdf_of(html: str, style: Path) -> bytes:
    """Return HTML as a PDF in the style of a sheet, about a second of CPU for some pages.

    Pictures stand in it as `data:` addresses. Refuses (an error of WeasyPrint) to fetch anything else.
    """
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    # WeasyPrint has Pillow take truncated pictures in the whole process; what people upload is still read strictly.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    fetcher = URLFetcher(allowed_protocols=["data"], allow_redirects=False, fail_on_errors=True)
    made: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(stylesheets=[CSS(filename=style)])
    return made
