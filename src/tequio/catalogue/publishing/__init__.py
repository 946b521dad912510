"""From draft to publication: drafts, decisions, versions."""
