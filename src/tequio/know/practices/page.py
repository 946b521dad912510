"""What the page of one practice shows, ready to print."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import to_locale

from tequio.catalogue.answered import facts_of, sections_of
from tequio.catalogue.links.queries import Tie
from tequio.catalogue.links.trail import related_of, steps_of
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.queries import Named
from tequio.catalogue.records.reading import Reading
from tequio.catalogue.records.rules import LICENCES, text_language
from tequio.catalogue.templates.models import Template
from tequio.catalogue.templates.rules import in_language
from tequio.kit.dates import open_date
from tequio.kit.html import script_data
from tequio.know.practices.rules import RELATION_OF

# Answers that the page gives a place of their own; all others are listed with the key facts.
PLACED = frozenset({"dates", "maturity", "owner", "partners"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A key date as it is printed; `iso` is what machines read."""

    date: str
    iso: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Support:
    """The partners that gave one kind of support."""

    kind: str
    partners: list[Named] = field(default_factory=list)


def moments_of(record: Record, reading: Reading) -> list[Moment]:
    """The key dates, each as exactly as it is known."""
    dates = record.answers.values.get("dates", ()) if record.answers else ()
    made = []
    for item in dates:
        when, what = open_date(item["when"]), item.get("what", {})
        language = reading.text.language if reading.text.language in what else next(iter(what), "")
        text = in_language(what, reading.text.language)
        made.append(Moment(when.spoken(to_locale(reading.interface)), str(when), text, language))
    return made


def maturity_of(record: Record, interface: str) -> str:
    """The stage of the practice in the words of its template."""
    answers = record.answers
    value = answers.values.get("maturity", "") if answers else ""
    question = answers.template.question("maturity") if answers and value else None
    return question.label_of(value, text_language(interface)) if question else value


def supports_of(
    ties: list[Tie], names: Mapping[int, Named], template: Template | None, interface: str
) -> list[Support]:
    """The partners, grouped by the kind of support that they gave, in the order of the template's choices."""
    question = template.question("partners") if template else None
    order = [key for key, _label in question.choices] if question else []
    kinds: dict[str, Support] = {}
    for tie in ties:
        if tie.outward and tie.relation == "partner" and tie.other in names:
            label = question.label_of(tie.detail, text_language(interface)) if question and tie.detail else ""
            kinds.setdefault(tie.detail, Support(label)).partners.append(names[tie.other])
    return [kinds[key] for key in [*order, *(key for key in kinds if key not in order)] if key in kinds]


def citation_of(reading: Reading, *, owner: Named | None, space: str, url: str) -> str:
    """The line that others copy when they quote the practice."""
    record, text = reading.record, reading.text
    year = (record.published or date.today()).year  # noqa: DTZ011 - a draft's citation is nobody's
    said_by = owner.title if owner else space
    version = _("version %(number)s") % {"number": record.version}
    parts = [f"{said_by} ({year})", text.title, f"{space}, {version}", record.licence, url]
    return ". ".join(part.rstrip(".") for part in parts[:-1]) + f". {url}"


def json_ld(
    reading: Reading, *, url: str, owner: Named | None, themes: list[str], place: str
) -> dict[str, Any]:
    """The page for machines, in the words of schema.org."""
    record, text = reading.record, reading.text
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": text.title,
        "description": text.summary,
        "inLanguage": text.language,
        "url": url,
        "license": LICENCES.get(record.licence, ""),
        "isAccessibleForFree": True,
        "datePublished": record.published.date().isoformat() if record.published else None,
        "dateModified": record.updated.date().isoformat(),
        "version": record.version,
        "about": [{"@type": "DefinedTerm", "name": theme} for theme in themes],
        "contentLocation": {"@type": "Place", "name": place} if place else None,
        "author": {"@type": "Organization", "name": owner.title} if owner else None,
        "publisher": {"@type": "Organization", "name": str(record.space)},
    }
    return {key: value for key, value in data.items() if value}


def body_of(
    reading: Reading,
    ties: list[Tie],
    names: Mapping[int, Named],
    trail: list[Named],
    frame: Mapping[str, Any],
) -> dict[str, Any]:
    """What the template shows beside the frame that every record has; no query."""
    record, interface = reading.record, reading.interface
    template = record.answers.template if record.answers else None
    owner = next((names[tie.other] for tie in ties if tie.relation == "owner" and tie.other in names), None)
    place = ", ".join(spoken.name for spoken in frame["places"])
    themes = [theme.name for theme in frame["themes"]]
    return {
        "sections": sections_of(reading, template),
        "facts": facts_of(record, reading, PLACED),
        "moments": moments_of(record, reading),
        "maturity": maturity_of(record, interface),
        "owner": owner,
        "supports": supports_of(ties, names, template, interface),
        "related": related_of(ties, names, RELATION_OF.values()),
        "source": urlsplit(record.source_url).hostname or "",
        "trail": steps_of(trail, here=record.pk),
        "licence_url": LICENCES.get(record.licence, ""),
        "citation": citation_of(reading, owner=owner, space=frame["space_name"], url=frame["url"]),
        "json_ld": script_data(json_ld(reading, url=frame["url"], owner=owner, themes=themes, place=place)),
    }
