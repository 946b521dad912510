"""Codes for a whole list, made in the background: as letters to print, or by mail.

Letters are made first and count together: until the last one is there, everybody's earlier code opens as before. Mails go
out some at a time, each person's new code with their mail. The list is deleted as soon as its work ends, the letters when an
officer says that they are printed, at the latest a day later.
"""

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tequio.decide.budgets.keys import PEPPER, read_key
from tequio.decide.budgets.models import Budget, Work
from tequio.decide.budgets.services import locked, note
from tequio.decide.electorates.census.services import keep
from tequio.decide.electorates.codes import digest_of, new_code, spelt
from tequio.decide.electorates.letters import INTERFACE, Letter, as_pdf, content
from tequio.decide.electorates.models import RollEntry, VotingCode
from tequio.decide.electorates.queries import electorate_of
from tequio.decide.electorates.rules import CODES
from tequio.decide.electorates.sending import TOGETHER, Receiver, check_listed, entries_of
from tequio.decide.electorates.services import check_roll_open, renew
from tequio.ground.clock import now
from tequio.ground.notices.mail import send_mail_later
from tequio.ground.people.models import Person
from tequio.ground.queue.services import enqueue
from tequio.kit.parts import in_parts
from tequio.kit.refusals import Refused

JOB, WHAT = "tequio.decide.electorates.jobs.make_codes", CODES
A_FILE, A_STEP = 100, 50
"""Letters in one file; mails in one transaction, so that nobody who votes waits for it."""
KEPT = timedelta(days=1)
WAITING, RUNNING, DONE = Work.State.WAITING, Work.State.RUNNING, Work.State.DONE
STOPPED, FAILED = Work.State.STOPPED, Work.State.FAILED


def folder_of(work: Work) -> Path:
    """Where a list lies while it is worked on, and its letters until they are printed; open to nobody but the site."""
    return Path(settings.VAR) / "codes" / str(work.pk)


def codes_work(budget: Budget, *, lock: bool = False) -> Work | None:
    """The work on the last list: one query."""
    rows = Work.objects.select_for_update() if lock else Work.objects
    return rows.filter(budget=budget, what=WHAT).order_by("-pk").first()


def letter_files(work: Work) -> list[tuple[int, int, Path]]:
    """The files of letters that wait to be printed, each with the places in the list of its first and its last one."""
    paths = sorted(folder_of(work).glob("*.pdf")) if work.state == DONE else []
    firsts = [int(path.stem) for path in paths]
    lasts = [*(first - 1 for first in firsts[1:]), work.total]
    return list(zip(firsts, lasts, paths, strict=False))


def begin_codes(budget: Budget, receivers: Sequence[Receiver], *, mail: bool, site: str, by: Person) -> Work:
    """Take a list that was read and have its codes made. Letters of an earlier list are thrown away.

    Refuses it where codes are off or the roll is closed, numbers that are not on the roll, and while another list is under
    way. The job gets an id, never a word of the list.
    """
    with transaction.atomic():
        budget = locked(budget)
        _check(budget)
        check_listed(budget, receivers)
        earlier = codes_work(budget, lock=True)
        if earlier and earlier.state in (WAITING, RUNNING):
            raise Refused("letters.under_way")
        said = {"mail": mail, "site": site, "by": by.pk}
        work = Work.objects.create(budget=budget, what=WHAT, total=len(receivers), said=said)
        keep(folder_of(work) / "list.json", [json.dumps([asdict(one) for one in receivers]).encode()])
        note("roll.codes_begun", budget, by, {"count": len(receivers)})
        enqueue(JOB, work.pk)
        if earlier:
            transaction.on_commit(lambda: _forget_files(earlier))
    return work


def _check(budget: Budget) -> None:
    if not electorate_of(budget).by_code:
        raise Refused("electorate.way_off")
    check_roll_open(budget)


def make_codes(pk: int) -> None:
    """Make the codes of a list, from where an earlier attempt came to. Ends quietly when it was stopped, is done, or overtaken.

    Two workers that were given the same work do it once: each step is kept by whoever finds the one before it last.
    """
    work = Work.objects.select_related("budget__space").filter(pk=pk, what=WHAT).first()
    if work is None or work.state not in (WAITING, RUNNING):
        return
    Work.objects.filter(pk=pk, state=WAITING).update(state=RUNNING, changed=now())
    try:
        receivers = _listed(work)
        if work.said["mail"]:
            _mail(work, receivers)
        else:
            _print(work, receivers)
    except Refused as refusal:
        _fail(work, refusal)
    work.refresh_from_db(fields=["state"])
    if work.state in (STOPPED, FAILED) or (work.state == DONE and work.said["mail"]):
        _forget_files(work)
    elif work.state == DONE:
        for path in folder_of(work).glob("*.json"):
            path.unlink(missing_ok=True)


def _listed(work: Work) -> list[Receiver]:
    path = folder_of(work) / "list.json"
    if not path.exists():
        raise Refused("census.file_gone")
    found = json.loads(path.read_bytes())
    return [Receiver(one["line"], one["number"], tuple(one["lines"]), one["email"]) for one in found]


def _fail(work: Work, refusal: Refused) -> None:
    said = {**work.said, "code": refusal.code, "facts": dict(refusal.facts)}
    Work.objects.filter(pk=work.pk, state=RUNNING).update(state=FAILED, said=said, changed=now())


def _print(work: Work, receivers: Sequence[Receiver]) -> None:
    """Make the letters, a file at a time; put all their codes in force at once when the last is there."""
    pepper = read_key(work.budget_id, PEPPER)
    for start in range(work.done, len(receivers), A_FILE):
        part = receivers[start : start + A_FILE]
        drawn = [(one, entry, new_code()) for one, entry in _present(work.budget, part)]
        pdf = as_pdf(
            work.budget, [Letter(code, one.lines) for one, _entry, code in drawn], site=work.said["site"]
        )
        digests = [[bytes(entry.pk).hex(), digest_of(pepper, code).hex()] for _one, entry, code in drawn]
        if not _keep_letters(work, start, len(part), pdf, json.dumps(digests).encode()):
            return
    _put_in_force(work)


@transaction.atomic
def _keep_letters(work: Work, start: int, count: int, pdf: bytes, digests: bytes) -> bool:
    """Keep a file of letters with the hashes of its codes; not where the work was stopped, or somebody else was faster."""
    rows = Work.objects.filter(pk=work.pk, state=RUNNING, done=start)
    if not rows.update(done=start + count, changed=now()):
        return False
    keep(folder_of(work) / f"{start + 1:05}.pdf", [pdf])
    keep(folder_of(work) / f"{start + 1:05}.json", [digests])
    return True


def _present(budget: Budget, receivers: Sequence[Receiver]) -> list[tuple[Receiver, RollEntry]]:
    """Those of a list who are still on the roll, with their entries, in its order."""
    found = entries_of(budget, receivers)
    return [(one, found[one.line]) for one in receivers if one.line in found]


@transaction.atomic
def _put_in_force(work: Work) -> None:
    """Let the codes of all letters open, in place of the earlier ones; who was struck meanwhile gets none."""
    budget = locked(work.budget)
    held = Work.objects.select_for_update().get(pk=work.pk)
    if held.state != RUNNING:
        return
    _check(budget)
    files = sorted(folder_of(work).glob("*.json"))
    digests = {
        bytes.fromhex(entry): bytes.fromhex(digest)
        for path in files
        if path.name != "list.json"
        for entry, digest in json.loads(path.read_bytes())
    }
    entitled = set()
    for part in in_parts(list(digests), TOGETHER):
        entitled |= set(
            map(bytes, RollEntry.objects.filter(pk__in=part, struck="").values_list("pk", flat=True))
        )
    rows = [
        VotingCode(budget=budget, entry_id=entry, digest=digest)
        for entry, digest in digests.items()
        if entry in entitled
    ]
    VotingCode.objects.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=["entry"], update_fields=["digest"]
    )
    _finish(held, budget, len(rows))


def _finish(work: Work, budget: Budget, count: int) -> None:
    work.state, work.done = DONE, work.total
    work.save(update_fields=["state", "done", "changed"])
    note("roll.codes_given", budget, Person.objects.filter(pk=work.said["by"]).first(), {"count": count})


def _mail(work: Work, receivers: Sequence[Receiver]) -> None:
    """Send the codes, some in a transaction: each new code with its mail, so that nobody is left without either."""
    for start in range(work.done, len(receivers), A_STEP):
        with transaction.atomic():
            budget = locked(work.budget)
            held = Work.objects.select_for_update().get(pk=work.pk)
            if held.state != RUNNING or held.done != start:
                return
            _check(budget)
            part = receivers[start : start + A_STEP]
            _send(budget, part, held.said["site"])
            held.done = start + len(part)
            held.save(update_fields=["done", "changed"])
            if held.done == held.total:
                _finish(held, budget, held.total)


def _send(budget: Budget, receivers: Sequence[Receiver], site: str) -> None:
    """Give each a new code, and write the mail with it, in the language of the space."""
    tongue = INTERFACE.get(budget.space.language, budget.space.language)
    with override(tongue):
        edition = budget.name_in(tongue) or budget.slug
        door = content(budget, [], site=site)["parts"][0][2]
        subject = _("Your code to vote: {edition}").format(edition=edition)
        for one, entry in _present(budget, receivers):
            parts = [
                _("Your code: {code}").format(code=spelt(renew(entry))),
                _("Vote here: {door}").format(door=door),
                _(
                    "This code is yours alone. It opens your ballot, as often as you like: your vote may be changed until the close, and counts as you left it."
                ),
            ]
            send_mail_later(to=one.email, subject=subject, text="\n\n".join(parts))


@transaction.atomic
def stop_codes(budget: Budget, *, by: Person) -> None:
    """Stop: letters are thrown away and no code of theirs counts; mails that are on their way stay good. Else nothing."""
    work = codes_work(budget, lock=True)
    if work is None or work.state not in (WAITING, RUNNING):
        return
    work.state = STOPPED
    work.save(update_fields=["state", "changed"])
    transaction.on_commit(lambda: _forget_files(work))
    note("roll.codes_stopped", budget, by, {"count": work.done if work.said["mail"] else 0})


@transaction.atomic
def forget_letters(budget: Budget, *, by: Person) -> None:
    """Delete the letters that were printed; their codes stay in force."""
    work = codes_work(budget, lock=True)
    if work is not None and letter_files(work):
        transaction.on_commit(lambda: _forget_files(work))
        note("roll.letters_deleted", budget, by)


def _forget_files(work: Work) -> None:
    shutil.rmtree(folder_of(work), ignore_errors=True)


def sweep_letters() -> None:
    """Delete lists that nobody works on any more, and letters that lay for a day."""
    needed = Work.objects.filter(what=WHAT, state__in=[WAITING, RUNNING])
    fresh = Work.objects.filter(what=WHAT, state=DONE, changed__gte=now() - KEPT)
    kept = {str(pk) for pk in needed.union(fresh).values_list("pk", flat=True)}
    for folder in (Path(settings.VAR) / "codes").glob("*"):
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)
