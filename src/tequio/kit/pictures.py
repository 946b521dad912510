"""Pictures drawn anew: what else a file carried (places, names, programs, other files) does not come along."""

import warnings
from io import BytesIO
from typing import Any

from PIL import Image, ImageFile, ImageOps

from tequio.kit.refusals import Refused

LONGEST_SIDE = 2400
MOST_PIXELS = 60_000_000
_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
_WRITTEN: dict[str, dict[str, Any]] = {
    "PNG": {"optimize": False},
    "JPEG": {"quality": 85, "progressive": True},
    "WEBP": {"quality": 85, "method": 4},
}


def picture_type(content: bytes) -> str:
    """Tell the media type of a picture by how it begins; refuse what is no PNG, JPEG or WebP."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    raise Refused("picture.unknown")


def redrawn(content: bytes, media_type: str, *, side: int = LONGEST_SIDE) -> bytes:
    """Return the picture drawn anew in its own format, upright, `side` pixels at most, without metadata.

    Refuses what cannot be read and what has more than 60 million pixels, before unpacking it.
    """
    kind = _FORMATS[media_type]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=[kind]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Refused("file.picture_too_large", millions=MOST_PIXELS // 10**6)
                return _written(picture, kind, side)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("file.picture_too_large", millions=MOST_PIXELS // 10**6) from None
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError):
        raise Refused("file.broken") from None


def _written(picture: ImageFile.ImageFile, kind: str, side: int) -> bytes:
    see_through = kind != "JPEG" and (picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info)
    mode = "RGBA" if see_through else "RGB"
    picture.draft("RGB", (2 * side, 2 * side))  # a large photograph is unpacked at part of its size
    whole = picture if picture.mode in ("RGB", "RGBA", "L") else picture.convert(mode)
    whole.thumbnail((side, side))
    plain = ImageOps.exif_transpose(whole).convert(mode)
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    out = BytesIO()
    fresh.save(out, kind, **_WRITTEN[kind])
    return out.getvalue()
