"""Tables from elsewhere and back: CSV, XLSX, JSON and JSON Lines, read as hostile and written exactly."""
