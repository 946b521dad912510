"""Canonical JSON: RFC 8785 restricted to what a vote needs, so that equal things have equal bytes.

Objects, arrays, strings in NFC and whole numbers of at most 2^53 - 1; no fractions, no true, false or null; keys are
`[a-z][a-z0-9_]*`. Under these limits Python's sorted, compact JSON is JCS.
"""

import json
import re
from typing import Any
from unicodedata import is_normalized

from tequio.decide.protocol.faults import Fault

LARGEST = 2**53 - 1
DEEPEST = 12
LONGEST = 64 * 1024 * 1024
"""Bytes of the longest text that is read, if the caller does not say less."""
KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")


def write(value: object) -> bytes:
    """Return the canonical bytes of a value. Refuses (`Fault`) what has none."""
    check(value)
    return dump(value).encode()


def read(data: bytes, *, longest: int = LONGEST) -> Any:
    """Return the value that canonical bytes stand for.

    Refuses (`Fault`) what is too long, not UTF-8, not JSON, outside the restriction, or not the canonical form of what
    it says: `write(read(data)) == data` always.
    """
    if len(data) > longest:
        raise Fault("json.long", longest=longest)
    try:
        text = data.decode()
        value = json.loads(text)
    except UnicodeDecodeError:
        raise Fault("json.utf8") from None
    except RecursionError:
        raise Fault("json.deep") from None
    except ValueError:
        raise Fault("json.unreadable") from None
    check(value)
    if dump(value) != text:
        raise Fault("json.other_form")
    return value


def dump(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def check(value: object, depth: int = 0) -> None:
    """Refuse what the restriction leaves out."""
    kind = type(value)
    if kind is str:
        check_text(value)  # type: ignore[arg-type]
    elif kind is int:
        if not -LARGEST <= value <= LARGEST:  # type: ignore[operator]
            raise Fault("json.number")
    elif depth == DEEPEST:
        raise Fault("json.deep")
    elif kind is list or kind is tuple:
        for item in value:  # type: ignore[attr-defined]
            check(item, depth + 1)
    elif kind is dict:
        for key, item in value.items():  # type: ignore[attr-defined]
            if type(key) is not str or not KEY.fullmatch(key):
                raise Fault("json.key")
            check(item, depth + 1)
    else:
        raise Fault("json.number" if kind is float else "json.kind")


def check_text(text: str) -> None:
    if text.isascii():
        return
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Fault("json.utf8")
    if not is_normalized("NFC", text):
        raise Fault("json.nfc")
