"""The lines of the board as HTML: a page has many, too many for the template engine to be quick."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from html import escape

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from tequio.catalogue.publishing.access import can_decide
from tequio.catalogue.publishing.board import OFFERED, RESTING, RETURNED, WAITING, left_behind
from tequio.catalogue.publishing.fixed import language_name
from tequio.catalogue.publishing.queries import Row
from tequio.ground.spaces.models import Space
from tequio.ground.spaces.standing import Standing


def board_lines(rows: Iterable[Row], *, tab: str, space: Space, standing: Standing, token: str) -> SafeString:
    """The items of one tab of the board, those that this reader may decide on with a link; escaped here, no query."""
    base = reverse("desk", kwargs={"space": space.slug})
    said = (_line(row, tab, base if can_decide(standing, row.record) else "", space, token) for row in rows)
    return SafeString("".join(said))


def _line(row: Row, tab: str, base: str, space: Space, token: str) -> str:
    lang = f' lang="{escape(row.language)}"' if row.language else ""
    title = escape(row.title or _("Untitled"))
    if base:
        title = f'<a href="{escape(base)}{escape(row.record.public_id)}/">{title}</a>'
    notes = "".join(_notes(row, tab))
    spoken = f' lang="{escape(row.decision.language)}"' if row.decision and row.decision.language else ""
    reason = f'<p{spoken} dir="auto">{escape(row.reason)}</p>' if row.reason and tab != WAITING else ""
    offers = _offers(row, space, token) if tab == OFFERED else ""
    return f'<li><h2{lang} dir="auto">{title}</h2><p class="meta dots">{notes}</p>{offers}{reason}</li>'


def _notes(row: Row, tab: str) -> Iterator[str]:
    yield f'<span class="pill">{escape(row.state_on_desk)}</span>'
    if row.record.author:
        yield f"<span>{escape(str(row.record.author))}</span>"
    yield f"<span>{escape(_when(row, tab))}</span>"
    for code in left_behind(row.record):
        yield f'<span lang="{escape(code)}">{escape(language_name(code))}</span>'
    if row.draft and row.record.version:
        yield f"<span>{escape(_('a change of what is published'))}</span>"


def _when(row: Row, tab: str) -> str:
    if row.draft and row.draft.sent:
        return _("waits for %(when)s") % {"when": timesince(row.draft.sent)}
    if tab == RETURNED and row.decision:
        return _("since %(when)s") % {"when": _date(row.decision.at)}
    if tab == RESTING and row.draft:
        return _("last written in on %(when)s") % {"when": _date(row.draft.saved)}
    return _date(row.record.updated)


def _date(when: datetime) -> str:
    return date_format(timezone.localtime(when), "DATE_FORMAT")


def _offers(row: Row, space: Space, token: str) -> str:
    """The form that takes an offer back is the one of the record's own page."""
    given: Mapping[str, object] = {"record": row.record, "space": space, "token": token}
    return "".join(
        render_to_string("desk/offer.html", {**given, "offer": offer})
        for offer in getattr(row.record, "offered", ())
    )
