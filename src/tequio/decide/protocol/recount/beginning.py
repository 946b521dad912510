"""Checks 1 to 3: the rules, the list of files, and the two ends of the log."""

import re

from tequio.decide.protocol.bundle.contents import SIGNING, read_contents, signed_files
from tequio.decide.protocol.bundle.source import Source, digest, lines, read
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.freeze import Freeze
from tequio.decide.protocol.freezing import LONGEST, read_freeze
from tequio.decide.protocol.leaves import bundle_leaf, freeze_leaf
from tequio.decide.protocol.recount.case import Brought, Case
from tequio.decide.protocol.recount.findings import Findings

HASH = re.compile(rb"[0-9a-f]{64}")
LONGEST_LIST = 16 * 1024 * 1024


def check_rules(source: Source, brought: Brought, findings: Findings) -> Freeze | None:
    """Check 1: read the rules and compare them with the printed hash. None if there is nothing to go on with."""
    findings.reached.add(1)
    try:
        freeze = read_freeze(read(source, "freeze.json", LONGEST))
    except Fault as fault:
        findings.fail(1, "rules.unreadable", because=fault)
        return None
    if brought.freeze is not None and brought.freeze != freeze.sha256:
        findings.fail(1, "rules.other")
    return freeze


def check_files(case: Case) -> None:
    """Check 2: exactly the files of a bundle, each as it was signed."""
    case.findings.reached.add(2)
    wanted, present = signed_files(case.freeze), set(case.source.names)
    for name in sorted(present - set(wanted) - set(SIGNING)):
        case.fail(2, "file.extra", file=name)
    for name in sorted({*wanted, *SIGNING} - present):
        case.fail(2, "file.missing", file=name)
    try:
        listed = read_contents(read(case.source, "bundle.json", LONGEST_LIST))
    except Fault as fault:
        if "bundle.json" in present:
            case.fail(2, "files.unreadable", because=fault)
        return
    if [one.name for one in listed] != wanted:
        case.fail(2, "files.other")
    for one in listed:
        if one.name in wanted and one.name in present:
            same_size = case.source.size(one.name) == one.size
            if not same_size or digest(case.source, one.name) != one.sha256:
                case.fail(2, "file.changed", file=one.name)


def check_ends(case: Case) -> bool:
    """Check 3: the log begins with these rules and ends with this list of files. False if it cannot go on."""
    case.findings.reached.add(3)
    try:
        case.leaves = [leaf_of(line) for line in lines(case.source, "log.txt")]
    except Fault as fault:
        case.fail(3, "log.unreadable", because=fault)
        return False
    if not case.leaves or case.leaves[0] != freeze_leaf(case.freeze.sha256):
        case.fail(3, "log.other_rules")
        return False
    if "bundle.json" not in case.source.names or case.leaves[-1] != bundle_leaf(
        digest(case.source, "bundle.json")
    ):
        case.fail(3, "log.other_files")
    return True


def leaf_of(line: bytes) -> bytes:
    if not HASH.fullmatch(line):
        raise Fault("log.line")
    return bytes.fromhex(line.decode())
