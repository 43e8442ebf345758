"""What is kept of cash if the smallest coin is ten fen, written from the rule and not from the code (R54)."""

from __future__ import annotations


def kept_of(due: int, given: int, cash: int) -> tuple[int, int]:
    """What is kept of all that was given, and what of it is there only because of the coins."""
    owed = due - (given - cash)
    coins = (abs(owed) + 5) // 10 * 10 * (-1 if owed < 0 else 1)
    if due >= 0 and (cash in {0, owed} or cash < min(coins, owed)):
        return given, 0
    if due >= 0 and owed <= cash < coins:
        return due, 0
    return due + coins - owed, coins - owed
