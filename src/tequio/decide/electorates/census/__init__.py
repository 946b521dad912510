"""The census by file: read in the background, hashed line by line, and put on the roll whole or not at all."""
