"""Ways onto the roll and why somebody is struck from it."""

CENSUS, OFFICER = WAYS = ("census", "officer")
"""By the census file, or by an officer who knows the person."""
CHANNELS = ("web",)
"""How somebody votes; paper, booths and tablets come later."""
STRUCK = ("not-entitled", "other-channel", "twice")
CENSUS_COLUMNS = ("number", "birth", "name")
"""What a line of a census may be known by; at least the number."""
