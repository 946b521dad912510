"""A census file: read in the background in any encoding, reported by line, and switched whole onto the roll."""

import json
import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult

from tequio.decide.budgets.models import Phase, Work
from tequio.decide.electorates.census import services
from tequio.decide.electorates.census.services import begin_census, file_of, stop_census, sweep, switch
from tequio.decide.electorates.models import CensusLine, Electorate, RollEntry, VotingCode
from tequio.decide.electorates.queries import entry_by_census
from tequio.decide.electorates.services import give_code
from tequio.ground.ledger.models import EntryDetail
from tequio.ground.queue.services import run_ready
from tequio.kit.refusals import Refused

HEAD = "number;birth;zone"
LINES = ("AB 1;31/12/1990;Corniche", "AB 2;1961-05-02;ville", "AB 3;02.03.2000;Ville")


def send(budget, *lines, head=HEAD, replaces=False, name="census.csv", encoding="utf-8-sig", by=None):
    body = "\n".join((head, *lines)).encode(encoding)
    return begin_census(budget, name, [body], replaces=replaces, by=by)


def read(budget, *lines, **options):
    work = send(budget, *lines, **options)
    run_ready()
    work.refresh_from_db()
    return work


def zones(budget):
    return sorted(RollEntry.objects.filter(budget=budget).values_list("zone__key", flat=True))


def found(budget, number, birth):
    return entry_by_census(budget, Electorate.objects.get(budget=budget), {"number": number, "birth": birth})


def test_file_is_read_first_and_switched_at_once(priced, bruno):
    work = read(priced, *LINES)
    assert (work.state, work.done, work.total) == ("done", 3, 3)
    assert not RollEntry.objects.exists(), "nothing is on the roll until an officer says so"
    assert switch(priced, by=bruno) == {"come": 3, "stay": 0, "move": 0, "leave": 0}
    assert zones(priced) == ["corniche", "ville", "ville"]
    assert found(priced, "ab2", "2/5/1961").zone.key == "ville"
    assert not CensusLine.objects.exists()
    with pytest.raises(Refused, match=r"census\.nothing_waits"):
        switch(priced, by=bruno)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_encoding_and_separator_is_read(priced, bruno, encoding, separator):
    priced.zones.filter(key="ville").update(names={"fr": "Médina"})
    rows = [f"Ñ{n};31/12/1990;Médina".replace(";", separator) for n in range(3)]
    work = read(priced, *rows, head="Número;Nacimiento;Zona".replace(";", separator), encoding=encoding)
    assert work.said["report"]["good"] == 3, work.said
    switch(priced, by=bruno)
    assert found(priced, "ñ1", "31/12/1990").zone.key == "ville"


def test_faults_are_counted_and_told_by_line_and_the_young_left_out(priced):
    day = services.day_of_vote(priced)
    born = day.replace(year=day.year - 16)
    work = read(
        priced,
        *LINES,
        "ab-1;31/12/1990;ville",
        "AB 5;31/02/1990;ville",
        "AB 6;31/12/1990;Atlantis",
        ";31/12/1990;ville",
        f"AB 8;{born + timedelta(days=1)};ville",
        f"AB 9;{born};ville",
        "AB 10;31/12/1990;ville;more;than;asked",
    )
    report = work.said["report"]
    assert report["good"] == 4
    assert report["counts"] == dict.fromkeys(
        ("repeated", "undated", "unzoned", "unnumbered", "young", "broken"), 1
    )
    assert report["faults"] == {
        "repeated": [5],
        "undated": [6],
        "unzoned": [7],
        "unnumbered": [8],
        "young": [],
        "broken": [11],
    }


def test_second_file_adds_and_moves_nobody(priced, bruno):
    read(priced, *LINES)
    switch(priced, by=bruno)
    read(priced, "AB 3;02.03.2000;Sidi", "AB 4;02.03.2000;Sidi")
    assert switch(priced, by=bruno) == {"come": 1, "stay": 1, "move": 0, "leave": 0}
    assert zones(priced) == ["corniche", "sidi", "ville", "ville"]


def test_file_that_replaces_says_who_leaves_and_keeps_whom_officers_entered(priced, bruno, farid):
    read(priced, *LINES)
    switch(priced, by=bruno)
    stays, leaves = found(priced, "AB 2", "1961-05-02"), found(priced, "AB 3", "02.03.2000")
    give_code(priced, leaves, by=bruno)
    work = read(priced, "AB 2;1961-05-02;sidi", "AB 7;02.03.2000;bhar", replaces=True)
    assert {key: work.said[key] for key in ("come", "stay", "move", "leave")} == {
        "come": 1,
        "stay": 1,
        "move": 1,
        "leave": 2,
    }
    switch(priced, by=bruno)
    assert zones(priced) == ["bhar", "sidi", "ville"]
    assert found(priced, "AB 2", "1961-05-02").pk == stays.pk, "who stays keeps their entry"
    assert VotingCode.objects.count() == 1, "Farid's stays, the other left with its entry"


def test_reading_goes_on_where_a_worker_died(priced, monkeypatch):
    monkeypatch.setattr(services, "TOGETHER", 2)
    work = send(priced, *LINES, "ab1;31/12/1990;ville")
    stage, calls = services._stage, []

    def die(*args):
        calls.append(1)
        if len(calls) == 2:
            raise OSError("the power went")
        return stage(*args)

    monkeypatch.setattr(services, "_stage", die)
    with pytest.raises(OSError, match="power"):
        services.read_census(work.pk)
    work.refresh_from_db()
    assert (work.state, work.done, CensusLine.objects.count()) == ("running", 2, 2)
    services.read_census(work.pk)
    work.refresh_from_db()
    assert (work.state, work.done, CensusLine.objects.count()) == ("done", 4, 3)
    assert work.said["report"]["faults"]["repeated"] == [5]


def test_stopped_reading_leaves_nothing(priced, bruno):
    work = send(priced, *LINES)
    stop_census(priced, by=bruno)
    run_ready()
    work.refresh_from_db()
    assert work.state == "stopped"
    assert not CensusLine.objects.exists()
    with pytest.raises(Refused, match=r"census\.nothing_waits"):
        switch(priced, by=bruno)


def test_file_is_shut_away_and_gone_when_it_is_read(priced, django_capture_on_commit_callbacks):
    work = send(priced, *LINES)
    path = file_of(work)
    assert path.stat().st_mode & 0o777 == 0o600
    run_ready()
    assert not path.exists()
    stray = path.with_name("99999.csv")
    stray.write_text("a,b")
    sweep()
    assert list(Path(path.parent).iterdir()) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("name,zone\nAmina,ville", "census.no_column"),
        ('number,birth,zone\n"AB', "census.unreadable"),
        ("", "census.unreadable"),
    ],
)
def test_broken_file_fails_with_a_sentence_and_without_its_words(priced, body, code):
    work = begin_census(priced, "census.csv", [body.encode()], replaces=False, by=None)
    run_ready()
    work.refresh_from_db()
    assert (work.state, work.said["code"]) == ("failed", code)
    assert "Amina" not in json.dumps(work.said)


def test_no_word_of_a_file_is_in_logs_queue_ledger_or_report(priced, bruno, caplog):
    secret = ("ZQ77001", "1961-05-02", "Atlantis-Farid")
    with caplog.at_level(logging.DEBUG):
        read(priced, ";".join(secret), f"{secret[0]};{secret[1]};ville", f"{secret[0]};soon;ville", by=bruno)
        switch(priced, by=bruno)
    kept = [
        caplog.text,
        *(json.dumps(job.args_kwargs) for job in DBTaskResult.objects.all()),
        *(json.dumps(detail.data) for detail in EntryDetail.objects.all()),
        *(json.dumps(work.said) for work in Work.objects.all()),
    ]
    assert [word for word in secret if any(word in text for text in kept)] == []


def test_no_file_is_taken_once_voting_has_opened_or_before_its_day_is_set(priced, open_vote):
    Phase.objects.filter(budget=priced).delete()
    with pytest.raises(Refused, match=r"census\.no_day"):
        send(priced, *LINES)
    open_vote()
    with pytest.raises(Refused, match=r"budget\.frozen"):
        send(priced, *LINES)


def test_one_file_is_read_at_a_time(priced):
    send(priced, *LINES)
    with pytest.raises(Refused, match=r"census\.under_way"):
        send(priced, *LINES)
