"""Importing an export changes nothing; into an empty database it gives the same records."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.links.models import Link
from tequio.catalogue.publishing.models import Version
from tequio.catalogue.publishing.services import bring
from tequio.catalogue.records.content import Content, TextContent
from tequio.catalogue.records.models import Record
from tequio.catalogue.templates.models import Answers
from tequio.ground.ledger.models import Entry
from tequio.ground.spaces.services import open_space
from tequio.know.practices.exporting import write
from tequio.know.practices.importing import Order, prepare
from tequio.know.practices.setup import ensure_template
from tests.cast import practice_content

FORMATS = ("csv", "xlsx", "jsonl")
WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ["=1+1", "'=1", "@a", "-1", "12", "[1]", '"x"', "{}", "null", "_x0041_", "a\r\nb\rc", " x\t", "1;2,3", "**b**\n\n- c"]
)  # fmt: skip
TITLES = WORDS.filter(lambda text: text.strip() and len(text) <= 160)
LINES = st.dictionaries(st.sampled_from(["en", "es", "fr", "pt", "ar"]), TITLES, min_size=1)
SECTIONS = st.dictionaries(st.sampled_from(["situation", "process", "results", "an_old_one"]), WORDS)
NAMES = st.sampled_from(["Municipality", "=Cooperative", "Université \u200f\U0001f33d"])


@st.composite
def contents(draw):
    """Content that may stand published, in its stored form."""
    languages = draw(st.lists(st.sampled_from(["en", "es", "fr", "ar"]), min_size=1, unique=True))
    texts = {
        language: TextContent(
            title=draw(TITLES),
            summary=draw(WORDS),
            sections=draw(SECTIONS),
            status=draw(st.sampled_from(["human", "machine", "checked"])) if place else "original",
            made_from=draw(st.integers(0, 3)) if place else 0,
        )
        for place, language in enumerate(languages)
    }
    answers = st.fixed_dictionaries(
        {},
        optional={
            "maturity": st.sampled_from(["good", "innovation"]),
            "beneficiaries": LINES,
            "budget": st.fixed_dictionaries({"amount": st.integers(0, 2**50), "currency": st.just("TND")}),
            "dates": st.lists(st.fixed_dictionaries({"when": st.just("2014-01"), "what": LINES}), max_size=2),
            "owner": st.lists(st.fixed_dictionaries({"name": NAMES, "as": st.just("")}), max_size=1),
            "partners": st.lists(st.fixed_dictionaries({"name": NAMES, "as": st.just("other")}), max_size=1),
            "an_old_one": st.one_of(WORDS, st.integers(), st.lists(WORDS, max_size=2)),
        },
    )
    point = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
    return Content(
        original=languages[0],
        texts=texts,
        answers=draw(answers),
        territory=draw(st.sampled_from(["", "PE", "PE-LMA"])),
        place=draw(WORDS),
        point=draw(st.none() | point),
        themes=tuple(draw(st.lists(st.sampled_from(["education", "sdg-11", "environment-and-climate"])))),
        licence=draw(st.sampled_from(["CC-BY-4.0", "CC0-1.0"])),
    )


def bring_all(space, said):
    """Publish contents, each tied to the one after it."""
    template = ensure_template(space)
    last = ""
    for number, content in enumerate(said):
        ties = (("inspired", last),) if last else ()
        origin = "elsewhere:1" if number else ""
        record, _ = bring(
            kind="practice",
            space=space,
            content=replace(content, ties=ties),
            template=template,
            by=None,
            origin=origin,
        )
        last = record.public_id


def export(space, folder: Path, form: str, kind="practice") -> Path:
    path = folder / f"{kind}.{form}"
    with path.open("wb") as file:
        write(file, space, kind, form)
    return path


def import_again(space, path: Path, kind="practice"):
    report = prepare(Order(kind, path), space=space, by=None).start(lambda report: None)
    assert [(remark.note.column, remark.note.why) for remark in report.remarks] == []
    return report.counts


def everything(kind="practice"):
    latest = Version.objects.filter(record__kind=kind).order_by("record__public_id", "number")
    links = Link.objects.order_by("source__public_id", "relation", "target__public_id", "detail")
    return (
        {version.record.public_id: (version.record.origin, version.content) for version in latest},
        list(links.values_list("source__public_id", "relation", "target__public_id", "detail")),
    )


def empty():
    """Take away all records; the ledger stays, as it must."""
    Link.objects.all().delete()
    Record.objects.all().delete()
    Answers.objects.all().delete()


@pytest.mark.parametrize("form", FORMATS)
@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(said=st.lists(contents(), min_size=1, max_size=2))
def test_an_export_imported_again_changes_nothing(space, places, themes, tmp_path_factory, form, said):
    folder = tmp_path_factory.mktemp("export")
    with transaction.atomic():
        bring_all(space, said)
        before = everything()
        path = export(space, folder, form)
        entries = Entry.objects.count()
        assert import_again(space, path) == {"unchanged": len(said)}
        assert (everything(), Entry.objects.count()) == (before, entries)
        actors = export(space, folder, form, "actor")
        known = everything("actor")
        empty()
        assert import_again(space, path)["made"] == len(said)
        assert everything() == before
        if known[0]:
            import_again(space, actors, "actor")
        assert everything("actor")[0] == known[0]
        assert import_again(space, path) == {"unchanged": len(said)}
        transaction.set_rollback(True)


@pytest.fixture
def record(make_practice, themes):
    return make_practice(place="Calle 1", themes=("education",))


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_may_be_changed_by_hand_and_brought_back(space, record, tmp_path, form):
    path = export(space, tmp_path, form)
    if form == "csv":
        path.write_text(path.read_text(encoding="utf-8").replace("Calle 1", "Calle 2"), encoding="utf-8")
        assert import_again(space, path) == {"changed": 1}
        record.refresh_from_db()
        assert (record.place, record.version) == ("Calle 2", 2)


def report_of(space, path):
    return prepare(Order("practice", path), space=space, by=None).start(lambda report: None)


def changed(path: Path, old: str, new: str) -> Path:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"good"', '"unheard"', "field.unknown_choice"),
        ('"good"', "7", "field.unknown_choice"),
        ('"answers":{', '"answers":{"owner":"me",', "import.content_broken"),
        ('"answers":{', '"answers":{"dates":[{"when":7}],', "import.content_broken"),
        ('"point":null', '"point":[91.0,0.0]', "import.unreadable_point"),
        ('"point":null', '"point":["a","b"]', "import.unreadable_point"),
        ('"licence":"CC-BY-4.0"', '"licence":"MINE"', "licence.unknown"),
        ('"status":"original"', '"status":"human"', "import.content_broken"),
        ('"title":"Light', '"title":7,"subtitle":"Light', "import.content_broken"),
        ('"texts":{"en"', '"texts":{"../en"', "import.content_broken"),
        ('"original":"en"', '"original":7', "import.content_broken"),
        ('"content":{', '"content":{"original":"en",', "table.json_broken"),
        ('"version":1', '"version":"one"', "import.content_broken"),
    ],
)
def test_an_export_that_was_broken_by_hand_is_refused_row_by_row(space, record, tmp_path, old, new, code):
    path = changed(export(space, tmp_path, "jsonl"), old, new)
    report = report_of(space, path)
    assert [remark.note.why.code for remark in report.remarks] == [code]
    record.refresh_from_db()
    assert record.version == 1


def test_a_public_id_that_is_none_is_refused(space, record, tmp_path):
    path = changed(export(space, tmp_path, "jsonl"), record.public_id, "../../etc/")
    assert [remark.note.why.code for remark in report_of(space, path).remarks] == ["import.id_unknown_form"]


def test_a_row_without_any_id_is_refused(space, record, tmp_path):
    path = changed(export(space, tmp_path, "jsonl"), f'"public_id":"{record.public_id}"', '"public_id":""')
    assert [remark.note.why.code for remark in report_of(space, path).remarks] == ["import.origin_needed"]


def test_files_stay_with_their_record_and_are_named_when_they_did_not_come(space, record, tmp_path):
    file = Attachment.objects.create(
        record=record, file="x", name="plan.pdf", media_type="application/pdf", size=3, sha256="0" * 64
    )
    content = practice_content(files=(file.pk,), place="Calle 1")
    bring(kind="practice", space=space, content=content, template=ensure_template(space), by=None, public_id=record.public_id)  # fmt: skip
    path = export(space, tmp_path, "csv")
    assert import_again(space, path) == {"unchanged": 1}
    empty()
    report = report_of(space, path)
    assert [(remark.note.why.code, remark.note.value) for remark in report.remarks] == [
        ("import.file_left", "plan.pdf")
    ]
    assert Version.objects.get().content["files"] == []


def test_a_tie_to_what_is_not_there_is_reported_and_made_when_it_comes(space, make_practice, tmp_path):
    second = make_practice("Second")
    first = make_practice("First", ties=(("became", second.public_id),))
    both = export(space, tmp_path, "jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    empty()
    path = tmp_path / "one.jsonl"
    path.write_text(both[1], encoding="utf-8")
    (remark,) = report_of(space, path).remarks
    assert remark.note.why.facts == {"target": second.public_id}
    path.write_text("".join(reversed(both)), encoding="utf-8")
    report_of(space, path)
    assert Link.objects.get().target.public_id == second.public_id
    assert Link.objects.get().source.public_id == first.public_id


def test_a_record_of_another_space_is_left_to_it(space, record, tmp_path):
    path = changed(export(space, tmp_path, "csv"), "Dark streets", "Darker streets")
    forum = open_space("forum", names={"en": "Forum"}, language="en", by=None)
    ensure_template(forum)
    (remark,) = report_of(forum, path).remarks
    assert remark.note.why.code == "import.in_another_space"
    record.refresh_from_db()
    assert (record.space, record.version) == (space, 1)
