"""What phases, doors, ballots and counting rules are called, and what each means, in a sentence."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import APPEAL, PROPOSE, READ, RESULT, SUPPORT, VOTE

PHASE_NAMES: Mapping[str, str | Promise] = dict(Budget.Stage.choices)
PHASE_MEANINGS: Mapping[str, Promise] = {
    "informing": _("The rules and the money are made known. Nothing has to be done yet."),
    "accepting": _("Everybody may propose, and talk about what was proposed."),
    "reviewing": _(
        "What was proposed is read: like ideas are joined, what the edition cannot pay for is set apart."
    ),
    "selecting": _("Everybody may support proposals; those with enough support go on."),
    "valuating": _("The city looks at each proposal: whether it can be done, and what it costs."),
    "publishing": _(
        "Prices and reasons are public. Whoever finds their proposal or the list of voters wrong says so now."
    ),
    "balloting": _("Everybody who is entitled may vote, and change their vote until the end."),
    "counting": _("The votes are counted, and everything that a recount needs is published."),
    "finished": _("The result is there, with the reason for each project, and anybody may count again."),
}
DOOR_WORDS: Mapping[str, tuple[Promise, Promise]] = {
    PROPOSE: (_("Propose"), _("An idea takes two minutes. What you write is kept as you go.")),
    SUPPORT: (_("Support"), _("Say which proposals should go on to the vote.")),
    VOTE: (_("Vote"), _("Your vote counts as it stands, and you may change it until the end.")),
    RESULT: (_("See the result"), _("Which projects won, why, and how to count again.")),
    READ: (_("Read the proposals"), _("What people want, where, and what it costs.")),
    APPEAL: (_("Check the list of voters"), _("Say so if it is wrong about you.")),
}
FORMAT_NAMES: Mapping[str, Promise] = {
    "approval": _("Approval"),
    "knapsack": _("Spending the money"),
    "ranking": _("Ranking"),
    "cumulative": _("Points"),
}
FORMAT_MEANINGS: Mapping[str, Promise] = {
    "approval": _("One marks the projects that one wants."),
    "knapsack": _("One fills a basket with projects until the money is spent."),
    "ranking": _("One puts projects in order, the most wanted first."),
    "cumulative": _("One shares out points among the projects."),
}
RULE_NAMES: Mapping[str, Promise] = {
    "greedy": _("Most votes first"),
    "greedy-no-skip": _("Most votes first, until one does not fit"),
    "greedy-80": _("Most votes first, the last one with 80% of its price"),
    "votes-per-cost": _("Most votes for the money first"),
    "knapsack": _("As the ballots spent it"),
    "equal-shares": _("Equal shares"),
    "phragmen": _("In turn, as supporters earn it"),
}
RULE_MEANINGS: Mapping[str, Promise] = {
    "greedy": _(
        "Projects are taken in the order of their votes as long as the money lasts. One that does not fit is skipped."
    ),
    "greedy-no-skip": _(
        "Projects are taken in the order of their votes. The first one that does not fit ends the count."
    ),
    "greedy-80": _(
        "Projects are taken in the order of their votes. The first one that does not fit gets what is left if that is 80% of its price, and the count ends."
    ),
    "votes-per-cost": _(
        "Projects are taken in the order of their votes for each unit of money. One that does not fit is skipped."
    ),
    "knapsack": _("Each unit of money goes where most ballots put it. The last project gets what is left."),
    "equal-shares": _(
        "The money belongs to all voters in equal parts. A project is bought when its supporters can pay for it together, so that each group of voters decides on its part."
    ),
    "phragmen": _(
        "All voters earn money at the same speed. As soon as the supporters of a project own its price, they buy it. The count ends when the next one would not fit."
    ),
}
COMPLETION_NAMES: Mapping[str, Promise] = {
    "none": _("What is left stays unspent"),
    "utilitarian": _("What is left goes to the projects with most votes"),
    "epsilon": _("Supporters give all that they have left, and the others pay the rest in equal parts"),
    "add1": _("All shares are raised step by step, and the last count that the money covers stands"),
    "add1e": _("All shares are raised step by step until nothing more can be added"),
    "add1-utilitarian": _("All shares are raised step by step, then the projects with most votes follow"),
    "add1e-utilitarian": _(
        "All shares are raised until nothing more can be added, then the projects with most votes follow"
    ),
}
UTILITY_NAMES: Mapping[str, Promise] = {
    "cost": _("by the money it is worth"),
    "cardinality": _("by the number of projects"),
    "score": _("by points or places"),
}
SCORE_NAMES: Mapping[str, Promise] = {
    "borda": _("A higher place gives more points"),
    "lexicographic": _("A first place outweighs all the others"),
}
TIE_MEANINGS: Mapping[str, Promise] = {
    "cheapest": _("Where votes are equal, the cheaper project goes first."),
    "listed": _("Where votes are equal, the project that was proposed first goes first."),
    "drawn": _("Where votes are equal, an order decides that is drawn from the public words “{seed}”."),
}
WITHDRAWN_MEANINGS: Mapping[bool, Promise] = {
    True: _("A project withdrawn while people vote stays on the ballot with a notice, and may still win."),
    False: _("A project withdrawn while people vote stays on the ballot with a notice, and cannot win."),
}
GROUPING_NAMES: Mapping[str, Promise] = {
    "each": _("Each by itself"),
    "zone": _("What is for the same zone"),
    "heading": _("What is for the same heading"),
    "all": _("Everything together"),
    "own": _("As we say"),
}
