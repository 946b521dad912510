"""The figures of Tequio, measured beside their targets."""
