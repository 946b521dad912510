"""Who may read the figures."""

import hmac
from collections.abc import Mapping
from typing import Any

LOOPBACK = {"127.0.0.1", "::1", "::ffff:127.0.0.1"}
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


def is_direct(meta: Mapping[str, Any]) -> bool:
    """Say whether a request comes from this machine itself, not through the proxy that runs on it."""
    return meta.get("REMOTE_ADDR") in LOOPBACK and not any(name in meta for name in FORWARDED)


def bears(meta: Mapping[str, Any], token: str) -> bool:
    """Say whether a request carries the token, compared in constant time; an empty token opens nothing."""
    given = str(meta.get("HTTP_AUTHORIZATION", "")).removeprefix("Bearer ")
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())
