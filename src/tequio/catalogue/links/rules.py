"""Which relations there are, and between which kinds."""

from tequio.kit.refusals import Refused

# relation -> allowed (source kind, target kind) pairs; upper floors add theirs through `allow`.
_ALLOWED: dict[str, set[tuple[str, str]]] = {}
# Relations that make the trail: what a thing came from and what came of it.
TRAIL = ("inspired", "became", "presents", "funded", "carries_out", "evaluates", "adopts")


def allow(relation: str, *pairs: tuple[str, str]) -> None:
    """Declare that a relation may tie these pairs of kinds."""
    _ALLOWED.setdefault(relation, set()).update(pairs)


def relations() -> list[str]:
    return sorted(_ALLOWED)


def check_link(relation: str, source_kind: str, target_kind: str) -> None:
    """Refuse a relation that was not declared for these kinds."""
    if (source_kind, target_kind) not in _ALLOWED.get(relation, set()):
        raise Refused("link.not_allowed", relation=relation, source=source_kind, target=target_kind)
