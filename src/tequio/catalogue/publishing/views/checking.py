"""All answers on one page before they are sent; and what happens to them afterwards."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tequio.catalogue.publishing.asking.base import Question, Writing
from tequio.catalogue.publishing.asking.types import asking_of
from tequio.catalogue.publishing.parts import START
from tequio.catalogue.publishing.queries import Sheet, draft_of, last_decision, record_to_write, sheet_of
from tequio.catalogue.publishing.services import open_draft, send, take_back, throw_away
from tequio.catalogue.publishing.views.reading import part_url, reader_language, steps_of, writing_url
from tequio.catalogue.records.models import Record
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import signed_in
from tequio.ground.refusals import sentence
from tequio.kit.html import html_of
from tequio.kit.refusals import Refused


@dataclass(frozen=True)
class Answer:
    """One answer as it is read over: the question, what was said, where it is changed, what is wrong with it.

    `html` is prose as readers will see it, made safe.
    """

    id: str
    question: str
    answer: str
    url: str
    problem: str
    lang: str
    html: str


@dataclass(frozen=True)
class Group:
    """The answers of one part."""

    title: str
    url: str
    answers: list[Answer]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: SiteRequest, space: str, public_id: str, kind: str) -> HttpResponse:
    """Read all answers over; send them, take them back, or open what is published to change it."""
    record = record_to_write(request.standing, kind=kind, space=space, public_id=public_id)
    draft = draft_of(record)
    if draft is None:
        return _without_draft(request, record)
    sheet = sheet_of(draft, reader_language())
    if request.method != "POST":
        return _page(request, sheet)
    try:
        if request.POST.get("act") == "take back":
            take_back(draft, by=request.user)
            return redirect(part_url(record, START))
        if request.POST.get("act") == "throw away":
            throw_away(draft, by=request.user)
            return redirect(f"my-{kind}s")
        if request.POST.get("act") == "send" and not draft.sent:
            site = f"{request.scheme}://{request.get_host()}"
            send(draft, template=sheet.template, by=request.user, site=site)
    except Refused:
        return _page(request, sheet, status=409)
    return redirect(writing_url(record, "check"))


def _page(request: SiteRequest, sheet: Sheet, status: int = 200) -> HttpResponse:
    groups = answers_of(sheet)
    answers = [answer for group in groups for answer in group.answers]
    context = {
        "sheet": sheet,
        "groups": groups,
        "problems": [
            (answer.id, f"{answer.question}: {answer.problem}") for answer in answers if answer.problem
        ],
        "steps": steps_of(sheet, "check"),
        "decision": last_decision(sheet.record),
    }
    return render(request, "write/check.html", context, status=status)


def _without_draft(request: SiteRequest, record: Record) -> HttpResponse:
    """Before something published is changed, say that readers go on seeing it as it is."""
    if request.method == "POST" and request.POST.get("act") == "open" and record.version:
        open_draft(record, by=request.user)
        return redirect(part_url(record, START))
    return render(request, "write/open.html", {"record": record, "decision": last_decision(record)})


def answers_of(sheet: Sheet) -> list[Group]:
    """List all answers of a draft by part, each with what is wrong with it."""
    groups = []
    for part in sheet.parts:
        url = part_url(sheet.record, part.key)
        answers = [
            Answer(
                id=f"said_{question.key}",
                question=question.heading or question.label,
                answer="\n".join(said(question, sheet.writing)),
                url=f"{url}#{question.id}",
                problem=_problem(sheet, question.key),
                lang=sheet.writing.content.original if question.type in IN_ITS_LANGUAGE else "",
                html=_html(question, sheet.writing),
            )
            for question in part.questions
        ]
        groups.append(Group(part.title, url, answers))
    return groups


def _html(question: Question, writing: Writing) -> str:
    """Render a section of prose; nothing for the other types, and for what could not be read."""
    if question.type != "prose" or question.key in writing.typed:
        return ""
    return html_of(writing.content.main.sections.get(question.key, ""))


def said(question: Question, writing: Writing) -> list[str]:
    """Say an answer in words; one that could not be read as it was typed."""
    typed = writing.typed.get(question.key)
    if typed is None:
        return asking_of(question).said(question, writing)
    rows = typed if isinstance(typed, list) else [typed]
    return [
        " ".join(row[key] for key in AS_TYPED if key in row) if isinstance(row, dict) else row for row in rows
    ]


# The boxes of a question in the order of its form; a database may keep them in another.
AS_TYPED = ("when", "what", "amount", "currency", "lat", "lon")
# Answers that are words of the author, not of the interface.
IN_ITS_LANGUAGE = frozenset({"title", "summary", "prose", "line", "words", "date", "actor"})


def _problem(sheet: Sheet, key: str) -> str:
    problem = sheet.progress.problems.get(key)
    return sentence(problem) if problem else ""
