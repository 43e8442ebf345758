"""Readers of wristbands: what a chip, a stick or a script says becomes a :class:`readers.events.Tap`.

Start at :mod:`readers.contract` (what a driver promises) and :mod:`readers.hub` (all drivers as one stream).
A driver of your own needs no change here: see :mod:`readers.loading`.
This package knows neither money nor screens.
"""
