"""What a space of 5,000 members costs: queries, CPU and bytes of their list and of the board, cold and warm alike.

`python -m bench.members [members]`. In one process, through Django's whole stack with a session, without the web server.
"""

import gzip
import logging
import os
import statistics
import sys
import tempfile
import time

from bench.pages import ENVIRONMENT

TARGET_MS, MOST_QUERIES, MOST_HTML = 8, 8, 14_000
WAITING = 500
TIMES = 60


def run(count: int = 5_000) -> None:
    """Make a space with this many members, list it as its coordinator, and print a line for each page."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(ENVIRONMENT | {"TEQUIO_VAR": folder})
        import django

        django.setup()
        logging.disable(logging.INFO)
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        pages = fill(count)
        print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
        for name, path in pages.items():
            measure(name, path)


def fill(count: int) -> dict[str, str]:
    """Make the people, each a member and every tenth an editor too; return the pages to ask for."""
    from tequio.ground.people.models import Person
    from tequio.ground.spaces.models import Role
    from tequio.ground.spaces.services import give_role, open_space

    space = open_space("network", names={"en": "Network"}, language="en", by=None)
    people = Person.objects.bulk_create(
        [Person(email=f"p{number}@example.org", name=f"Person {number:05}") for number in range(count)]
    )
    roles = [Role(person=person, space=space, role="member") for person in people]
    roles += [Role(person=person, space=space, role="editor") for person in people[::10]]
    Role.objects.bulk_create(roles)
    bruno = Person.objects.create_user("bruno@example.org", name="Bruno")
    give_role(bruno, space, "coordinator", by=None)
    send_drafts(space, people[:WAITING])
    return {
        "board, what waits": "/en/network/desk/",
        "board, what was sent back": "/en/network/desk/?show=returned",
        "members, first page": "/en/network/members/",
        "members, last page": f"/en/network/members/?page={count // 50 + 1}",
        "members, found by address": "/en/network/members/?q=p4999@",
        "home page of the space": "/en/network/",
    }


def send_drafts(space: object, people: list) -> None:
    """Let each of these people have sent a practice, every second of which was sent back."""
    from django.utils import timezone

    from tequio.catalogue.publishing.models import Decision, Draft
    from tequio.catalogue.records.content import Content, TextContent
    from tequio.catalogue.records.models import Record

    records = Record.objects.bulk_create(
        [Record(kind="practice", space=space, original_language="en", author=person) for person in people]
    )
    Draft.objects.bulk_create(
        Draft(
            record=record,
            content=Content(original="en", texts={"en": TextContent(title=f"Light {number}")}).to_json(),
            sent=None if number % 2 else timezone.now(),
        )
        for number, record in enumerate(records)
    )
    Decision.objects.bulk_create(
        Decision(record=record, outcome="returned", reason="Say who paid.") for record in records[1::2]
    )


def measure(name: str, path: str) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tequio.ground.fragments import forget_fragments
    from tequio.ground.people.models import Person

    client = Client(HTTP_HOST="127.0.0.1", HTTP_X_FORWARDED_PROTO="https")
    client.force_login(Person.objects.get(email="bruno@example.org"))
    for _ in range(5):
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    forget_fragments()
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    queries = len(seen)
    times = []
    for _ in range(TIMES):
        began = time.process_time()
        client.get(path)
        times.append(1000 * (time.process_time() - began))
    size = len(gzip.compress(answer.content))
    print(
        f"{name}: {statistics.median(times):.1f} ms (target {TARGET_MS}); {queries} queries (target {MOST_QUERIES}); "
        f"{size:,} bytes of HTML, compressed (target {MOST_HTML:,})"
    )


if __name__ == "__main__":
    run(*map(int, sys.argv[1:]))
