"""What a counter does with bands, keys and the venue's answers, apart from how it is drawn."""
