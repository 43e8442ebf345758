"""What one can look at: bills, the board, takings. Everything is read from tables, nothing is decided."""
