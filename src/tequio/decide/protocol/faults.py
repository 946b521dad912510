"""What is wrong with something that the protocol reads: a code with the facts of its sentence."""

from tequio.kit.refusals import Refused


class Fault(Refused):
    """A form, a ballot, a note or a receipt that cannot stand.

    The sentence of each code is in `words.toml`, in four languages; facts are strings and whole numbers.
    """
