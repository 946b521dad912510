"""The map that ships fits the table it was made for; the real one where it is at hand, a few made rows always."""

import os
from collections import Counter
from pathlib import Path

import pytest

from tequio.catalogue.publishing.models import Version
from tequio.catalogue.records.models import Record
from tequio.ground.territories.services import load_territories
from tequio.know.practices.importing import Order, prepare

ROOT = Path(__file__).resolve().parents[3]
MAP = ROOT / "src" / "tequio" / "know" / "practices" / "maps" / "participedia.toml"
DATA = Path(os.environ.get("TEQUIO_SHARED_DATA", ROOT.parent / "shared" / "data"))
CASES = DATA / "know" / "participedia_cases.csv"
MADE = """id,title,description,url,country,province,city,latitude,longitude,start_date,end_date,ongoing,number_of_participants,issues,approaches,method_types,original_language
1,a budget for springfield,"one text. and another.",https://participedia.net/case/1,Italia,Lombardia,Springfield,45° 0' 0 N,9° 30' 0 E,2004-01-11T16:00:00,,False,160,"economics; other","direct,cogovernance",deliberative,
2,ohne ort,,https://participedia.net/case/2,,,,0° 0' 0 N,0° 0' 0 E,,,,,,,,de
"""


@pytest.fixture
def world(space, themes):
    load_territories()
    return space


def bring(space, path):
    return prepare(Order("practice", path, MAP), space=space, by=None).start(lambda report: None)


def test_the_map_reads_rows_as_the_table_has_them(world, tmp_path):
    (tmp_path / "made.csv").write_text(MADE, encoding="utf-8")
    report = bring(world, tmp_path / "made.csv")
    assert report.counts == {"made": 2}
    assert [remark.note.why.code for remark in report.remarks] == ["import.point_zero"]
    first, second = Version.objects.order_by("record__origin").values_list("content", flat=True)
    assert first["texts"]["en"]["title"] == "A budget for Springfield"
    assert first["texts"]["en"]["summary"] == "One text. And another."
    assert (first["territory"], first["place"], first["point"]) == ("IT-25", "Springfield", [45.0, 9.5])
    assert len(first["themes"]) == 4
    assert second["original"] == "de"
    assert (second["territory"], second["point"]) == ("", None)


@pytest.mark.skipif(not CASES.exists(), reason="the cases are not here (TEQUIO_SHARED_DATA)")
def test_all_cases_come_in(world):
    report = bring(world, CASES)
    assert report.counts == {"made": 2258}
    codes = Counter(remark.note.why.code for remark in report.remarks)
    assert codes["import.unknown_country"] == 0
    assert codes["import.unknown_theme"] == 0
    assert codes["import.unknown_subdivision"] <= 16
    assert Record.objects.filter(lat=0, lon=0).count() == 0
    assert bring(world, CASES).counts == {"unchanged": 2258}
