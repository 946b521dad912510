"""What is wrong with a file, said with its line and column."""


class Malformed(ValueError):  # noqa: N818 - named for what it says of the file
    """A file cannot be read.

    `line` and `column` count from 1; 0 when the file as a whole is meant. `reason` is one English sentence that says
    what to do.
    """

    def __init__(self, reason: str, *, line: int = 0, column: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column

    def __str__(self) -> str:
        if not self.line:
            return self.reason
        return f"line {self.line}, column {self.column}: {self.reason}"
