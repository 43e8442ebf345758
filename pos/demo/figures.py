"""The load model: what a Saturday in a bathhouse with 200 lockers looks like in numbers.

Everything the simulated day draws from is here, so that another day is another table. Hours count from
the opening (08:00), seconds too; weights are out of their sum, chances in a thousand.
"""

from __future__ import annotations

from datetime import date

MINUTE_S = 60
HOUR_S = 3600

SATURDAY = date(2026, 3, 7)
"""The business day that is played. It opens at the house's day cut and is closed a day later."""

HOUSE_FULL = 196
"""With so many guests inside, parties are turned away at the door."""

ARRIVALS = (12, 16, 20, 20, 24, 34, 40, 36, 32, 34, 46, 56, 50, 36, 24, 16, 10, 6, 3, 1, 1, 1, 1, 1)
"""Guests who come in each hour from the opening on."""

PARTY_SIZES = ((1, 34), (2, 36), (3, 12), (4, 10), (5, 4), (6, 3), (8, 1))
LEAVE_TOGETHER = 750
CHILD_IN_PARTY = 260
TODDLER_IN_PARTY = 70
"""Of a party of three or more, of each guest after the second."""

EARLY_BIRD = 700
EARLY_BIRD_HOURS = (0, 2)
EARLY_BIRD_LONGEST_S = 6 * HOUR_S
NIGHT_ENTRY = 600
NIGHT_ENTRY_HOURS = (14, 20)
"""How often an adult who may come as early bird (08–10) or night entry (22–04) does, and when that is."""

CHANNELS = (
    ("walk-in", 31),
    ("meituan", 27),
    ("douyin", 14),
    ("member", 20),
    ("referral", 4),
    ("corporate", 3),
    ("hotel", 1),
)
PLATFORMS = frozenset({"meituan", "douyin"})
"""Channels whose guests bring a voucher that covers the admission."""

STAY_S = (
    3979, 4419, 4908, 5452, 6055, 6726, 7470, 8297, 9216, 10236, 11369, 12628, 14026,
    15579, 17304, 19220, 21347, 23711, 26336, 29252, 32490, 36087, 40082, 44520, 49449,
)  # fmt: skip
"""Length of a stay at -3, -2.75 … 3 standard deviations: lognormal, μ 1.36 and σ 0.42 (in ln hours)."""
SHORTEST_STAY_S = HOUR_S
OVERNIGHT_STAY = 220
OVERNIGHT_FROM_S = 11 * HOUR_S
OVERNIGHT_MEAN_S = 92 * HOUR_S // 10
OVERNIGHT_SIGMA_S = 12 * HOUR_S // 10
"""Who comes after 19:00 stays the night this often, and so long."""

ASLEEP_S = (18 * HOUR_S + 1800, 23 * HOUR_S)
"""From 02:30 to 07:00 nobody taps anything but to leave."""

LOCKER_OPENINGS = ((3, 10), (4, 22), (5, 26), (6, 22), (8, 14), (10, 6))
ZONE_TAPS = ((0, 13), (1, 26), (2, 34), (3, 19), (4, 8))
SCRUB = 550
BAR_ITEMS = ((0, 21), (1, 31), (2, 26), (3, 15), (4, 7))
"""Of adults, so that children, who take less, bring the whole house to the model's mean."""
MEAL = 400
TREATMENT = 210
ROOM = 22
TREATMENT_FROM_S = 2 * HOUR_S
SHOP = 100
ONE_TAPS_FIRST_IN = 8
"""One in so many sales begins with the tap, and the items follow."""

# Items by their number on the menu, with weights.
SCRUBS = ((1, 55), (2, 10), (3, 8), (4, 4), (5, 4), (6, 3), (7, 8), (8, 2), (9, 4), (10, 1), (11, 1))
DRINKS = (
    (21, 28), (22, 14), (23, 10), (24, 6), (25, 8), (26, 5), (27, 4), (28, 10), (29, 2), (30, 4), (31, 8),
    (32, 6), (33, 4), (38, 2), (40, 2),
)  # fmt: skip
SOFT_DRINKS = ((21, 40), (22, 30), (23, 10), (25, 10), (31, 10))
"""What a child takes: nothing for adults, and nothing that would use up its small limit."""
VENDED = frozenset({21, 22, 23, 24, 27})
VENDING = 300
"""What the machines have, and how often somebody takes it there instead of at the bar."""
MEALS = ((34, 30), (35, 28), (36, 18), (37, 12), (39, 12))
TREATMENTS = ((12, 15), (13, 10), (14, 30), (15, 25), (16, 10), (17, 6), (18, 4))
SHOPPING = ((19, 30), (20, 25), (41, 25), (42, 20))

MERGED_BILLS = ((2, 90), (3, 450), (4, 480), (5, 480), (6, 480), (8, 700))
"""How often a group of this size that leaves together is paid for by one of them."""

STORY_HOURS = (2, 9)
"""Between 10:00 and 17:00 some single adults get a story of their own."""
SPREE = (17, 15, 8, 14)
"""What somebody takes who spends up to the credit limit and beyond: dear items of the menu."""
SPREE_STAY_S = 5 * HOUR_S

PAYS_IN_PARTS = 6
"""How often in a thousand a bill is paid in two payments (R59)."""

# What goes wrong: how many of each on one Saturday.
VOIDS = 14
VOIDS_BY_LEAD = 4
WRONG_POSTS = 9
LIMIT_RAISES = 4
DOUBLE_TAPS = 12
WRONG_ZONES = 3
WRONG_LOCKERS = 3
UNKNOWN_BANDS = 2
CANCELLED = 2
TYPED_BANDS = 1
AFTER_SETTLING = 2
GATE_TOO_SOON = 2
UNLINKED = 3
LEFT_CHECKOUT = 4
MINORS_AT_BAR = 2
RETRIES = 2
