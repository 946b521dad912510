"""Setting up an edition in one sitting from a ready-made plan, and changing it on the same pages until the vote."""
