"""An officer of a city writes a practice, a part a page."""

import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.publishing.models import Draft
from tequio.catalogue.records.models import Record
from tequio.ground.queue.services import run_ready
from tests.catalogue.attachments.files import picture
from tests.know.practices.pages import (
    begin,
    check_url,
    content_of,
    part_url,
    save,
    seen,
    text_of,
    token,
    write_all,
)


def test_beginning_makes_one_draft_and_goes_on_to_the_next_part(author, amina):
    answer = begin(author)
    draft = Draft.objects.get(record__author=amina)
    assert answer.headers["location"] == part_url(draft, "where")
    assert content_of(draft).main.title == "Light chosen street by street"


def test_beginning_sent_twice_makes_one_draft(author, amina):
    page = token(author.get("/en/network/practices/new/"))
    for _ in range(2):
        author.post("/en/network/practices/new/", {"page": page, "language": "en", "title": "Once"})
    assert Draft.objects.count() == 1


def test_a_practice_is_written_sent_published_and_its_author_told(author, amina, bruno, draft):
    write_all(author, draft)
    check = author.get(check_url(draft))
    assert "Dark streets." in text_of(check)
    assert "TND" in text_of(check)
    assert "Something is missing" not in text_of(check)
    assert author.post(check_url(draft), {"act": "send"}).status_code == 302
    assert "It is on its way" in text_of(author.get(check_url(draft)))
    author.force_login(bruno)
    desk = author.get("/en/network/desk/")
    assert "Light" in text_of(desk)
    page = author.get(f"/en/network/desk/{draft.record.public_id}/")
    revision = re.search(r'name="revision" value="(\d+)"', text_of(page))[1]
    answer = author.post(
        f"/en/network/desk/{draft.record.public_id}/", {"act": "publish", "revision": revision}
    )
    assert answer.headers["location"] == "/en/network/desk/"
    record = Record.objects.get(pk=draft.record_id)
    assert record.visibility == "published"
    assert record.territory.code == "TN"
    run_ready()
    assert "Published: Light" in [letter.subject for letter in mail.outbox]
    assert mail.outbox[-1].to == [amina.email]


def test_pages_of_each_part_answer_and_say_what_they_are(author, draft):
    for part in (
        "start",
        "where",
        "basics",
        "story",
        "how",
        "results",
        "learning",
        "partners",
        "themes",
        "files",
    ):
        page = author.get(part_url(draft, part))
        assert page.status_code == 200, part
        assert text_of(page).count("<h1") == 1
        ids = re.findall(r'\sid="([^"]+)"', text_of(page))
        assert len(ids) == len(set(ids)), part
    assert author.get(part_url(draft, "nothing")).status_code == 404


def test_text_over_its_limit_is_saved_whole_and_the_page_says_so(author, draft):
    text = "word " * 60
    answer = save(author, draft, "story", situation=text)
    assert answer.headers["location"] == part_url(draft, "story")
    page = text_of(author.get(part_url(draft, "story")))
    assert "60 of 50 words: take out 10" in page
    assert "This text has 60 words; 50 is the most. Take out 10." in page
    assert content_of(draft).main.sections["situation"] == text.strip()


def test_unreadable_date_stays_in_the_form_with_a_sentence(author, draft):
    said = {
        "dates-0-when": "2014-01-09",
        "dates-0-what": "Vote",
        "dates-1-when": "last spring",
        "dates-1-what": "x",
    }
    answer = save(author, draft, "basics", maturity="good", **said)
    assert answer.headers["location"] == part_url(draft, "basics")
    page = text_of(author.get(part_url(draft, "basics")))
    assert "We could not read the date “last spring”." in page
    assert 'value="last spring"' in page
    assert 'value="2014-01-09"' in page
    assert content_of(draft).answers == {"maturity": "good"}
    said["dates-1-when"] = "2014-03"
    save(author, draft, "basics", maturity="good", **said)
    assert [date["when"] for date in content_of(draft).answers["dates"]] == ["2014-01-09", "2014-03"]
    assert draft.typed == {}


def test_each_wrong_date_is_named(author, draft):
    said = {"dates-0-when": "last spring", "dates-1-when": "2014-13-01", "dates-2-what": "Vote"}
    save(author, draft, "basics", maturity="good", **said)
    page = text_of(author.get(part_url(draft, "basics")))
    assert "3 dates are not right yet." in page
    assert "We could not read the date “last spring”." in page
    assert "There is no such day as “2014-13-01”." in page
    assert "“Vote” has no date yet." in page


@pytest.mark.parametrize(
    ("amount", "currency", "sentence"),
    [
        ("a lot", "TND", "We could not read the amount “a lot”"),
        ("12.3456", "TND", "more decimals than TND has"),
        ("100", "XXQ", "We do not know the currency “XXQ”"),
        ("-5", "EUR", "We could not read the amount “-5”"),
    ],
)
def test_unreadable_money_stays_in_the_form_with_a_sentence(author, draft, amount, currency, sentence):
    save(author, draft, "basics", budget=amount, **{"budget-currency": currency})
    page = text_of(author.get(part_url(draft, "basics")))
    assert f'value="{amount}"' in page
    assert sentence in page


@pytest.mark.parametrize("amount", ["550000", "5.125", "1234567.5", "0.001", "5.5", "1000.25"])
def test_money_is_shown_so_that_saving_again_changes_nothing(author, draft, amount):
    save(
        author,
        draft,
        "basics",
        budget=f"{amount}0" if amount.endswith("125") else amount,
        **{"budget-currency": "TND"},
    )
    before = content_of(draft).answers["budget"]
    page = text_of(author.get(part_url(draft, "basics")))
    shown = re.search(r'name="budget" value="([^"]*)"', page)[1]
    save(author, draft, "basics", budget=shown, **{"budget-currency": "TND"})
    assert content_of(draft).answers["budget"] == before


def test_place_that_means_several_is_asked_about_without_javascript(author, draft, places):
    save(author, draft, "where", **{"territory-text": "u"})
    page = text_of(author.get(part_url(draft, "where")))
    assert "can mean several places" in page or "We know no country" in page
    save(author, draft, "where", **{"territory-text": "Per"})
    page = text_of(author.get(part_url(draft, "where")))
    assert "“Per” can mean several places. Choose one of them." in page
    assert 'name="territory-pick" value="PE"' in page
    save(author, draft, "where", **{"territory-text": "Per", "territory-pick": "PE"})
    assert content_of(draft).territory == "PE"
    assert draft.typed == {}


def test_place_nobody_knows_keeps_what_was_typed(author, draft):
    save(author, draft, "where", **{"territory-text": "Atlantis"}, place="By the sea")
    page = text_of(author.get(part_url(draft, "where")))
    assert 'value="Atlantis"' in page
    assert "We know no country, state or province called “Atlantis”" in page
    assert content_of(draft).place == "By the sea"


def test_coordinates_that_are_none_stay_in_the_form(author, draft):
    save(author, draft, "where", **{"territory-text": "Tunisia", "point-lat": "123", "point-lon": "here"})
    page = text_of(author.get(part_url(draft, "where")))
    assert "“123” and “here” are not a point on the map" in page
    assert content_of(draft).territory == "TN"
    save(author, draft, "where", **{"territory-text": "Tunisia", "point-lat": "36.88", "point-lon": "10.32"})
    assert content_of(draft).point == (36.88, 10.32)


def test_themes_are_added_and_taken_away_without_javascript(author, draft):
    save(author, draft, "themes", **{"themes-text": "presupuesto participativo"})
    assert content_of(draft).themes == ("participatory-budgeting",)
    save(author, draft, "themes", **{"themes": ["participatory-budgeting"], "themes-text": "citizens"})
    page = text_of(author.get(part_url(draft, "themes")))
    assert "fits several themes" in page
    assert 'name="themes-pick" value="citizens-assembly"' in page
    both = {
        "themes": ["participatory-budgeting"],
        "themes-text": "citizens",
        "themes-pick": ["citizens-assembly"],
    }
    save(author, draft, "themes", **both)
    assert set(content_of(draft).themes) == {"participatory-budgeting", "citizens-assembly"}
    gone = {
        "themes": ["participatory-budgeting", "citizens-assembly"],
        "remove": "themes:participatory-budgeting",
    }
    save(author, draft, "themes", **gone)
    assert content_of(draft).themes == ("citizens-assembly",)


def test_partners_are_kept_by_name_and_offered_when_the_bank_knows_them(author, draft, make_practice):
    make_practice(answers={"maturity": "good", "owner": [{"actor": "", "name": "City of Light", "as": ""}]})
    known = Record.objects.get(kind="actor")
    save(author, draft, "partners", **{"partners-0-name": "City of", "partners-0-as": "financial"})
    page = text_of(author.get(part_url(draft, "partners")))
    assert f'name="partners-0-pick" value="{known.public_id}"' in page
    save(author, draft, "partners", **{"partners-0-name": "City of", "partners-0-pick": known.public_id})
    assert content_of(draft).answers["partners"][0]["actor"] == known.public_id


def test_saving_the_same_again_writes_nothing(author, draft):
    page = author.get(part_url(draft, "story"))
    said = {"page": token(page), "seen": seen(page), "situation": "Dark."}
    author.post(part_url(draft, "story"), said)
    draft.refresh_from_db()
    before = draft.revision
    author.post(part_url(draft, "story"), said)
    draft.refresh_from_db()
    assert draft.revision == before


def test_the_script_saves_one_open_page_many_times(author, draft):
    page = author.get(part_url(draft, "story"))
    keep = f"/en/network/practice/{draft.record.public_id}/keep/story/"
    said = {"page": token(page), "seen": seen(page)}
    for text in ("D", "Da", "Dark"):
        assert author.post(keep, {**said, "situation": text}).status_code == 200
    assert author.post(part_url(draft, "story"), {**said, "situation": "Dark."}).status_code == 302
    assert content_of(draft).main.sections["situation"] == "Dark."


def test_the_script_is_told_when_its_author_is_signed_out(author, draft):
    author.logout()
    keep = f"/en/network/practice/{draft.record.public_id}/keep/story/"
    answer = author.post(keep, {"situation": "Dark."})
    assert answer.status_code == 401
    assert "signed out" in answer.json()["sentence"]


def test_two_pages_on_one_part_show_both_and_lose_neither(author, draft):
    mine, theirs = (author.get(part_url(draft, "story")) for _ in range(2))
    author.post(
        part_url(draft, "story"), {"page": token(theirs), "seen": seen(theirs), "situation": "Theirs."}
    )
    answer = author.post(
        part_url(draft, "story"), {"page": token(mine), "seen": seen(mine), "situation": "Mine."}
    )
    assert answer.status_code == 409
    page = text_of(answer)
    assert "Mine." in page
    assert "Theirs." in page
    assert content_of(draft).main.sections["situation"] == "Theirs."
    again = {"page": token(answer), "seen": seen(answer), "situation": "Mine."}
    assert author.post(part_url(draft, "story"), again).status_code == 302
    assert content_of(draft).main.sections["situation"] == "Mine."


def test_two_pages_on_two_parts_do_not_meet(author, draft):
    one, other = author.get(part_url(draft, "story")), author.get(part_url(draft, "how"))
    author.post(part_url(draft, "story"), {"page": token(one), "seen": seen(one), "situation": "Dark."})
    answer = author.post(
        part_url(draft, "how"), {"page": token(other), "seen": seen(other), "process": "Slowly."}
    )
    assert answer.status_code == 302
    assert dict(content_of(draft).main.sections) == {"situation": "Dark.", "process": "Slowly."}


def test_language_of_the_text_may_change_and_takes_the_answers_along(author, draft):
    save(author, draft, "basics", maturity="good", beneficiaries="Vecinas")
    save(author, draft, "start", language="es", title="Luz", summary="", licence="CC-BY-4.0")
    content = content_of(draft)
    assert (content.original, content.main.title) == ("es", "Luz")
    assert content.answers["beneficiaries"] == {"es": "Vecinas"}


def test_same_file_twice_is_said_to_be_there_and_what_was_typed_stays(author, draft, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for name in ("zones.png", "zones again.png"):
        upload = SimpleUploadedFile(name, picture("PNG"))
        answer = author.post(part_url(draft, "files"), {"file": upload, "title": f"What {name} shows"})
    page = text_of(answer)
    assert "This file is here already, as “zones.png”." in page
    assert 'value="What zones again.png shows"' in page
    assert Attachment.objects.count() == 1
