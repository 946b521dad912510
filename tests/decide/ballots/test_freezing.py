"""What of an edition is fixed when voting opens."""

import pytest

from tequio.catalogue.records.models import Record, Text
from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.models import Budget
from tequio.decide.logs.services import open_vote
from tests.decide.town import make_budget, make_feasible, make_voters

pytestmark = pytest.mark.django_db


def opened(space, change):
    budget = make_budget(space, stage="publishing")
    projects = make_feasible(budget)
    make_voters(budget, each=1)
    change(budget, projects)
    budget.refresh_from_db()
    open_vote(budget, site="vote.example", by=None)
    return rules_of(budget.pk), projects


def test_a_hidden_proposal_does_not_come_onto_the_ballot(space):
    def hide(_budget, projects):
        Record.objects.filter(pk=projects[0].pk).update(visibility="hidden")

    rules, projects = opened(space, hide)
    assert projects[0].key not in rules.project
    assert len(rules.projects) == len(projects) - 1


def test_name_of_the_edition_is_fixed_in_each_language_that_of_its_space_first(space):
    def name(budget, _projects):
        names = {"fr": "Lumie\u0300re\t2015", "es": "Luz 2015", "pt": ""}
        Budget.objects.filter(pk=budget.pk).update(names=names)

    rules, _projects = opened(space, name)
    assert list(rules.titles.items()) == [("es", "Luz 2015"), ("fr", "Lumi\u00e8re 2015")]


def test_titles_and_legal_basis_are_fixed_in_one_spelling(space):
    def paste(budget, projects):
        Text.objects.filter(record=projects[0].pk).update(title="Cafe\u0301\t\u202eof Ali")
        Budget.objects.filter(pk=budget.pk).update(legal_basis="De\u0301cret\t12")

    rules, projects = opened(space, paste)
    assert rules.project[projects[0].key].title("en") == "Caf\u00e9 of Ali"
    assert rules.legal_basis == "D\u00e9cret 12"
