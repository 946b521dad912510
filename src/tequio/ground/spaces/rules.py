"""The roles of a space and what each may do."""

COORDINATOR = "coordinator"
SECRETARIAT = "secretariat"
REVIEWER = "reviewer"
EDITOR = "editor"
TRANSLATOR = "translator"
MODERATOR = "moderator"
MEMBER = "member"
ROLES = (COORDINATOR, SECRETARIAT, REVIEWER, EDITOR, TRANSLATOR, MODERATOR, MEMBER)

# Who sees what was sent, publishes it or sends it back.
PUBLISHERS = frozenset({COORDINATOR, SECRETARIAT})
