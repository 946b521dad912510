import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from tequio.kit.pictures import redrawn
from tequio.kit.refusals import Refused
from tests.catalogue.attachments.files import PAGE, photo_with_place, picture


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_place_and_words_of_a_photograph_are_gone_and_it_stands_upright():
    photo = photo_with_place()
    assert b"taken at home" in photo
    clean = redrawn(photo, "image/jpeg")
    assert b"taken at home" not in clean
    assert not opened(clean).getexif()
    assert opened(clean).size == (40, 60)


def test_polyglot_loses_what_was_hidden_in_it():
    hidden = picture("JPEG", comment=PAGE) + PAGE
    assert PAGE in hidden
    assert PAGE not in redrawn(hidden, "image/jpeg")


def test_png_loses_its_text_chunks():
    said = b"Comment\0<script>alert(1)</script>"
    chunk = struct.pack(">I", len(said)) + b"tEXt" + said + struct.pack(">I", zlib.crc32(b"tEXt" + said))
    png = picture("PNG")
    assert b"<script>" not in redrawn(png[:33] + chunk + png[33:], "image/png")


def test_large_picture_is_made_smaller():
    assert max(opened(redrawn(picture("JPEG", (5000, 100)), "image/jpeg")).size) == 2400


def test_transparency_stays():
    out = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(redrawn(out.getvalue(), "image/png")).mode == "RGBA"


@pytest.mark.parametrize("size", [(30_000, 30_000), (9000, 9000)])
def test_decompression_bomb_is_refused_before_it_is_unpacked(size):
    header = struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    small = picture("PNG")
    with pytest.raises(Refused, match="file.picture_too_large"):
        redrawn(small[:8] + chunk + small[33:], "image/png")


@pytest.mark.parametrize("content", [picture("JPEG")[:200], b"\xff\xd8\xff" + b"x" * 50, picture("PNG")])
def test_broken_or_disguised_picture_is_refused(content):
    with pytest.raises(Refused, match="file.broken"):
        redrawn(content, "image/jpeg")
