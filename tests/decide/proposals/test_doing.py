"""What people do on the page of a proposal."""

import pytest

from tequio.catalogue.records.queries import named
from tequio.decide.budgets.models import Budget
from tequio.decide.proposals.models import CoAuthor, Merge, Proposal
from tequio.ground.spaces.services import give_role
from tests.cast import make_person
from tests.decide.town import make_budget, make_proposal


@pytest.fixture
def accepting(space):
    return make_budget(space, stage="accepting", options={"support_threshold": 2})


@pytest.fixture
def lamps(accepting, amina):
    return make_proposal(accepting, "Lamps", author=amina)


def page(client, proposal):
    return client.get(named([proposal.pk], "en")[proposal.pk].url.replace("/es/", "/en/")).content.decode()


def do(client, proposal, act, **more):
    return client.post(f"/en/network/proposal/{proposal.record.public_id}/do/", {"act": act, **more})


def move(budget, stage):
    Budget.objects.filter(pk=budget.pk).update(stage=stage, join_check=b"0" * 32)


def test_support_is_given_and_taken_back_on_the_page(client, accepting, lamps, dora):
    move(accepting, "selecting")
    assert "Support this proposal" not in page(client, lamps)
    client.force_login(dora)
    assert "Support this proposal" in page(client, lamps)
    do(client, lamps, "support")
    said = page(client, lamps)
    assert "You support this proposal" in said
    assert "1 of the 2 that it needs" in said
    do(client, lamps, "stop supporting")
    assert "0 of the 2 that it needs" in page(client, lamps)


def test_coauthor_is_asked_accepts_and_stands_beside_the_author(client, lamps, amina, dora):
    client.force_login(amina)
    do(client, lamps, "ask", email="dora@example.org")
    client.force_login(dora)
    assert "You are asked to write this proposal together." in page(client, lamps)
    assert "Lamps" in client.get("/en/mine/proposals/").content.decode()
    do(client, lamps, "accept")
    assert "<dd>Amina, Dora</dd>" in page(client, lamps)
    client.force_login(amina)
    do(client, lamps, "end", person=dora.pk)
    assert not CoAuthor.objects.exists()


def test_merge_is_asked_by_address_and_consented_to_on_the_other_page(client, accepting, lamps, amina, dora):
    lights = make_proposal(accepting, "Lights", author=dora)
    client.force_login(amina)
    address = f"https://example.org/en/network/proposal/{lights.record.public_id}-lights"
    do(client, lamps, "merge", address=address, words="They are the same.")
    assert "Take the question back" in page(client, lamps)
    client.force_login(dora)
    assert "They are the same." in page(client, lights)
    do(client, lights, "consent", merge=Merge.objects.get().pk)
    assert "Joined with another proposal, where it goes on." in page(client, lamps)


def test_author_takes_a_proposal_back_and_the_page_says_why(client, accepting, lamps, amina):
    client.force_login(amina)
    do(client, lamps, "take back", reason="The city did it already.")
    said = page(client, lamps)
    assert "Taken back by those who wrote it" in said
    assert "The city did it already." in said
    again = do(client, lamps, "take back", reason="Once more.")
    assert again.status_code == 422
    assert "<blockquote>Once more.</blockquote>" in again.content.decode()


def test_officer_admits_rejects_and_answers(client, accepting, lamps, bruno):
    client.force_login(bruno)
    move(accepting, "reviewing")
    assert do(client, lamps, "reject", reason=" ").status_code == 409
    do(client, lamps, "reject", reason="On private land.")
    assert "On private land." in page(client, lamps)
    do(client, lamps, "admit")
    do(client, lamps, "answer", **{"answer-en": "We look into it.", "answer-es": "Lo estudiamos."})
    assert "We look into it." in page(client, lamps)
    url = named([lamps.pk], "en")[lamps.pk].url
    assert "Lo estudiamos." in client.get(url.replace("/en/", "/es/")).content.decode()


def test_moderator_hides_with_a_reason(client, space, lamps):
    moderator = make_person("Mona")
    give_role(moderator, space, "moderator", by=None)
    client.force_login(moderator)
    assert do(client, lamps, "hide", reason="An advertisement.").status_code == 302
    lamps.record.refresh_from_db()
    assert lamps.record.visibility == "hidden"


@pytest.mark.parametrize(
    "act",
    [
        "ask",
        "end",
        "merge",
        "consent",
        "decline",
        "take back",
        "admit",
        "reject",
        "answer",
        "hide",
        "nonsense",
        "",
    ],
)
def test_deed_that_one_may_not_do_is_not_there(client, lamps, dora, act):
    client.force_login(dora)
    assert do(client, lamps, act, reason="Because.", email="bruno@example.org").status_code == 404
    assert Proposal.objects.get().stage == "proposed"


def test_visitor_does_nothing(client, lamps):
    assert do(client, lamps, "support").status_code == 401


@pytest.mark.parametrize("count", [1, 3])
def test_desk_lists_what_waits_in_a_constant_number_of_queries(
    client, accepting, bruno, django_assert_num_queries, count
):
    for number in range(count):
        make_proposal(accepting, f"Lamps {number}")
    client.force_login(bruno)
    client.get("/en/network/budget/2015/review/")
    with django_assert_num_queries(7):
        said = client.get("/en/network/budget/2015/review/").content.decode()
    assert said.count("Lamps ") == count


def test_desk_admits_the_rest_and_selects_in_one_go(client, accepting, bruno, dora):
    make_proposal(accepting, "Lamps", supports=3)
    make_proposal(accepting, "Trees", supports=1)
    desk = "/en/network/budget/2015/review/"
    client.force_login(dora)
    assert client.get(desk).status_code == 404
    client.force_login(bruno)
    move(accepting, "reviewing")
    assert (
        "2 proposals are admitted."
        in client.post(desk, {"act": "admit the rest"}, follow=True).content.decode()
    )
    move(accepting, "selecting")
    assert "1 proposal goes on." in client.post(desk, {"act": "select"}, follow=True).content.decode()


def test_edition_leads_to_proposing_and_to_the_list(client, accepting):
    said = client.get("/en/network/budget/2015/").content.decode()
    assert 'href="/en/network/budget/2015/propose/"' in said
    assert 'href="/en/network/budget/2015/proposals/"' in said


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        ("merge", {"address": "https://example.org/en/network/", "words": "They are the same."}),
        ("take back", {"reason": "Because. " * 400}),
    ],
)
def test_refused_deed_of_an_author_keeps_what_was_typed(client, lamps, amina, act, typed):
    client.force_login(amina)
    answer = do(client, lamps, act, **typed)
    refused_with(answer, typed)


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        ("reject", {"reason": "No room. " * 400}),
        ("answer", {"answer-es": "Sí. " * 900}),
    ],
)
def test_refused_deed_of_an_officer_keeps_what_was_typed(client, accepting, lamps, bruno, act, typed):
    move(accepting, "reviewing")
    client.force_login(bruno)
    refused_with(do(client, lamps, act, **typed), typed)


def refused_with(answer, typed):
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'class="notice bad" role="alert"' in page
    assert '<details class="facet" open>' in page
    for value in typed.values():
        assert value in page


def test_deed_refused_with_nothing_written_says_why(client, accepting, lamps, dora):
    client.force_login(dora)
    assert do(client, lamps, "support").status_code == 409
