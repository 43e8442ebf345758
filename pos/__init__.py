"""The point of sale: operations in, outcomes out, every one of them on disk before it is answered.

Start at :mod:`pos.venue` (the one door) and :mod:`pos.operations` (what anyone can ask for).
This package knows neither readers nor screens.
"""
