"""What steps, reasons and rules are called on the pages after a vote."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STEP_NAMES: Mapping[str, Promise] = {
    "settled": _("Settle the roll"),
    "destroyed": _("Destroy the join key"),
    "opened": _("Open the ballots"),
    "published": _("Publish the bundle and the result"),
    "erased": _("End the appeals"),
}
STEP_MEANINGS: Mapping[str, Promise] = {
    "settled": _(
        "Every stored ballot is compared with the key, the roll and the log. Ballots of people struck from the roll are annulled. Who voted is marked and counted; codes are erased. Nobody's choices are looked at."
    ),
    "destroyed": _(
        "The join key is the one thing that can tell whose ballot is whose. Take a backup now, then destroy every copy of the key and every backup made since voting opened. With the second signature the file on this machine goes too, and nobody can tie a person to a ballot any more."
    ),
    "opened": _(
        "Each line of the log is shown for what it was: counted, replaced by a later change, or annulled. Then the ballots are emptied, and nothing of them stays in the files of the database. Take a fresh backup after it, and destroy the one taken before."
    ),
    "published": _(
        "The ballots are counted, everything that a recount needs is written, and our own recount must find that it holds. Then it is signed and published with the result and the minutes."
    ),
    "erased": _(
        "The roll, the sealed roll, its pepper and the signing key are erased, and only counts stay. It happens by itself sixty days after publication; do it sooner if no appeal can come any more."
    ),
}
STEP_ACTORS: Mapping[str, Promise] = {
    "settled": _("One officer, when all appeals are decided"),
    "destroyed": _("Two different officers, each signed in as themselves"),
    "opened": _("One officer, with the commission watching"),
    "published": _("One officer, with the commission watching"),
    "erased": _("One officer, or the clock"),
}
STEP_ACTS: Mapping[str, Promise] = {
    "settled": _("Settle the roll now"),
    "opened": _("Open the ballots now"),
    "published": _("Count and publish now"),
    "erased": _("Erase the roll now"),
}
BESIDE_NAMES: Mapping[str, Promise] = {
    "greedy": _("By votes alone"),
    "equal-shares": _("By equal shares"),
}
DECISION_NAMES: Mapping[str, Promise] = {
    "altered": _("annulled: it was altered"),
    "no-entry": _("annulled: nobody on the roll cast it"),
}
