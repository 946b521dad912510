"""What `tequio check` found: one matter, one line."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One matter: `fault` is empty when it is well; `mend` says what to do."""

    matter: str
    said: str
    fault: bool = False
    mend: str = ""

    def __str__(self) -> str:
        line = f"{'FAULT' if self.fault else 'ok':6}{self.matter:12}{self.said}"
        return f"{line}\n{'':18}-> {self.mend}" if self.mend else line
