"""The discussion on its own page and at the foot of the record's."""

import re
from datetime import timedelta

import pytest
from django.utils.translation import override

from tequio.catalogue.discussion.models import Comment
from tequio.catalogue.discussion.services import comment, hide_comment, take_back_comment
from tequio.catalogue.records.queries import address_of, named
from tequio.decide.budgets.models import Budget
from tequio.ground.clock import now, told
from tequio.ground.spaces.look.queries import stylesheet_address
from tequio.ground.spaces.look.services import set_accent
from tequio.ground.spaces.queries import standing_of
from tequio.ground.spaces.rules import ROLES
from tequio.ground.spaces.services import give_role
from tests.cast import make_person


def say(record, words, by, **more):
    return comment(record, words=words, language="en", by=by, **more)


def address(record):
    return f"/en/network/record/{record.public_id}/discussion/"


def read(client, record, query=""):
    answer = client.get(f"{address(record)}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def foot(client, record):
    with override("en"):
        return client.get(named([record.pk], "en")[record.pk].url).content.decode()


def post(client, record, act, **more):
    return client.post(address(record), {"act": act, **more})


def test_visitor_reads_and_is_asked_to_sign_in(client, lamps, dora):
    said = say(lamps, "Where would <b>they</b> be?\nHere?", dora)
    page = read(client, lamps)
    assert "Where would &lt;b&gt;they&lt;/b&gt; be?<br>Here?" in page
    assert f'href="{address(lamps)}?answer={said.pk}#write"' in page
    assert f"/en/account/login/?next={address(lamps)}" in page
    assert "<textarea" not in page
    assert post(client, lamps, "say", words="Here.").status_code == 401
    assert Comment.objects.count() == 1


def test_discussion_stands_below_its_proposal_in_its_edition(client, lamps, accepting):
    page = read(client, lamps)
    crumbs = re.findall(r'href="([^"]*)"', page.split('class="crumbs"')[1].split("</nav>")[0])
    edition = f"/en/network/budget/{accepting.slug}/"
    assert crumbs[:4] == ["/en/network/", "/en/network/budgets/", edition, f"{edition}proposals/"]
    assert crumbs[4:] == [address_of(lamps.public_id, "en")]


def test_pages_of_a_proposal_wear_the_look_of_its_space(client, lamps):
    assert foot(client, lamps).count('rel="stylesheet"') == 1
    space = set_accent(lamps.space, "#7b3f00", "", by=lamps.author)
    sheet = f'<link rel="stylesheet" href="{stylesheet_address(space)}">'
    assert sheet in foot(client, lamps)
    assert sheet in read(client, lamps)


def test_comment_from_the_foot_of_a_proposal_stands_there_for_everybody(client, lamps, dora):
    assert "Nobody has said anything yet." in foot(client, lamps)
    client.force_login(dora)
    assert f'action="{address(lamps)}"' in foot(client, lamps)
    said = post(client, lamps, "say", words="Where?")
    assert said.headers["Location"] == f"{address(lamps)}#c{Comment.objects.get().pk}"
    client.logout()
    page = foot(client, lamps)
    assert "Where?" in page
    assert f'action="{address(lamps)}"' not in page


def test_answer_stands_under_what_it_answers(client, lamps, amina, dora):
    first = say(lamps, "Where?", dora)
    client.force_login(amina)
    page = read(client, lamps, f"?answer={first.pk}")
    assert "Your answer" in page
    assert post(client, lamps, "answer", to=first.pk, words="There.").status_code == 302
    assert Comment.objects.get(words="There.").parent == first
    assert '<span class="pill">Author</span>' in read(client, lamps)


@pytest.mark.parametrize("words", ["", "a" * 3001])
def test_what_was_typed_is_kept_when_it_cannot_be_said(client, lamps, dora, words):
    client.force_login(dora)
    answer = post(client, lamps, "say", words=words)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f"{words}</textarea>" in page
    assert "Write something first." in page or "This has 3001 letters; 3000 is the most." in page


def test_twenty_first_comment_in_an_hour_waits_and_is_kept(client, lamps, dora):
    client.force_login(dora)
    for number in range(20):
        assert post(client, lamps, "say", words=f"Lamp {number}").status_code == 302
    answer = post(client, lamps, "say", words="Lamp 20")
    assert answer.status_code == 422
    assert "Lamp 20</textarea>" in answer.content.decode()
    assert Comment.objects.count() == 20


def test_closed_discussion_says_so_and_keeps_what_was_typed(client, lamps, accepting, dora):
    say(lamps, "Where?", dora)
    Budget.objects.filter(pk=accepting.pk).update(stage="balloting", join_check=b"0" * 32)
    client.force_login(dora)
    page = read(client, lamps)
    assert "Where?" in page
    assert "<textarea" not in page
    assert "?answer=" not in page
    answer = post(client, lamps, "say", words="Too late?")
    assert answer.status_code == 422
    assert "Too late?" in answer.content.decode()


def test_own_comment_is_changed_for_a_while_and_taken_back_at_any_time(client, lamps, dora):
    said = say(lamps, "Were?", dora)
    client.force_login(dora)
    assert "Were?</textarea>" in read(client, lamps, f"?change={said.pk}")
    assert post(client, lamps, "change", to=said.pk, words="Where?").status_code == 302
    page = read(client, lamps)
    assert "Where?" in page
    assert "<span>changed</span>" in page
    with told(now() + timedelta(minutes=20)):
        assert "<textarea" not in read(client, lamps, f"?change={said.pk}")
        late = post(client, lamps, "change", to=said.pk, words="Elsewhere?")
        assert late.status_code == 422
        assert "Elsewhere?</textarea>" in late.content.decode()
        post(client, lamps, "take back", to=said.pk)
    page = read(client, lamps)
    assert "Where?" not in page
    assert "<span>Taken back</span>" in page


def test_hidden_comment_shows_its_reason_and_its_words_to_moderators_alone(client, lamps, dora, mona):
    said = say(lamps, "Buy my lamps!", dora)
    client.force_login(mona)
    assert "Hide this comment" in read(client, lamps, f"?hide={said.pk}")
    assert post(client, lamps, "hide", to=said.pk, reason="").status_code == 422
    assert post(client, lamps, "hide", to=said.pk, reason="An advertisement.").status_code == 302
    assert "Buy my lamps!" in read(client, lamps)
    client.logout()
    for page in (read(client, lamps), foot(client, lamps), read(client, lamps, f"?answer={said.pk}")):
        assert "An advertisement." in page
        assert "Buy my lamps!" not in page
    client.force_login(mona)
    post(client, lamps, "show", to=said.pk)
    client.logout()
    assert "Buy my lamps!" in read(client, lamps)


@pytest.mark.parametrize("act", ["change", "take back", "hide", "show", "nonsense", ""])
def test_deed_that_one_may_not_do_is_not_there(client, lamps, dora, act):
    said = say(lamps, "Where?", dora)
    client.force_login(make_person("Efua"))
    assert post(client, lamps, act, to=said.pk, words="Ha", reason="Ha").status_code == 404
    assert "<textarea" in read(client, lamps, f"?change={said.pk}")
    assert "Where?</textarea>" not in read(client, lamps, f"?change={said.pk}")
    said.refresh_from_db()
    assert (said.words, said.hidden) == ("Where?", None)


@pytest.mark.parametrize("query", ["?answer=", "?answer=9999999", "?answer=-1", "?hide=x", "?change=1e9"])
def test_comment_that_there_is_not_is_not_there(client, lamps, query):
    assert client.get(f"{address(lamps)}{query}").status_code == 404


def test_comment_of_another_record_is_not_reached(client, lamps, accepting, amina, dora):
    from tests.decide.town import make_proposal

    said = say(make_proposal(accepting, "Trees").record, "Where?", dora)
    client.force_login(dora)
    assert post(client, lamps, "take back", to=said.pk).status_code == 404


def test_who_hides_is_who_moderates_or_publishes(client, space, lamps, dora):
    said = say(lamps, "Where?", dora)
    for role in ROLES:
        person = make_person(role.title())
        give_role(person, space, role, by=None)
        client.force_login(person)
        allowed = role in {"moderator", "coordinator", "secretariat"}
        assert (f"?hide={said.pk}#write" in read(client, lamps)) is allowed
        status = post(client, lamps, "hide", to=said.pk, reason="").status_code
        assert status == (422 if allowed else 404)
        assert standing_of(person).signed_in


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_a_constant_number_of_queries(client, lamps, dora, django_assert_num_queries, count):
    for number in range(count):
        first = say(lamps, f"Say {number}", dora)
        for answer in range(count):
            say(lamps, f"There {answer}", dora, to=first)
    hide_comment(say(lamps, "Hidden", dora, to=first), reason="No.", by=dora)
    take_back_comment(say(lamps, "Gone", dora, to=first), by=dora)
    client.get(address(lamps))
    with django_assert_num_queries(7):
        page = read(client, lamps)
    assert page.count("Say ") == count
    client.force_login(dora)
    with django_assert_num_queries(9):
        read(client, lamps)


def test_twenty_first_thread_stands_on_the_second_page(client, lamps, dora):
    first = say(lamps, "The first of all", dora)
    for number in range(20):
        say(lamps, f"Lamp {number}", dora)
    assert "The first of all" not in read(client, lamps)
    assert "The first of all" in read(client, lamps, "?page=2")
    client.force_login(dora)
    to = post(client, lamps, "answer", to=first.pk, words="Now an answer").headers["Location"]
    assert to == f"{address(lamps)}?page=2#c{Comment.objects.get(words='Now an answer').pk}"
    assert foot(client, lamps).count("<article") < 8


def test_practice_has_no_discussion(client, make_practice):
    assert client.get(address(make_practice())).status_code == 404
