import pytest

from tequio.kit.dates import open_date
from tequio.kit.refusals import Refused


@pytest.mark.parametrize("text", ["1971", "2014-01", "2014-01-09", "2024-02-29"])
def test_open_date_reads_what_it_writes(text):
    assert str(open_date(text)) == text


def test_open_date_is_spoken_as_precisely_as_it_is_known():
    assert open_date("1971").spoken("es") == "1971"
    assert open_date("2014-01").spoken("fr") == "janvier 2014"
    assert open_date("2014-01-09").spoken("pt_BR") == "9 de janeiro de 2014"
    assert open_date("2014-01-09").spoken("en") == "9 January 2014"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "date.unreadable"),
        ("last year", "date.unreadable"),
        ("2014-13", "date.impossible"),
        ("2023-02-29", "date.impossible"),
        ("2014-00", "date.impossible"),
        ("0000", "date.impossible"),
    ],
)
def test_open_date_refuses_what_no_calendar_has(text, code):
    with pytest.raises(Refused) as refusal:
        open_date(text)
    assert refusal.value.code == code
