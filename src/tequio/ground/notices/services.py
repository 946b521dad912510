"""Telling a person something at their pace, and changing that pace."""

from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from tequio.ground.ledger.services import enter
from tequio.ground.notices.kinds import NOTICE_KINDS
from tequio.ground.notices.models import Notice, OutgoingMail, Wish
from tequio.ground.notices.queries import DIGEST, mail_to, paces_of, stop_token
from tequio.ground.notices.rules import AT_ONCE, DAILY, NEVER, PACES, next_morning
from tequio.ground.people.models import Person
from tequio.ground.queue.services import schedule, unschedule

JOB = "tequio.ground.notices.jobs.send_digest"


@transaction.atomic
def tell(person: Person, kind: str, *, subject: str, text: str, site: str) -> None:
    """Tell a person something at their own pace; `subject` and `text` are in their language, `site` its address.

    At once is a mail, left in the caller's transaction; daily waits for the person's next morning; never is nothing,
    as is anything to a closed account. At most five queries.
    """
    pace = paces_of(person)[kind]
    if not person.is_active or pace == NEVER:
        return
    if pace == AT_ONCE:
        _letter(person, kind, subject=subject, text=text, site=site)
        return
    Notice.objects.create(person=person, kind=kind, subject=subject[:300], text=text, site=site)
    schedule(digest_name(person), JOB, person.pk, at=next_morning(timezone.now(), person.time_zone))


def digest_name(person: Person) -> str:
    """Under what the digest of a person is due."""
    return f"digest: {person.pk}"


@transaction.atomic
def send_what_waits(person: Person) -> int:
    """Put what waits for a person into one mail and forget it; says how many things it told."""
    waiting = list(Notice.objects.select_for_update().filter(person=person).order_by("at", "pk"))
    if not waiting:
        return 0
    with override(person.language):
        subject = ngettext(
            "{count} piece of news from {site}", "{count} pieces of news from {site}", len(waiting)
        )
        parts = [f"{notice.subject}\n\n{notice.text}" for notice in waiting]
        _letter(
            person,
            DIGEST,
            subject=subject.format(count=len(waiting), site=settings.SITE_NAME),
            text="\n\n----\n\n".join(parts),
            site=waiting[-1].site,
        )
    Notice.objects.filter(pk__in=[notice.pk for notice in waiting]).delete()
    return len(waiting)


def _letter(person: Person, kind: str, *, subject: str, text: str, site: str) -> None:
    """Leave a mail that its reader can stop with one click (RFC 8058) or by a page."""
    with override(person.language):
        stop = site + reverse("stop-notices", kwargs={"token": stop_token(person, kind)})
        foot = _("You do not want such letters? Stop them here: {stop}").format(stop=stop)
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    EmailMessage(subject=subject, body=f"{text}\n\n-- \n{foot}\n", to=[person.email], headers=headers).send()


@transaction.atomic
def choose(person: Person, paces: Mapping[str, str], *, by: Person) -> None:
    """Keep how soon a person wants to be told of what; kinds that are not named stay. Choosing the same writes nothing."""
    now = paces_of(person)
    changed = {
        kind: pace
        for kind, pace in paces.items()
        if kind in NOTICE_KINDS and pace in PACES and now[kind] != pace
    }
    for kind, pace in changed.items():
        Wish.objects.update_or_create(person=person, kind=kind, defaults={"pace": pace})
    if not changed:
        return
    # What waited for a digest that is not wanted any more is not sent.
    Notice.objects.filter(
        person=person, kind__in=[k for k, pace in changed.items() if pace == NEVER]
    ).delete()
    enter("notices.chosen", subject=f"person:{person.pk}", by=by.pk)


def stop(person: Person, kind: str) -> None:
    """Stop one kind of notice, or with `digest` all that come once a day."""
    daily = [key for key, pace in paces_of(person).items() if pace == DAILY]
    choose(person, dict.fromkeys(daily if kind == DIGEST else [kind], NEVER), by=person)


def forget(person: Person) -> None:
    """Forget what waits for a person and the mails on their way to them; for an erasure."""
    Notice.objects.filter(person=person).delete()
    OutgoingMail.objects.filter(pk__in=mail_to(person)).delete()
    unschedule(digest_name(person))
