"""A refusal: a rule said no, with a code and the facts that a sentence about it needs."""


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A rule refuses what was asked.

    `code` names the refusal ("practice.too_long"); `facts` are the values its sentence needs. The sentence itself,
    in the reader's language, is made in one place: `tequio.ground.refusals.sentence`.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __repr__(self) -> str:
        facts = "".join(f", {key}={value!r}" for key, value in self.facts.items())
        return f"Refused({self.code!r}{facts})"
