"""The kinds of notice there are; each floor adds its own when it is ready."""

from dataclasses import dataclass

from django.utils.functional import Promise

from tequio.ground.notices.rules import AT_ONCE


@dataclass(frozen=True)
class NoticeKind:
    """Something that people may be told, and how soon unless they say otherwise."""

    key: str
    label: str | Promise
    pace: str = AT_ONCE


NOTICE_KINDS: dict[str, NoticeKind] = {}


def announce(kind: NoticeKind) -> None:
    """Let a floor add a kind of notice; a key that is known already is refused."""
    if kind.key in NOTICE_KINDS:
        raise ValueError(f"Two kinds of notice are called {kind.key}")
    NOTICE_KINDS[kind.key] = kind
