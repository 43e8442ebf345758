"""The load model: what a Saturday in a bathhouse with 200 lockers looks like in numbers.

Everything the simulated day draws from is here, so that another day is another table. Hours count from
the opening (08:00), seconds too; weights are out of their sum, chances in a thousand.

The model is a day of 517 visits and 7,060 taps: locker 2,830, shoe 1,034, zone 810, bar 744, gate 517,
checkout 517, scrub 262, restaurant 187, room 114, shop 49; 626 in its busiest hour, 22 in its busiest minute;
104 guests there at 02:00; open tabs at 16:00, 24:00 and 08:00 140, 142 and 19; takings of about 115,000 CNY,
223 a bill. With seed 7 the day is within five per cent of each of these (the busiest hour may begin at 19:00 or
21:00 instead of 20:00); over many seeds the means are, and a single day differs as Saturdays do.

What differs from the model, and why:

* A day of 520 arrivals is planned, and parties come as a whole. Who finds the house full waits a while, so
  fewer are turned away than the handful the model loses.
* The house opens empty, as it is the first day of the demo. The taps above are those of all its guests until the
  last one left, the morning after included; the takings are the business day's.
* Children buy less and have no treatments, toddlers nothing. The habits below are those of grown-ups and a
  little stronger than the model's, so that all guests together have the model's means.
* To what goes wrong in the model come taps in wrong places, lost answers, double taps, cancelled check-ins, parties
  that separate and checkouts that are left.
* A child's limit in the TWD house is so near its admission that any drink warns: there are more limit warnings.
* Stored value, vouchers, accounts and comps are tenders with a slip's number; nothing checks the slip yet.
"""

from __future__ import annotations

from datetime import date

MINUTE_S = 60
HOUR_S = 3600

SATURDAY = date(2026, 3, 7)
"""The business day that is played. It opens at the house's day cut and is closed a day later."""

DELIVERED = {
    "oranges": 95_000, "coffee-beans": 2_500, "milk": 28_000, "noodles": 64_000, "beef": 29_000, "rice": 67_000,
    "eggs": 610, "disposables": 80, "towel": 70, "water": 1_190, "cola": 510, "herbal-tea": 345, "red-bull": 200,
    "coconut": 90, "beer": 330, "tea-egg": 320, "instant-noodles": 190, "sausage": 135, "cigarettes": 70,
    "face-mask": 70, "swimsuit": 50,
}  # fmt: skip
"""What comes in each Monday: about what a week uses."""
DELIVERY_WEEKDAY = 0

WEEKDAY = 620
"""How busy a day from Monday to Friday is, in thousandths of a Saturday."""
WALK_OUT_DAY = 15
"""Once a month, on this day of it, somebody leaves without paying."""


def busy(day: date) -> int:
    """How busy a day is, in thousandths of a Saturday."""
    return 1000 if day.weekday() >= SATURDAY.weekday() else WEEKDAY


HOUSE_FULL = 196
WAITS_S = 30 * MINUTE_S
ASKS_AGAIN_S = 10 * MINUTE_S
"""With so many guests inside, parties wait at the door, ask now and then, and go if it takes too long."""
QUEUES_S = 5 * MINUTE_S
"""Nobody stands longer than this in the queue at the front desk."""

ARRIVALS = (12, 16, 20, 20, 24, 34, 40, 36, 32, 34, 46, 56, 50, 36, 24, 16, 10, 6, 3, 1, 1, 1, 1, 1)
"""Guests who come in each hour from the opening on."""

PARTY_SIZES = ((1, 34), (2, 36), (3, 12), (4, 10), (5, 4), (6, 3), (8, 1))
LEAVE_TOGETHER = 750
"""How often a guest leaves with the first of the party."""
CHILD_IN_PARTY = 260
TODDLER_IN_PARTY = 70
"""Of a party of three or more, of each guest after the second."""
MINORS = frozenset({"child", "toddler"})

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
WITH_VOUCHER = 930
"""Channels whose guests bring a voucher that covers the admission, and how often they do."""
MEMBERS = "member"
COMPANY = "corporate"
"""Channels whose guests pay in their own way."""

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
ZONE_TAPS = ((0, 15), (1, 29), (2, 33), (3, 16), (4, 7))
SCRUB = 557
BAR_ITEMS = ((0, 22), (1, 31), (2, 26), (3, 15), (4, 6))
"""Of adults, so that children, who take less, bring the whole house to the model's mean."""
MEAL = 400
TREATMENT = 188
ROOM = 13
TREATMENT_FROM_S = 2 * HOUR_S
SHOP = 104
ONE_TAPS_FIRST_IN = 8
"""One in so many sales begins with the tap, and the items follow."""

# Items by their number on the menu, with weights.
SCRUBS = ((1, 62), (2, 9), (3, 7), (4, 4), (5, 3), (6, 2), (7, 6), (8, 2), (9, 3), (10, 1), (11, 1))
DRINKS = (
    (21, 32), (22, 14), (23, 10), (24, 6), (25, 8), (26, 4), (27, 3), (28, 10), (29, 1), (30, 4), (31, 9),
    (32, 6), (33, 4), (38, 1), (40, 2),
)  # fmt: skip
SOFT_DRINKS = ((21, 40), (22, 30), (23, 10), (25, 10), (31, 10))
"""What a child takes: nothing for adults, and nothing that would use up its small limit."""
VENDED = frozenset({21, 22, 23, 24, 27})
VENDING = 300
"""What the machines have, and how often somebody takes it there instead of at the bar."""
MEALS = ((34, 30), (35, 28), (36, 18), (37, 12), (39, 12))
TREATMENTS = ((12, 12), (13, 8), (14, 30), (15, 28), (16, 12), (17, 6), (18, 4))
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
GIFTS = 5
DISCOUNTS = 11
FORGOTTEN_ITEMS = 2
LOST_BANDS = 3
LOST_AND_FOUND = 1
DISPUTED_LINES = 2
SWAPS = 6
DEFECT_BANDS = 1
KEPT = 7
OUT_ON_DEPOSIT = 3
LINE_SPLITS = 9
SETTLED_AGAIN = 2
SPENT_VOUCHERS = 1
OFFLINE_CHARGES = 11
OFFLINE_S = 3 * MINUTE_S
OFFLINE_FROM_S = 12 * HOUR_S + 20 * MINUTE_S
"""The bar is off the network from 20:20, in the busiest hour."""
LIMIT_RAISES = 4
WALK_THROUGHS = 4
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
