"""What the board of rooms, seats and zones does with bands and keys, apart from how it is drawn."""
