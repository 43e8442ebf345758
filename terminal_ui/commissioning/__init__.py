"""Putting bands into service: one by one with a reader, or all at once from a file. Without a screen."""
