"""What those who run an edition type wrongly: a sentence in their language says what to do, and all that was typed stays."""

from dataclasses import dataclass, field

import pytest
from lxml.html import document_fromstring

from tequio.decide.budgets.models import Budget
from tequio.decide.electorates.models import Electorate
from tequio.ground.spaces.services import give_role
from tests.decide.town import make_budget, make_proposal, make_vote
from tests.decide.valuations.steps import announce_no, let_time_pass, say_yes

BUDGET = "network/budget/2015/"
LONG = "luz " * 6_000


@dataclass(frozen=True)
class Slip:
    """A page, what is typed on it beside what stands there already, and the phase in which it is open."""

    page: str
    typed: dict[str, str] = field(default_factory=dict)
    stage: str = "accepting"

    def __str__(self) -> str:
        return f"{self.page or 'edition'} {' '.join(self.typed)}"


SLIPS = [
    Slip("set-up/name/", {"name_es": "ñ" * 81}),
    Slip("set-up/money/", {"how": "amount", "amount": "mucho dinero"}),
    Slip("set-up/money/", {"how": "amount", "amount": "1"}),
    Slip("set-up/money/", {"currency": "ZZZ"}),
    Slip("set-up/money/", {"how": "share", "base": "100", "share": "101"}),
    Slip("set-up/zones/", {"more": "La Goleta\nLa Goleta"}),
    Slip("set-up/headings/", {"more": "Calles\ncalles"}),
    Slip("set-up/groups/", {"grouping": "por-barrio"}),
    Slip("set-up/ballot/", {"most": "muchos"}),
    Slip("set-up/ballot/", {"most": "99999999999999999999"}),
    Slip("set-up/rule/", {"rule": "a ojo"}),
    Slip("set-up/ties/", {"ties": "drawn", "tie_seed": ""}),
    Slip("set-up/dates/", {"accepting": "2027-13-01T09:00"}),
    Slip("set-up/dates/", {"accepting": "mañana"}),
    Slip("set-up/dates/", {"time_zone": "Luna/Mar"}),
    Slip("set-up/support/", {"support_threshold": "unos veinte"}),
    Slip("set-up/voting/", {"hold": "3"}),
    Slip("set-up/law/", {"legal_basis": LONG}),
    Slip("set-up/about/", {"about_es": LONG}),
    Slip("move/", {"phase": "fiesta"}),
    Slip("electorate/", {"least_age": "dieciséis"}),
    Slip("electorate/", {"least_age": "99999999999999999999"}),
    Slip("electorate/", {"words_es": LONG}),
    Slip("electorate/person/", {"birth": "ayer", "name": "Amina Ben Salah"}, "publishing"),
    Slip("electorate/roll/", {"act": "find", "number": "X1", "birth": "ayer"}, "publishing"),
    Slip("valuations/incompatible/", {"first": "p99", "second": "p1"}, "valuating"),
    Slip("valuations/", {"address": "sin arroba"}, "valuating"),
    Slip("valuations/", {"address": "nadie@example.org"}, "valuating"),
    Slip("VALUING", {"act": "save", "part-0-what": "Postes", "part-0-amount": "caro"}, "valuating"),
    Slip("VALUING", {"act": "save", "running_costs": "poco"}, "valuating"),
    Slip("VALUING", {"act": "save", "explanation_es": LONG}, "valuating"),
    Slip("DECIDED", {"act": "reopen", "reason": LONG}, "valuating"),
    Slip("HEARD", {"act": "decide", "revision": "77"}, "valuating"),
]


@pytest.fixture
def officer(client, bruno):
    client.force_login(bruno)
    return client


def address_of(slip, budget, by) -> str:
    if not slip.page.isupper():
        return f"{BUDGET}{slip.page}"
    proposal = make_proposal(budget, "Lamps", stage="selected", author=by)
    if slip.page == "DECIDED":
        say_yes(proposal, by=by)
    elif slip.page == "HEARD":
        announce_no(proposal, by=by)
        let_time_pass(proposal)
    return f"{BUDGET}valuations/proposal/{proposal.record.public_id}/"


def standing_in(page, act) -> dict[str, str]:
    """What a browser would send of the form that a button of this act stands in, or of the first with anything typed."""
    forms = [one for one in page.forms if one.method.upper() == "POST" and one.find_class("field")]
    mine = [one for one in forms if one.xpath(f".//button[@value='{act}']|.//input[@value='{act}']")]
    fields = dict((mine or forms)[0].form_values())
    # lxml says "on" for a choice whose value is empty.
    return {
        name: "" if name == "feasible" and said == "on" else said
        for name, said in fields.items()
        if name != "csrfmiddlewaretoken"
    }


def sentences(answer) -> list[str]:
    page = document_fromstring(answer.content.decode())
    told = (
        page.find_class("error")
        + page.find_class("bad")
        + [one for box in page.find_class("errors") for one in box.iter("li")]
    )
    return [" ".join(one.text_content().split()) for one in told if "field" not in one.classes]


# What is no choice at all cannot be shown as chosen; the revision is the one that stands now.
SHOWN_OTHERWISE = {"act", "phase", "rule", "grouping", "time_zone", "revision"}


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_slip_is_said_in_spanish_and_nothing_typed_is_lost(officer, space, bruno, slip):
    budget = make_budget(space, stage=slip.stage)
    Electorate.objects.filter(budget=budget).update(by_census=True)
    make_proposal(budget, "Benches", stage="selected")
    address = address_of(slip, budget, bruno)
    before = document_fromstring(officer.get(f"/es/{address}").content.decode())
    sent = standing_in(before, slip.typed.get("act", "")) | slip.typed
    answer, english = (officer.post(f"/{tongue}/{address}", sent) for tongue in ("es", "en"))
    assert answer.status_code == 422
    said = sentences(answer)
    assert said
    assert not set(said) & set(sentences(english)), "a sentence that is not in the reader's language"
    page = document_fromstring(answer.content.decode())
    assert page.get("lang") == "es"
    left = standing_in(page, slip.typed.get("act", ""))
    for name, words in sent.items():
        if name not in SHOWN_OTHERWISE:
            assert left.get(name, "").strip() == words.strip(), name


def test_project_leaves_a_vote_with_a_reason_alone(officer, space):
    make_vote(space)
    answer = officer.post(f"/es/{BUDGET}withdraw/", {"project": "p1", "reason": ""})
    assert answer.status_code == 422
    page = document_fromstring(answer.content.decode())
    assert page.xpath("//option[@selected]/@value") == ["p1"]
    assert sentences(answer)


def test_reply_that_is_too_long_stays_with_a_sentence(client, space, amina, bruno):
    budget = make_budget(space, stage="valuating")
    proposal = make_proposal(budget, "Lamps", stage="selected", author=amina)
    announce_no(proposal, by=bruno)
    client.force_login(amina)
    address = f"/es/{BUDGET}valuations/proposal/{proposal.record.public_id}/reply/"
    answer = client.post(address, {"words": LONG})
    assert answer.status_code == 422
    assert standing_in(document_fromstring(answer.content.decode()), "")["words"].strip() == LONG.strip()
    assert "3000" in " ".join(sentences(answer)).replace("\xa0", "").replace(".", "")


def test_officer_who_is_one_no_longer_changes_nothing(client, space, amina, bruno):
    make_budget(space)
    give_role(amina, space, "secretariat", by=None)
    client.force_login(amina)
    assert client.get(f"/es/{BUDGET}set-up/name/").status_code == 200
    amina.roles.all().delete()
    assert client.post(f"/es/{BUDGET}set-up/name/", {"name_es": "Luz"}).status_code == 404
    assert Budget.objects.get().names == {"en": "La Marsa 2015", "fr": "La Marsa 2015"}
