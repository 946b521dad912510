"""The sentences of this room's refusals, each saying what to do."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "proposal.answer_missing": _("Write the answer in one language at least."),
    "proposal.coauthors_full": _("At most {limit} people write a proposal together. Take somebody back first."),
    "proposal.merge_elsewhere": _("Only two different proposals of the same edition can be joined. Copy the address of the other one from the bar of your browser."),
    "proposal.merge_ended": _("This question is answered already. Open the page again to see how."),
    "proposal.merge_waits": _("This proposal waits for an answer to another question of this kind. Take that one back first."),
    "proposal.allocation_missing": _("Choose where it would be and which money would pay for it."),
    "proposal.no_allocation": _("There is no money for this in the edition. Choose one of the list."),
    "proposal.not_asked": _("Nobody asks you to write this proposal together any more."),
    "proposal.not_running": _("This proposal is out of the running, so it takes no more supports. Look for one that is like it."),
    "proposal.not_there": _("This proposal is hidden at present. Ask those who run the space why."),
    "proposal.not_yours": _("Only those who write one of the two proposals can decide on this."),
    "proposal.reason_missing": _("Say why: everybody who reads the proposal reads the reason."),
    "proposal.supports_used": _("You support {limit} proposals already, which is the most in this edition. Take one back to support this one."),
    "proposal.title_missing": _("Give your idea a short name, for instance: Lamps along the way to school."),
    "proposal.too_large": _("This has {letters} letters; {limit} is the most for an idea. Shorten it, or add it as a file later."),
    "proposal.words_too_long": _("This has {letters} letters; {limit} is the most. Shorten it."),
}  # fmt: skip
