"""Finds out how a file's bytes spell text: UTF-8, UTF-16 by its mark, else the Windows and Latin-1 code pages."""

import codecs
from pathlib import Path

from tequio.kit.refusals import Refused

CHUNK = 1 << 20
# The longer mark first: that of UTF-32 begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(path: Path) -> str:
    """Name the encoding of a text file after reading all of it, in constant memory.

    Refuses NUL, which no text holds: a UTF-16 file that lost its mark, or no text at all.
    """
    with path.open("rb") as file:
        start = file.read(4)
    marked = next((name for mark, name in MARKS if start.startswith(mark)), "")
    for encoding in [marked] if marked else ["utf-8", "cp1252", "latin-1"]:
        if _decodes(path, encoding):
            return encoding
    raise Refused("table.unreadable_text", encoding=marked.upper())


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                if "\0" in decoder.decode(chunk):
                    raise Refused("table.nul")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def note_on(encoding: str) -> tuple[Refused, ...]:
    """Say so when the encoding was guessed; nothing for those that a file states or proves."""
    return (Refused("table.read_as", encoding=encoding),) if encoding in {"cp1252", "latin-1"} else ()
