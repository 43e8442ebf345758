"""The rules of the house, a line each, and which of them are not there yet."""

from __future__ import annotations

RULES: dict[int, str] = {
    1: "A visit has its own id for life; another band changes who carries it, never a line.",
    2: "A band opens a visit only if it is available; a printed number and a chip are each unique.",
    3: "Check-in of several bands is all or nothing; the house knows the prices.",
    4: "Check-in posts the admission; tariffs stay those of the check-in, an item costs what it does at the tap.",
    5: "A check-in is taken back within ten minutes, if nothing but the admission is there.",
    6: "A party is one, its bills stay separate; they are merged only at the payment.",
    7: "Swap 换牌: the visit moves to an available band of its zone, the old one goes to the wash or the repairs.",
    8: "Lost 挂失: refused from that commit on, one fee, disputed lines marked; found in time the fee goes back.",
    9: "States of a visit, and every way between them, in one table.",
    10: "Paid but staying 留牌: paid lines close, hours are counted anew, no exit slip.",
    11: "Out on deposit 押金离场: the deposit covers the bill; who is not back by the day cut is the lead's to decide.",
    12: "Walk-out 跑单: the rest is a receivable, never a gift; two persons open the locker.",
    13: "Every exit is a checkout; the gate opens once, within half an hour, if nothing is due.",
    14: "Zones belong to band and station; children have a small limit, and no alcohol or tobacco.",
    20: "One transaction checks state, zone, age, limit and stock, then posts; a decline says why and changes nothing.",
    21: "A retry returns the first outcome; the same basket within three seconds is one charge.",
    22: "Credit limit 消费警戒: a warning at 80 %, a decline above 100 %; the lead raises it.",
    23: "Items then band, or band then items; above a threshold a second tap confirms.",
    24: "Void 退单: one's own line for ten minutes, later the lead; the line stays, a reversing one is added.",
    25: "Transfer 转单: lines go to another bill; takings, commission and time of service stay.",
    26: "A discount is a line; caps per role, bill and day, and a second person above them.",
    27: "Gift and comp 赠送, 招待: price kept, nothing due, quotas per person.",
    28: "Package 套票: covers a unit of each thing in it, whenever that was taken, oldest first.",
    29: "Zone charge: once per visit after the grace of walking through; a booking offsets it.",
    30: "Included counter: once per window and band at price zero.",
    31: "Stock: sales consume goods or recipes; sold out is seen everywhere; a count posts the difference.",
    32: "Kitchen and bar tickets: queued, done, served; a printer that fails blocks no charge.",
    33: "Nothing handed to somebody else is left hanging; the checkout shows what is still open.",
    40: "A tariff has included time, grace, units, cap, night, kinds of day and guest classes.",
    41: "Overnight fee: once per visit, by overlap with the hours of the night, late arrivals exempt.",
    42: "Overtime: units begun after the included time and the grace, capped; rooms by the same law.",
    43: "Clocks stop at the first tap of the checkout, and go on as if they had never stopped.",
    44: "A lead stops clocks with a reason; pauses count for nobody.",
    45: "Stored times are UTC, tariffs local; a clock change bills by elapsed time.",
    50: "Money is integers in minor units; remainders go by largest fraction, the last share takes the cents.",
    51: "Checkout locks the visit; leaving it unlocks.",
    52: "Merge and split by bands, lines, equally or amounts; each part is a receipt.",
    53: "Several tenders in one settlement, change from cash only, tips are no revenue.",
    54: "Cash rounding is its own line and touches no tax; waiving the small end 抹零 has a limit.",
    55: "Tax in the price or added to it, by rate, reproducible from the lines.",
    56: "A deposit 押金 is a liability: topped up, applied, returned to its tender, or forfeited once.",
    57: "On account 挂账: company, limit, signers, ageing, write-off.",
    58: "Re-settle 反结账 within the shift by a mirrored receipt; later only a refund, dated today.",
    59: "A part paid in advance reduces the due; the visit stays open.",
    60: "A till has a float, pay-ins and pay-outs, drops, openings, a blind count, over and short.",
    61: "Handover lists the open visits; a close never drops, settles or moves one.",
    62: "X any time, Z once and numbered; a closed day does not reopen.",
    63: "The Z carries sales, tenders, drawer, controls, carry-over, deposits, grand total, head of the chain.",
    64: "Revenue belongs to the day it was earned: tap, check-in, checkout.",
    70: "The log has no destructive verb; corrections are new entries.",
    71: "Every entry says when, who, where, what, and is chained to the one before.",
    72: "Books balance entry by entry; what must hold is checked, and a day that does not hold stays open.",
    73: "Everything but the log is rebuilt from the log, the same byte for byte.",
    74: "Staff sign in, rights go by role, and a second person approves what goes further.",
    75: "It works without personal data; what there is of a person can be erased, the amounts stay.",
    76: "A training mode marks every document and never touches takings.",
    77: "Emergency: one key opens all locks, prints who is inside, and stops all clocks.",
}  # fmt: skip
"""Every rule of the design, by its number."""

NOT_BUILT: dict[int, str] = {
    30: "the included counter (buffet) that is free once per window and band.",
}
"""Rules without a test, and what is missing. One that has a test must go from here."""

UNFINISHED: dict[int, str] = {
    32: "there is no printer driver; `loopband tickets --follow` tells what it would print.",
    29: "a booking in the zone does not offset the charge yet.",
    33: "locks are not commanded yet; what a card terminal or a platform answers is typed in.",
    75: "nothing personal is asked of a guest; there are no members yet, so there is no record to erase.",
    77: "one act stops all clocks and lists who is inside; no lock can be opened, and no paper is printed.",
    63: "the Z has figures and the head of the chain; not all controls, no grand total.",
}
"""Rules that have tests and do not do all they say."""
