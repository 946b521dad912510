"""What the site tells of its own work: one line of log for each request, and figures for Prometheus. Nothing of people."""
