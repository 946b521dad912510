"""Ways to change a bundle: by anybody, and by a forger who holds the signing key."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from random import Random

from tequio.decide.protocol import canonical
from tequio.decide.protocol.bundle.contents import SIGNING, Listed, write_contents
from tequio.decide.protocol.checkpoints import Checkpoint, read_checkpoint
from tequio.decide.protocol.freeze import Freeze
from tequio.decide.protocol.leaves import bundle_leaf
from tequio.decide.protocol.merkle import Tree
from tests.decide.protocol.ballot_box import BallotBox
from tests.decide.protocol.example import KEY, some_choices

Files = dict[str, bytes]


def busy_box(seed: int = 1, voters: int = 48, **options) -> BallotBox:
    """Return a vote before its close, with changes, replaced leaves, a struck voter and a withdrawal."""
    box = BallotBox(voters=voters, seed=seed, **options)
    turns: dict[bytes, int] = {}
    for number in range(voters * 2):
        entry = box.roll[number * 7 % (voters * 5 // 6)]
        receipt = box.cast(entry, some_choices(box.rules, entry.zone, box.by), turns.get(entry.id, 0))
        assert receipt
        turns[entry.id] = receipt.turn
        if number % 20 == 19:
            box.batch()
    box.withdraw("c1")
    box.strike(box.roll[7], "twice")
    return box


def read_files(folder: Path) -> Files:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write_files(folder: Path, files: Files) -> Path:
    (folder / "pb").mkdir(parents=True, exist_ok=True)
    for name, body in files.items():
        (folder / name).write_bytes(body)
    return folder


def change_bytes(body: bytes, by: Random) -> bytes:
    """Make one random change of bytes: replace, flip a bit, insert, delete, cut."""
    place = by.randrange(len(body))
    way = by.randrange(5)
    if way == 0:
        return body[:place] + bytes([by.randrange(256)]) + body[place + 1 :]
    if way == 1:
        return body[:place] + bytes([body[place] ^ 1 << by.randrange(8)]) + body[place + 1 :]
    if way == 2:
        return body[:place] + bytes([by.randrange(256)]) + body[place:]
    return body[:place] + body[place + 1 :] if way == 3 else body[:place]


def change_lines(body: bytes, by: Random) -> bytes:
    """Move, double or lose one line."""
    lines = body.splitlines(keepends=True)
    place, other, way = by.randrange(len(lines)), by.randrange(len(lines)), by.randrange(3)
    line = lines[place]
    if way == 0:
        del lines[place]
        lines.insert(other, line)
    elif way == 1:
        lines.insert(other, line)
    else:
        del lines[place]
    return b"".join(lines)


def change_value(body: bytes, by: Random) -> bytes:
    """Change one number or string of a line of JSON, and write the line canonically again."""
    lines = body.split(b"\n")
    filled = [number for number, line in enumerate(lines) if line]
    place = by.choice(filled)
    form = json.loads(lines[place])
    ways = list(values_of(form))
    if not ways:
        return body
    by.choice(ways)(by)
    lines[place] = canonical.write(form)
    return b"\n".join(lines)


def values_of(form):
    """Yield a change for each number, string and item anywhere in a form."""
    pairs = form.items() if isinstance(form, dict) else enumerate(form) if isinstance(form, list) else ()
    for key, value in list(pairs):
        if isinstance(value, int | str):
            yield lambda by, key=key, value=value: form.__setitem__(key, other_value(value, by))
        else:
            yield from values_of(value)
    if isinstance(form, list) and form:
        yield lambda by: form.pop(by.randrange(len(form)))
        yield lambda by: form.append(by.choice(form))
        yield lambda by: form.reverse()


def other_value(value: int | str, by: Random) -> int | str:
    if isinstance(value, int):
        return by.choice([value + 1, max(0, value - 1), value * 2 + 3, by.randrange(100)])
    if not value:
        return "x"
    place = by.randrange(len(value))
    sign = by.choice("0123456789abcdefxyz-")
    return by.choice(
        [value[:place] + sign + value[place + 1 :], value[:place] + value[place + 1 :], value + sign]
    )


def change_files(files: Files, by: Random) -> tuple[Files, str]:
    """Make one random change of a bundle, by anybody; return it with the name of the changed file."""
    name = by.choice(sorted(files))
    way = by.randrange(10)
    changed = dict(files)
    if way == 0:
        del changed[name]
    elif way == 1:
        changed[f"{name}{by.randrange(9)}"] = files[name]
    elif way == 2:
        other = by.choice(sorted(files))
        changed[name], changed[other] = files[other], files[name]
    elif way < 6 or not files[name]:
        changed[name] = change_bytes(files[name], by) if files[name] else b"x"
    elif way < 8 or not name.endswith((".json", ".jsonl")):
        changed[name] = change_lines(files[name], by)
    else:
        changed[name] = change_value(files[name], by)
    return changed, name


def sign_again(files: Files, rules: Freeze) -> Files:
    """Make `bundle.json`, the bundle leaf and the final note anew, as one who holds the signing key can."""
    listed = [
        Listed(name, len(body), sha256(body).digest())
        for name, body in sorted(files.items())
        if name not in SIGNING
    ]
    contents = write_contents(listed)
    leaves = [bytes.fromhex(line.decode()) for line in files["log.txt"].split()][:-1]
    leaves.append(bundle_leaf(sha256(contents).digest()))
    before = read_checkpoint(files["final.note"].decode(), rules.key)
    final = Checkpoint(rules.origin, len(leaves), Tree(leaves).root(), before.number, before.time)
    log = "".join(leaf.hex() + "\n" for leaf in leaves).encode()
    return {**files, "bundle.json": contents, "log.txt": log, "final.note": final.sign(KEY).encode()}


CHANGES: dict[str, Callable[[bytes, Random], bytes]] = {
    "freeze.json": change_value,
    "openings.jsonl": change_value,
    "roll.json": change_value,
    "result.json": change_value,
    "withdrawn.jsonl": change_value,
    "checkpoints.jsonl": change_value,
    "pb/coast.pb": change_bytes,
    "pb/trees.pb": change_bytes,
}
