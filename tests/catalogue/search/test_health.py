import pytest

from tequio.catalogue.search.health import health
from tequio.catalogue.search.index import search_index


def test_a_missing_index_is_a_fault_that_says_what_to_do(db):
    (finding,) = health()
    assert finding.fault
    assert "tequio reindex" in finding.mend


@pytest.mark.parametrize(("limit", "fault"), [(500, False), (0, True)])
def test_an_index_that_stays_behind_is_a_fault(search_at_once, make_practice, monkeypatch, limit, fault):
    search_at_once()
    make_practice("A canal dug together")
    from tequio.ground.ledger.services import seal

    seal()
    monkeypatch.setattr("tequio.catalogue.search.health.BATCH", limit)
    (finding,) = health()
    assert finding.fault is fault


def test_an_index_that_holds_everything_is_well(search_at_once, make_practice):
    make_practice("A canal dug together")
    search_at_once()
    (finding,) = health()
    assert not finding.fault
    assert (
        finding.said == f"indexed up to position {search_index().position()} of {search_index().position()}"
    )
