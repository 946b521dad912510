"""Settings: `base` for all, `site` for production, `demo` for a seeded site, `test` for the suite."""
