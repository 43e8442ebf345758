"""A day of readers, written down and played again tap for tap.

A recording holds the numbers of bands, when they were where, and nothing else of any person. It still tells who was
where if one knows whose band it was: keep it like the house's book. Files are made readable by their owner only.
"""
