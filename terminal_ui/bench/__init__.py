"""Measures how fast this computer's disk lets the book be. Start with :mod:`terminal_ui.bench.bench`."""
