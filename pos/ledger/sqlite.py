"""The SQLite module the ledger runs on: ``pysqlite3``, typed as the standard library's twin of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
else:
    import pysqlite3 as sqlite3

__all__ = ["sqlite3"]
