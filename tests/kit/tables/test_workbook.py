import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from tequio.kit.refusals import Refused
from tequio.kit.tables.reading import read_table

NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.fixture
def workbook(tmp_path):
    """Write rows to a workbook, and parts over those that it has."""

    def write(rows=(("id", "title"), (1, "x")), sheets=(), **parts):
        book = Workbook()
        for row in rows:
            book.active.append(row)
        for title in sheets:
            book.create_sheet(title)
        kept = io.BytesIO()
        book.save(kept)
        path = tmp_path / "a.xlsx"
        changed = {f"xl/{name.replace('__', '/')}.xml": part for name, part in parts.items()}
        with (
            zipfile.ZipFile(kept) as old,
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for name in old.namelist():
                new.writestr(name, changed.pop(name, old.read(name)))
            for name, part in changed.items():
                new.writestr(name, part)
        return path

    return write


def refusal(path):
    with pytest.raises(Refused) as caught:
        for _ in read_table(path).rows():
            pass
    return caught.value


def sheet(rows):
    return f"<?xml version='1.0'?><worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>"


def test_cells_are_spelt_as_text(workbook):
    rows = [("a", "b", "c", "d", "e"), (12.0, 1.5, True, date(2014, 1, 9), datetime(2014, 1, 9, 10))]  # noqa: DTZ001
    assert [row.cells for row in read_table(workbook(rows)).rows()] == [
        {"a": "12", "b": "1.5", "c": "true", "d": "2014-01-09", "e": "2014-01-09T10:00:00"}
    ]


def test_blank_rows_are_left_out_and_the_line_is_the_rows_own(workbook):
    table = read_table(workbook([("id", "t"), (1, "x"), (None, None), (2, "y")]))
    assert [row.line for row in table.rows()] == [2, 4]
    assert table.total == 2


def test_other_sheets_are_named_in_a_note(workbook):
    (note,) = read_table(workbook(sheets=["Old", "Older"])).notes
    assert note.facts == {"sheets": "Old, Older"}


def test_a_formula_gives_the_value_it_had(workbook):
    part = sheet(
        '<row r="1"><c r="A1" t="str"><v>id</v></c></row>'
        '<row r="2"><c r="A2"><f>WEBSERVICE("http://evil.example")</f><v>7</v></c></row>'
        '<row r="3"><c r="A3"><f>1+1</f></c></row>'
    )
    assert [row.cells for row in read_table(workbook(worksheets__sheet1=part)).rows()] == [{"id": "7"}]


def test_a_part_that_shrank_like_a_bomb_is_refused_unopened(workbook):
    answer = refusal(workbook(worksheets__sheet1=sheet("<row/>" + " " * 50_000_000)))
    assert answer.code == "table.bomb"


def test_a_directory_that_lies_about_a_size_is_caught(workbook, tmp_path):
    path = workbook(worksheets__sheet1=sheet("<row/>" + "<!-- a -->" * 300_000))
    packed = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        size = package.getinfo("xl/worksheets/sheet1.xml").file_size
    lies = packed.replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little"))
    path.write_bytes(lies)
    assert refusal(path).code == "table.not_a_workbook"


def test_too_many_parts_are_refused(workbook):
    assert refusal(workbook(**{f"p{number}": "<a/>" for number in range(2_100)})).code == "table.bomb"


def test_two_cells_far_apart_cost_nothing(workbook):
    part = sheet(
        '<row r="1"><c r="A1" t="str"><v>id</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    assert refusal(workbook(worksheets__sheet1=part)).code == "table.too_many_columns"


def test_a_row_beyond_the_last_of_all_sheets_is_refused(workbook):
    part = sheet(
        '<row r="1"><c r="A1" t="str"><v>id</v></c></row><row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'
    )
    assert refusal(workbook(worksheets__sheet1=part)).code == "table.not_a_workbook"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_explode_are_refused(workbook, encoding):
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    part = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY l0 "lol">{lol}]>' + sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>'
    ).removeprefix("<?xml version='1.0'?>")
    assert refusal(workbook(worksheets__sheet1=part.encode(encoding))).code == "table.not_a_workbook"


def test_what_only_looks_like_a_workbook_is_refused(tmp_path, workbook):
    path = tmp_path / "b.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"x" * 500)
    assert refusal(path).code == "table.not_a_workbook"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("readme.txt", "no workbook")
    assert refusal(path).code == "table.not_a_workbook"
    half = workbook().read_bytes()
    path.write_bytes(half[: len(half) // 2])
    assert refusal(path).code == "table.not_a_workbook"
    assert refusal(workbook(worksheets__sheet1=sheet("<row><c><v>1")[:-40])).code == "table.not_a_workbook"


def test_a_workbook_without_cells_is_empty(workbook):
    assert refusal(workbook(rows=())).code == "table.empty"
