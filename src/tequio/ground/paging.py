"""A page of a list whose length is known without counting it."""

from typing import Any

from django.core.paginator import Paginator


class Counted(Paginator[Any]):
    """Pages of a list of so many items; what asks for a page costs the query of that page alone."""

    def __init__(self, found: Any, size: int, *, count: int) -> None:
        super().__init__(found, size)
        self.count = count
