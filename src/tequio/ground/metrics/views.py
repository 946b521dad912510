"""The figures of the site, for Prometheus."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from tequio.ground.metrics import measures
from tequio.ground.metrics.rules import bears, is_direct
from tequio.ground.permissions import open_to_all


@open_to_all
@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Give the figures to this machine and to whoever bears TEQUIO_METRICS_TOKEN; others are refused."""
    if not (is_direct(request.META) or bears(request.META, settings.METRICS_TOKEN)):
        return HttpResponse("Only from this machine, or with the token.", "text/plain", 403)
    return HttpResponse(measures.text(), content_type=CONTENT_TYPE_LATEST)
