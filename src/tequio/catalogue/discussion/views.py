"""The discussion of a record, twenty threads a page, with all that one does in it."""

from dataclasses import dataclass

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tequio.catalogue.discussion.access import can_hide, check_discussed, is_own
from tequio.catalogue.discussion.forms import ReasonForm, WordsForm
from tequio.catalogue.discussion.models import Comment
from tequio.catalogue.discussion.page import address, may_write, shown
from tequio.catalogue.discussion.queries import (
    comment_or_404,
    discussed_or_404,
    page_of_threads,
    page_with,
    threads_of,
)
from tequio.catalogue.discussion.rules import in_time
from tequio.catalogue.discussion.services import (
    change_comment,
    comment,
    hide_comment,
    show_comment,
    take_back_comment,
)
from tequio.catalogue.kinds import kind_of, pages_above
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.queries import named
from tequio.catalogue.records.rules import text_language
from tequio.ground.clock import now
from tequio.ground.freshness import kept_for_visitors
from tequio.ground.http import SiteRequest
from tequio.ground.limits import spend
from tequio.ground.permissions import open_to_all, signed_in
from tequio.ground.refusals import sentence
from tequio.ground.spaces.page import frame_of
from tequio.ground.spaces.views import done
from tequio.kit.plain import whole_number
from tequio.kit.refusals import Refused

PER_PERSON, PER_ADDRESS = 20, 60
"""Comments in an hour."""
ANSWER, CHANGE, HIDE = "answer", "change", "hide"


@dataclass(frozen=True)
class Doing:
    """What the form of the page is for: something new, or a comment to answer, to change or to hide."""

    form: Form
    act: str = ""
    to: Comment | None = None


@open_to_all
@kept_for_visitors
@require_http_methods(["GET", "HEAD", "POST"])
def discussion(request: SiteRequest, space: str, public_id: str) -> HttpResponse:
    """Show what is said about a record: seven queries for a visitor, whatever its length. One who signed in writes here."""
    record = discussed_or_404(space, public_id)
    if request.method == "POST":
        return _write(request, record)
    act = next((act for act in (ANSWER, CHANGE, HIDE) if act in request.GET), "")
    to = comment_or_404(record, whole_number(request.GET[act])) if act else None
    if to is not None and not _may(request, record, act, to):
        act, to = "", None
    words = {"words": to.words} if act == CHANGE and to else {}
    return _shown(request, record, Doing(ReasonForm() if act == HIDE else WordsForm(initial=words), act, to))


def _may(request: SiteRequest, record: Record, act: str, to: Comment) -> bool:
    """Say whether this reader may do this with a comment."""
    if act == CHANGE:
        return is_own(request.standing, to)
    if act == HIDE:
        return can_hide(request.standing, record.space_id) and to.taken_back is None
    return to.hidden is None and to.taken_back is None


@signed_in
def _write(request: SiteRequest, record: Record) -> HttpResponse:
    """Do what the form says: `act`, with the comment `to`. What one may not do is not there (404)."""
    act, to = request.POST.get("act", ""), None
    if act in (ANSWER, CHANGE, "take back", HIDE, "show"):
        to = comment_or_404(record, whole_number(request.POST.get("to", "")))
        asked = {"take back": CHANGE, "show": HIDE}.get(act, act)
        if asked != ANSWER and not _may(request, record, asked, to):
            raise Http404(record.public_id)
    elif act != "say":
        raise Http404(record.public_id)
    if act in ("take back", "show") and to:
        return _undone(request, record, act, to)
    form = (ReasonForm if act == HIDE else WordsForm)(request.POST)
    said: list[Comment] = []
    if done(form, next(iter(form.fields)), lambda: said.append(_do(request, record, act, to, form))):
        messages.success(request, _thanks(act))
        return _back(record, said[0])
    return _shown(request, record, Doing(form, "" if act == "say" else act, to), status=422)


def _undone(request: SiteRequest, record: Record, act: str, to: Comment) -> HttpResponse:
    if act == "show":
        show_comment(to, by=request.user)
        messages.success(request, _("Everybody reads it again."))
    else:
        take_back_comment(to, by=request.user)
        messages.success(request, _("Your comment is taken back."))
    return _back(record, to)


def _do(request: SiteRequest, record: Record, act: str, to: Comment | None, form: Form) -> Comment:
    site = f"{request.scheme}://{request.get_host()}"
    if act == HIDE and to:
        return hide_comment(to, reason=form.cleaned_data["reason"], by=request.user, site=site)
    words = form.cleaned_data["words"]
    if act == CHANGE and to:
        return change_comment(to, words=words, by=request.user)
    spend(request, "comment", person=PER_PERSON, address=PER_ADDRESS)
    language = text_language(get_language() or "en")
    return comment(record, words=words, language=language, to=to, by=request.user, site=site)


def _thanks(act: str) -> str:
    if act == HIDE:
        return _("It is hidden. Its author reads the reason.")
    return _("Your change is published.") if act == CHANGE else _("Thank you. Everybody can read it now.")


def _back(record: Record, said: Comment) -> HttpResponse:
    number = page_with(said)
    page = f"?page={number}" if number > 1 else ""
    return redirect(f"{address(record)}{page}#c{said.pk}")


def _shown(request: SiteRequest, record: Record, doing: Doing, *, status: int = 200) -> HttpResponse:
    language = get_language() or "en"
    closed = _why_closed(record)
    page = page_of_threads(record, request.GET.get("page"))
    context = frame_of(record.space) | {
        "record": record,
        "crumbs": pages_above(record),
        "named": named([record.pk], text_language(language))[record.pk],
        "page": page,
        "verb": kind_of(record.kind).verb,
        "threads": shown(threads_of(page), record, request.standing, is_open=not closed),
        "closed": closed,
        "doing": doing,
        "writes": may_write(request.standing, record, is_open=not closed)
        or doing.form.is_bound
        or doing.act in (CHANGE, HIDE),
        "in_time": doing.act == CHANGE and doing.to is not None and in_time(doing.to.at, now()),
    }
    return render(request, "discussion/page.html", context, status=status)


def _why_closed(record: Record) -> str:
    """Say why nobody comments now; nothing while one can."""
    try:
        check_discussed(record)
    except Refused as refusal:
        return sentence(refusal)
    return ""
