"""The only floor that looks at all verbs: home, search, map, trail, the demo."""
