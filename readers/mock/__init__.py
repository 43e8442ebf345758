"""Readers made of nothing: driven from code and keys, from a script, or by a day that was made up from a seed."""
