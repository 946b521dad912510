"""DECIDE: participatory budgets from the first idea to a recount by anybody."""
