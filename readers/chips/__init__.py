"""Chips in bands: what they are called, how they are spoken to, and what they can prove.

Bytes in, bytes out, over a :class:`readers.contract.Channel`; no keys, and nothing of any reader. Start at
:func:`readers.chips.identity.identify`. Whether an answer proves anything is decided elsewhere.
"""
