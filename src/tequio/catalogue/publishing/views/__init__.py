"""Pages of writing and of deciding."""

from tequio.catalogue.publishing.views.aids import count, find
from tequio.catalogue.publishing.views.checking import check
from tequio.catalogue.publishing.views.desk import desk, desk_record, my_desk
from tequio.catalogue.publishing.views.handing import offer, take_back
from tequio.catalogue.publishing.views.mine import mine
from tequio.catalogue.publishing.views.writing import keep, new, part

__all__ = [
    "check",
    "count",
    "desk",
    "desk_record",
    "find",
    "keep",
    "mine",
    "my_desk",
    "new",
    "offer",
    "part",
    "take_back",
]
