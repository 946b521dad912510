"""What every page needs to know."""

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    """Name of the site, languages of the interface, whether this is a demo; no query."""
    return {"site_name": settings.SITE_NAME, "demo": settings.DEMO, "languages": settings.LANGUAGES}
