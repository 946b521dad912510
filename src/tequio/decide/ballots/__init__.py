"""Casting: the frozen rules, the keys, one ballot a person in its last state, receipts."""
