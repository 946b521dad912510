"""How an entry and its detail become digests: pure, so that anybody can recompute the chain."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True)
class Line:
    """What the chain says of one entry; the detail only by its digest, so that it can be erased."""

    id: int
    at: datetime
    action: str
    by: int | None
    space: int | None
    subject: str
    digest: str


def canonical(value: Any) -> str:
    """JSON with sorted keys and without spaces; 2.0 is written 2, as a database may give it back.

    Refuses what JSON does not know (a date, a decimal, NaN) with a TypeError or a ValueError.
    """
    return json.dumps(
        _plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def digest_of(salt: str, detail: dict[str, Any]) -> str:
    """Salted SHA-256 over the canonical JSON of a detail, in hex."""
    return hashlib.sha256(f"{salt}\n{canonical(detail)}".encode()).hexdigest()


def hash_of(previous: str, position: int, line: Line) -> str:
    """SHA-256, in hex, over the hash before (empty for the first), the position and the line."""
    body = {
        "previous": previous,
        "position": position,
        "id": line.id,
        "at": line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "action": line.action,
        "by": line.by,
        "space": line.space,
        "subject": line.subject,
        "digest": line.digest,
    }
    return hashlib.sha256(canonical(body).encode()).hexdigest()
