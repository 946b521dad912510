"""An edition of a participatory budget: its envelope, its phases, its zones, headings, contests and allocations."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tequio.decide.budgets.rules import FORMATS, FROZEN, GROUPINGS, INFORMING, PHASES, RULES, TIES
from tequio.ground.spaces.models import Space, said_in
from tequio.ground.territories.models import Territory


class Named(models.Model):
    """What carries a name in several languages."""

    names = models.JSONField(default=dict, help_text="Language to name.")

    class Meta:
        abstract = True

    def name_in(self, language: str) -> str:
        """The name in a language of the interface (`pt-br` reads `pt`), else in English, else in any."""
        return said_in(self.names, language, "en")


class Budget(Named):
    """One edition. Amounts are in minor units of its currency."""

    class Stage(models.TextChoices):
        INFORMING = "informing", _("Informing")
        ACCEPTING = "accepting", _("Accepting proposals")
        REVIEWING = "reviewing", _("Reviewing")
        SELECTING = "selecting", _("Selecting")
        VALUATING = "valuating", _("Valuating")
        PUBLISHING = "publishing", _("Publishing prices")
        BALLOTING = "balloting", _("Balloting")
        COUNTING = "counting", _("Counting")
        FINISHED = "finished", _("Finished")

    space = models.ForeignKey(Space, models.PROTECT, related_name="budgets")
    slug = models.SlugField(max_length=60)
    about = models.JSONField(default=dict, help_text="Language to what the edition is about, in Markdown.")
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.INFORMING)
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField(help_text="The envelope.")
    base = models.BigIntegerField(null=True, help_text="The investment budget that it is a share of.")
    share = models.PositiveIntegerField(null=True, help_text="In hundredths of a percent: 500 is 5%.")
    legal_basis = models.TextField(blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    support_threshold = models.PositiveIntegerField(
        default=0, help_text="Supports that a proposal needs to go on."
    )
    supports_each = models.PositiveIntegerField(
        null=True, help_text="How many proposals one person may support."
    )
    other_zones = models.PositiveSmallIntegerField(
        default=0, help_text="Zones beside one's own to vote in: 0 or 1."
    )
    ties = models.CharField(max_length=10, default="cheapest")
    tie_seed = models.CharField(max_length=200, blank=True, help_text="Public seed of a drawn order.")
    withdrawn_counts = models.BooleanField(
        default=False, help_text="Whether a project withdrawn in mid-vote may win."
    )
    hold = models.PositiveSmallIntegerField(default=30, help_text="Ballots that always wait to be logged.")
    join_check = models.BinaryField(max_length=32, null=True, help_text="Of the frozen vote's join key.")
    origin = models.CharField(max_length=200, blank=True, help_text="Where a past edition came from.")
    grouping = models.CharField(
        max_length=8, default="each", help_text="Which allocations are counted together."
    )
    counting = models.JSONField(
        default=dict, help_text="Ballot and rule of contests that have none of their own."
    )
    opened = models.DateTimeField(
        null=True, help_text="Since when everybody sees it; null while it is set up."
    )
    moved = models.DateTimeField(null=True, help_text="When it last entered a phase.")
    revision = models.PositiveIntegerField(default=0)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "slug"], name="budget_slug_once"),
            models.CheckConstraint(condition=Q(stage__in=PHASES), name="budget_stage_known"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_amount_positive"),
            models.CheckConstraint(
                condition=Q(base=None, share=None) | Q(base__gte=F("amount"), share__range=(1, 10_000)),
                name="budget_share_whole",
            ),
            models.CheckConstraint(condition=Q(ties__in=TIES), name="budget_ties_known"),
            models.CheckConstraint(condition=~Q(ties="drawn") | ~Q(tie_seed=""), name="budget_drawn_by_seed"),
            models.CheckConstraint(condition=Q(other_zones__in=[0, 1]), name="budget_other_zones_known"),
            models.CheckConstraint(condition=Q(hold__range=(1, 1000)), name="budget_hold_known"),
            models.CheckConstraint(condition=Q(grouping__in=GROUPINGS), name="budget_grouping_known"),
            models.CheckConstraint(
                condition=Q(stage=INFORMING) | Q(opened__isnull=False), name="budget_open_when_begun"
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=FROZEN) | Q(join_check__isnull=False) | ~Q(origin=""),
                name="budget_votes_when_frozen",
            ),
        ]

    def __str__(self) -> str:
        return self.name_in(self.space.language) or self.slug


class Phase(models.Model):
    """When a phase begins; it ends when the next one does."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="phases")
    key = models.CharField(max_length=12, choices=Budget.Stage)
    begins = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["budget", "key"], name="phase_once"),
            models.CheckConstraint(condition=Q(key__in=PHASES), name="phase_known"),
        ]
        ordering = ["begins"]

    def __str__(self) -> str:
        return f"{self.key} from {self.begins:%Y-%m-%d %H:%M}"


class Part(Named):
    """What an edition is divided by, in an order; `key` is short, stable and stands in the frozen rules."""

    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.key


class Zone(Part):
    """A zone of the territory, whose people vote together."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="zones")
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, related_name="+")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["budget", "key"], name="zone_once")]
        ordering = ["position", "key"]


class Heading(Part):
    """What money is for: public lighting, roadways, green spaces."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="headings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["budget", "key"], name="heading_once")]
        ordering = ["position", "key"]


class Contest(Part):
    """What is counted together, and how: one allocation, or a group of them.

    `most`, `points` and `each` limit a ballot as its format has them; `step` is in minor units.
    """

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="contests")
    format = models.CharField(max_length=12, default="approval")
    least = models.PositiveIntegerField(default=1)
    most = models.PositiveIntegerField(default=5)
    points = models.PositiveIntegerField(default=0)
    each = models.PositiveIntegerField(default=0)
    rule = models.CharField(max_length=20, default="greedy")
    utility = models.CharField(max_length=12, default="none")
    completion = models.CharField(max_length=20, default="none")
    step = models.BigIntegerField(default=0)
    comparison = models.CharField(max_length=10, default="none")
    scores = models.CharField(max_length=15, default="none")
    threshold = models.PositiveIntegerField(default=1, help_text="Score that a project needs to win.")
    incompatible_together = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["budget", "key"], name="contest_once"),
            models.CheckConstraint(condition=Q(format__in=FORMATS), name="contest_format_known"),
            models.CheckConstraint(condition=Q(rule__in=RULES), name="contest_rule_known"),
            models.CheckConstraint(condition=Q(least__lte=F("most"), most__gte=1), name="contest_limits_fit"),
            models.CheckConstraint(
                condition=~Q(format="cumulative") | Q(points__gte=1, each__gte=1, each__lte=F("points")),
                name="contest_points_fit",
            ),
        ]
        ordering = ["position", "key"]


class Allocation(models.Model):
    """Money for a heading in a zone. Without a zone it is for the whole territory, without a heading for any purpose.

    One without money of its own draws on what its contest has: past editions whose projects had headings and one purse.
    """

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="allocations")
    contest = models.ForeignKey(Contest, models.PROTECT, related_name="allocations")
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, related_name="allocations")
    heading = models.ForeignKey(Heading, models.PROTECT, null=True, related_name="allocations")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="allocation_positive"),
            models.UniqueConstraint(fields=["budget", "zone", "heading"], name="allocation_once"),
            models.UniqueConstraint(
                fields=["budget", "zone"], condition=Q(heading=None), name="allocation_once_in_zone"
            ),
            models.UniqueConstraint(
                fields=["budget", "heading"], condition=Q(zone=None), name="allocation_once_for_heading"
            ),
            models.UniqueConstraint(
                fields=["budget"], condition=Q(zone=None, heading=None), name="allocation_once_for_all"
            ),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.amount} for {self.zone_id}/{self.heading_id}"


class Work(models.Model):
    """Long work on an edition, as its page shows it: a census read, a count, an opening."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        STOPPED = "stopped", _("Stopped")
        FAILED = "failed", _("Failed")

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="works")
    what = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    said = models.JSONField(default=dict, help_text="What came of it: counts, or a refusal's code and facts.")
    began = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "what"],
                condition=Q(state__in=["waiting", "running"]),
                name="work_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "stopped", "failed"]),
                name="work_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.state}"
