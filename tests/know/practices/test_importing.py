import csv
import json
from dataclasses import replace

import pytest

from tequio import cli
from tequio.catalogue import kinds
from tequio.catalogue.importing import running
from tequio.catalogue.publishing.models import Version
from tequio.catalogue.publishing.services import hide, open_draft, publish, save_draft
from tequio.catalogue.records.models import Record, Text
from tequio.ground.ledger.models import Entry
from tequio.ground.spaces.services import open_space
from tequio.know.practices import import_command
from tequio.know.practices.setup import ensure_template

MAP = """
source = "cases"
id = "id"
licence = "CC-BY-NC-SA-3.0"
language = {column = "language", default = "en"}
source_url = "url"
title = {column = "title", case = "sentence", names = ["country"]}
summary = {column = "text", overflow = "process"}
territory = {country = "country", subdivision = "province"}
place = {columns = ["city"]}
point = {lat = "lat", lon = "lon"}
sections = {results = "results"}
[answers]
owner = "lead"
partners = {column = "partners", as = "technical"}
budget = {amount = "money", currency = "TND"}
beneficiaries = "whom"
maturity = {column = "stage", values = {old = "institutionalised"}}
[[dates]]
column = "start"
what = {en = "It began."}
[[dates]]
column = "end"
not_before = "start"
what = {en = "It ended."}
[[themes]]
column = "themes"
table = "themes.csv"
ignore = ["other"]
"""
COLUMNS = "id,title,language,url,text,country,province,city,lat,lon,results,lead,partners,money,whom,stage,start,end,themes"
ROW = {
    "id": "1",
    "title": "streets of peru lit by their neighbours",
    "language": "en",
    "url": "https://cases.example/1",
    "text": "Five assemblies.",
    "country": "Pérou",
    "province": "PE-LMA",
    "city": "Villa El Salvador",
    "lat": "12° 12' 36 S",
    "lon": "76° 56' 24 W",
    "results": "Lamps.",
    "lead": "Municipality",
    "partners": "One; Two",
    "money": "550 000",
    "whom": "Families",
    "stage": "old",
    "start": "2014-01-09T16:00:00",
    "end": "2015",
    "themes": "Econ; other, participatory budgeting",
}


@pytest.fixture
def bring_in(tmp_path, capsys, space, places, themes):
    """Write rows and a map to files and run the command on them; returns its exit code, what it said and its report."""
    (tmp_path / "themes.csv").write_text("value,theme\necon,public-finance\n", encoding="utf-8")

    def run(*rows, text=None, name="a.csv", options=(), encoding="utf-8", said=MAP):
        (tmp_path / "map.toml").write_text(said, encoding="utf-8")
        path = tmp_path / name
        if text is None:
            with path.open("w", encoding=encoding, newline="") as file:
                writer = csv.DictWriter(file, COLUMNS.split(","))
                writer.writeheader()
                writer.writerows(rows)
        else:
            path.write_text(text, encoding=encoding)
        report = tmp_path / "report.csv"
        report.unlink(missing_ok=True)
        given = ["import", "practices", str(path), "--yes", "--report", str(report)]
        code = cli.main([*given, "--map", str(tmp_path / "map.toml"), *options])
        lines = report.read_text(encoding="utf-8-sig").splitlines() if report.exists() else []
        return code, capsys.readouterr(), list(csv.DictReader(lines))

    return run


def row(**changes):
    return {**ROW, **changes}


def content():
    return Version.objects.order_by("id").last().content


def test_a_row_becomes_a_practice_with_all_that_the_map_says(bring_in, space):
    code, _, report = bring_in(row())
    assert (code, report) == (0, [])
    record = Record.objects.get(kind="practice")
    assert (record.origin, record.source_url, record.licence) == (
        "cases:1",
        "https://cases.example/1",
        "CC-BY-NC-SA-3.0",
    )
    said = content()
    assert said["texts"]["en"]["title"] == "Streets of peru lit by their neighbours"
    assert said["texts"]["en"]["sections"] == {"results": "Lamps."}
    assert said["territory"] == "PE-LMA"
    assert said["place"] == "Villa El Salvador"
    assert said["point"] == pytest.approx([-12.21, -76.94], abs=0.001)
    assert said["themes"] == ["participatory-budgeting", "public-finance"]
    answers = said["answers"]
    assert answers["maturity"] == "institutionalised"
    assert answers["budget"] == {"amount": 550_000_000, "currency": "TND"}
    assert answers["beneficiaries"] == {"en": "Families"}
    assert [date["when"] for date in answers["dates"]] == ["2014-01-09", "2015"]
    names = Text.objects.filter(record__kind="actor").order_by("id").values_list("title", flat=True)
    assert list(names) == ["Municipality", "One", "Two"]


def test_importing_again_writes_nothing(bring_in):
    bring_in(row(), row(id="2"))
    before = Entry.objects.count(), Version.objects.count()
    code, said, _ = bring_in(row(), row(id="2"))
    assert code == 0
    assert "0 new, 0 changed, 2 as they were, 0 refused" in said.out
    assert (Entry.objects.count(), Version.objects.count()) == before


def test_a_changed_row_becomes_the_next_version(bring_in):
    bring_in(row())
    _, said, _ = bring_in(row(results="More lamps."))
    assert "1 changed" in said.out
    assert Record.objects.get(kind="practice").version == 2


def test_a_dry_run_says_the_same_and_keeps_nothing(bring_in):
    code, said, _ = bring_in(row(), row(id="2", title=""), options=["--dry-run"])
    assert code == 1
    assert "Tried 2 of 2 rows: 1 new, 0 changed, 0 as they were, 1 refused." in said.out
    assert not Record.objects.exists()


def test_a_limit_takes_the_first_rows_and_the_rest_may_follow(bring_in):
    bring_in(row(), row(id="2"), options=["--limit", "1"])
    assert Record.objects.filter(kind="practice").count() == 1
    _, said, _ = bring_in(row(), row(id="2"))
    assert "1 new, 0 changed, 1 as they were" in said.out


def test_a_run_that_is_stopped_keeps_its_rows_and_goes_on_later(bring_in, monkeypatch):
    bring = running.bring_row

    def stopped(intake, arrival, **facts):
        if arrival.origin == "cases:2":
            raise KeyboardInterrupt
        return bring(intake, arrival, **facts)

    rows = row(), row(id="2"), row(id="3")
    monkeypatch.setattr(running, "bring_row", stopped)
    code, said, _ = bring_in(*rows)
    assert code == 1
    assert "Stopped between two rows" in said.out
    assert Record.objects.filter(kind="practice").count() == 1
    monkeypatch.setattr(running, "bring_row", bring)
    _, said, _ = bring_in(*rows)
    assert "2 new, 0 changed, 1 as they were" in said.out


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"title": " "}, "title", "Give it a title"),
        ({"title": "x" * 161}, "title", "161 letters"),
        ({"id": ""}, "id", "no id"),
        ({"id": "x" * 200}, "id", "too long"),
        ({"results": "word " * 251}, "results", "251 words"),
        ({"stage": "unheard"}, "stage", "not one of the choices"),
        ({"money": "12.3456"}, "money", "more decimals"),
        ({"money": "a lot"}, "money", "could not read the amount"),
        ({"city": "x" * 201}, "city", "201 letters"),
        ({"whom": "x" * 301}, "whom", "301 letters"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_row_that_cannot_come_in_is_reported_and_the_others_are_in(bring_in, change, column, reason):
    code, _, report = bring_in(row(**change), row(id="2"))
    assert code == 1
    assert [(line["line"], line["outcome"], line["column"]) for line in report] == [("2", "refused", column)]
    assert reason in report[0]["reason"]
    assert Record.objects.get(kind="practice").origin == "cases:2"


def test_all_faults_of_a_row_are_reported_at_once(bring_in):
    _, _, report = bring_in(row(title="", stage="unheard"))
    assert [line["column"] for line in report] == ["title", "stage"]


@pytest.mark.parametrize(
    ("change", "column", "reason", "then"),
    [
        ({"country": "Atlantis"}, "country", "do not know this country", {"place": "Villa El Salvador, PE-LMA, Atlantis"}),
        ({"province": "Nowhere"}, "province", "state or province", {"territory": "PE", "place": "Villa El Salvador, Nowhere"}),
        ({"lat": "0° 0' 0 N", "lon": "0° 0' 0 E"}, "lat, lon", "0° 0°", {"point": None}),
        ({"lat": "99"}, "lat, lon", "no point on Earth", {"point": None}),
        ({"themes": "dragons"}, "themes", "none of our themes", {"themes": []}),
        ({"url": "javascript:alert(1)"}, "url", "not the address of a web page", {}),
        ({"language": "1"}, "language", "en was taken", {"original": "en"}),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
def test_what_is_not_understood_is_reported_and_the_row_is_in(bring_in, change, column, reason, then):
    code, _, report = bring_in(row(**change))
    assert code == 0
    assert [(line["outcome"], line["column"]) for line in report] == [("note", column)]
    assert reason in report[0]["reason"]
    assert {key: content()[key] for key in then} == then
    assert "javascript" not in Record.objects.get(kind="practice").source_url


@pytest.mark.parametrize(
    ("change", "column", "kept"),
    [
        ({"start": "31/12/2014"}, "start", ["2015"]),
        ({"start": "2014-02-30"}, "start", ["2015"]),
        ({"end": "2013"}, "end", ["2014-01-09"]),
    ],
)
def test_a_wrong_date_is_left_out_and_reported(bring_in, change, column, kept):
    code, _, report = bring_in(row(**change))
    assert code == 0
    assert [line["column"] for line in report] == [column]
    assert [date["when"] for date in content()["answers"]["dates"]] == kept


def test_a_long_summary_goes_to_its_section_and_keeps_its_first_sentences(bring_in):
    text = "The first sentence is short. " + "word " * 90 + "end."
    _, _, report = bring_in(row(text=text))
    said = content()["texts"]["en"]
    assert said["summary"] == "The first sentence is short."
    assert said["sections"]["process"] == text
    assert "whole text went to" in report[0]["reason"]


def test_the_same_id_twice_in_a_file_is_refused(bring_in):
    code, _, report = bring_in(row(), row(title="Another"))
    assert code == 1
    assert [(line["line"], line["reason"]) for line in report] == [
        ("3", "The row on line 2 has the same id. Keep one of them.")
    ]
    assert Record.objects.get(kind="practice").version == 1


def test_cells_that_begin_like_a_formula_stay_text(bring_in):
    bring_in(row(results='=HYPERLINK("http://evil.example")', city="@here"))
    assert content()["texts"]["en"]["sections"]["results"] == '=HYPERLINK("http://evil.example")'
    assert content()["place"] == "@here"


def test_a_report_does_not_carry_formulas(bring_in):
    _, _, report = bring_in(row(country="=1+1"))
    assert report[0]["value"] == "'=1+1"


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-8-sig"])
def test_each_encoding_is_read(bring_in, encoding):
    code, said, _ = bring_in(row(city="São Paulo"), encoding=encoding)
    assert (code, content()["place"]) == (0, "São Paulo")
    assert ("was read as" in said.out) is (encoding == "latin-1")


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        ("id,title\n1,x\n", "a.csv", "There is no column"),
        ("", "a.csv", "nothing in this file"),
        ('[{"id": 1', "a.json", "breaks off"),
        ("x", "a.pdf", "We do not read files like"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_before_anything_is_written(bring_in, text, name, says):
    code, said, _ = bring_in(text=text, name=name)
    assert code == 2
    assert says in said.err
    assert not Record.objects.exists()


def test_a_json_file_is_read_by_the_same_map(bring_in):
    rows = [{**ROW, "id": 7, "lat": None, "lon": None, "partners": ["One", "Two"]}]
    code, _, report = bring_in(text=json.dumps(rows), name="a.json")
    assert (code, report) == (0, [])
    assert Record.objects.get(kind="practice").origin == "cases:7"
    assert len(content()["answers"]["partners"]) == 2


def test_a_folder_is_no_file(bring_in, tmp_path, capsys):
    code = cli.main(["import", "practices", str(tmp_path), "--map", str(tmp_path / "map.toml")])
    assert code == 2
    assert "is a folder" in capsys.readouterr().err


def test_a_row_that_the_database_refuses_leaves_nothing_behind(bring_in, monkeypatch):
    practice = kinds.kind_of("practice")

    def store(record, said):
        practice.store(record, said)
        if record.origin == "cases:1":
            Text.objects.create(record=record, language="en", title="twice")

    monkeypatch.setitem(kinds._KINDS, "practice", replace(practice, store=store))
    code, _, report = bring_in(row(), row(id="2", lead="", partners=""))
    assert code == 1
    assert "The database did not take this row" in report[0]["reason"]
    assert [record.origin for record in Record.objects.all()] == ["cases:2"]


class TestSomebodysWork:
    """An import never goes over what people do on the site."""

    @pytest.fixture
    def record(self, bring_in):
        bring_in(row())
        return Record.objects.get(kind="practice")

    def refusal(self, bring_in, **changes):
        code, _, report = bring_in(row(results="Changed in the file.", **changes))
        assert code == 1
        return report[0]["reason"]

    def test_an_open_draft_keeps_the_row_out(self, bring_in, record, bruno):
        open_draft(record, by=bruno)
        assert "open draft" in self.refusal(bring_in)

    def test_an_edit_on_the_site_keeps_the_row_out(self, bring_in, record, bruno, space):
        draft = save_draft(open_draft(record, by=bruno), change={"title": "Better"}, by=bruno)
        draft = save_draft(draft, change={"answers": {"maturity": "good"}, "sections": {"situation": "S", "process": "P"}}, by=bruno)  # fmt: skip
        publish(draft, template=ensure_template(space), by=bruno)
        assert "changed on the site" in self.refusal(bring_in)
        assert bring_in(row())[0] == 0
        assert Text.objects.get(record=record).title == "Better"

    def test_a_hidden_record_stays_hidden(self, bring_in, record, bruno):
        hide(record, reason="A complaint.", by=bruno)
        assert "hidden or withdrawn" in self.refusal(bring_in)
        record.refresh_from_db()
        assert record.visibility == "hidden"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('source = "cases"', "", "must say “source”"),
        ('id = "id"', 'id = "id"\ntitel = "x"', "“titel”, which we do not know"),
        ('overflow = "process"', 'overflow = "nothing"', "does not ask"),
        ('owner = "lead"', 'boss = "lead"', "does not ask"),
        ('as = "technical"', 'az = "technical"', "“answers.partners.az”"),
        ('table = "themes.csv"', 'table = "none.csv"', "cannot be used"),
        ("CC-BY-NC-SA-3.0", "MINE", "“licence”"),
        ("[answers]", "[answers", "is not TOML"),
    ],
)
def test_a_map_that_is_wrong_is_refused_with_what_is_wrong(bring_in, old, new, says):
    assert old in MAP
    code, said, _ = bring_in(row(), said=MAP.replace(old, new))
    assert code == 2
    assert says in said.err


def test_the_space_must_be_said_when_there_are_several(bring_in, space):
    open_space("forum", names={"en": "Forum"}, language="en", by=None)
    code, said, _ = bring_in(row())
    assert code == 2
    assert "network, forum" in said.err
    assert bring_in(row(), options=["--space", "network"])[0] == 0
    code, said, _ = bring_in(row(), options=["--space", "none"])
    assert "no space “none”" in said.err


def test_somebody_may_stand_for_the_import(bring_in, amina):
    assert bring_in(row(), options=["--by", "AMINA@example.org"])[0] == 0
    assert Record.objects.get(kind="practice").author == amina
    assert bring_in(row(), options=["--by", "nobody@example.org"])[0] == 2


def test_a_person_at_a_terminal_is_asked(monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: "n")
    assert not import_command._agreed(3, "Network")
    monkeypatch.setattr("builtins.input", lambda question: "Yes")
    assert import_command._agreed(3, "Network")
