"""Reads of notices."""

from django.core import signing

from tequio.ground.notices.kinds import NOTICE_KINDS
from tequio.ground.notices.models import Notice, OutgoingMail, Wish
from tequio.ground.people.models import Person
from tequio.ground.people.personal import Rows

SALT = "tequio.notices.stop"
DIGEST = "digest"
"""Stands in a token for all kinds that come once a day."""


def paces_of(person: Person) -> dict[str, str]:
    """Kind to pace, for each kind there is: one query."""
    said = dict(Wish.objects.filter(person=person).values_list("kind", "pace"))
    return {key: said.get(key, kind.pace) for key, kind in NOTICE_KINDS.items()}


def stop_token(person: Person, kind: str) -> str:
    """Sign a token that lets whoever holds the letter stop this kind, signed out and for good; no query."""
    return signing.dumps([person.pk, kind], salt=SALT)


def meant_by(token: str) -> tuple[Person, str] | None:
    """Say whom and which kind a token means; none when it is forged or the person is gone (one query)."""
    try:
        pk, kind = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = Person.objects.filter(pk=pk).first()
    return (person, kind) if person and (kind == DIGEST or kind in NOTICE_KINDS) else None


def notices_of(person: Person) -> Rows:
    """Yield what a person chose to be told, and what waits for them: two queries."""
    yield {"paces": paces_of(person)}
    yield from Notice.objects.filter(person=person).order_by("pk").values("kind", "subject", "text", "at")


def mail_to(person: Person) -> list[int]:
    """Ids of the mails on their way to a person: one query over the few that wait."""
    waiting = OutgoingMail.objects.values_list("pk", "message")
    wanted = person.email.casefold()
    return [
        pk for pk, message in waiting if wanted in (to.casefold() for to in [*message["to"], *message["cc"]])
    ]
