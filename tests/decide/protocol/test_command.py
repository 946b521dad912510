"""`tequio recount`: what it prints and how it ends, for honest bundles, hostile ones, and what a reader brings."""

import json
import os
import subprocess
import sys
import zipfile

import pytest

from tequio.cli import main
from tequio.decide.protocol.bundle.archive import pack
from tequio.decide.protocol.bundle.folder import Folder
from tequio.kit.money import Money
from tests.decide.protocol.example import freeze, some_choices
from tests.decide.protocol.tampering import busy_box, read_files, write_files

LANGUAGES = ("en", "es", "fr", "pt")


@pytest.fixture(scope="module")
def vote(tmp_path_factory):
    """A published vote: its folder, its box, and the receipt of its last voter."""
    box = busy_box()
    entry = box.roll[-1]
    receipt = box.cast(entry, some_choices(box.rules, entry.zone, box.by), 0)
    return box.finish(tmp_path_factory.mktemp("vote") / "bundle"), box, receipt


def recount(capsys, *arguments) -> tuple[int, str]:
    code = main(["recount", *(str(one) for one in arguments)])
    out, err = capsys.readouterr()
    return code, out + err


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bundle_that_holds_is_told_in_words(vote, capsys, language):
    code, said = recount(capsys, vote[0], "--lang", language)
    assert code == 0
    assert said.startswith("Budget of La Marsa 2026" if language == "en" else "Budget de La Marsa 2026")
    assert " ".join(Money(vote[1].rules.contests[0].budget, "TND").spoken(language).split()) in said
    assert vote[1].rules.sha256.hex()[:4] in said
    assert "{" not in said


def test_what_was_not_brought_is_named(vote, capsys, tmp_path):
    said = recount(capsys, vote[0])[1]
    assert all(option in said for option in ("--freeze", "--checkpoint", "--receipt"))
    note = tmp_path / "saved.note"
    note.write_bytes(vote[1].notes[3].replace("\n", "\r\n").encode())
    options = ("--freeze", vote[1].rules.sha256.hex().upper(), "--checkpoint", note, "--receipt", vote[2])
    code, said = recount(capsys, vote[0], *options)
    assert code == 0
    assert not any(option in said for option in ("--freeze", "--checkpoint", "--receipt"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_altered_ballot_is_named(vote, capsys, tmp_path, language):
    files = read_files(vote[0])
    lines = files["openings.jsonl"].split(b"\n")
    at = next(number for number, line in enumerate(lines) if b'["r1",1]' in line and b'["r2",1]' not in line)
    lines[at] = lines[at].replace(b'["r1",1]', b'["r2",1]')
    position = str(json.loads(lines[at])["at"])
    folder = write_files(tmp_path / "bundle", {**files, "openings.jsonl": b"\n".join(lines)})
    code, said = recount(capsys, folder, "--lang", language)
    assert code == 1
    named = [line for line in said.split("\n") if f" {position} " in line and "-" in line]
    assert named


def test_json_says_the_same(vote, capsys):
    code, said = recount(capsys, vote[0], "--json")
    told = json.loads(said)
    assert code == 0
    assert told["holds"] is True
    assert [one["state"] for one in told["checks"]] == ["good"] * 12 + ["nothing"]
    assert told["result"] == json.loads((vote[0] / "result.json").read_bytes())


def test_another_fingerprint_is_found(vote, capsys):
    code, said = recount(capsys, vote[0], "--freeze", "0" * 64)
    assert code == 1
    assert "not those published when voting opened" in said
    assert recount(capsys, vote[0], "--freeze", "346e")[0] == 2


def test_a_receipt_tells_its_fate(vote, capsys):
    code, said = recount(capsys, vote[0], "--receipt", vote[2])
    assert (code, "counted, change 1" in said) == (0, True)
    code, said = recount(capsys, vote[0], "--receipt", f"{vote[2].code}, change 1")
    assert (code, "counted, change 1" in said) == (0, True)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("hello", 2, "This is no receipt"),
        ("0000-0000-0000", 2, "There is a slip"),
        ("TEQUIO1:00", 2, "incomplete"),
        ("", 2, "This is no receipt"),
    ],
)
def test_a_receipt_that_cannot_be_read_says_what_to_do(vote, capsys, text, code, words):
    ended, said = recount(capsys, vote[0], "--receipt", text)
    assert (ended, words in said) == (code, True)


def test_a_receipt_of_no_ballot_is_a_broken_promise(vote, capsys):
    from tequio.decide.protocol.receipts import code_signs, make_receipt
    from tests.decide.protocol.example import KEY

    promised = make_receipt(KEY, vote[1].rules.sha256, b"n" * 16, 1, b"c" * 32)
    code, said = recount(capsys, vote[0], "--receipt", promised)
    assert (code, "the promise is broken" in said) == (1, True)
    code, said = recount(capsys, vote[0], "--receipt", code_signs(b"n" * 16))
    assert (code, "there is no such ballot" in said) == (1, True)


def test_a_note_that_cannot_be_read_says_so(vote, capsys, tmp_path):
    (tmp_path / "bad.note").write_bytes(b"\xff\xfe hello")
    assert recount(capsys, vote[0], "--checkpoint", tmp_path / "bad.note")[0] == 2
    assert recount(capsys, vote[0], "--checkpoint", tmp_path / "none.note")[0] == 2


def test_no_bundle_at_all_is_told(capsys, tmp_path):
    assert recount(capsys, tmp_path / "nothing") == (2, "There is no folder and no file of this name.\n")
    assert json.loads(recount(capsys, tmp_path / "nothing", "--json")[1])["code"] == "bundle.none"
    (tmp_path / "empty").mkdir()
    assert recount(capsys, tmp_path / "empty")[0] == 1
    (tmp_path / "text.zip").write_bytes(b"hello")
    assert "not a bundle as it was packed" in recount(capsys, tmp_path / "text.zip")[1]


def test_a_bundle_packed_by_another_program_is_refused_with_advice(vote, capsys, tmp_path):
    path = tmp_path / "again.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in read_files(vote[0]).items():
            archive.writestr(name, body)
    code, said = recount(capsys, path)
    assert (code, "unpack it" in said) == (2, True)


def test_any_program_can_unpack_our_zip(vote, tmp_path):
    pack(Folder(vote[0]), tmp_path / "bundle.zip")
    with zipfile.ZipFile(tmp_path / "bundle.zip") as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == read_files(vote[0])


HOSTILE = {
    "deep": ("freeze.json", b"[" * 1_000_000),
    "long line": ("openings.jsonl", b"x" * 3_000_000 + b"\n"),
    "endless log": ("log.txt", b"0" * 3_000_000),
    "not UTF-8": ("roll.json", b"\xff\xfe\x00"),
    "deep opening": ("openings.jsonl", b'{"at":1,"ballot":' + b"[" * 200_000 + b"\n"),
    "deep ballot": ("openings.jsonl", b'{"at":1,"ballot":{"a":' + b"[" * 400 + b"]" * 400 + b"},\n"),
    "escape codes": ("\x1b[31mred", b""),
    "empty lines": ("log.txt", b"\n" * 1000),
    "huge number": ("roll.json", b"9" * 100_000),
    "carriage returns": ("checkpoints.jsonl", b"\r\n\r\n"),
    "empty note": ("final.note", b""),
}


@pytest.mark.parametrize("deed", sorted(HOSTILE))
def test_a_hostile_bundle_gets_sentences(vote, capsys, tmp_path, deed):
    name, body = HOSTILE[deed]
    folder = write_files(tmp_path / "bundle", {**read_files(vote[0]), name: body})
    code, said = recount(capsys, folder)
    assert code in (1, 2)
    assert "Traceback" not in said
    assert "\x1b" not in said


def test_a_link_is_never_followed(vote, capsys, tmp_path):
    folder = write_files(tmp_path / "bundle", read_files(vote[0]))
    (folder / "roll.json").unlink()
    (folder / "roll.json").symlink_to("/etc/passwd")
    assert recount(capsys, folder) == (
        2,
        "roll.json is a link or a device and not a plain file; it was not opened.\n",
    )


def test_a_pipe_does_not_make_it_wait(vote, capsys, tmp_path):
    folder = write_files(tmp_path / "bundle", read_files(vote[0]))
    os.mkfifo(folder / "pb" / "x.pb")
    assert recount(capsys, folder)[0] == 2


def test_names_that_lead_elsewhere_are_refused(vote, capsys, tmp_path):
    for name in ("../evil", "/etc/passwd", "pb/../../x", "pb\\x"):
        path = tmp_path / "evil.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, b"x")
        assert recount(capsys, path)[0] == 2
    (tmp_path / "bundle" / "deep" / "er").mkdir(parents=True)
    folder = write_files(tmp_path / "bundle", read_files(vote[0]))
    code, said = recount(capsys, folder)
    assert (code, "deep/ does not belong" in said) == (1, True)


def test_it_needs_neither_django_nor_a_database(vote):
    program = (
        "import argparse, sys\nfrom tequio.decide.protocol.command import arguments, run\n"
        "parser = argparse.ArgumentParser()\narguments(parser)\n"
        f"assert run(parser.parse_args([{str(vote[0])!r}])) == 0\n"
        "assert 'django' not in sys.modules\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "no.such.settings", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_rules_of_another_vote_do_not_fit_this_log(vote, capsys, tmp_path):
    other = {
        **read_files(vote[0]),
        "freeze.json": freeze(titles=[{"lang": "en", "text": "Another vote"}]).body,
    }
    code, said = recount(capsys, write_files(tmp_path / "bundle", other))
    assert (code, "does not begin with these rules" in said) == (1, True)
