"""Makes the text of a cell harmless to the programs that open tables, and gives it back exactly."""

import re

# What a spreadsheet takes for the beginning of a formula, also in the wide forms of East Asia.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_QUOTED = re.compile(r"'+[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
# What XML cannot hold, and text that looks like the escape for it.
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def neutral(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula; `plain` takes it away again."""
    return f"'{text}" if _FORMULA.match(text) else text


def plain(text: str) -> str:
    """Undo `neutral`: `plain(neutral(text)) == text` for every text."""
    return text[1:] if _QUOTED.match(text) else text


def to_workbook(text: str) -> str:
    """Escape what a workbook cannot hold the way spreadsheets do: a carriage return is `_x000D_`."""
    return _NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def from_workbook(text: str) -> str:
    """Undo `to_workbook`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
