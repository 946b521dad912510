"""Aids that the page asks while one types: words counted, records found."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from tequio.catalogue.publishing.counting import counted
from tequio.catalogue.publishing.finding import find_records
from tequio.catalogue.publishing.views.reading import reader_language
from tequio.ground.permissions import open_to_all
from tequio.ground.spaces.queries import space_or_404
from tequio.kit.plain import whole_number

LONGEST = 100


@open_to_all
@require_POST
def count(request: HttpRequest) -> JsonResponse:
    """Count the words of `text` against `limit`, and say it in a sentence."""
    words = counted(request.POST.get("text", ""), whole_number(request.POST.get("limit", "")))
    return JsonResponse({"words": words.words, "over": words.over, "sentence": words.sentence})


@open_to_all
@require_GET
def find(request: HttpRequest, space: str, kind: str) -> JsonResponse:
    """Answer `?q=` with at most ten published records of a kind in a space."""
    asked = request.GET.get("q", "")[:LONGEST]
    hits = find_records(kind, asked, space_or_404(space).pk, reader_language())
    return JsonResponse({"results": [hit.to_json() for hit in hits]})
