"""What `tequio check` says of votes whose join key is still needed: the keys, the worker, and what the database writes down."""

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings
from django.db import connection

from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.keys import JOIN, KEYS, SIGNING, folder_of, has_key, read_key
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import BALLOTING, COUNTING
from tequio.decide.protocol.keys import join_check, signing_key
from tequio.decide.protocol.notes import verifier_key
from tequio.decide.results.models import Settlement
from tequio.ground.backup.services import keys_among_files
from tequio.ground.queue.queries import workers_alive
from tequio.ground.run.findings import Finding

FOLDER_MODE, KEY_MODE = 0o700, 0o400
OF_ALL = "ALTER SYSTEM SET {name} = off, then restart PostgreSQL"
OF_OURS = "ALTER DATABASE {database} SET {name} = {safe}, then start the site anew"
WATCHED = {
    "track_commit_timestamp": (("off",), OF_ALL, "PostgreSQL keeps the moment of each cast"),
    "log_statement": (("none", "ddl"), OF_OURS, "PostgreSQL logs each cast"),
    "log_min_duration_statement": (("-1",), OF_OURS, "PostgreSQL logs casts that take their time"),
    "log_min_duration_sample": (("-1",), OF_OURS, "PostgreSQL logs some of the casts"),
    "log_transaction_sample_rate": (("0",), OF_OURS, "PostgreSQL logs some of the casts"),
    "log_duration": (("off",), OF_OURS, "PostgreSQL logs the moment of each cast"),
    "auto_explain.log_min_duration": (("-1",), OF_OURS, "auto_explain logs casts that take their time"),
    "log_parameter_max_length_on_error": (
        ("0",),
        OF_OURS,
        "PostgreSQL logs what a cast that failed had chosen",
    ),
}
"""Of each setting what is safe, where it is mended, and what it tells otherwise."""
LOGGING = frozenset(WATCHED) - {"track_commit_timestamp", "log_duration", "log_parameter_max_length_on_error"}
"""Settings by which statements are logged, and with them what `PARAMETERS` lets through."""
PARAMETERS = "log_parameter_max_length"


def votes() -> Iterator[Finding]:
    """Say what of a running vote could be read, lost or left undone; nothing where no vote needs its join key.

    Four queries, and one for each vote. Until its key is destroyed a closed vote counts as running.
    """
    running = votes_with_key()
    if not running:
        return
    faults = [*copied_keys(), *written_down(), *unattended()]
    for budget in running:
        faults += [*keys_in_place(budget), *modes_of_keys(budget)]
    well = f"{len(running)} run: their keys are in place, and nothing writes down who casts"
    yield from faults or [Finding("votes", well)]


def votes_with_key() -> list[Budget]:
    over = Settlement.objects.exclude(step__in=["closed", "settled"]).values("budget")
    running = Budget.objects.filter(stage__in=[BALLOTING, COUNTING], join_check__isnull=False)
    return list(running.exclude(pk__in=over).order_by("pk"))


def keys_in_place(budget: Budget) -> Iterator[Finding]:
    """Say whether join and signing key are there and are the ones that the frozen rules name."""
    rules, folder = rules_of(budget.pk), folder_of(budget.pk)
    fits = {
        JOIN: lambda key: join_check(key) == rules.join_check,
        SIGNING: lambda key: verifier_key(rules.origin, signing_key(key)) == rules.key,
    }
    for name, is_the_one in fits.items():
        mend = f"put its 32 bytes back into {folder / name} from the sealed sheet, and chmod 400 it"
        if not has_key(budget.pk, name):
            yield Finding("votes", f"{budget}: the {name} key is not in its place", fault=True, mend=mend)
        elif not is_the_one(read_key(budget.pk, name)):
            said = f"{budget}: the {name} key is not the one that the vote was opened with"
            yield Finding("votes", said, fault=True, mend=mend)


def modes_of_keys(budget: Budget) -> Iterator[Finding]:
    """Say which keys anybody but the site could read, or the site itself change."""
    folder = folder_of(budget.pk)
    wanted = {folder: FOLDER_MODE, **dict.fromkeys((folder / name for name in KEYS), KEY_MODE)}
    for path, right in wanted.items():
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else right
        if mode != right:
            said = f"{path} has mode {mode:o}: keys are for the site's eyes alone"
            yield Finding("votes", said, fault=True, mend=f"chmod {right:o} {path}")


def copied_keys() -> Iterator[Finding]:
    """Say whether a backup would carry the keys."""
    if keys_among_files():
        said = f"the keys lie in {Path(settings.KEYS_FOLDER)}, among the uploaded files that a backup copies"
        yield Finding(
            "votes", said, fault=True, mend="move them elsewhere and set TEQUIO_KEYS to that folder"
        )


def unattended() -> Iterator[Finding]:
    """Say whether somebody logs, signs and closes."""
    if not workers_alive():
        said = "no worker is alive: casts count, but nothing is logged or signed, and no vote is closed"
        mend = "start one now: `tequio run`, or `tequio worker` on this machine"
        yield Finding("votes", said, fault=True, mend=mend)


def written_down() -> Iterator[Finding]:
    """Say what PostgreSQL writes down of casts on this connection: one query, none on SQLite."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [[*WATCHED, PARAMETERS]])
        said = dict(cursor.fetchall())
    yield from told_by(said, str(connection.settings_dict["NAME"]))


def told_by(said: Mapping[str, str], database: str) -> Iterator[Finding]:
    """Say which of PostgreSQL's settings tell of casts; one that it does not know tells nothing."""
    logged = False
    for name, (safe, mend, tells) in WATCHED.items():
        if said.get(name, safe[0]) not in safe:
            logged = logged or name in LOGGING
            yield Finding(
                "votes",
                f"{tells}: {name} is {said[name]}",
                fault=True,
                mend=mend.format(name=name, database=database, safe=safe[0]),
            )
    if logged and said.get(PARAMETERS, "0") != "0":
        yield Finding(
            "votes",
            f"PostgreSQL logs choices with the casts: {PARAMETERS} is {said[PARAMETERS]}",
            fault=True,
            mend=OF_OURS.format(name=PARAMETERS, database=database, safe="0"),
        )
