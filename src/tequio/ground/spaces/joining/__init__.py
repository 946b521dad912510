"""The ways into a space: invitations by mail, and requests to join."""
