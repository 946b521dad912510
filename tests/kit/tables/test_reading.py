import json

import pytest

from tequio.kit.refusals import Refused
from tequio.kit.tables.reading import read_table

TEXT = "id,title\n1,Presupuesto participativo: ¿quién decide?\n2,Fête de la démocratie\n"


@pytest.fixture
def file(tmp_path):
    """Write bytes or text to a file of this name."""

    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def cells(path):
    return [row.cells for row in read_table(path).rows()]


def refusal(path):
    with pytest.raises(Refused) as caught:
        read_table(path)
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_csv_is_read_in_each_encoding(file, encoding):
    table = read_table(file("a.csv", TEXT.encode(encoding)))
    assert [row.cells["title"] for row in table.rows()] == [
        "Presupuesto participativo: ¿quién decide?",
        "Fête de la démocratie",
    ]
    assert [note.facts["encoding"] for note in table.notes] == (
        ["cp1252"] if encoding in {"cp1252", "latin-1"} else []
    )


def test_csv_with_bytes_that_windows_does_not_know_is_read_as_latin_1(file):
    table = read_table(file("a.csv", b"id,title\n1,caf\xe9 \x81\n"))
    assert [note.facts["encoding"] for note in table.notes] == ["latin-1"]


def test_utf_16_without_its_mark_is_refused_because_of_its_nulls(file):
    assert refusal(file("a.csv", TEXT.encode("utf-16-le"))).code == "table.nul"


def test_a_file_that_breaks_its_own_mark_is_refused(file):
    assert refusal(file("a.csv", b"\xef\xbb\xbfid\n\xff\xfe\xfd\n")).code == "table.unreadable_text"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_with_each_delimiter(file, delimiter):
    text = delimiter.join(["id", "title"]) + "\n" + delimiter.join(["1", '"a,b;c\td"']) + "\n"
    assert cells(file("a.csv", text)) == [{"id": "1", "title": "a,b;c\td"}]


def test_rows_say_the_line_they_begin_on(file):
    rows = list(read_table(file("a.csv", 'id,title\n1,"two\nlines"\n\n2,x\n')).rows())
    assert [(row.line, row.cells["id"]) for row in rows] == [(2, "1"), (5, "2")]
    assert rows[0].cells["title"] == "two\nlines"


def test_rows_are_counted_and_may_be_read_again(file):
    table = read_table(file("a.csv", TEXT))
    assert table.total == len(list(table.rows())) == len(list(table.rows())) == 2


def test_cells_that_begin_like_a_formula_stay_text(file):
    assert cells(file("a.csv", "id,title\n=1+1,@x\n")) == [{"id": "=1+1", "title": "@x"}]


def test_a_short_row_is_filled_and_a_long_one_has_a_fault(file):
    rows = list(read_table(file("a.csv", "id,title\n1\n2,x,\n3,x,more\n")).rows())
    assert rows[0].cells == {"id": "1", "title": ""}
    assert rows[1].fault is None
    assert rows[2].fault.code == "table.too_many_cells"
    assert rows[2].fault.facts == {"cells": 3, "columns": 2}


def test_a_row_of_a_million_cells_is_a_row_with_a_fault(file):
    rows = list(read_table(file("a.csv", "id,title\n" + "x," * 1_000_000 + "\n2,y\n")).rows())
    assert [row.fault.code if row.fault else "" for row in rows] == ["table.too_many_cells", ""]


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("id,title,id", "table.column_twice"),
        ("id,,title", "table.column_without_name"),
        (",".join(f"c{number}" for number in range(300_000)), "table.too_many_columns"),
        (",".join("x" * 1_000_000), "table.too_many_columns"),
        ("x," * 3_000_000, "table.line_too_long"),
        ("x" * 200_000, "table.cell_too_long"),
        ('id,"title', "table.quotes_broken"),
        (" ,,", "table.no_heading"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_heading_that_cannot_be_used_is_refused(file, heading, code):
    assert refusal(file("a.csv", heading + "\n1,2\n")).code == code


def test_quotes_that_never_close_are_refused_with_their_line(file):
    answer = refusal(file("a.csv", 'id,title\n1,x\n2,"y\n3,z\n'))
    assert (answer.code, answer.facts["line"]) == ("table.quotes_broken", 3)


def test_an_empty_file_a_folder_and_no_file_are_refused(file, tmp_path):
    assert refusal(file("a.csv", b"")).code == "table.empty"
    assert refusal(tmp_path).code == "table.is_a_folder"
    assert refusal(tmp_path / "none.csv").code == "table.no_such_file"


def test_what_is_no_table_is_refused(file):
    assert refusal(file("a.pdf", b"%PDF-1.7")).code == "table.unknown_format"
    assert refusal(file("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1")).code == "table.old_workbook"


def test_a_missing_column_is_named_with_those_there_are(file):
    table = read_table(file("a.csv", TEXT))
    with pytest.raises(Refused) as caught:
        table.require("id", "country")
    assert caught.value.facts == {"column": "country", "columns": "id, title"}


def test_json_array_gives_its_objects_with_their_lines(file):
    text = '[\n  {"id": 1, "tags": ["a"]},\n  {"id": 2,\n   "more": null}\n]\n'
    table = read_table(file("a.json", text))
    assert [(row.line, row.cells) for row in table.rows()] == [
        (2, {"id": 1, "tags": ["a"]}),
        (3, {"id": 2, "more": None}),
    ]
    assert (table.columns, table.total) == (("id", "tags", "more"), 2)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[{"id": 1}, {"id": 2', "table.json_broken"),
        ('[{"id": 1}', "table.json_broken"),
        ('[{"id": 1} {"id": 2}]', "table.json_broken"),
        ('[{"id": 1, "id": 2}]', "table.json_broken"),
        ('[{"id": NaN}]', "table.json_broken"),
        ("[" * 100_000, "table.json_broken"),
        ('{"id": 1}', "table.not_an_array"),
        ("[]", "table.empty"),
        ("x", "table.not_an_array"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_json_that_breaks_off_is_refused_whole(file, text, code):
    assert refusal(file("a.json", text)).code == code


def test_a_broken_line_of_json_lines_is_a_row_with_a_fault(file):
    text = '{"id": 1}\n\n[2]\n{"id": "\\u0000"}\n{"id": "\\ud800"}\n{"id": 4'
    rows = list(read_table(file("a.jsonl", text)).rows())
    assert [(row.line, row.fault.code if row.fault else "") for row in rows] == [
        (1, ""),
        (3, "table.not_an_object"),
        (4, "table.nul"),
        (5, "table.nul"),
        (6, "table.json_broken"),
    ]


def test_json_lines_may_hold_the_line_separators_of_unicode(file):
    says = "one\u2028two\x85three"
    assert cells(file("a.jsonl", json.dumps({"t": says}, ensure_ascii=False) + "\n")) == [{"t": says}]
