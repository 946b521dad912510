"""Typing aid: what answers the letters typed so far."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language

from tequio.ground.permissions import open_to_all
from tequio.ground.themes.finding import find_themes

LONGEST = 100


@open_to_all
def find(request: HttpRequest) -> JsonResponse:
    """Answer `?q=` with at most ten themes, as the script's finding by typing reads them."""
    language = (get_language() or "en").split("-")[0]
    hits = find_themes(request.GET.get("q", "")[:LONGEST], language)
    return JsonResponse({"results": [hit.to_json() for hit in hits]})
