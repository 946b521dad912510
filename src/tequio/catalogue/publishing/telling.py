"""Telling by mail what was decided and what was sent, each person in their language."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tequio.catalogue.publishing.announcing import DECIDED, HANDED, WAITING
from tequio.catalogue.publishing.models import Decision, Offer
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


def tell_of_offer(
    offer: Offer, event: str, title: str, *, before: Person | None, by: Person, site: str
) -> None:
    """Tell those whom an offer concerns, each once, in their language and at their pace; nobody writes to themselves.

    They are the one who is asked, the author `before`, and whoever offered it. `event` is what happened: `made`,
    `accepted`, `declined` or `taken back`.
    """
    told: dict[int, tuple[Person, str]] = {}
    for person, place in ((offer.to, "to"), (before, "author"), (offer.by, "by")):
        if site and person is not None and person.is_active and person != by:
            told.setdefault(person.pk, (person, place))
    for person, place in told.values():
        with override(person.language):
            subject, text = _offered_words(event, place)
            facts = {"title": title, "to": offer.to, "who": by}
            parts = [text.format(**facts)]
            if event == "made" and place == "to":
                page = site + reverse("offer", kwargs={"public_id": offer.record.public_id})
                parts.append(_("Accept or decline here: {page}").format(page=page))
            tell(person, HANDED, subject=subject.format(**facts), text="\n\n".join(parts), site=site)


def _offered_words(event: str, place: str) -> tuple[str, str]:
    return {
        ("made", "to"): (
            _("Would you take it over? {title}"),
            _(
                "{who} offers you “{title}”. If you accept, you are its author from then on: you change it and send it."
            ),
        ),
        ("made", "author"): (
            _("Offered to somebody else: {title}"),
            _("“{title}” was offered to {to}. It stays yours until they accept."),
        ),
        ("accepted", "author"): (
            _("Handed over: {title}"),
            _("“{title}” has a new author now: {to}. Thank you for your work on it."),
        ),
        ("accepted", "by"): (_("Accepted: {title}"), _("{to} accepted “{title}” and is its author now.")),
        ("declined", "author"): (
            _("It stays yours: {title}"),
            _("{to} does not take over “{title}”. It stays yours."),
        ),
        ("declined", "by"): (
            _("Declined: {title}"),
            _("{to} does not take over “{title}”. It stays with its author."),
        ),
        ("taken back", "to"): (
            _("No longer offered: {title}"),
            _("“{title}” is no longer offered to you. There is nothing to do."),
        ),
        ("taken back", "author"): (
            _("It stays yours: {title}"),
            _("“{title}” stays yours: the offer to {to} was taken back."),
        ),
        ("taken back", "by"): (
            _("No longer offered: {title}"),
            _("The offer of “{title}” to {to} was taken back."),
        ),
    }[event, place]


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
