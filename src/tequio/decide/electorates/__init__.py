"""Who may vote: the declared rules, the roll, the ways onto it, appeals."""
