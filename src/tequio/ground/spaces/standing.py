"""Where a person stands: who they are and the roles they hold, loaded once per request."""

from dataclasses import dataclass, field

from tequio.ground.spaces.rules import PUBLISHERS


@dataclass(frozen=True)
class Standing:
    """Who asks. `roles` maps a space's id to the roles held there; a visitor has no person and no roles."""

    person_id: int | None = None
    is_operator: bool = False
    roles: dict[int, frozenset[str]] = field(default_factory=dict)

    @property
    def signed_in(self) -> bool:
        return self.person_id is not None

    def holds(self, space_id: int, *roles: str) -> bool:
        """Say whether this person holds one of the roles in the space; the operator holds all."""
        return self.is_operator or not self.roles.get(space_id, frozenset()).isdisjoint(roles)

    def spaces_as(self, roles: frozenset[str]) -> list[int]:
        """Ids of the spaces where one of these roles is held."""
        return [space for space, held in self.roles.items() if not held.isdisjoint(roles)]

    @property
    def publishes_somewhere(self) -> bool:
        return self.is_operator or bool(self.spaces_as(PUBLISHERS))


VISITOR = Standing()
