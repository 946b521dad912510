"""A preparation does what is needed, once."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from tequio.ground.run.prepare import fingerprint, prepare
from tequio.ground.run.steps import collect_assets, pending_migrations

DOORS = [("Read a practice", "/en/network/practice/abc")]


@pytest.fixture
def house(settings, tmp_path, db):
    settings.VAR = tmp_path / "var"
    settings.STATIC_ROOT = tmp_path / "var" / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    return settings.VAR


def test_site_is_prepared_once_and_again_when_something_changed(house, capsys):
    seeded = []

    def seed():
        seeded.append(1)
        return DOORS

    assert prepare(seed) == DOORS
    assert prepare(seed) == DOORS
    assert len(seeded) == 1
    (house / "static" / "staticfiles.json").unlink()
    assert prepare(seed) == DOORS
    assert prepare(seed, anew=True) == DOORS
    assert len(seeded) == 3
    assert "Laying the tables ... " in capsys.readouterr().err


def test_unchanged_site_is_found_ready_without_a_query(house, django_assert_num_queries):
    prepare()
    with django_assert_num_queries(0):
        assert prepare() == []


def test_fingerprint_sees_the_environment(house, monkeypatch):
    before = fingerprint()
    assert fingerprint() == before
    monkeypatch.setenv("TEQUIO_NAME", "Another")
    assert fingerprint() != before


def test_static_files_are_collected_when_they_changed_and_compressed(house, settings, tmp_path):
    assert collect_assets()
    assert not collect_assets()
    names = {path.name for path in Path(settings.STATIC_ROOT).rglob("*") if path.is_file()}
    assert any(name.startswith("site.") and name.endswith(".css.br") for name in names)
    assert any(name.startswith("site.") and name.endswith(".css.gz") for name in names)
    settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, tmp_path / "more"]
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "new.txt").write_text("new")
    finders.get_finder.cache_clear()
    assert collect_assets()
    finders.get_finder.cache_clear()


def test_packages_give_only_the_files_that_a_page_uses(house, settings):
    call_command("collectstatic", interactive=False, verbosity=0)
    folders = {path.name for path in Path(settings.STATIC_ROOT).iterdir() if path.is_dir()}
    assert folders == {"tequio", "django_htmx"}
    assert finders.find("django_htmx/htmx-2.min.js")
    assert not finders.find("django_htmx/htmx-2.js")


def test_test_database_lacks_no_migration(db):
    assert pending_migrations() == []
