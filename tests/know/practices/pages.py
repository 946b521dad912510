"""Filling in the pages of a draft, as a browser does."""

import re

from tequio.catalogue.records.content import read_content


def begin(author, title="Light chosen street by street", **more):
    page = author.get("/en/network/practices/new/")
    assert page.status_code == 200
    said = {
        "page": token(page),
        "seen": "0",
        "language": "en",
        "title": title,
        "licence": "CC-BY-4.0",
        **more,
    }
    return author.post("/en/network/practices/new/", said)


def token(page) -> str:
    return re.search(r'name="page" value="([^"]+)"', page.content.decode())[1]


def seen(page) -> str:
    return re.search(r'name="seen" value="([^"]+)"', page.content.decode())[1]


def part_url(draft, part):
    return f"/en/network/practice/{draft.record.public_id}/write/{part}/"


def check_url(draft):
    return f"/en/network/practice/{draft.record.public_id}/check/"


def save(client, draft, part, **said):
    """Open a part as a browser does, and send what was typed."""
    page = client.get(part_url(draft, part))
    assert page.status_code == 200, page.status_code
    return client.post(part_url(draft, part), {"page": token(page), "seen": seen(page), **said})


def content_of(draft):
    draft.refresh_from_db()
    return read_content(draft.content)


def text_of(page) -> str:
    return page.content.decode()


def write_all(author, draft):
    """Answer what the template requires, as somebody without JavaScript does."""
    save(author, draft, "start", language="en", title="Light", summary="Lit streets.", licence="CC-BY-4.0")
    save(author, draft, "where", **{"territory-text": "Tunisie", "territory": ""}, place="La Marsa")
    save(author, draft, "basics", maturity="good", **{"budget": "550 000", "budget-currency": "TND"})
    save(author, draft, "story", situation="Dark streets.")
    save(author, draft, "how", process="Five assemblies, one plenary.")
    save(author, draft, "results", results="Lamps where people asked for them.")
