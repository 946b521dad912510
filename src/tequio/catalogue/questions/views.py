"""The questions of a space by part: their list, one question, one part, and the form as an author will see it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from tequio.catalogue.publishing.asking.base import Writing
from tequio.catalogue.publishing.forms import asked_in
from tequio.catalogue.publishing.parts import parts_of
from tequio.catalogue.questions.forms import TYPE_NAMES, PartForm, QuestionForm
from tequio.catalogue.questions.queries import answered, part_of, template_to_change
from tequio.catalogue.questions.services import (
    move_part,
    move_question,
    remove_part,
    remove_question,
    retire_question,
    save_part,
    save_question,
)
from tequio.catalogue.records.content import Content
from tequio.catalogue.records.rules import text_language
from tequio.catalogue.templates.models import Template
from tequio.catalogue.templates.rules import in_language
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import signed_in
from tequio.ground.refusals import sentence
from tequio.kit.plain import whole_number
from tequio.kit.refusals import Refused


def _language() -> str:
    return text_language(get_language() or "en")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: SiteRequest, space: str, kind: str) -> HttpResponse:
    """List the questions by part; move a question or a part, retire a question, ask it again, remove what is unused."""
    standing = template_to_change(request.standing, space=space, kind=kind)
    refused = ""
    if request.method == "POST":
        try:
            _act(request, standing)
            return redirect("template", space=space, kind=kind)
        except Refused as refusal:
            refused = sentence(refusal)
    context = {
        **_frame(standing),
        "parts": _parts(standing),
        "retired": [row for row in _rows(standing) if row["field"].retired],
        "refused": refused,
    }
    return render(request, "template/list.html", context, status=409 if refused else 200)


def _frame(standing: Template) -> dict[str, Any]:
    return {"template": standing, "space": standing.space, "kind": standing.kind}


def _act(request: SiteRequest, standing: Template) -> None:
    act, _space, key = request.POST.get("act", "").partition(" ")
    by: Any = request.user
    if act in ("up", "down"):
        move_question(standing, key, up=act == "up", by=by)
    elif act in ("retire", "ask"):
        retire_question(standing, key, away=act == "retire", seen=_number(request), by=by)
    elif act == "remove":
        remove_question(standing, key, by=by)
    elif act in ("part-up", "part-down"):
        move_part(standing, key, up=act == "part-up", by=by)
    elif act == "part-remove":
        remove_part(standing, key, by=by)


def _number(request: SiteRequest) -> int:
    return whole_number(request.POST.get("number", ""))


def _parts(standing: Template) -> list[dict[str, Any]]:
    rows = _rows(standing)
    return [
        {
            "key": part["key"],
            "title": in_language(part.get("title", {}), _language()),
            "intro": in_language(part.get("intro", {}), _language()),
            "rows": [row for row in rows if row["field"].part == part["key"] and not row["field"].retired],
            "empty": all(row["field"].part != part["key"] for row in rows),
        }
        for part in standing.parts
    ]


def _rows(standing: Template) -> list[dict[str, Any]]:
    return [
        {"field": field, "heading": field.heading_in(_language()), "type": TYPE_NAMES[field.type]}
        for field in standing.questions
    ]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: SiteRequest, space: str, kind: str, key: str = "") -> HttpResponse:
    """Change one question, or add one; the page says how many records answer it."""
    standing = template_to_change(request.standing, space=space, kind=kind)
    held = next((field for field in standing.fields if field["key"] == key), None)
    if key and held is None:
        raise Http404(key)
    posted = request.POST if request.method == "POST" else None
    form = QuestionForm(standing, _language(), held or {"part": request.GET.get("part", "")}, posted)
    refused = _save(request, standing, form, save_question)
    if form.is_bound and form.is_valid() and refused is None:
        return redirect("template", space=space, kind=kind)
    more = {
        "heading": standing.question(key).heading_in(_language()) if held else "",  # type: ignore[union-attr]
        "held": held,
        "count": answered(standing, key) if held else 0,
    }
    return _form_page(request, "template/question.html", standing, form, refused, **more)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: SiteRequest, space: str, kind: str, key: str = "") -> HttpResponse:
    """Change the words of one part, or add one after the last."""
    standing = template_to_change(request.standing, space=space, kind=kind)
    held = part_of(standing, key)
    if key and held is None:
        raise Http404(key)
    form = PartForm(held or {}, request.POST if request.method == "POST" else None)
    refused = _save(request, standing, form, save_part)
    if form.is_bound and refused is None:
        return redirect("template", space=space, kind=kind)
    heading = in_language(held.get("title", {}), _language()) if held else ""
    return _form_page(request, "template/part.html", standing, form, refused, heading=heading, held=held)


def _save(
    request: SiteRequest,
    standing: Template,
    form: QuestionForm | PartForm,
    save: Callable[..., Template],
) -> Refused | None:
    """Save a form that is valid; what was refused is returned."""
    if form.is_bound and form.is_valid():
        try:
            save(standing, form.said(), seen=_number(request), by=request.user)
        except Refused as refusal:
            return refusal
    return None


def _form_page(
    request: SiteRequest,
    page: str,
    standing: Template,
    form: QuestionForm | PartForm,
    refused: Refused | None,
    **more: object,
) -> HttpResponse:
    """Show what was typed, what is wrong with it and, where somebody else was faster, what stands."""
    changed = refused is not None and refused.code.endswith(".changed_meanwhile")
    first = next(iter(form.named))
    context = {
        **_frame(standing),
        "form": form,
        "problems": [(f"id_{first}_en", sentence(refused))] if refused else [],
        "others": list(form.others()) if changed else [],
        **more,
    }
    return render(request, page, context, status=409 if changed else 422 if form.is_bound else 200)


@signed_in
@require_safe
def preview(request: SiteRequest, space: str, kind: str) -> HttpResponse:
    """Show all parts of the form as an author meets them, empty."""
    standing = template_to_change(request.standing, space=space, kind=kind)
    language = _language()
    blank = Writing(Content(original=language), {}, language, standing.space_id, 0)
    parts = [(part, asked_in(part, blank)) for part in parts_of(standing, language)]
    return render(request, "template/preview.html", {**_frame(standing), "parts": parts})
