"""Word to people outside a page: mail."""
