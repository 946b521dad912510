"""Files of a draft through the browser: added, named, removed, given out."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.attachments.rules import MOST_FILES
from tequio.catalogue.publishing.models import Draft
from tequio.catalogue.publishing.services import hide, publish, save_draft, send, start
from tequio.catalogue.records.models import Record
from tequio.catalogue.templates.models import Template
from tests.cast import practice_content
from tests.catalogue.attachments.files import PAGE, PDF, SVG, picture


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def draft(space, places, amina):
    draft = start(kind="practice", space=space, language="en", by=amina)
    said = practice_content().to_json()
    text = said["texts"]["en"]
    change = {key: text[key] for key in ("title", "summary", "sections")}
    return save_draft(draft, change={**change, "answers": said["answers"], "territory": "TN"}, by=amina)


@pytest.fixture
def author(client, amina):
    client.force_login(amina)
    return client


def page_url(draft):
    return f"/en/network/practice/{draft.record.public_id}/write/files/"


def add(client, draft, name, content, title=""):
    return client.post(page_url(draft), {"file": SimpleUploadedFile(name, content), "title": title})


def file_url(file):
    return f"/files/{file.pk}/{file.name}"


def fetch(client, url):
    """Get a file to its end."""
    answer = client.get(url)
    answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer


def publish_it(draft, bruno):
    return publish(Draft.objects.get(pk=draft.pk), template=None, by=bruno)


def test_file_is_added_named_and_listed(author, draft):
    assert add(author, draft, "plan.png", picture("PNG"), "The five zones").status_code == 302
    page = author.get(page_url(draft)).content.decode()
    assert "plan.png" in page
    assert 'value="The five zones"' in page
    file = Attachment.objects.get()
    author.post(page_url(draft), {"name": file.pk, f"title-{file.pk}": "Zones and lamps"})
    file.refresh_from_db()
    assert file.title == "Zones and lamps"
    assert Draft.objects.get().content["files"] == [file.pk]


def test_same_file_twice_is_one_file(author, draft):
    for _ in range(2):
        add(author, draft, "plan.png", picture("PNG"))
    assert Attachment.objects.count() == 1
    assert len(default_storage.listdir("attachments")[1]) == 1


def test_file_is_removed_with_what_was_stored(author, draft, django_capture_on_commit_callbacks):
    add(author, draft, "report.pdf", PDF)
    with django_capture_on_commit_callbacks(execute=True):
        author.post(page_url(draft), {"remove": Attachment.objects.get().pk})
    assert not Attachment.objects.exists()
    assert default_storage.listdir("attachments")[1] == []
    assert author.post(page_url(draft), {"remove": "999"}).status_code == 302


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("drawing.svg", SVG, "SVG drawings can hold programs"),
        ("photo.jpg", PAGE, "can hold programs"),
        ("photo.gif", b"GIF89a/*" + PAGE, "We cannot take this kind of file"),
        ("photo.jpg", b"\xff\xd8\xff" + PAGE, "We could not read this file to its end"),
        ("empty.pdf", b"", "This file is empty"),
    ],
)
def test_file_that_is_not_taken_says_what_to_do_and_keeps_the_title(author, draft, name, content, sentence):
    before = Draft.objects.get().content
    answer = add(author, draft, name, content, title="Our street at night")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert 'value="Our street at night"' in page
    assert Draft.objects.get().content == before
    assert not Attachment.objects.exists()


def test_no_file_chosen_says_so(author, draft):
    assert "Choose a file first." in author.post(page_url(draft), {"title": "x"}).content.decode()


def test_more_files_than_a_record_may_have_are_refused(author, draft):
    for index in range(MOST_FILES):
        add(author, draft, f"{index}.txt", f"text {index}".encode())
    assert "There are as many files here" in author.get(page_url(draft)).content.decode()
    answer = add(author, draft, "more.txt", b"one more")
    assert f"There are {MOST_FILES} files here" in answer.content.decode()
    assert Attachment.objects.count() == MOST_FILES


def test_polyglot_picture_is_stored_without_what_was_hidden(author, draft):
    add(author, draft, "photo.jpg", picture("JPEG", comment=PAGE) + PAGE)
    with Attachment.objects.get().file.open("rb") as stored:
        assert b"<script>" not in stored.read()


def test_text_is_kept_in_utf_8_and_given_out_to_be_saved(author, draft):
    add(author, draft, "montants.csv", "zone;montant\nété;1".encode("latin-1"))
    answer = fetch(author, file_url(Attachment.objects.get()))
    assert answer.body.decode() == "zone;montant\nété;1"
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("name", "content", "how"), [("a.pdf", PDF, "attachment"), ("a.png", picture("PNG"), "inline")]
)
def test_file_is_given_out_so_that_it_cannot_act(author, draft, name, content, how):
    add(author, draft, name, content)
    headers = fetch(author, file_url(Attachment.objects.get())).headers
    assert headers["content-disposition"].startswith(how)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["cache-control"].startswith("private")


def test_file_of_a_draft_is_not_there_for_strangers(author, client, draft, dora, bruno):
    add(author, draft, "plan.png", picture("PNG"))
    file = Attachment.objects.get()
    client.logout()
    assert fetch(client, file_url(file)).status_code == 404
    client.force_login(dora)
    assert fetch(client, file_url(file)).status_code == 404
    client.force_login(bruno)
    assert fetch(client, file_url(file)).status_code == 404
    send(draft, template=Template.objects.get(current=True, kind="practice"), by=draft.record.author)
    assert fetch(client, file_url(file)).status_code == 200


def test_published_file_is_everybodys_until_its_record_is_hidden(author, client, draft, bruno):
    add(author, draft, "plan.png", picture("PNG"))
    file = Attachment.objects.get()
    record = publish_it(draft, bruno)
    client.logout()
    answer = fetch(client, file_url(file))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert client.get(f"/files/{file.pk}/other.png").headers["location"] == file_url(file)
    hide(record, reason="Wrong place", by=bruno)
    assert fetch(client, file_url(file)).status_code == 404


def test_published_file_stays_when_a_draft_drops_it(author, draft, bruno):
    add(author, draft, "report.pdf", PDF)
    file = Attachment.objects.get()
    record = publish_it(draft, bruno)
    check = f"/en/network/practice/{record.public_id}/check/"
    author.post(check, {"act": "open"})
    again = Draft.objects.get(record=record)
    page = author.get(page_url(again)).content.decode()
    assert f'name="title-{file.pk}"' not in page
    author.post(page_url(again), {"remove": file.pk})
    assert Draft.objects.get(record=record).content["files"] == []
    file.refresh_from_db()
    assert file.listed
    publish_it(again, bruno)
    file.refresh_from_db()
    assert not file.listed


def test_file_of_an_older_version_is_never_deleted(author, draft, bruno):
    add(author, draft, "report.pdf", PDF)
    file = Attachment.objects.get()
    record = publish_it(draft, bruno)
    for round_ in ("without", "with and without"):
        author.post(f"/en/network/practice/{record.public_id}/check/", {"act": "open"})
        again = Draft.objects.get(record=record)
        if round_ != "without":
            add(author, again, "report.pdf", PDF)
        author.post(page_url(again), {"remove": file.pk})
        publish_it(again, bruno)
    assert Attachment.objects.filter(pk=file.pk).exists()


def test_stranger_adds_nothing_to_somebody_elses_draft(client, draft, dora):
    client.force_login(dora)
    assert add(client, draft, "plan.png", picture("PNG")).status_code == 404
    assert not Attachment.objects.exists()
    assert Record.objects.get().draft.content["files"] == []
