"""Telling valuators and authors, each in their language and at their pace; nobody writes to themselves."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from tequio.catalogue.records.queries import named
from tequio.catalogue.records.rules import text_language
from tequio.decide.budgets.models import Budget
from tequio.decide.valuations.announcing import VALUED, VALUING
from tequio.decide.valuations.models import Valuation
from tequio.ground.figures import moment
from tequio.ground.notices.services import tell
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import said_in


def tell_assigned(budget: Budget, person: Person, number: int, *, by: Person, site: str) -> None:
    """Tell a valuator how many proposals wait for them now; without `site` nobody is told."""
    if not site or person == by or not person.is_active:
        return
    with override(person.language):
        edition = budget.name_in(person.language)
        subject = _("To be valued: {edition}").format(edition=edition)
        said = ngettext(
            "{number} proposal of “{edition}” waits for you: can it be done, and what does it cost?",
            "{number} proposals of “{edition}” wait for you: can they be done, and what do they cost?",
            number,
        ).format(number=number, edition=edition)
        page = reverse("valuations", kwargs={"space": budget.space.slug, "budget": budget.slug})
        tell(person, VALUING, subject=subject, text=_letter(said, site + page), site=site)


def tell_replied(valuation: Valuation, *, by: Person, site: str) -> None:
    """Tell the valuators that the author has replied."""
    people = Person.objects.filter(valuations__valuation=valuation, is_active=True).exclude(pk=by.pk)
    for person in people.order_by("pk") if site else ():
        with override(person.language):
            title = title_in(valuation, person.language)
            subject = _("The author replied: {title}").format(title=title)
            text = _letter(_quoted(valuation.reply), site + _address(valuation, "valuation"))
            tell(person, VALUING, subject=subject, text=text, site=site)


def tell_announced(valuation: Valuation, coauthors: Collection[int], *, by: Person, site: str) -> None:
    """Tell the authors that the city means to say no, why, and until when they can reply."""
    for person in _authors(valuation, coauthors, by, site):
        with override(person.language):
            title = title_in(valuation, person.language)
            subject = _("Please reply: {title}").format(title=title)
            until = moment(valuation.reply_until, valuation.proposal.budget.time_zone)
            said = _(
                "The city has looked at “{title}” and means to say that it cannot be done. Before that is final you are"
                " heard: you can reply until {until}. The reason:"
            ).format(title=title, until=until)
            parts = (said, _quoted(said_in(valuation.explanation, person.language, "en")))
            text = _letter("\n\n".join(parts), site + _address(valuation, "valuation-reply"))
            tell(person, VALUED, subject=subject, text=text, site=site)


def tell_decided(valuation: Valuation, coauthors: Collection[int], *, by: Person, site: str) -> None:
    """Tell the authors what was decided."""
    for person in _authors(valuation, coauthors, by, site):
        with override(person.language):
            title = title_in(valuation, person.language)
            if valuation.feasible:
                subject, said = _("Feasible: {title}"), _("Good news: “{title}” can be done.")
            else:
                subject, said = _("Not feasible: {title}"), _("“{title}” cannot be done.")
            words = said_in(valuation.explanation, person.language, "en")
            answer = said_in(valuation.answer, person.language, "en")
            parts = [said.format(title=title), _quoted(words), answer and _quoted(answer)]
            text = _letter("\n\n".join(filter(None, parts)), site + _short(valuation))
            tell(person, VALUED, subject=subject.format(title=title), text=text, site=site)


def tell_reopened(
    valuation: Valuation, coauthors: Collection[int], reason: str, *, by: Person, site: str
) -> None:
    """Tell the authors that the city looks at their proposal again, and why."""
    for person in _authors(valuation, coauthors, by, site):
        with override(person.language):
            title = title_in(valuation, person.language)
            subject = _("Looked at again: {title}").format(title=title)
            said = _("The city looks at “{title}” again. The reason:").format(title=title)
            text = _letter(f"{said}\n\n{_quoted(reason)}", site + _short(valuation))
            tell(person, VALUED, subject=subject, text=text, site=site)


def title_in(valuation: Valuation, language: str) -> str:
    """The title of a proposal in a language or another one: one query."""
    found = named([valuation.proposal_id], text_language(language))
    return next((one.title for one in found.values()), valuation.proposal.key)


def _authors(valuation: Valuation, coauthors: Collection[int], by: Person, site: str) -> Collection[Person]:
    author = valuation.proposal.record.author_id
    wanted = {*coauthors, *([author] if author else [])} - {by.pk}
    return list(Person.objects.filter(pk__in=wanted, is_active=True).order_by("pk")) if site else ()


def _address(valuation: Valuation, route: str) -> str:
    proposal = valuation.proposal
    kept = {"space": proposal.budget.space.slug, "budget": proposal.budget.slug}
    return reverse(route, kwargs={**kept, "public_id": proposal.record.public_id})


def _short(valuation: Valuation) -> str:
    return reverse("short", kwargs={"public_id": valuation.proposal.record.public_id})


def _quoted(words: str) -> str:
    return "> " + words.replace("\n", "\n> ")


def _letter(words: str, page: str) -> str:
    return "\n\n".join([words, _("See it here: {page}").format(page=page)])
