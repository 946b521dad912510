"""What people say of themselves, if they wish: counted in groups, never shown with a name (ADR 12)."""
