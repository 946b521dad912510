"""Jobs of the electorate: a census file is read, codes are made for a list, what lies about is swept up."""

from tequio.decide.electorates import posting
from tequio.decide.electorates.census import services


def read_census(work: int) -> None:
    """Read the census file of a work; what is on the roll already stays untouched."""
    services.read_census(work)


def make_codes(work: int) -> None:
    """Make the codes of a list; a second time goes on where the first came to."""
    posting.make_codes(work)


def sweep() -> None:
    """Remove files and lines that nobody needs any more."""
    services.sweep()
    posting.sweep_letters()
