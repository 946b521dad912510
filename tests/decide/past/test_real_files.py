"""Real editions, where they are at hand: what their cities published is what we count."""

import os
from pathlib import Path

import pytest

from tequio.decide.past.reading import Asked, read_past
from tequio.decide.past.services import bring_in
from tequio.decide.proposals.models import Proposal

FOLDER = (
    Path(os.environ.get("TEQUIO_SHARED_DATA") or Path(__file__).parents[4] / "shared" / "data") / "pabulib"
)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="no ../shared/data/pabulib (or TEQUIO_SHARED_DATA) here"),
]
NAMES = (
    "Poland_Lodz_2022",
    "Poland_Katowice_2022_Kostuchna",
    "Poland_Swiecie_2023",
    "Netherlands_Assen_2024",
)


@pytest.mark.parametrize("name", NAMES)
def test_real_edition_is_opened_and_counted_as_its_city_did(space, settings, tmp_path, name):
    settings.MEDIA_ROOT = tmp_path
    past = read_past(FOLDER / f"{name}.pb", Asked(), otherwise="es")
    brought = bring_in(space, past, by=None)
    assert {line["id"] for line in brought.result.form["winners"]} == past.official
    assert set(Proposal.objects.filter(stage="won").values_list("key", flat=True)) == past.official
