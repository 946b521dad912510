"""The recount: thirteen checks of a bundle, in order, going on after a failure; no database, no trust."""
