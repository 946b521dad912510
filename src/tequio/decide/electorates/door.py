"""The voter's door: the ways that are on, what was typed into one of them, and whom it lets in."""

from django.forms import Form

from tequio.decide.budgets.models import Budget
from tequio.decide.electorates.forms import CensusForm, CodeForm
from tequio.decide.electorates.limits import check_tries, count_wrong
from tequio.decide.electorates.models import Electorate, RollEntry
from tequio.decide.electorates.queries import entry_by_census, entry_by_code
from tequio.ground.http import SiteRequest
from tequio.ground.refusals import sentence
from tequio.kit.refusals import Refused

BLAMED = {"roll.bad_date": "birth"}


class Door:
    """The forms of one request. `status` is what the page answers with when it is shown again."""

    def __init__(self, request: SiteRequest, budget: Budget, electorate: Electorate) -> None:
        self.request, self.budget, self.electorate = request, budget, electorate
        self.way = request.POST.get("way", "")
        self.status = 200
        self.census = CensusForm(electorate, self._typed("census")) if electorate.by_census else None
        with_codes = electorate.by_code or electorate.by_officer
        self.code = CodeForm(self._typed("code")) if with_codes else None

    def _typed(self, way: str) -> dict[str, str] | None:
        return self.request.POST.dict() if self.way == way else None

    @property
    def tried(self) -> Form | None:
        """The form that was sent."""
        return {"census": self.census, "code": self.code}.get(self.way)

    def enter(self) -> RollEntry | None:
        """Return the roll entry of whoever sent a form that fits; what does not fit is said beside it, and counted.

        Three reads, no write, for who is let in.
        """
        form = self.tried
        if form is None or not form.is_valid():
            self.status = 422
            return None
        try:
            check_tries(self.request, self.budget)
            return self._find(form)
        except Refused as refusal:
            if refusal.code == "vote.too_many_tries":
                self.status = 429
            else:
                count_wrong(self.request, self.budget)
                self.status = 422
            self.refuse(refusal)
            return None

    def _find(self, form: Form) -> RollEntry:
        if self.way == "code":
            return entry_by_code(self.budget, form.cleaned_data["code"])
        return entry_by_census(self.budget, self.electorate, form.cleaned_data)

    def refuse(self, refusal: Refused) -> None:
        """Say a refusal beside what it is about."""
        form = self.tried
        if form is not None:
            field = "code" if self.way == "code" else BLAMED.get(refusal.code)
            form.add_error(field, sentence(refusal))
