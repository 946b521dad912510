"""The frozen rules of a vote, and the ballots in their last state."""

from django.db import models

from tequio.decide.budgets.models import Budget


class Freeze(models.Model):
    """The exact bytes of the rules as they were published when voting opened; a trigger refuses any change."""

    budget = models.OneToOneField(Budget, models.PROTECT, primary_key=True, related_name="freeze")
    body = models.BinaryField()
    sha256 = models.BinaryField(max_length=32, unique=True)

    def __str__(self) -> str:
        return bytes(self.sha256).hex()


class Ballot(models.Model):
    """What one person chose, in its last state. Nothing here says who, or when.

    The id is derived from the join key and the roll entry (`protocol.keys.ballot_id`). `budget` is a number without a
    constraint: each insert would lock the edition's row for all others.
    """

    id = models.BinaryField(primary_key=True, max_length=16)
    budget = models.BigIntegerField()
    zone = models.CharField(max_length=40)
    chain = models.BinaryField(max_length=16, unique=True)
    chain_mac = models.BinaryField(max_length=16)
    turn = models.PositiveIntegerField()
    salt = models.BinaryField(max_length=16)
    choices = models.BinaryField()
    mac = models.BinaryField(max_length=16)
    annulled = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return "a ballot"
