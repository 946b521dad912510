"""The sentences of this room's refusals, each saying what to do."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "incompatible.apart": _(
        "These two are not counted together, so both can win anyway. Choose two proposals of the same count."
    ),
    "incompatible.itself": _("A proposal does not exclude itself. Choose another one."),
    "incompatible.unknown": _(
        "We found no proposal “{text}” in this edition. Copy its address from the bar of your browser."
    ),
    "valuation.amount_missing": _("Write what “{what}” costs, or empty the line."),
    "valuation.announce_first": _(
        "A no is announced to the author first, who has some days to reply. Announce it, then decide."
    ),
    "valuation.announced": _(
        "This was announced to the author as it stands. Open it again with a reason if you have to change it."
    ),
    "valuation.answer_missing": _(
        "The author replied. Answer in the language of the space, so that everybody sees that the reply was weighed."
    ),
    "valuation.author_has_time": _(
        "The author can still reply. Decide when the reply is there, or when the time is over."
    ),
    "valuation.changed_meanwhile": _(
        "Somebody else changed this valuation meanwhile. What you typed is still here: compare it with what is kept, then save again."
    ),
    "valuation.days": _("Give the author between {least} and {most} days to reply."),
    "valuation.decided": _("This is decided. Open it again with a reason if you have to change it."),
    "valuation.does_not_go_on": _(
        "Only proposals that go on are valued. Its page says where this one stands."
    ),
    "valuation.explanation_missing": _(
        "Everybody reads why. Write the explanation in the language of the space."
    ),
    "valuation.is_open": _("This valuation is open already. Change it and save."),
    "valuation.many_parts": _("A price has at most {most} parts. Put some of them together."),
    "valuation.not_a_member": _(
        "{person} does not belong to this space. Invite them first, or choose somebody else."
    ),
    "valuation.not_no": _(
        "Only “not feasible” is announced beforehand. Choose it and save, or decide at once that it can be done."
    ),
    "valuation.not_yes": _("Say first whether it can be done, and save."),
    "valuation.not_all_decided": _(
        "Proposals that go on and are not decided: {n}. Without a decision they would be missing from the vote. Decide on each first."
    ),
    "valuation.nothing_valued": _(
        "No proposal has been valued, so there is no price to publish. Let proposals go on at “Review proposals”, and say what they cost."
    ),
    "valuation.nothing_to_assign": _(
        "There is nothing for {person} to value among these: only proposals that go on are valued, and never by their authors. Choose others."
    ),
    "valuation.nothing_to_reply": _(
        "There is nothing to reply to at present. The page of the proposal says where it stands."
    ),
    "valuation.part_too_long": _(
        "“{what}…” is too long: a part of the price has a name of at most {limit} letters. Explain it above."
    ),
    "valuation.part_without_name": _("Say for each amount what it is for."),
    "valuation.price_missing": _(
        "What can be done needs its price. Write at least one part of it, and save."
    ),
    "valuation.replied": _("You have replied already. The city answers when it decides."),
    "valuation.too_late": _("The time to reply is over. Write to the city if you have something new to say."),
    "valuation.valuator_missing": _("Choose who is to value them, or write an e-mail address."),
    "valuation.words_missing": _("Nothing is written yet. Write a few words."),
    "valuation.words_too_long": _("{letters} letters are too many: {limit} at most. Shorten the text."),
}
