"""The chips of bands that exist only on paper: the demo's, and those of a house before its bands came.

The UID of band 077 is ``04`` and the first 12 hex digits of the SHA-256 of ``demo band 077``, in capitals:
seven bytes, the first one the maker's, as on real chips. Anyone can make the same UIDs from the numbers.
"""

from __future__ import annotations

import hashlib


def paper_uid(number: str) -> str:
    """The UID of a band that exists only on paper, from its printed number."""
    return "04" + hashlib.sha256(f"demo band {number}".encode()).hexdigest()[:12].upper()
