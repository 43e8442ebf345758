"""Checkout, tenders, tills and the close of the day."""
