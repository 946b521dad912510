"""The sentences of refusals while an edition is set up, each saying what to do."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "budget.allocation_in_use": _("Something was proposed for one of these, so that its amount cannot go. Leave at least a little there."),
    "budget.bad_slug": _("“{slug}” cannot stand in an address. Use small letters, digits and hyphens, sixty at most."),
    "budget.changed_meanwhile": _("Somebody else changed this edition while you wrote. What you typed is still here: compare it with what stands now, then keep it again."),
    "budget.currency_fixed": _("Something was proposed already, in the currency that stands. Keep that currency."),
    "budget.limits_do_not_fit": _("A ballot names at least as many projects as one number says and at most as many as the other; the first cannot be larger. Check both."),
    "budget.name_missing": _("Give the edition a name, in one language at least."),
    "budget.name_too_long": _("“{name}” is too long; {limit} letters are the most. Shorten it."),
    "budget.no_base": _("Say how much the investment budget is."),
    "budget.no_money": _("Say how much money the edition has."),
    "budget.nothing_allocated": _("Share the money out, to zones and headings or as a whole, before you open the edition."),
    "budget.opened_already": _("People have seen this edition: it cannot be thrown away any more."),
    "budget.part_in_use": _("Something rests on “{name}”: proposals, or people on the list of voters. It stays; give its name back."),
    "budget.part_twice": _("“{name}” stands twice. Give one of them another name, or take it out."),
    "budget.points_do_not_fit": _("One project can get at least one point, and at most all points of a ballot. Check both numbers."),
    "budget.rule_does_not_fit": _("This rule cannot count this ballot. Choose another rule, or another ballot first."),
    "budget.seed_missing": _("Say the public words from which the order is drawn."),
    "budget.territory_unknown": _("We do not know a territory “{name}”. Write the zones one a line instead."),
    "budget.territory_without_parts": _("We do not know the parts of {territory}. Write the zones one a line instead."),
    "budget.text_too_long": _("This text has {letters} letters; {limit} is the most. Shorten it."),
    "budget.too_fine_to_change": _("The amounts have more decimals than the new currency. Round them first."),
    "budget.too_many_cells": _("Zones and headings make {cells} amounts; {most} is the most. Take fewer zones, or fewer headings."),
    "budget.too_many_parts": _("These are {count}; {most} is the most. Join some of them."),
}  # fmt: skip
