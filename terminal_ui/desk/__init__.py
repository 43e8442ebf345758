"""What the front desk does with bands, keys and the venue's answers, apart from how it is drawn."""
