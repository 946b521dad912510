import csv
import io
import json

import pytest

from tequio.catalogue.publishing.services import hide
from tequio.catalogue.records.models import Record
from tequio.catalogue.templates.models import Template


def text_of(answer):
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_a_visitor_downloads_all_practices_as_csv(client, make_practice):
    make_practice("First", place="=Calle")
    make_practice("Second")
    answer = client.get("/en/network/practices/export.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="network-practices.csv"'
    rows = list(csv.DictReader(io.StringIO(text_of(answer), newline="")))
    assert [row["title@en"] for row in rows] == ["First", "Second"]
    assert rows[0]["place"] == "'=Calle"
    assert rows[0]["licence"] == "CC-BY-4.0"


@pytest.mark.parametrize("count", [1, 3])
def test_a_download_asks_the_same_questions_for_one_and_for_three(
    client, make_practice, count, django_assert_num_queries
):
    for number in range(count):
        make_practice(f"Practice {number}", answers={"owner": [{"name": "Municipality", "as": ""}]})
    with django_assert_num_queries(6):
        rows = text_of(client.get("/en/network/practices/export.jsonl")).splitlines()
    assert len(rows) == count
    said = json.loads(rows[0])
    assert list(said["actors"].values()) == ["Municipality"]


def test_a_download_leaves_out_answers_that_are_not_for_everybody(client, space, make_practice):
    template = Template.objects.get(space=space)
    for field in template.fields:
        if field["key"] in {"maturity", "process"}:
            field["audience"] = "secretariat"
    template.save()
    make_practice("First")
    (row,) = text_of(client.get("/en/network/practices/export.jsonl")).splitlines()
    content = json.loads(row)["content"]
    assert "maturity" not in content["answers"]
    assert set(content["texts"]["en"]["sections"]) == {"situation", "results"}


def test_a_download_holds_no_drafts_and_nothing_hidden(client, make_practice, bruno):
    from tequio.catalogue.publishing.services import hide, open_draft, save_draft

    hide(make_practice("Hidden"), reason="A complaint.", by=bruno)
    save_draft(open_draft(make_practice("Shown"), by=bruno), change={"title": "Draft"}, by=bruno)
    said = text_of(client.get("/en/network/practices/export.csv"))
    assert "Shown" in said
    assert "Hidden" not in said
    assert "Draft" not in said


def test_actors_may_be_downloaded_too(client, make_practice):
    make_practice("First", answers={"owner": [{"name": "Municipality", "as": ""}]})
    (row,) = text_of(client.get("/en/network/actors/export.jsonl")).splitlines()
    assert json.loads(row)["content"]["texts"]["en"]["title"] == "Municipality"


def test_a_space_that_is_not_there_has_no_download(client, db):
    assert client.get("/en/nowhere/practices/export.csv").status_code == 404
    assert client.post("/en/nowhere/practices/export.csv").status_code == 405


def test_the_list_offers_the_download(client, make_practice):
    make_practice("First")
    page = client.get("/en/network/practices/").content.decode()
    assert 'href="/en/network/practices/export.csv"' in page
    assert 'href="/en/network/practices/export.jsonl"' in page


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_download_leaves_out_actors_that_are_hidden(client, make_practice, bruno, form):
    entries = [{"name": name, "as": ""} for name in ("Municipality", "A neighbour")]
    make_practice(answers={"partners": entries})
    hide(Record.objects.get(texts__title="A neighbour"), reason="A private person", by=bruno)
    said = text_of(client.get(f"/en/network/practices/export.{form}"))
    assert "Municipality" in said
    assert "A neighbour" not in said
