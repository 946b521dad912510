"""A draft of a practice as its page will look: the page's own template, fed with what would be published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tequio.catalogue.links.queries import Tie
from tequio.catalogue.pages import Spoken, frame_of
from tequio.catalogue.publishing.queries import draft_of, files_of, record_to_write
from tequio.catalogue.records.content import Content, read_content
from tequio.catalogue.records.models import Record, Text
from tequio.catalogue.records.reading import Reading
from tequio.catalogue.records.rules import ORIGINAL, text_language
from tequio.catalogue.templates.models import Answers
from tequio.catalogue.templates.queries import current_template
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import signed_in
from tequio.ground.territories.models import Territory
from tequio.ground.themes.queries import labels_of
from tequio.know.practices import page
from tequio.know.practices.models import Practice
from tequio.know.practices.rules import RELATION_OF, first_year


@dataclass(frozen=True)
class Coming:
    """An actor as the draft names it; its page may not be there yet, so it leads nowhere."""

    title: str
    language: str
    url: str = "#main"


@signed_in
@require_safe
def preview(request: SiteRequest, space: str, public_id: str) -> HttpResponse:
    """Show a draft to those who may write it, as readers would see it; nothing is saved."""
    record = record_to_write(request.standing, kind="practice", space=space, public_id=public_id)
    draft = draft_of(record)
    if draft is None:
        raise Http404(public_id)
    content = read_content(draft.content)
    would_be(record, content)
    reading = Reading(record, dict(texts_of(record, content)), interface=get_language() or "en")
    frame = frame_of(request, reading) | {"files": files_of(draft)}
    themes = labels_of(list(content.themes), text_language(reading.interface))
    frame["themes"] = [Spoken(label, query=f"theme={code}") for code, label in themes]
    ties, names = actors_of(content)
    context = frame | page.body_of(reading, ties, names, [], frame)
    return render(request, "know/preview.html", context)


def would_be(record: Record, content: Content) -> None:
    """Lay the draft over the record in memory: two queries."""
    record.territory = Territory.objects.filter(code=content.territory).first() if content.territory else None
    record.place, record.licence, record.original_language = content.place, content.licence, content.original
    template = current_template(record.space_id, record.kind)
    record.answers = Answers(template=template, values=dict(content.answers))
    record.practice = Practice(
        record=record, maturity=content.answers.get("maturity", ""), since=first_year(content.answers)
    )


def texts_of(record: Record, content: Content) -> Iterator[tuple[str, Text]]:
    """Yield the texts that would be published; an original without words is an empty one."""
    for language, text in {content.original: content.main, **content.texts}.items():
        yield (
            language,
            Text(
                record=record,
                language=language,
                title=text.title,
                summary=text.summary,
                sections=dict(text.sections),
                status=ORIGINAL if language == content.original else text.status,
                made_from=text.made_from,
            ),
        )


def actors_of(content: Content) -> tuple[list[Tie], Mapping[int, Any]]:
    """Make the links to actors that the draft would make."""
    ties: list[Tie] = []
    names: dict[int, Any] = {}
    for question, relation in RELATION_OF.items():
        for entry in content.answers.get(question) or ():
            number = -len(names) - 1
            names[number] = Coming(entry["name"] or entry["actor"], content.original)
            ties.append(Tie(relation, True, entry.get("as", ""), number))
    return ties, names
