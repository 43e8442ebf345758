"""Goods: what sales take from the stock, counts and deliveries (R31), and the tickets of kitchen and bar (R32)."""
