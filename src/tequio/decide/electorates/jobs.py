"""Jobs of the electorate: a census file is read, what lies about is swept up."""

from tequio.decide.electorates.census import services


def read_census(work: int) -> None:
    """Read the census file of a work; what is on the roll already stays untouched."""
    services.read_census(work)


def sweep() -> None:
    """Remove files and lines that nobody needs any more."""
    services.sweep()
