"""A backup made while the site is in use, put back elsewhere, and everything that may be wrong with one."""

import json
import os
import subprocess
import sys
import zipfile

import pytest
from django.conf import settings

from tequio.catalogue.records.models import Text
from tequio.ground.backup.services import back_up, restore
from tequio.ground.backup.tables import columns_of, digest, kept_models
from tequio.ground.ledger.services import seal
from tequio.kit.refusals import Refused


@pytest.fixture
def full_site(transactional_db, make_practice, bruno, settings, tmp_path):
    """A few records with a file, and a sealed ledger."""
    settings.MEDIA_ROOT = tmp_path / "files"
    (settings.MEDIA_ROOT / "attachments").mkdir(parents=True)
    (settings.MEDIA_ROOT / "attachments" / "plan.pdf").write_bytes(b"%PDF-1.7 " + bytes(range(256)) * 40)
    for number in range(3):
        make_practice(f"Street {number}: ñandú, 北京", by=bruno)
    seal()


@pytest.fixture
def archive(full_site, tmp_path):
    back_up(tmp_path / "site.zip")
    return tmp_path / "site.zip"


def elsewhere(tmp_path, *arguments):
    """Run the command on a new SQLite database in a folder of its own."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TEQUIO", "DJANGO"))}
    environment |= {"TEQUIO_VAR": str(tmp_path / "new"), "DJANGO_SETTINGS_MODULE": "tequio.settings.demo"}
    return subprocess.run(
        [sys.executable, "-m", "tequio", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_restore_elsewhere_brings_back_every_row_and_file(archive, tmp_path):
    done = elsewhere(tmp_path, "restore", str(archive))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "new" / "files" / "attachments" / "plan.pdf").read_bytes().startswith(b"%PDF")
    again = elsewhere(tmp_path, "backup", str(tmp_path / "again.zip"))
    assert again.returncode == 0, again.stderr
    first, second = (
        json.loads(zipfile.ZipFile(path).read("manifest.json")) for path in (archive, tmp_path / "again.zip")
    )
    assert first["tables"] == second["tables"]
    assert first["files"] == second["files"]
    assert {"name": "catalogue.text", "rows": 3}.items() <= next(
        t for t in first["tables"] if t["name"] == "catalogue.text"
    ).items()


def test_restore_over_something_is_refused(archive):
    with pytest.raises(Refused) as refusal:
        restore(archive)
    assert refusal.value.code == "backup.not_empty"
    assert Text.objects.count() == 3


@pytest.mark.parametrize("cut", [10, 1000, -30])
def test_restore_of_a_cut_archive_is_refused(archive, tmp_path, cut):
    broken = tmp_path / "broken.zip"
    broken.write_bytes(archive.read_bytes()[:cut])
    done = elsewhere(tmp_path, "restore", str(broken))
    assert done.returncode == 1
    assert "is not a backup of Tequio" in done.stderr
    assert "Traceback" not in done.stderr


def rewritten(archive, target, change):
    """Copy an archive, letting `change(name, data)` alter a member."""
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target


def test_restore_of_a_changed_row_is_refused_before_anything_is_written(archive, tmp_path):
    def change(name, data):
        return data.replace(b"Street 1", b"Street 9") if name == "tables/catalogue.text.jsonl" else data

    done = elsewhere(tmp_path, "restore", str(rewritten(archive, tmp_path / "changed.zip", change)))
    assert done.returncode == 1
    assert "damaged in “catalogue.text”" in done.stderr


def test_restore_of_a_newer_versions_backup_is_refused(archive, tmp_path):
    def change(name, data):
        if name != "manifest.json":
            return data
        manifest = json.loads(data)
        manifest["migrations"].append(["ground", "9999_from_the_future"])
        return json.dumps(manifest)

    done = elsewhere(tmp_path, "restore", str(rewritten(archive, tmp_path / "newer.zip", change)))
    assert done.returncode == 1
    assert "newer Tequio" in done.stderr


def test_file_name_that_leads_out_of_the_folder_is_refused(archive, tmp_path):
    evil = tmp_path / "evil.zip"
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(evil, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "manifest.json":
                manifest = json.loads(data)
                manifest["files"][0]["name"] = "../../outside"
                data = json.dumps(manifest).encode()
            new.writestr("files/../../outside" if name.startswith("files/") else name, data)
    done = elsewhere(tmp_path, "restore", str(evil))
    assert done.returncode == 1
    assert not (tmp_path / "outside").exists()
    assert not (tmp_path.parent / "outside").exists()


def test_backup_into_a_full_disk_leaves_nothing_behind(full_site, tmp_path, monkeypatch):
    from tequio.ground.backup import archive as room

    def full(self, name, columns, rows):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(room.Writer, "table", full)
    with pytest.raises(Refused) as refusal:
        back_up(tmp_path / "site.zip")
    assert (refusal.value.code, refusal.value.facts["reason"]) == (
        "backup.cannot_write",
        "No space left on device",
    )
    assert [path.name for path in tmp_path.iterdir() if path.suffix in {".zip", ".part"}] == []


def test_backup_with_keys_among_the_files_is_refused(full_site, settings, tmp_path):
    settings.KEYS_FOLDER = settings.MEDIA_ROOT / "keys"
    with pytest.raises(Refused, match="backup.keys_inside"):
        back_up(tmp_path / "site.zip")


def test_backup_never_overwrites(archive):
    with pytest.raises(Refused, match="backup.exists"):
        back_up(archive)


def test_backup_holds_no_session_and_no_key(archive):
    names = zipfile.ZipFile(archive).namelist()
    assert "tables/sessions.session.jsonl" not in names
    assert not any("key" in name for name in names)


def test_digest_is_that_of_the_lines(full_site):
    for model in kept_models():
        count, _ = digest(model, columns_of(model))
        assert count == model._base_manager.count()


def test_settings_keep_the_keys_apart():
    assert not settings.KEYS_FOLDER.is_relative_to(settings.MEDIA_ROOT)
