"""Shows a proposal's page again when a deed was refused, so that nothing typed is lost."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language

from tequio.catalogue.pages import show
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.queries import named
from tequio.catalogue.records.rules import text_language
from tequio.decide.proposals.views import body, doing
from tequio.ground.http import SiteRequest
from tequio.ground.spaces.rules import TONGUES

DRAFTED = ("email", "address", "words", "reason", *(f"answer-{language}" for language in TONGUES))
"""The fields in which somebody writes."""
FORMS = {
    "ask": "may_ask",
    "merge": "may_merge",
    "take back": "may_take_back",
    "reject": "may_reject",
    "answer": "reviews",
    "hide": "may_decide",
}
"""Which word of the page's context says that the form of a deed is there."""


def drafted(request: SiteRequest) -> list[str]:
    """What was written in the form of a deed."""
    return [said for name in DRAFTED if (said := request.POST.get(name, "").strip())]


def show_refused(request: SiteRequest, record: Record, refused: str) -> HttpResponse:
    """Answer 422 with the page, why the deed was refused, and its form as it was filled in: two queries beside the page's.

    Where the form is gone meanwhile, what was written stands beside the reason, to be copied.
    """
    act = request.POST.get("act", "")
    found = named([record.pk], text_language(get_language() or "en"))[record.pk]

    def aside(request: SiteRequest, record: Record) -> dict[str, Any]:
        context = doing(request, record)
        kept = [] if context.get(FORMS.get(act, "")) else drafted(request)
        return context | {"refused": refused, "act": act, "typed": request.POST, "kept": kept}

    asked = (found.space, found.public_id, found.slug or "-")
    answer = show(request, "proposal", asked, body, template="decide/proposals/page.html", aside=aside)
    answer.status_code = 422
    return answer
