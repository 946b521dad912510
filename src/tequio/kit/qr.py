"""QR codes drawn as SVG by attributes alone, so that a page needs no style for them."""

from io import BytesIO

import segno


def qr_svg(text: str, *, scale: int = 4) -> str:
    """Return a QR code of a text as an SVG element, black on white with its quiet margin, `scale` pixels a module."""
    drawn = BytesIO()
    segno.make(text, micro=False).save(
        drawn,
        kind="svg",
        scale=scale,
        light="white",
        xmldecl=False,
        svgns=True,
        nl=False,
        svgclass=None,
        lineclass=None,
    )
    return drawn.getvalue().decode()
