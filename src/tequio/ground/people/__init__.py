"""People: an account by e-mail, a language, a time zone, and where a person stands."""
