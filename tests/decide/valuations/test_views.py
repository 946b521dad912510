"""The pages of valuing."""

import pytest

from tequio.decide.valuations.models import Incompatible, Valuation, Valuator
from tequio.decide.valuations.services import assign, declare_incompatible
from tests.decide.town import make_budget, make_proposal
from tests.decide.valuations.steps import YES, announce_no, fresh, keep, let_time_pass, say_yes

pytestmark = pytest.mark.django_db
AT = "/en/network/budget/2015/valuations/"
PARTS = {"part-TOTAL_FORMS": 4, "part-INITIAL_FORMS": 0}


def page_of(proposal) -> str:
    return f"{AT}proposal/{proposal.record.public_id}/"


def seen(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_valuator_sees_their_own_and_officers_all(client, budget, lamps, bench, vera, bruno):
    assign(budget, [lamps.pk], vera, by=bruno)
    client.force_login(vera)
    page = seen(client.get(AT))
    assert "<title>To be valued · Network of cities" in page
    assert "Lamps on the corniche" in page
    assert "Benches" not in page
    assert 'name="proposal"' not in page
    assert client.post(AT, {"proposal": bench.pk, "valuator": vera.pk}).status_code == 404
    client.force_login(bruno)
    page = seen(client.get(AT))
    assert "Benches" in page
    assert "Vera" in page
    assert "Lamps" not in seen(client.get(f"{AT}?valuator=nobody"))


def test_list_is_narrowed_and_keeps_calm_about_nonsense(client, budget, lamps, bench, vera, bruno):
    say_yes(bench, by=vera)
    client.force_login(bruno)
    assert "Benches" not in seen(client.get(AT))
    decided = seen(client.get(f"{AT}?state=feasible"))
    assert "Benches" in decided
    assert "Lamps" not in decided
    for nonsense in ("state=zzz", "allocation=999999999999999999999", "valuator=x&page=-1", "page=zzz"):
        assert "Lamps" in seen(client.get(f"{AT}?{nonsense}"))
    sidi = budget.allocations.get(zone__key="sidi").pk
    assert "Nothing waits here" in seen(client.get(f"{AT}?allocation={sidi}"))


def test_ticked_ones_or_the_whole_list_are_assigned(client, budget, lamps, bench, vera, bruno):
    client.force_login(bruno)
    answer = client.post(AT, {"proposal": lamps.pk, "valuator": vera.pk}, follow=True)
    assert "1 proposal was assigned." in seen(answer)
    make_proposal(budget, "Lamps in Sidi", zone="sidi", stage="selected")
    corniche = budget.allocations.get(zone__key="corniche").pk
    client.post(f"{AT}?allocation={corniche}", {"which": "everything", "address": "VERA@example.org"})
    assert {one.valuation_id for one in Valuator.objects.all()} == {lamps.pk, bench.pk}


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({}, "Choose who is to value them"),
        ({"address": "nobody@example.org"}, "Nobody has an account"),
        ({"address": "dora@example.org"}, "does not belong to this space"),
        ({"address": "not an address"}, "valid email address"),
        ({"proposal": "1e9", "valuator": "zzz"}, "is not one of the available choices"),
    ],
)
def test_wrong_assignment_says_what_to_do(client, lamps, dora, bruno, posted, words):
    client.force_login(bruno)
    answer = client.post(AT, {"proposal": lamps.pk, **posted})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Valuator.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_however_long(client, budget, vera, bruno, django_assert_num_queries, count):
    made = [make_proposal(budget, f"Idea {number}", stage="selected") for number in range(count)]
    assign(budget, [one.pk for one in made], vera, by=bruno)
    for one in made:
        say_yes(one, by=vera)
    client.force_login(bruno)
    with django_assert_num_queries(10):
        page = seen(client.get(f"{AT}?state="))
    assert page.count("<h2><a") == count
    with django_assert_num_queries(10):
        page = seen(client.get(f"{AT}prices/"))
    assert page.count('<th scope="row">') == count
    client.force_login(vera)
    with django_assert_num_queries(9):
        page = seen(client.get(f"{AT}?state="))
    assert page.count("<h2><a") == count


@pytest.mark.parametrize("count", [1, 3])
def test_pairs_cost_the_same_however_many(client, budget, bruno, django_assert_num_queries, count):
    for number in range(count):
        pair = [make_proposal(budget, f"{what} {number}", stage="selected") for what in ("Pool", "Park")]
        declare_incompatible(*pair, reason="", by=bruno)
    client.force_login(bruno)
    with django_assert_num_queries(6):
        page = seen(client.get(f"{AT}incompatible/"))
    assert page.count("<h2><a") == count


def test_valuing_from_the_page_to_a_yes(client, budget, lamps, vera, bruno):
    assign(budget, [lamps.pk], vera, by=bruno)
    client.force_login(vera)
    page = seen(client.get(page_of(lamps)))
    assert "<title>Lamps on the corniche · Network of cities" in page
    said = {
        "act": "save",
        "revision": 0,
        "feasible": "yes",
        "explanation_es": "Se puede.",
        "running_costs": "300",
        **PARTS,
        "part-0-what": "Poles",
        "part-0-amount": "8 000",
        "part-1-what": "Cables",
        "part-1-amount": "1500.50",
    }
    page = seen(client.post(page_of(lamps), said, follow=True))
    assert "9,500.500\xa0TND" in page
    assert 'value="1500.5"' in page
    assert fresh(lamps).stage == "selected"
    revision = Valuation.objects.get().revision
    page = seen(client.post(page_of(lamps), {"act": "decide", "revision": revision}, follow=True))
    assert "Everybody can read it now." in page
    assert fresh(lamps).price == 9_500_500


def test_hearing_from_the_page_to_a_no(client, budget, lamps, vera, amina, bruno):
    client.force_login(bruno)
    said = {"act": "save", "revision": 0, "feasible": "no", "explanation_es": "No es suelo público.", **PARTS}
    seen(client.post(page_of(lamps), said, follow=True))
    page = seen(client.post(page_of(lamps), {"act": "announce", "revision": 1, "days": 10}, follow=True))
    assert "The author was told and can reply until" in page
    assert "Decide: it cannot be done" not in page
    client.force_login(amina)
    reply = f"{page_of(lamps)}reply/"
    assert "No es suelo público." in seen(client.get(reply))
    empty = client.post(reply, {"words": " "})
    assert empty.status_code == 422
    page = seen(client.post(reply, {"words": "It was given in 1998."}, follow=True))
    assert "The city has your reply" in page
    assert client.post(reply, {"words": "And again."}).status_code == 422
    client.force_login(bruno)
    assert "It was given in 1998." in seen(client.get(page_of(lamps)))
    refused = client.post(
        page_of(lamps), {"act": "decide", "revision": 3, "answer_en": "It was not registered."}
    )
    assert refused.status_code == 422
    assert "It was not registered." in refused.content.decode()
    client.post(page_of(lamps), {"act": "decide", "revision": 3, "answer_es": "No se registró."})
    assert fresh(lamps).stage == "unfeasible"
    page = seen(client.post(page_of(lamps), {"act": "reopen", "reason": "A new map."}, follow=True))
    assert "A new map." in page


def test_reply_and_reason_of_reopening_say_their_language_to_who_reads_in_another(
    client, budget, lamps, vera, amina, bruno
):
    announce_no(lamps, by=vera)
    client.force_login(amina)
    reply = f"{page_of(lamps)}reply/"
    client.post(reply.replace("/en/", "/fr/", 1), {"words": "Il fut donné en 1998."})
    written = '<blockquote lang="fr" dir="auto"><p>Il fut donné en 1998.</p>'
    assert written in seen(client.get(reply))
    client.force_login(bruno)
    spoken = page_of(lamps).replace("/en/", "/es/", 1)
    client.post(spoken, {"act": "decide", "revision": 2, "answer_es": "No se registró."})
    page = seen(client.get(f"/r/{lamps.record.public_id}", follow=True))
    assert written.replace(" lang", ' class="measure" lang') in page
    client.post(spoken, {"act": "reopen", "reason": "Hay otro plano."})
    page = seen(client.get(f"/r/{lamps.record.public_id}", follow=True))
    assert '<blockquote lang="es" dir="auto"><p>Hay otro plano.</p>' in page


def test_what_was_typed_stays_when_somebody_was_faster(client, lamps, vera, bruno):
    keep(lamps, YES, by=vera)
    client.force_login(bruno)
    said = {"act": "save", "revision": 0, "feasible": "no", "explanation_es": "Mi largo texto.", **PARTS}
    answer = client.post(page_of(lamps), said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Mi largo texto." in page
    assert 'name="revision" value="1"' in page
    assert "Somebody else changed this valuation" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"part-0-what": "Poles"}, "Write what “Poles” costs"),
        ({"part-0-amount": "80"}, "Say for each amount what it is for"),
        ({"part-0-what": "Poles", "part-0-amount": "much"}, "We could not read the amount"),
        ({"part-0-what": "Poles", "part-0-amount": "-5"}, "We could not read the amount"),
        ({"running_costs": "9" * 39}, "too large"),
        ({"explanation_es": "x" * 5001}, "at most 5000 characters"),
        ({"feasible": "maybe"}, "not one of the available choices"),
        ({"part-TOTAL_FORMS": "zzz"}, "ManagementForm"),
        ({"revision": "zzz"}, "Enter a whole number"),
    ],
)
def test_wrong_findings_say_what_to_do_and_keep_nothing(client, lamps, bruno, change, words):
    client.force_login(bruno)
    answer = client.post(page_of(lamps), {"act": "save", "revision": 0, **PARTS, **change})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Valuation.objects.filter(revision__gt=0).exists()


def test_pages_are_not_there_for_others(client, budget, lamps, dora, amina, vera, bruno):
    announce_no(lamps, by=bruno)
    for person in (dora, amina, vera):
        client.force_login(person)
        for address in (AT, f"{AT}prices/", f"{AT}incompatible/", page_of(lamps)):
            assert client.get(address).status_code == 404
            assert client.post(address, {"act": "decide"}).status_code in {404, 405}
        assert client.post(f"{page_of(lamps)}unassign/", {"person": dora.pk}).status_code == 404
    client.force_login(dora)
    assert client.get(f"{page_of(lamps)}reply/").status_code == 404
    client.force_login(bruno)
    assert client.get(f"{page_of(lamps)}reply/").status_code == 404
    client.logout()
    assert client.get(AT).headers["Location"].startswith("/en/account/login/")


def test_officer_takes_a_proposal_from_a_valuator(client, budget, lamps, vera, bruno):
    assign(budget, [lamps.pk], vera, by=bruno)
    client.force_login(bruno)
    client.post(f"{page_of(lamps)}unassign/", {"person": vera.pk})
    client.post(f"{page_of(lamps)}unassign/", {"person": "zzz"})
    assert not Valuator.objects.exists()


def test_pairs_are_declared_by_number_or_address_and_taken_back(client, budget, lamps, bench, bruno):
    client.force_login(bruno)
    where = f"{AT}incompatible/"
    answer = client.post(where, {"first": "p1", "second": "https://example.org/nothing"})
    assert answer.status_code == 422
    assert "We found no proposal" in answer.content.decode()
    second = f"https://example.org/r/{bench.record.public_id}"
    page = seen(client.post(where, {"first": "P1", "second": second, "reason": "One wall."}, follow=True))
    assert "One wall." in page
    assert "Benches on the corniche" in page
    client.post(where, {"stop": Incompatible.objects.get().pk})
    assert client.post(where, {"stop": "zzz"}).status_code == 404
    assert not Incompatible.objects.exists()


def test_prices_say_what_is_missing_and_what_is_too_dear(client, budget, lamps, vera, bruno):
    client.force_login(bruno)
    assert "1 proposal has no valuation." in seen(client.get(f"{AT}prices/"))
    say_yes(lamps, by=vera)
    make_proposal(budget, "A tram", zone="sidi", stage="feasible", price=110_000_001)
    page = seen(client.get(f"{AT}prices/"))
    assert "Nothing is missing" in page
    assert "9,500.500\xa0TND" in page
    assert "of 110,000\xa0TND" in page


def test_reply_after_the_time_says_so(client, lamps, vera, amina):
    announce_no(lamps, by=vera)
    let_time_pass(lamps)
    client.force_login(amina)
    assert "The time to reply is over" in seen(client.get(f"{page_of(lamps)}reply/"))
    assert client.post(f"{page_of(lamps)}reply/", {"words": "Wait!"}).status_code == 422


def test_another_editions_proposal_is_not_here(client, space, lamps, bruno):

    other = make_budget(space, slug="2016", stage="valuating")
    client.force_login(bruno)
    assert (
        client.get(
            f"/en/network/budget/{other.slug}/valuations/proposal/{lamps.record.public_id}/"
        ).status_code
        == 404
    )


def test_page_of_the_proposal_leads_its_author_to_the_reply_and_shows_nobody_else_the_no(
    client, lamps, vera, amina
):
    announce_no(lamps, by=vera)
    page = f"/r/{lamps.record.public_id}"
    assert "El suelo no es de la ciudad." not in seen(client.get(page, follow=True))
    client.force_login(amina)
    own = seen(client.get(page, follow=True))
    assert "El suelo no es de la ciudad." in own
    assert f'href="{page_of(lamps)}reply/"' in own


def test_valuator_is_led_to_what_waits_from_the_page_of_the_edition(
    client, budget, lamps, vera, bruno, amina
):
    home, desk = "/en/network/budget/2015/", "/en/network/budget/2015/valuations/"
    client.force_login(vera)
    assert desk not in client.get(home).content.decode()
    assign(budget, [lamps.pk], vera, by=bruno)
    assert desk in client.get(home).content.decode()
    type(budget).objects.filter(pk=budget.pk).update(stage="publishing")
    assert desk not in client.get(home).content.decode()
    client.force_login(amina)
    assert desk not in client.get(home).content.decode()
