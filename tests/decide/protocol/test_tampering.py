"""Every change of a bundle is found, a changed ballot is named, and nothing ends in a traceback."""

import shutil
from pathlib import Path
from random import Random

import pytest

from tequio.decide.protocol.bundle.archive import pack
from tequio.decide.protocol.bundle.folder import Folder
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.recount.case import Brought
from tequio.decide.protocol.recount.findings import Findings
from tequio.decide.protocol.recount.recounting import recount
from tequio.decide.protocol.recount.telling import as_json, text_lines
from tests.decide.protocol.tampering import (
    CHANGES,
    Files,
    busy_box,
    change_bytes,
    change_files,
    read_files,
    sign_again,
    write_files,
)

LANGUAGES = ("en", "es", "fr", "pt")


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    return busy_box().finish(tmp_path_factory.mktemp("vote") / "bundle")


@pytest.fixture(scope="module")
def rules():
    return busy_box().rules


def recounted(path: Path, number: int = 0) -> Findings | Fault:
    """Recount and say everything in one of the languages; only a fault may come in the place of findings."""
    try:
        findings, case = recount(path)
    except Fault as fault:
        return fault
    language = LANGUAGES[number % 4]
    assert "\n".join(text_lines(findings, case, Brought(), language))
    assert as_json(findings, case, Brought(), language)
    return findings


def found(path: Path, number: int = 0) -> bool:
    result = recounted(path, number)
    return isinstance(result, Fault) or result.exit_code != 0


def test_the_untouched_bundle_holds(published):
    assert not found(published)


def change_at_random(files: Files, folder: Path, number: int) -> None:
    changed, name = change_files(files, Random(number))
    if changed == files:
        return
    path = write_files(folder / str(number), changed)
    result = recounted(path, number)
    assert isinstance(result, Fault) or result.exit_code == 1, (number, name)
    ballots = changed.get("openings.jsonl", b"")
    if (
        ballots not in (b"", files["openings.jsonl"])
        and not isinstance(result, Fault)
        and 8 in result.reached
    ):
        check_named(files["openings.jsonl"], ballots, result)
    shutil.rmtree(path)


def check_named(before: bytes, after: bytes, result: Findings) -> None:
    """One of the ballots that are not as they were is named by its position, or its line is."""
    was, now = before.split(b"\n"), after.split(b"\n")
    first = next(
        n for n, (one, other) in enumerate(zip([*was, b""], [*now, b""], strict=False), 1) if one != other
    )
    named = [one for one in result.found if one.check == 8]
    assert named, "no ballot is named"
    lines = {one.facts["line"] for one in named if "line" in one.facts}
    positions = {one.facts["position"] for one in named if "position" in one.facts}
    at = {position_of(line) for line in (was[first - 1], now[first - 1] if first <= len(now) else b"")}
    assert lines & {first, first + 1} or positions & at, (first, at, lines, positions)


def position_of(line: bytes) -> int:
    digits = line[6:].split(b",")[0]
    return int(digits) if digits.isdigit() else -1


@pytest.mark.parametrize("start", range(0, 60, 20))
def test_any_change_is_found(published, tmp_path, start):
    files = read_files(published)
    for number in range(start, start + 20):
        change_at_random(files, tmp_path, number)


@pytest.mark.proof
def test_a_thousand_changes_are_found(published, tmp_path):
    files = read_files(published)
    for number in range(1_000, 2_000):
        change_at_random(files, tmp_path, number)


def forge_at_random(files: Files, rules, folder: Path, number: int) -> None:
    """Change one value and sign anew; `roll_sha256` alone cannot be found in the bundle."""
    by = Random(number)
    name = sorted(CHANGES)[number % len(CHANGES)]
    changed = {**files, name: CHANGES[name](files[name], by)}
    if changed == files:
        return
    path = write_files(folder / str(number), sign_again(changed, rules))
    result = recounted(path, number)
    sealed_only = (
        without_seal(changed["roll.json"]) == without_seal(files["roll.json"]) and name == "roll.json"
    )
    if not sealed_only:
        assert isinstance(result, Fault) or result.exit_code == 1, (number, name)
    shutil.rmtree(path)


def without_seal(body: bytes) -> bytes:
    head, seal, tail = body.partition(b'"roll_sha256":"')
    return head + seal + tail[64:]


def test_signing_anew_without_a_change_holds(published, rules, tmp_path):
    files = read_files(published)
    assert sign_again(files, rules) == files


@pytest.mark.parametrize("start", range(0, 48, 16))
def test_a_changed_value_is_found_though_it_is_signed_anew(published, rules, tmp_path, start):
    files = read_files(published)
    for number in range(start, start + 16):
        forge_at_random(files, rules, tmp_path, number)


@pytest.mark.proof
@pytest.mark.parametrize("start", [1_000, 2_000, 3_000])
def test_three_thousand_changed_values_are_found_though_signed_anew(published, rules, tmp_path, start):
    files = read_files(published)
    for number in range(start, start + 1_000):
        forge_at_random(files, rules, tmp_path, number)


def change_wrapping(body: bytes, folder: Path, number: int) -> None:
    changed = change_bytes(body, Random(number))
    if changed != body:
        path = folder / "changed.zip"
        path.write_bytes(changed)
        assert found(path, number), number


@pytest.fixture(scope="module")
def packed(published, tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("packed") / "bundle.zip"
    pack(Folder(published), path)
    assert not found(path)
    return path.read_bytes()


def test_any_change_of_the_packed_bundle_is_found(packed, tmp_path):
    for number in range(60):
        change_wrapping(packed, tmp_path, number)


@pytest.mark.proof
def test_a_thousand_changes_of_the_packed_bundle_are_found(packed, tmp_path):
    for number in range(1_000, 2_000):
        change_wrapping(packed, tmp_path, number)


@pytest.mark.proof
def test_no_byte_of_the_packed_directory_can_be_changed(packed, tmp_path):
    for place in range(len(packed) - 900, len(packed)):
        path = tmp_path / "changed.zip"
        path.write_bytes(packed[:place] + bytes([packed[place] ^ 1]) + packed[place + 1 :])
        assert found(path)
