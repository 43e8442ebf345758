"""Reading ``venue.toml``: every problem of the file is told at once, with its line and what is allowed."""
