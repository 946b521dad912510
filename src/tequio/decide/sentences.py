"""The sentences of this floor's refusals, each saying what to do."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "pdf.no_library": _(
        "This machine cannot make a PDF: it lacks a library. Whoever looks after it types: apt-get install {packages}. Then try again."
    ),
    "budget.dates_out_of_order": _(
        "The phase “{second}” begins before “{first}” is over. Put the dates in order."
    ),
    "budget.frozen": _(
        "Voting has opened: what the vote rests on cannot be changed any more. Tell people by a notice instead."
    ),
    "budget.not_now": _(
        "This is not open in the present phase of the edition. The page of the edition says when it is."
    ),
    "budget.one_way": _("Once voting has opened the edition only goes forward, step by step."),
    "budget.over_envelope": _(
        "The allocations are {over} more than the envelope. Lower one of them, or raise the envelope."
    ),
    "budget.prices_first": _(
        "Voting opens from the phase in which the prices are published. Move the edition there first."
    ),
    "budget.share_unknown": _(
        "A share is more than 0% and at most 100% of an investment budget. Check both numbers."
    ),
    "budget.slug_taken": _(
        "This space already has an edition “{slug}”. Give this one another name for its address."
    ),
    "budget.unknown_phase": _("There is no phase “{phase}”. Choose one of the list."),
    "budget.vote_moves_itself": _(
        "Voting is opened and closed on its own page, which fixes the rules first."
    ),
    "clock.never_back": _("The clock only goes forward. Choose a later moment."),
    "clock.nothing_to_come": _(
        "No edition has a date that is still to come. Set one up, or start the demo anew."
    ),
    "clock.not_a_demo": _("Only the clock of a demo can be moved."),
    "moment.never_comes": _(
        "There is no such hour as “{text}”: the clocks are put forward over it. Choose another one."
    ),
    "moment.unreadable": _(
        "We could not read “{text}” as a day and an hour. Write it like 2027-03-01 09:00."
    ),
    "proposal.wrong_step": _(
        "A proposal that is “{now}” cannot become “{to}”. Open it again to see where it stands."
    ),
    "vote.no_key": _(
        "A key of this vote is not in its place. Put back the file from the sealed sheet, or ask who runs the site."
    ),
}
