"""Running the site: preparing it, starting its processes and keeping them up, checking its health."""
