"""A record and its texts."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.catalogue.records.rules import LICENCES, STATUSES, VISIBILITIES, new_public_id
from tequio.catalogue.templates.models import Answers
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space
from tequio.ground.territories.models import Territory
from tequio.ground.themes.models import Theme


class Record(models.Model):
    """Everything public is a record; what a noun has of its own hangs on it one-to-one."""

    class Visibility(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Sent")
        PUBLISHED = "published", _("Published")
        HIDDEN = "hidden", _("Hidden")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id)
    kind = models.CharField(max_length=20)
    space = models.ForeignKey(Space, models.PROTECT, related_name="records")
    visibility = models.CharField(max_length=12, choices=Visibility, default=Visibility.DRAFT)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, related_name="records")
    place = models.CharField(
        max_length=200, blank=True, help_text="In words, where no territory has the code."
    )
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    themes = models.ManyToManyField(Theme, related_name="records")
    original_language = models.CharField(max_length=10)
    licence = models.CharField(max_length=20, default="CC-BY-4.0")
    author = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="records")
    answers = models.OneToOneField(Answers, models.PROTECT, null=True, related_name="record")
    origin = models.CharField(
        max_length=200, blank=True, help_text="Where it was imported from, with its id there."
    )
    source_url = models.URLField(max_length=500, blank=True, help_text="Its page where it came from.")
    version = models.PositiveIntegerField(default=0, help_text="Number of the last publication; 0 before it.")
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)
    published = models.DateTimeField(null=True, help_text="First publication.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(visibility__in=VISIBILITIES), name="record_visibility_known"),
            models.CheckConstraint(condition=Q(licence__in=[*LICENCES]), name="record_licence_known"),
            models.CheckConstraint(
                condition=~Q(visibility="published") | Q(version__gt=0, published__isnull=False),
                name="record_published_has_version",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="record_point_on_earth",
            ),
            models.UniqueConstraint(
                fields=["space", "kind", "origin"], condition=~Q(origin=""), name="record_origin_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["kind", "-published", "-id"],
                condition=Q(visibility="published"),
                name="record_public_list",
            ),
            models.Index(
                fields=["space", "kind", "-published"],
                condition=Q(visibility="published"),
                name="record_space_list",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class Text(models.Model):
    """What a record says in one language."""

    class Status(models.TextChoices):
        ORIGINAL = "original", _("Original")
        HUMAN = "human", _("Translated")
        MACHINE = "machine", _("Translated by a machine")
        CHECKED = "checked", _("Translated and checked")

    record = models.ForeignKey(Record, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=160)
    slug = models.CharField(max_length=60, blank=True)
    summary = models.TextField(blank=True)
    sections = models.JSONField(default=dict, help_text="Prose by field key; lists never load it.")
    status = models.CharField(max_length=10, choices=Status, default=Status.ORIGINAL)
    changed_in = models.PositiveIntegerField(default=1, help_text="Version in which this text last changed.")
    made_from = models.PositiveIntegerField(
        default=0, help_text="Version a translation was made from; 0 for originals."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "language"], name="text_language_once"),
            models.UniqueConstraint(
                fields=["record"], condition=Q(status="original"), name="text_one_original"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="text_has_title"),
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="text_status_known"),
        ]

    def __str__(self) -> str:
        return self.title
