"""Tapping on the voting page as a browser without JavaScript does."""

import re
from html import unescape

from django.http import HttpResponse

from tequio.decide.electorates.passes import give_pass, name_of


def come_in(client, entry):
    """Give a client the pass of somebody on the roll."""
    answer = HttpResponse()
    give_pass(answer, entry.budget, bytes(entry.pk))
    client.cookies[name_of(entry.budget_id)] = answer.cookies[name_of(entry.budget_id)].value


def address(vote, page="ballot", language="en"):
    return f"/{language}/{vote.space.slug}/budget/{vote.slug}/vote/{page}/"


def fields(page, **more):
    """What the form of a page holds."""
    html = page.content.decode()
    base = re.search(r'name="base" value="(\d+)"', html)[1]
    was = [unescape(one) for one in re.findall(r'name="was" value="([^"]+)"', html)]
    return {"base": base, "was": was, **more}


def buttons(page):
    return [unescape(one) for one in re.findall(r'name="do" value="([^"]+)"', page.content.decode())]


def tap(client, vote, what, page=None, **more):
    """Open the page, unless one is given, and tap one of its buttons."""
    page = page or client.get(address(vote))
    assert what in buttons(page), (what, buttons(page))
    return client.post(address(vote), fields(page, do=what, **more))
