"""What a proposal costs and whether it can be done: the city's answer, heard by the author before it is final."""
