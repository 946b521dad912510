"""What knows nothing of Tequio: refusals, word counts, dates, money, tables."""
