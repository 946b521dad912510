"""The page on which a proposal is valued: its forms, and what each of its buttons does."""

from typing import Any

from django.forms import Form
from django.utils.translation import get_language

from tequio.catalogue.records.rules import text_language
from tequio.decide.proposals.models import Proposal
from tequio.decide.valuations.forms import (
    AnnounceForm,
    DecideForm,
    FindingsForm,
    ReopenForm,
    parts_form,
    tongues_of,
)
from tequio.decide.valuations.models import Valuation
from tequio.decide.valuations.queries import valuation_of
from tequio.decide.valuations.rules import ANNOUNCED, DAYS, HEARD, OPEN
from tequio.decide.valuations.said import Said, said_whole, spoken
from tequio.decide.valuations.services import announce, decide, reopen, save
from tequio.ground.clock import now
from tequio.ground.people.models import Person
from tequio.ground.refusals import sentence
from tequio.ground.spaces.forms import TONGUE_NAMES
from tequio.kit.refusals import Refused

SAVE, ANNOUNCE, DECIDE, REOPEN = ACTS = ("save", "announce", "decide", "reopen")


class Desk:
    """The forms of one valuation. `posted` goes to the form whose button was pressed, `act`; the others are fresh."""

    def __init__(self, proposal: Proposal, posted: Any = None, act: str = "") -> None:
        self.proposal, self.act = proposal, act if act in ACTS else ""
        self.valuation: Valuation = valuation_of(proposal)
        space, currency = proposal.budget.space, proposal.budget.currency
        data = {self.act: posted}
        self.findings = FindingsForm(self.valuation, space, currency, data.get(SAVE))
        self.parts = parts_form(self.valuation, space, currency, data.get(SAVE))
        self.announce = AnnounceForm(
            data.get(ANNOUNCE), initial={"days": DAYS, "revision": self.valuation.revision}
        )
        self.decide = DecideForm(self.valuation, space, data.get(DECIDE))
        self.reopen = ReopenForm(data.get(REOPEN))

    @property
    def form(self) -> Form | None:
        """The form whose button was pressed."""
        forms: dict[str, Form] = {
            SAVE: self.findings, ANNOUNCE: self.announce, DECIDE: self.decide, REOPEN: self.reopen
        }  # fmt: skip
        return forms.get(self.act)

    @property
    def wrong(self) -> bool:
        """Whether what was asked for could not be done."""
        return bool(self.form and (self.form.errors or (self.act == SAVE and self.parts.total_error_count())))

    @property
    def state(self) -> str:
        return self.valuation.state_at(now())

    @property
    def state_name(self) -> str:
        return str(Valuation.State(self.state).label)

    @property
    def tongue(self) -> str:
        """The language of the space, by its own name: in it everybody can read the explanation and the parts."""
        return TONGUE_NAMES[tongues_of(self.proposal.budget.space)[0]]

    @property
    def price(self) -> str:
        """The price as it is kept, written out."""
        return spoken(self.valuation.price, self.proposal.budget.currency)

    @property
    def shown(self) -> Said:
        """What those who value see: everything."""
        return said_whole(self.proposal, self.valuation, self.state)

    @property
    def open(self) -> bool:
        return self.state == OPEN

    @property
    def may_announce(self) -> bool:
        return self.open and self.valuation.feasible is False

    @property
    def may_decide(self) -> bool:
        """Whether a yes has its price, or the author of a no was heard."""
        return self.state == HEARD or bool(self.open and self.valuation.feasible and self.valuation.parts)

    @property
    def may_reopen(self) -> bool:
        return self.state != OPEN

    @property
    def waits(self) -> bool:
        return self.state == ANNOUNCED

    def done(self, *, by: Person, site: str) -> bool:
        """Do what the button says, unless something is wrong with what was typed, which stays then."""
        form = self.form
        if form is None or not form.is_valid() or (self.act == SAVE and not self.parts.is_valid()):
            return False
        try:
            self._do(form.cleaned_data, by, site)
        except Refused as refusal:
            self._refuse(form, refusal)
            return False
        return True

    def _do(self, said: dict[str, Any], by: Person, site: str) -> None:
        if self.act == SAVE:
            findings = self.findings.findings(self.parts.parts())
            save(self.proposal, findings, revision=said["revision"], by=by)
        elif self.act == ANNOUNCE:
            announce(self.proposal, days=said["days"], revision=said["revision"], by=by, site=site)
        elif self.act == DECIDE:
            words = self.decide.words()
            decide(self.proposal, revision=said["revision"], answer=words, by=by, site=site)
        elif self.act == REOPEN:
            language = text_language(get_language() or "en")
            reopen(self.proposal, said["reason"], by=by, language=language, site=site)

    def _refuse(self, form: Form, refusal: Refused) -> None:
        """Keep what was typed; saving again counts as having seen what somebody else changed."""
        form.add_error(None, sentence(refusal))
        if "revision" in form.fields:
            form.data = {**form.data.dict(), "revision": self.valuation.revision}  # type: ignore[attr-defined]
