"""The book: an append-only log with a hash chain, the tables folded from it, and the writer."""
