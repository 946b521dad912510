"""The bundle: everything that a recount needs, as a folder or as that folder packed."""
