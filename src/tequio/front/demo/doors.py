"""The doors of the demo: what a newcomer does first."""

from django.utils.translation import override

from tequio.catalogue.records.models import Record
from tequio.catalogue.records.queries import named
from tequio.front.demo.reading import address_of

PRACTICE = "villa-el-salvador"


def doors() -> list[tuple[str, str]]:
    """Invitations with the path of their page (one query)."""
    ids = Record.objects.filter(public_id=address_of(PRACTICE)).values_list("id", flat=True)
    with override("en"):
        return [("Read a practice", practice.url) for practice in named(ids, "en").values()]
