"""What the VOTES section says of each ballot beside its choices, decoded only when somebody asks."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

Row = tuple[str, ...]


class Voters:
    """The other cells of each ballot's row: `voter_id` and whatever columns the file has.

    `line[i]` is the line of the file on which ballot i begins (int64, shape (ballots,)); 0 for ballots that came from
    no file.
    """

    def __init__(
        self,
        columns: Sequence[str] = (),
        line: npt.NDArray[np.int64] | None = None,
        decode: Callable[[], list[Row]] = list,
    ) -> None:
        self.columns = tuple(columns)
        self.line = np.zeros(0, np.int64) if line is None else line
        self._decode = decode
        self._rows: list[Row] | None = None

    @classmethod
    def from_rows(
        cls, rows: list[Row], columns: Sequence[str], line: npt.NDArray[np.int64] | None = None
    ) -> "Voters":
        return cls(columns, np.zeros(len(rows), np.int64) if line is None else line, lambda: rows)

    @property
    def rows(self) -> list[Row]:
        """The cells of each ballot, in the order of `columns`."""
        if self._rows is None:
            self._rows = self._decode()
        return self._rows

    def column(self, name: str) -> Iterator[str]:
        """Yield one column's cells. Refuses (ValueError) a column that the file does not have."""
        place = self.columns.index(name)
        return (row[place] for row in self.rows)
