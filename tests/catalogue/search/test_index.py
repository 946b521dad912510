import os
import subprocess
import sys

import pytest

from tequio.catalogue.search.answering import search
from tequio.catalogue.search.index import SearchIndex, SearchUnavailable
from tequio.catalogue.search.query import Query

from .conftest import LIMA, document


def found(index, words="", **changes) -> list[int]:
    index.refresh()
    return search(Query(words, **changes), index=index).record_ids


def test_a_commit_keeps_the_ledgers_position(index):
    with index.indexer() as indexer:
        assert indexer.position == 41
        indexer.commit(57)
        assert indexer.position == 57
    with index.indexer() as indexer:
        assert indexer.position == 57


def test_what_is_not_committed_is_not_found_and_moves_no_position(index):
    with index.indexer() as indexer:
        indexer.add(document(9, ("en", "Unfinished bridge", "")))
    assert found(index, "bridge") == []
    with index.indexer() as indexer:
        assert indexer.position == 41


def test_a_replaced_record_is_found_by_its_new_words_only(index):
    with index.indexer() as indexer:
        indexer.replace(document(LIMA, ("en", "Solar bakery", "Bread from the sun.")))
        indexer.commit(42)
    assert found(index, "bakery") == [LIMA]
    assert LIMA not in found(index, "presupuesto")


def test_a_deleted_record_is_gone(index):
    with index.indexer() as indexer:
        indexer.delete(LIMA)
        indexer.commit(42)
    assert LIMA not in found(index)
    assert len(found(index)) == 5


def test_an_open_reader_sees_a_commit_within_a_second(index, monkeypatch):
    search(Query(), index=index)
    with index.indexer() as indexer:
        indexer.add(document(9, ("en", "A bridge", "")))
        indexer.commit(42)
    assert search(Query("bridge"), index=index).total == 0
    monkeypatch.setattr("tequio.catalogue.search.index.LOOK_EVERY", 0.0)
    assert search(Query("bridge"), index=index).total == 1


def test_a_second_writer_is_refused(index):
    with index.indexer(), pytest.raises(SearchUnavailable):
        index.indexer()


def test_a_rebuild_is_seen_whole_or_not_at_all(index):
    with index.rebuild() as indexer:
        indexer.add(document(9, ("en", "A bridge", "")))
        indexer.commit(90)
        assert len(found(index)) == 6
    assert found(index) == [9]
    assert len([path for path in index.root.iterdir() if path.is_dir()]) == 1


def test_a_rebuild_that_fails_leaves_the_old_index_and_no_rubbish(index):
    def rebuild_and_fail():
        with index.rebuild() as indexer:
            indexer.add(document(9, ("en", "A bridge", "")))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        rebuild_and_fail()
    assert len(found(index)) == 6
    assert len([path for path in index.root.iterdir() if path.is_dir()]) == 1


def test_without_an_index_search_says_that_it_is_unavailable(tmp_path):
    index = SearchIndex(tmp_path / "nothing")
    with pytest.raises(SearchUnavailable):
        search(Query("water"), index=index)
    with index.indexer() as indexer:
        assert indexer.position == 0
    assert found(index) == []


@pytest.mark.parametrize("what", ["meta.json", ".term", ".idx", ".fast", ".store"])
def test_a_damaged_index_is_unavailable_and_a_rebuild_mends_it(index, what):
    for path in index.folder.iterdir():
        if path.name.endswith(what):
            os.truncate(path, 10)
    index.refresh()
    with pytest.raises(SearchUnavailable):
        search(Query("agua"), index=SearchIndex(index.root))
    with index.rebuild() as indexer:
        indexer.commit(1)
    assert found(index) == []


def test_an_index_that_vanishes_is_unavailable(index):
    import shutil

    assert found(index)
    shutil.rmtree(index.root)
    with pytest.raises(SearchUnavailable):
        found(index)


def test_a_writer_that_is_killed_leaves_the_last_commit(index):
    program = f"""
import os, sys
from pathlib import Path
import django
django.setup()
from tequio.catalogue.search.index import SearchIndex
indexer = SearchIndex(Path({str(index.root)!r})).indexer()
indexer.delete({LIMA})
os.kill(os.getpid(), 9)
"""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tequio.settings.test"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, check=False)
    assert done.returncode == -9
    assert LIMA in found(index)
    with index.indexer() as indexer:
        assert indexer.position == 41
