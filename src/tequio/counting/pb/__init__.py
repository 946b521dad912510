"""The `.pb` format of Pabulib: reading, writing, and the limits that ballots were to keep.

Format: D. Stolicki, S. Szufa, N. Talmon, "Pabulib: A Participatory Budgeting Library" (2020), arXiv:2012.06539, and
the description kept at pabulib.org/format.
"""
