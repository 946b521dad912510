import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tequio.kit.refusals import Refused
from tequio.kit.tables.cells import from_workbook, neutral, plain, to_workbook
from tequio.kit.tables.reading import read_table
from tequio.kit.tables.writing import csv_lines, json_lines, write_workbook

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ["=1+1", "+1", "-1", "@a", "\tx", "\rx", "'=1", "''@", "'plain", "\uff1d1", "_x0041_", "_x005F_", "a\r\nb", " x ", "1.0", "0012"]
)  # fmt: skip
ROWS = st.lists(st.dictionaries(st.sampled_from(["a", "b"]), TEXT, min_size=2), min_size=1, max_size=5)


@given(TEXT)
def test_a_neutral_cell_begins_harmlessly_and_comes_back_exactly(text):
    assert neutral(text)[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n"} or not text
    assert plain(neutral(text)) == text


@given(TEXT)
def test_a_cell_of_a_workbook_comes_back_exactly(text):
    assert from_workbook(to_workbook(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_gets_an_apostrophe(text):
    assert next(csv.reader(io.StringIO("".join(csv_lines(["a"], [{"a": text}])), newline=""))) == ["\ufeffa"]
    assert neutral(text) == f"'{text}"


def blank(row):
    return not any(row.values())


@settings(deadline=None)
@given(ROWS)
def test_csv_and_json_lines_give_back_what_was_written(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("t")
    (folder / "a.csv").write_text("".join(csv_lines(["a", "b"], rows)), encoding="utf-8", newline="")
    read = [
        {key: plain(text) for key, text in row.cells.items()} for row in read_table(folder / "a.csv").rows()
    ]
    assert read == [row for row in rows if not blank(row)]
    (folder / "a.jsonl").write_text("".join(json_lines(rows)), encoding="utf-8", newline="")
    assert [row.cells for row in read_table(folder / "a.jsonl").rows()] == rows


@settings(deadline=None)
@given(ROWS)
def test_a_workbook_gives_back_what_was_written(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("t") / "a.xlsx"
    write_workbook(path, ["a", "b"], rows, "t")
    assert [row.cells for row in read_table(path).rows()] == [row for row in rows if not blank(row)]


def test_a_workbook_holds_no_formula(tmp_path):
    path = tmp_path / "a.xlsx"
    write_workbook(path, ["=a"], [{"=a": '=HYPERLINK("http://evil.example")'}], "t")
    sheet = load_workbook(path).active
    assert [cell.data_type for row in sheet.iter_rows() for cell in row] == ["s", "s"]


def test_numbers_stay_numbers(tmp_path):
    assert list(csv_lines(["a"], [{"a": -12.5}]))[1] == "-12.5\r\n"
    path = tmp_path / "a.xlsx"
    write_workbook(path, ["a"], [{"a": -12.0}, {"a": 0.1}], "t")
    assert [row.cells["a"] for row in read_table(path).rows()] == ["-12", "0.1"]


def test_a_cell_too_long_for_its_format_is_refused(tmp_path):
    with pytest.raises(Refused) as caught:
        write_workbook(tmp_path / "a.xlsx", ["a"], [{"a": "x" * 40_000}], "t")
    assert caught.value.code == "table.cell_too_long_to_write"
    with pytest.raises(Refused):
        list(csv_lines(["a"], [{"a": "x" * 140_000}]))
