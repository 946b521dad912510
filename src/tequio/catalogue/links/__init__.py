"""Links: the only tie between two records, and the trail that they make."""
