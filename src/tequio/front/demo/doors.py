"""The doors of the demo: what a newcomer does first."""

from django.urls import reverse
from django.utils.translation import override

from tequio.catalogue.records.models import Record
from tequio.catalogue.records.queries import named
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import FINISHED
from tequio.front.demo.reading import address_of
from tequio.front.demo.voting import code_to_try

PRACTICE = "villa-el-salvador"
VOTING = "la-marsa"


def doors() -> list[tuple[str, str]]:
    """Invitations with the path of their page: read, vote, recount (three queries)."""
    ids = Record.objects.filter(public_id=address_of(PRACTICE)).values_list("id", flat=True)
    with override("en"):
        found = [("Read what Villa El Salvador did", practice.url) for practice in named(ids, "en").values()]
        for budget in (
            Budget.objects.filter(space__slug=VOTING, origin="").select_related("space").order_by("-slug")
        ):
            slugs = [budget.space.slug, budget.slug]
            if code := code_to_try(budget):
                found.append((f"Vote in La Marsa, with the code {code}", reverse("vote", args=slugs)))
            elif budget.stage == FINISHED:
                found.append(("Recount the edition before it", reverse("result", args=slugs)))
        return found
