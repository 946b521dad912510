"""Signing in with an account that another house keeps (OpenID Connect), where the installation names one (ADR 11)."""
