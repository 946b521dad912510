"""The file that a past edition was brought in from, for everybody who wants to count again."""

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from tequio.decide.budgets.access import can_see
from tequio.decide.past.models import BallotFile
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all


@open_to_all
@require_safe
def ballots(request: SiteRequest, space: str, budget: str) -> FileResponse:
    """Give the file as it came, whole, under the name of the edition: one query."""
    found = BallotFile.objects.filter(budget__space__slug=space, budget__slug=budget).select_related("budget")
    kept = found.first()
    if kept is None or not can_see(request.standing, kept.budget):
        raise Http404(budget)
    return FileResponse(kept.file.open("rb"), as_attachment=True, filename=f"{kept.budget.slug}.pb")
