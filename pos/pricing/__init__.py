"""What a stay, a room or a bill costs: pure functions of values, without I/O and without a clock."""
