"""Which files are taken, told by what they hold and never by their name; how many, how large, and what they are called."""

import re
import unicodedata
import zipfile
from io import BytesIO

from tequio.kit.refusals import Refused

MOST_BYTES = 20 * 1024 * 1024
MOST_FILES = 20
TITLE_LONGEST = 200
NAME_LONGEST = 100
# What the entries of an office file may unpack to.
MOST_UNPACKED = 150 * 1024 * 1024
MOST_ENTRIES = 5000

PDF, PNG, JPEG, WEBP = "application/pdf", "image/png", "image/jpeg", "image/webp"
ODT, ODS = "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV, PLAIN = "text/csv", "text/plain"
ENDINGS = {
    PDF: "pdf",
    PNG: "png",
    JPEG: "jpg",
    WEBP: "webp",
    ODT: "odt",
    ODS: "ods",
    DOCX: "docx",
    XLSX: "xlsx",
    CSV: "csv",
    PLAIN: "txt",
}
PICTURES = frozenset({PNG, JPEG, WEBP})
_MARKUP = re.compile(r"\A\s*<|<(?:!doctype|html|head|body|script|svg|iframe)\b", re.IGNORECASE)
_TEXT_SIGNS = frozenset("\n\r\t\f")


def media_type_of(name: str, content: bytes) -> str:
    """Tell the media type of a file by its content; refuse what is not taken, each with a reason that says what to do."""
    if not content:
        raise Refused("file.empty")
    if len(content) > MOST_BYTES:
        raise Refused("file.too_large", limit=MOST_BYTES // 1024**2)
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return _words(name, content)


def _office(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _refuse_bomb(archive)
            names = archive.namelist()
            _refuse_macros(archive, names)
            return _office_type(archive, names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise Refused("file.broken") from None


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    """Unpack all, keeping nothing, and stop at the limit: what the entries say of their size may be a lie."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused("file.bomb")
    left = MOST_UNPACKED
    for entry in entries:
        with archive.open(entry) as unpacked:
            while block := unpacked.read(1024 * 1024):
                left -= len(block)
                if left < 0:
                    raise Refused("file.bomb")


def _refuse_macros(archive: zipfile.ZipFile, names: list[str]) -> None:
    for name in names:
        low = name.lower()
        if low.endswith(("vbaproject.bin", "vbadata.xml")) or low.startswith(("basic/", "scripts/")):
            raise Refused("file.macros")
    for name in ("[Content_Types].xml", "mimetype"):
        if name in names and b"macroenabled" in archive.read(name).lower():
            raise Refused("file.macros")


def _office_type(archive: zipfile.ZipFile, names: list[str]) -> str:
    if names[:1] == ["mimetype"]:
        said = archive.read("mimetype").decode("ascii", "replace").strip()
        if said in (ODT, ODS):
            return said
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return DOCX
        if "xl/workbook.xml" in names:
            return XLSX
    raise Refused("file.archive")


def _words(name: str, content: bytes) -> str:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("file.old_office")
    text = None if content.startswith(b"GIF8") else text_of(content)
    if text is None:
        raise Refused("file.unknown")
    if _MARKUP.search(text[:2000]):
        raise Refused("file.markup")
    return CSV if name.lower().endswith((".csv", ".tsv")) else PLAIN


def text_of(content: bytes) -> str | None:
    """Read bytes as text in UTF-8, in UTF-16 with its mark, else as Windows has it; None when they are not text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", "replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
    strange = any(unicodedata.category(sign) == "Cc" and sign not in _TEXT_SIGNS for sign in text[:100_000])
    return None if strange or "\0" in text or "\ufffd" in text else text


def clean_name(name: str, media_type: str) -> str:
    """Make a name that every system takes: no folders, no hidden signs, and the ending that the content has."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    kept = "".join(
        sign if sign.isalnum() or sign in " ._-()" or unicodedata.combining(sign) else " " for sign in name
    )
    words = " ".join(kept.split())
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", words).strip(" .-_")[:NAME_LONGEST].strip()
    return f"{stem or 'file'}.{ENDINGS[media_type]}"
