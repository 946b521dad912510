"""Reading a census file in the background, and switching what was read onto the roll in one transaction."""

import os
from collections.abc import Iterable
from datetime import timedelta
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from tequio.decide.budgets.keys import PEPPER, make_key
from tequio.decide.budgets.models import Budget, Work
from tequio.decide.budgets.rules import check_change
from tequio.decide.budgets.services import locked, note
from tequio.decide.electorates.census.queries import WHAT, comparison, work_of, zone_names
from tequio.decide.electorates.census.reading import (
    REPEATED,
    Census,
    Line,
    Report,
    columns_of,
    open_census,
    read_lines,
)
from tequio.decide.electorates.models import Appeal, CensusLine, RollEntry, VotingCode
from tequio.decide.electorates.queries import day_of_vote, electorate_of
from tequio.decide.electorates.rules import CENSUS
from tequio.ground.clock import now
from tequio.ground.people.models import Person
from tequio.ground.queue.services import enqueue
from tequio.kit.refusals import Refused

JOB = "tequio.decide.electorates.jobs.read_census"
TOGETHER = 1_000
KEPT = timedelta(days=7)
"""What was read and never put on the roll is thrown away after a week."""
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx")
RUNNING, DONE, STOPPED, FAILED = Work.State.RUNNING, Work.State.DONE, Work.State.STOPPED, Work.State.FAILED


def file_of(work: Work) -> Path:
    """Where a census file lies while it is read: in a folder of the site's own, open to nobody else."""
    return Path(settings.VAR) / "census" / f"{work.pk}{work.said.get('suffix', '.csv')}"


def begin_census(
    budget: Budget, name: str, parts: Iterable[bytes], *, replaces: bool, by: Person | None
) -> Work:
    """Take a file and have it read. What an earlier file left unswitched is thrown away.

    Refuses it once voting has opened, where the census is off, before the day of the vote is set (ages are counted on
    it), and while another file is read. The job gets an id, never a word of the file.
    """
    suffix = Path(name).suffix.lower()
    with transaction.atomic():
        budget = locked(budget)
        check_change(budget.stage)
        if not electorate_of(budget).by_census:
            raise Refused("electorate.way_off")
        if suffix not in SUFFIXES:
            raise Refused("census.not_a_table")
        day = day_of_vote(budget)
        if day is None:
            raise Refused("census.no_day")
        earlier = work_of(budget)
        if earlier and earlier.state in (Work.State.WAITING, RUNNING):
            raise Refused("census.under_way")
        CensusLine.objects.filter(work__budget=budget).delete()
        make_key(budget.pk, PEPPER)
        said = {"replaces": replaces, "day": day.isoformat(), "suffix": suffix}
        work = Work.objects.create(budget=budget, what=WHAT, said=said)
        keep(file_of(work), parts)
        note("census.sent", budget, by)
        enqueue(JOB, work.pk)
    return work


def keep(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file that nobody but the site may read."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        for part in parts:
            file.write(part)


def read_census(pk: int) -> None:
    """Read a file from where an earlier attempt came to, a thousand lines a transaction; remove it when done.

    Nothing is on the roll afterwards: `switch` puts it there. Ends quietly when it was stopped, or is done.
    """
    work = Work.objects.select_related("budget").filter(pk=pk, what=WHAT).first()
    if work is None or work.state not in (Work.State.WAITING, RUNNING):
        return
    said: dict[str, object] = {}
    try:
        state = _read(work)
    except Refused as refusal:
        state, said = FAILED, {"code": refusal.code, "facts": refusal.facts}
    with transaction.atomic():
        work = Work.objects.select_for_update().get(pk=pk)
        if state == DONE:
            said = {**comparison(work)}
        if work.state in (Work.State.WAITING, RUNNING):
            work.state, work.said = state, {**work.said, **said}
            work.save()
    file_of(work).unlink(missing_ok=True)


def _read(work: Work) -> str:
    budget, path = work.budget, file_of(work)
    if not path.exists():
        raise Refused("census.file_gone")
    electorate, zones = electorate_of(budget), zone_names(budget)
    table = open_census(path, electorate.asks, zones=len(set(zones.values())))
    day = day_of_vote(budget)
    if day is None:
        raise Refused("census.no_day")
    pepper = make_key(budget.pk, PEPPER)
    census = Census(pepper, tuple(electorate.asks), zones, day, electorate.least_age)
    columns = columns_of(table.columns)
    began = Work.objects.filter(pk=work.pk, state__in=[Work.State.WAITING, RUNNING])
    if not began.update(state=RUNNING, total=table.total, changed=now()):
        return STOPPED
    found = work.said.get("report", {})
    report = Report(found.get("good", 0), found.get("faults", {}), found.get("counts", {}))
    rows = islice(table.rows(), work.done, None)
    while part := list(islice(rows, TOGETHER)):
        lines = list(read_lines(part, columns, census, report))
        if not _stage(work, lines, len(part), report):
            return STOPPED
    return DONE


@transaction.atomic
def _stage(work: Work, lines: list[Line], read: int, report: Report) -> bool:
    """Keep some lines that were read, those met before left out and reported; say no when the work was stopped."""
    now_stands = Work.objects.select_for_update().get(pk=work.pk)
    if now_stands.state != RUNNING:
        return False
    keys = [line.hashed.person_key for line in lines]
    known = CensusLine.objects.filter(work=work, person_key__in=keys).values_list("person_key", flat=True)
    met = {bytes(key) for key in known}
    fresh = []
    for line in lines:
        if line.hashed.person_key in met:
            report.tell(REPEATED, line.number)
            continue
        met.add(line.hashed.person_key)
        fresh.append(line)
    CensusLine.objects.bulk_create(
        CensusLine(
            work=work,
            person_key=line.hashed.person_key,
            proof=line.hashed.proof,
            name_key=line.hashed.name_key,
            zone_id=line.zone,
        )
        for line in fresh
    )
    report.good += len(fresh)
    now_stands.done += read
    now_stands.said = {**now_stands.said, "report": report.to_json()}
    now_stands.save()
    return True


@transaction.atomic
def stop_census(budget: Budget, *, by: Person) -> None:
    """Stop the reading, or throw away what was read; the roll is as it was before."""
    work = work_of(budget, lock=True)
    if work is None or work.state not in (Work.State.WAITING, RUNNING, DONE) or work.said.get("switched"):
        return
    work.state = STOPPED
    work.save()
    CensusLine.objects.filter(work=work).delete()
    transaction.on_commit(lambda: file_of(work).unlink(missing_ok=True))
    note("census.stopped", budget, by)


@transaction.atomic
def switch(budget: Budget, *, by: Person) -> dict[str, int]:
    """Put all that was read onto the roll at once, and return how many came, moved and left.

    An added file leaves everybody where they are. A file that replaces moves people to their new zones, and takes off the
    roll who came by an earlier file and is not in this one, with their codes; whom officers entered stays. Refused once
    voting has opened, and where nothing waits.
    """
    budget = locked(budget)
    check_change(budget.stage)
    work = work_of(budget, lock=True)
    if work is None or work.state != DONE or work.said.get("switched"):
        raise Refused("census.nothing_waits")
    counts = comparison(work)
    with connection.cursor() as cursor:
        if work.said["replaces"]:
            _replace(budget, work)
            cursor.execute(MOVE, [work.pk, budget.pk])
        cursor.execute(BRING, [budget.pk, work.pk])
    CensusLine.objects.filter(work=work).delete()
    work.said = {**work.said, **counts, "switched": True}
    work.save()
    note("census.switched", budget, by, counts)
    return counts


def _replace(budget: Budget, work: Work) -> None:
    stays = CensusLine.objects.filter(work=work).values("person_key")
    leaving = RollEntry.objects.filter(budget=budget, way=CENSUS).exclude(person_key__in=stays)
    Appeal.objects.filter(entry__in=leaving).update(entry=None)
    VotingCode.objects.filter(entry__in=leaving).delete()
    with connection.cursor() as cursor:
        cursor.execute(LEAVE, [budget.pk, work.pk])


# One statement each for 200,000 people; they read the same on both databases.
MOVE = """
UPDATE decide_rollentry SET zone_id = line.zone_id, proof = line.proof, name_key = line.name_key
FROM decide_censusline line WHERE line.work_id = %s AND decide_rollentry.budget_id = %s
AND decide_rollentry.way = 'census' AND decide_rollentry.person_key = line.person_key"""
LEAVE = """
DELETE FROM decide_rollentry WHERE budget_id = %s AND way = 'census'
AND person_key NOT IN (SELECT person_key FROM decide_censusline WHERE work_id = %s)"""
BRING = """
INSERT INTO decide_rollentry (id, budget_id, person_key, proof, name_key, zone_id, way, channel, struck)
SELECT line.id, %s, line.person_key, line.proof, line.name_key, line.zone_id, 'census', 'web', ''
FROM decide_censusline line WHERE line.work_id = %s
ON CONFLICT (budget_id, person_key) DO NOTHING"""


def sweep() -> None:
    """Remove census files that nobody reads any more, and lines that nobody put on the roll within a week."""
    going = Work.objects.filter(what=WHAT, state__in=[Work.State.WAITING, RUNNING])
    needed = {file_of(work) for work in going}
    for path in (Path(settings.VAR) / "census").glob("*"):
        if path not in needed:
            path.unlink(missing_ok=True)
    old = Work.objects.filter(what=WHAT, state=DONE, changed__lt=now() - KEPT)
    CensusLine.objects.filter(work__in=old).delete()
    for work in old:
        if not work.said.get("switched"):
            Work.objects.filter(pk=work.pk).update(state=STOPPED)
