"""The models of this floor's rooms."""

from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.discussion.models import Comment
from tequio.catalogue.links.models import Link
from tequio.catalogue.publishing.models import Decision, Draft, Offer, Version
from tequio.catalogue.records.models import Record, Text
from tequio.catalogue.showings.models import Showing
from tequio.catalogue.templates.models import Answers, Template

__all__ = [
    "Answers",
    "Attachment",
    "Comment",
    "Decision",
    "Draft",
    "Link",
    "Offer",
    "Record",
    "Showing",
    "Template",
    "Text",
    "Version",
]
