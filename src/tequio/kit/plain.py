"""Text as people type and paste it, made plain: no signs that no keyboard has and no database keeps."""

from unicodedata import normalize

import regex

_TURNING = regex.compile(r"[\u202a-\u202e\u2066-\u2069]")
_UNSEEN = regex.compile(r"[\p{Cc}\p{Cs}--[\t\n]]", regex.V1)


def plain(text: str) -> str:
    """Return the text with single line ends and without control signs (a null among them); nothing else is touched."""
    return str(_UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def whole_number(text: str) -> int:
    """Return a number that a page gave out and a form brings back, of eighteen digits at most; 0 for anything else."""
    return int(text) if len(text) <= 18 and text.isascii() and text.isdigit() else 0


def one_line(text: str) -> str:
    """Return the text on one line, each run of space made a single one."""
    return " ".join(plain(text).split())


def spelt_once(text: str) -> str:
    """Return plain text in the one spelling that is fixed or logged for good: NFC, tabs as spaces, no outer space.

    Signs that turn the direction of what follows are left out: unclosed, they would turn the words around them too.
    """
    return normalize("NFC", _TURNING.sub("", plain(text)).replace("\t", " ")).strip()
