"""The home page of a space, which looks at all verbs, and the list of spaces."""
