"""Files as people and attackers make them."""

import zipfile
from io import BytesIO

from PIL import Image

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def picture(kind="JPEG", size=(60, 40), **options) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (30, 90, 60)).save(out, kind, **options)
    return out.getvalue()


def photo_with_place() -> bytes:
    """A photograph that tells where it was taken and is to be turned upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "taken at home"
    exif.get_ifd(0x8825)[2] = (36.0, 52.0, 40.0)
    return picture(exif=exif)


def zipped(entries: dict[str, bytes], *, packed=zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", packed) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    types = (
        b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    )
    return zipped({"[Content_Types].xml": types, "word/document.xml": b"<w:document/>", **more})


def odt(**more: bytes) -> bytes:
    return zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<office/>", **more},
        packed=zipfile.ZIP_STORED,
    )


PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!doctype html><script>alert(1)</script>"
