"""What people do on the page of a proposal: one address for all, each with the word of what it does."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tequio.catalogue.publishing.services import hide
from tequio.catalogue.records.queries import named
from tequio.catalogue.records.rules import text_language
from tequio.decide.proposals.access import can_ask_others, can_moderate, can_review, is_writer
from tequio.decide.proposals.coauthoring import accept_coauthoring, ask_coauthor, end_coauthoring
from tequio.decide.proposals.merging import ask_merge, consent, decline
from tequio.decide.proposals.models import Merge, Proposal
from tequio.decide.proposals.queries import coauthors_of, proposal_at, public_proposal_or_404, writers_among
from tequio.decide.proposals.refusing import drafted, show_refused
from tequio.decide.proposals.reviewing import admit, answer, reject
from tequio.decide.proposals.services import take_back_idea
from tequio.decide.proposals.supporting import stop_supporting, support
from tequio.ground.http import SiteRequest
from tequio.ground.limits import spend
from tequio.ground.people.models import Person
from tequio.ground.permissions import signed_in
from tequio.ground.refusals import sentence
from tequio.ground.spaces.rules import TONGUES
from tequio.kit.plain import one_line, plain
from tequio.kit.refusals import Refused

ASKS_PER_HOUR = 20
Deed = Callable[[SiteRequest, Proposal], object]


@signed_in
@require_POST
def do(request: SiteRequest, space: str, public_id: str) -> HttpResponse:
    """Do what the form says (`act`) with a proposal, and go back to it. A deed that one may not do is not there (404).

    Refused where something was written, it shows the page again with the reason and what was written (422).
    """
    proposal = public_proposal_or_404(space, public_id)
    deed, thanks = DEEDS.get(request.POST.get("act", ""), (None, ""))
    if deed is None:
        raise Http404(public_id)
    try:
        deed(request, proposal)
    except Refused as refusal:
        if not drafted(request):
            raise
        return show_refused(request, proposal.record, sentence(refusal))
    if thanks:
        messages.success(request, str(thanks))
    found = named([proposal.pk], proposal.record.original_language)
    if proposal.pk not in found:
        return redirect("budget-proposals", space=space, budget=proposal.budget.slug)
    return redirect(found[proposal.pk].url)


def _allow(may: bool, proposal: Proposal) -> None:
    if not may:
        raise Http404(proposal.key)


def _writes(request: SiteRequest, proposal: Proposal) -> None:
    coauthors = writers_among(coauthors_of(proposal.pk))
    _allow(is_writer(request.standing, proposal.record, coauthors), proposal)


def _site(request: SiteRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _support(request: SiteRequest, proposal: Proposal) -> None:
    support(proposal, by=request.user)


def _stop(request: SiteRequest, proposal: Proposal) -> None:
    stop_supporting(proposal, by=request.user)


def _ask(request: SiteRequest, proposal: Proposal) -> None:
    _allow(can_ask_others(request.standing, proposal.record), proposal)
    spend(request, "ask-coauthor", person=ASKS_PER_HOUR, address=3 * ASKS_PER_HOUR)
    email = one_line(request.POST.get("email", ""))
    ask_coauthor(proposal, email=email, by=request.user, site=_site(request))


def _accept(request: SiteRequest, proposal: Proposal) -> None:
    accept_coauthoring(proposal, by=request.user, site=_site(request))


def _leave(request: SiteRequest, proposal: Proposal) -> None:
    end_coauthoring(proposal, request.user, by=request.user)


def _end(request: SiteRequest, proposal: Proposal) -> None:
    _allow(can_ask_others(request.standing, proposal.record), proposal)
    person = get_object_or_404(Person, coauthored__proposal=proposal, pk=_number(request, "person"))
    end_coauthoring(proposal, person, by=request.user)


def _ask_merge(request: SiteRequest, proposal: Proposal) -> None:
    _writes(request, proposal)
    target = proposal_at(proposal.budget, request.POST.get("address", "")[:500])
    words = plain(request.POST.get("words", ""))
    ask_merge(proposal, target, words=words, by=request.user, site=_site(request))


def _consent(request: SiteRequest, proposal: Proposal) -> None:
    consent(_merge(request, proposal), by=request.user, site=_site(request))


def _decline(request: SiteRequest, proposal: Proposal) -> None:
    decline(_merge(request, proposal), by=request.user, site=_site(request))


def _merge(request: SiteRequest, proposal: Proposal) -> Merge:
    _writes(request, proposal)
    merges = Merge.objects.filter(source=proposal) | Merge.objects.filter(target=proposal)
    return get_object_or_404(merges.select_related("source", "target"), pk=_number(request, "merge"))


def _number(request: SiteRequest, name: str) -> int:
    said = request.POST.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else 0


def _take_back(request: SiteRequest, proposal: Proposal) -> None:
    _writes(request, proposal)
    take_back_idea(proposal, reason=plain(request.POST.get("reason", "")), by=request.user)


def _admit(request: SiteRequest, proposal: Proposal) -> None:
    _allow(can_review(request.standing, proposal.record.space_id), proposal)
    admit(proposal, by=request.user, site=_site(request))


def _reject(request: SiteRequest, proposal: Proposal) -> None:
    _allow(can_review(request.standing, proposal.record.space_id), proposal)
    reason = plain(request.POST.get("reason", ""))
    reject(proposal, reason=reason, by=request.user, site=_site(request))


def _answer(request: SiteRequest, proposal: Proposal) -> None:
    _allow(can_review(request.standing, proposal.record.space_id), proposal)
    words = {language: plain(request.POST.get(f"answer-{language}", "")) for language in TONGUES}
    answer(proposal, words=words, by=request.user, site=_site(request))


def _hide(request: SiteRequest, proposal: Proposal) -> None:
    _allow(can_moderate(request.standing, proposal.record.space_id), proposal)
    reason = plain(request.POST.get("reason", ""))
    language = text_language(get_language() or "en")
    hide(proposal.record, reason=reason, language=language, by=request.user, site=_site(request))


DEEDS: Mapping[str, tuple[Deed | None, Promise | str]] = {
    "support": (_support, _("Thank you. Your support counts.")),
    "stop supporting": (_stop, _("Your support is taken back.")),
    "ask": (_ask, _("If somebody has an account with this address, they are asked now.")),
    "accept": (_accept, _("You write it together now.")),
    "leave": (_leave, _("You do not write it together.")),
    "end": (_end, ""),
    "merge": (_ask_merge, _("The authors of the other proposal are asked.")),
    "consent": (_consent, _("You consented.")),
    "decline": (_decline, _("The two proposals stay as they are.")),
    "take back": (_take_back, _("Your proposal is taken back. Its page says so.")),
    "admit": (_admit, _("Admitted.")),
    "reject": (_reject, _("Not admitted. Everybody reads the reason.")),
    "answer": (_answer, _("The answer is published.")),
    "hide": (_hide, _("It is hidden. Its author reads the reason.")),
}
