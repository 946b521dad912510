"""Telling by mail what was decided and what was sent, each person in their language."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tequio.catalogue.publishing.announcing import DECIDED, HANDED, WAITING
from tequio.catalogue.publishing.models import Decision
from tequio.catalogue.records.models import Record
from tequio.ground.notices.services import tell
from tequio.ground.people.models import Person
from tequio.ground.spaces.rules import PUBLISHERS


def tell_author(decision: Decision, title: str, *, site: str) -> None:
    """Tell the record's author at their pace, once the caller's transaction is committed; nobody writes to themselves.

    `site` is the site's address without a path; without one (an import, the command) nobody is told.
    """
    author = decision.record.author
    if not site or author is None or not author.is_active or author == decision.by:
        return
    with override(author.language):
        subject, text = _words(decision.outcome)
        record = decision.record
        where = "short" if decision.outcome == "published" else "check"
        page = reverse(
            f"{record.kind}-{where}", kwargs={"space": record.space.slug, "public_id": record.public_id}
        )
        parts = [
            text.format(title=title),
            decision.reason and "> " + decision.reason.replace("\n", "\n> "),
            _("See it here: {page}").format(page=f"{site}{page}"),
        ]
        words = "\n\n".join(filter(None, parts))
        tell(author, DECIDED, subject=subject.format(title=title), text=words, site=site)


def tell_publishers(record: Record, title: str, *, by: Person, site: str) -> None:
    """Tell those who publish in the record's space, each in their language: one query and four for each person at most.

    As with `tell_author`, nobody is told without `site`, and nobody writes to themselves.
    """
    if not site:
        return
    roles = {"roles__space": record.space_id, "roles__role__in": PUBLISHERS}
    for person in Person.objects.filter(is_active=True, **roles).exclude(pk=by.pk).distinct().order_by("pk"):
        with override(person.language):
            page = reverse("desk-record", kwargs={"space": record.space.slug, "public_id": record.public_id})
            parts = [
                _("{author} has sent “{title}” and waits for your answer.").format(author=by, title=title),
                _("See it here: {page}").format(page=f"{site}{page}"),
            ]
            subject = _("Waits for you: {title}").format(title=title)
            tell(person, WAITING, subject=subject, text="\n\n".join(parts), site=site)


def tell_handed(record: Record, title: str, *, before: Person | None, by: Person, site: str) -> None:
    """Tell the new author and the one before, each in their language and at their pace; nobody writes to themselves."""
    told = [(record.author, True), (before, False)]
    for person, new in told:
        if not site or person is None or not person.is_active or person == by:
            continue
        with override(person.language):
            if new:
                subject = _("Yours now: {title}")
                said = _("“{title}” was handed over to you. You can change it from now on.")
                where = reverse(f"my-{record.kind}s")
            else:
                subject = _("Handed over: {title}")
                said = _("“{title}” has a new author now: {author}. Thank you for your work on it.")
                where = ""
            parts = [said.format(title=title, author=record.author)]
            if where:
                parts.append(_("See it here: {page}").format(page=f"{site}{where}"))
            tell(person, HANDED, subject=subject.format(title=title), text="\n\n".join(parts), site=site)


def _words(outcome: str) -> tuple[str, str]:
    return {
        "published": (
            _("Published: {title}"),
            _("Good news: “{title}” is published. Everybody can read it now."),
        ),
        "returned": (
            _("Please look again: {title}"),
            _("The coordinator has read “{title}” and asks you to look again before it is published:"),
        ),
        "hidden": (
            _("Hidden for now: {title}"),
            _("“{title}” is hidden for now: only you and the coordinators see it. The reason:"),
        ),
        "withdrawn": (_("Withdrawn: {title}"), _("“{title}” was withdrawn and is no longer in the bank.")),
    }[outcome]
