"""What people say about a record: said once, changed for a while, taken back, hidden, erased."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from tequio.catalogue.discussion.holding import comments_of
from tequio.catalogue.discussion.models import Comment
from tequio.catalogue.discussion.queries import page_of_threads, threads_of
from tequio.catalogue.discussion.rules import LONGEST, MOST_ANSWERS
from tequio.catalogue.discussion.services import (
    change_comment,
    comment,
    hide_comment,
    show_comment,
    take_back_comment,
)
from tequio.catalogue.publishing.services import hide
from tequio.decide.budgets.models import Budget
from tequio.ground.clock import now, told
from tequio.ground.ledger.models import Entry
from tequio.ground.notices.models import Notice
from tequio.ground.notices.services import choose
from tequio.ground.people.services import erase
from tequio.kit.refusals import Refused
from tests.cast import make_person

SITE = "https://tequio.example"


def say(record, words, by, **more):
    return comment(record, words=words, language="en", by=by, **more)


def written(action):
    return Entry.objects.filter(action=action).count()


def test_comment_and_its_answers_make_a_thread_of_one_level(lamps, amina, dora):
    first = say(lamps, " Where would they be? ", dora)
    answer = say(lamps, "Along the path.", amina, to=first)
    deeper = say(lamps, "On both sides?", dora, to=answer)
    assert first.words == "Where would they be?"
    assert (answer.parent, deeper.parent) == (first, first)
    assert written("comment.said") == 3


def test_same_words_sent_twice_are_said_once(lamps, dora):
    first = say(lamps, "Where?", dora)
    assert say(lamps, "Where?", dora) == first
    with told(now() + timedelta(minutes=16)):
        assert say(lamps, "Where?", dora) != first
    assert written("comment.said") == 2


@pytest.mark.parametrize(
    ("words", "refusal"), [(" \n ", r"comment\.empty"), ("a" * (LONGEST + 1), r"comment\.too_long")]
)
def test_nothing_and_a_book_are_refused(lamps, dora, words, refusal):
    with pytest.raises(Refused, match=refusal):
        say(lamps, words, dora)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("stage", ["informing", "balloting"])
def test_proposal_is_not_discussed_in_every_phase(lamps, accepting, dora, stage):
    Budget.objects.filter(pk=accepting.pk).update(stage=stage, join_check=b"0" * 32)
    with pytest.raises(Refused, match=r"budget\.|phase\."):
        say(lamps, "Where?", dora)


def test_what_is_hidden_and_kinds_without_discussion_are_not_discussed(lamps, make_practice, bruno, dora):
    hide(lamps, reason="Wrong.", by=bruno)
    for record in (lamps, make_practice()):
        with pytest.raises(Refused, match=r"comment\.not_discussed"):
            say(record, "Where?", dora)


def test_full_thread_takes_no_more_answers(lamps, dora):
    first = say(lamps, "Where?", dora)
    Comment.objects.bulk_create(
        Comment(record=lamps, parent=first, author=dora, language="en", words=f"Here {number}")
        for number in range(MOST_ANSWERS)
    )
    with pytest.raises(Refused, match=r"comment\.thread_full"):
        say(lamps, "Here too", dora, to=first)


def test_comment_is_changed_for_a_quarter_of_an_hour(lamps, dora):
    said = say(lamps, "Were?", dora)
    assert change_comment(said, words="Where?", by=dora).edited
    change_comment(said, words="Where?", by=dora)
    assert written("comment.changed") == 1
    with told(now() + timedelta(minutes=15)), pytest.raises(Refused, match=r"comment\.too_late"):
        change_comment(said, words="Elsewhere", by=dora)


def test_comment_that_is_taken_back_has_no_words_and_cannot_be_answered(lamps, amina, dora):
    said = say(lamps, "Where?", dora)
    take_back_comment(said, by=dora)
    take_back_comment(said, by=dora)
    said.refresh_from_db()
    assert (said.words, written("comment.taken_back")) == ("", 1)
    with pytest.raises(Refused, match=r"comment\.not_there"):
        say(lamps, "There.", amina, to=said)
    with pytest.raises(Refused, match=r"comment\.not_there"):
        change_comment(said, words="Again", by=dora)


def test_moderator_hides_with_a_reason_and_shows_again(lamps, mona, dora):
    said = say(lamps, "Buy my lamps!", dora)
    with pytest.raises(Refused, match=r"comment\.reason_missing"):
        hide_comment(said, reason=" ", by=mona)
    hide_comment(said, reason="An advertisement.", by=mona, site=SITE)
    said.refresh_from_db()
    assert (said.reason, said.hidden_by, said.words) == ("An advertisement.", mona, "Buy my lamps!")
    assert "An advertisement." in Notice.objects.get(person=dora).text
    show_comment(said, by=mona)
    said.refresh_from_db()
    assert (said.hidden, said.reason, said.hidden_by) == (None, "", None)


def test_database_holds_words_and_reasons(lamps, dora):
    for wrong in (
        {"words": ""},
        {"words": "Here.", "hidden": now()},
        {"words": "Here.", "taken_back": now()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.create(record=lamps, author=dora, language="en", **wrong)


def test_author_and_whoever_is_answered_are_told_once_at_their_pace(lamps, amina, dora, mona):
    first = say(lamps, "Where?", dora, site=SITE)
    assert [notice.person for notice in Notice.objects.all()] == [amina]
    say(lamps, "By the school.", mona, to=first, site=SITE)
    assert [notice.person.name for notice in Notice.objects.order_by("pk")] == ["Amina", "Dora", "Amina"]
    say(lamps, "Thank you.", amina, to=first, site=SITE)
    assert Notice.objects.filter(person=amina).count() == 2
    assert "Mona answers you" in Notice.objects.filter(person=dora).first().text
    choose(dora, {"discussed": "at-once"}, by=dora)
    say(lamps, "One more.", amina, to=first, site=SITE)
    assert [letter.to for letter in mail.outbox] == [[dora.email]]
    assert Notice.objects.filter(person=dora).count() == 2
    choose(amina, {"discussed": "never"}, by=amina)
    say(lamps, "Good night.", dora, site=SITE)
    assert not Notice.objects.filter(person=amina).exists()


def test_what_one_said_is_given_out_and_erased_with_the_account(lamps, amina, dora):
    alone, answered = say(lamps, "Alone.", dora), say(lamps, "Where?", dora)
    say(lamps, "There.", amina, to=answered)
    say(lamps, "Thanks.", dora, to=answered)
    assert [row["words"] for row in comments_of(dora)] == ["Alone.", "Where?", "Thanks."]
    erase(dora, by=dora)
    assert not Comment.objects.filter(pk=alone.pk).exists()
    answered.refresh_from_db()
    assert (answered.words, answered.author) == ("", None)
    assert [row.words for row in Comment.objects.order_by("pk")] == ["", "There."]
    erase(amina, by=amina)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_threads_cost_three_queries_however_many(lamps, dora, django_assert_num_queries, count):
    for number in range(count):
        first = say(lamps, f"Where {number}?", dora)
        for answer in range(count):
            say(lamps, f"There {answer}", dora, to=first)
    with django_assert_num_queries(3):
        threads = threads_of(page_of_threads(lamps, 1), each=2)
        assert [str(thread.first.author) for thread in threads] == ["Dora"] * count
    assert [(len(thread.answers), thread.more) for thread in threads] == [
        (min(count, 2), max(0, count - 2))
    ] * count


def test_latest_thread_comes_first_and_the_earliest_answer(lamps, dora):
    first, second = say(lamps, "First", dora), say(lamps, "Second", make_person("Efua"))
    say(lamps, "One", dora, to=first)
    say(lamps, "Two", dora, to=first)
    threads = threads_of(page_of_threads(lamps, 1))
    assert [thread.first for thread in threads] == [second, first]
    assert [answer.words for answer in threads[1].answers] == ["One", "Two"]
