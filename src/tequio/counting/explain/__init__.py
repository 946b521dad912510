"""What a count did, as data, in words of four languages, and as a chart."""
