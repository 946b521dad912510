"""The questions of a space: their list, one of them, and the form as an author will see it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from tequio.catalogue.publishing.asking.base import Writing
from tequio.catalogue.publishing.forms import asked_in
from tequio.catalogue.publishing.parts import parts_of
from tequio.catalogue.questions.forms import TYPE_NAMES, QuestionForm
from tequio.catalogue.questions.queries import answered, template_to_change
from tequio.catalogue.questions.services import move_question, retire_question, save_question
from tequio.catalogue.records.content import Content
from tequio.catalogue.records.rules import text_language
from tequio.catalogue.templates.models import Template
from tequio.catalogue.templates.rules import in_language
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import signed_in
from tequio.ground.refusals import sentence
from tequio.kit.refusals import Refused


def _language() -> str:
    return text_language(get_language() or "en")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: SiteRequest, space: str, kind: str) -> HttpResponse:
    """List the questions by part; move one, retire it, ask it again."""
    standing = template_to_change(request.standing, space=space, kind=kind)
    refused = ""
    if request.method == "POST":
        try:
            _act(request, standing)
            return redirect("template", space=space, kind=kind)
        except Refused as refusal:
            refused = sentence(refusal)
    context = {
        "template": standing,
        "space": standing.space,
        "kind": kind,
        "parts": _parts(standing, retired=False),
        "retired": [row for part in _parts(standing, retired=True) for row in part["rows"]],
        "refused": refused,
    }
    return render(request, "template/list.html", context, status=409 if refused else 200)


def _act(request: SiteRequest, standing: Template) -> None:
    act, _space, key = request.POST.get("act", "").partition(" ")
    known: dict[str, Any] = {"seen": _number(request), "by": request.user}
    if act in ("up", "down"):
        move_question(standing, key, up=act == "up", **known)
    elif act in ("retire", "ask"):
        retire_question(standing, key, away=act == "retire", **known)


def _number(request: SiteRequest) -> int:
    typed = request.POST.get("number", "")
    return int(typed[:9]) if typed.isascii() and typed.isdigit() else 0


def _parts(standing: Template, *, retired: bool) -> list[dict[str, Any]]:
    language = _language()
    return [
        {
            "title": in_language(part.get("title", {}), language),
            "rows": [
                {"field": field, "heading": field.heading_in(language), "type": TYPE_NAMES[field.type]}
                for field in standing.questions
                if field.part == part["key"] and field.retired == retired
            ],
        }
        for part in standing.parts
    ]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: SiteRequest, space: str, kind: str, key: str = "") -> HttpResponse:
    """Change one question, or add one; the page says how many records answer it."""
    standing = template_to_change(request.standing, space=space, kind=kind)
    held = next((field for field in standing.fields if field["key"] == key), None)
    if key and held is None:
        raise Http404(key)
    form = QuestionForm(standing, _language(), held or {}, request.POST if request.method == "POST" else None)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            save_question(standing, form.said(), seen=_number(request), by=request.user)
            return redirect("template", space=space, kind=kind)
        except Refused as refusal:
            refused = refusal
    context = {
        "form": form,
        "template": standing,
        "space": standing.space,
        "kind": kind,
        "heading": standing.question(key).heading_in(_language()) if held else "",  # type: ignore[union-attr]
        "held": held,
        "count": answered(standing, key) if held else 0,
        "problems": [("id_heading_en", sentence(refused))] if refused else [],
    }
    changed = refused is not None and refused.code == "question.changed_meanwhile"
    context["others"] = list(form.others()) if changed else []
    return render(
        request, "template/question.html", context, status=409 if changed else 422 if form.is_bound else 200
    )


@signed_in
@require_safe
def preview(request: SiteRequest, space: str, kind: str) -> HttpResponse:
    """Show all parts of the form as an author meets them, empty."""
    standing = template_to_change(request.standing, space=space, kind=kind)
    language = _language()
    blank = Writing(Content(original=language), {}, language, standing.space_id, 0)
    parts = [(part, asked_in(part, blank)) for part in parts_of(standing, language)]
    context = {"template": standing, "space": standing.space, "kind": kind, "parts": parts}
    return render(request, "template/preview.html", context)
