"""The shift: a drawer from its float to its blind count, readings, handover, the close of the day."""
