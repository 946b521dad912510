"""The source of what runs is offered to everybody, whole, and can be installed."""

import tarfile
from io import BytesIO

import pytest

from tequio.ground.source import archive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _made_anew(settings, tmp_path):
    settings.VAR = tmp_path
    archive.archive.cache_clear()
    yield
    archive.archive.cache_clear()


def taken(client):
    page = client.get("/en/source/").content.decode()
    address = f"/source/{archive.FILE}"
    assert f"pip install http://testserver{address}" in page
    return b"".join(client.get(address).streaming_content)


def test_archive_holds_what_runs_here_and_what_builds_it(client):
    with tarfile.open(fileobj=BytesIO(taken(client))) as box:
        names = set(box.getnames())
        own = box.extractfile(f"{archive.NAME}/src/tequio/ground/source/archive.py").read()
    assert own == (archive.PACKAGE / "ground" / "source" / "archive.py").read_bytes()
    for name in ("pyproject.toml", "LICENSE", "tools/build_hook.py", "src/tequio/templates/base.html"):
        assert f"{archive.NAME}/{name}" in names
    modules = {
        f"{archive.NAME}/src/tequio/{path.relative_to(archive.PACKAGE).as_posix()}"
        for path in archive.PACKAGE.rglob("*.py")
    }
    assert modules <= names


def test_archive_holds_nothing_that_only_lies_about(client):
    with tarfile.open(fileobj=BytesIO(taken(client))) as box:
        members = box.getmembers()
    assert not [
        one.name
        for one in members
        if "__pycache__" in one.name or one.name.endswith((".mo", ".key", ".sqlite3"))
    ]
    assert {(one.uname, one.mtime, one.mode) for one in members} == {("", 0, 0o644)}


def test_archive_is_made_once_and_the_same_files_give_the_same_bytes(client):
    first = archive.archive()
    stamp = first.stat().st_mtime_ns
    archive.archive.cache_clear()
    assert archive.archive() == first
    assert first.stat().st_mtime_ns == stamp
    assert archive.packed(list(archive.parts())) == first.read_bytes()


def test_each_page_offers_the_source_from_here_or_from_where_the_site_says(client, settings):
    assert 'href="/fr/source/"' in client.get("/fr/").content.decode()
    settings.SOURCE = "https://code.example.org/our-tequio"
    assert 'href="https://code.example.org/our-tequio"' in client.get("/fr/").content.decode()
