"""Everything that can be declined, in one tree and one table.

::

    LoopbandError
    ├── Declined        the rules of the house say no; nothing was posted
    ├── BadOperation    the operation could not be read
    ├── HouseError      the house's folder or venue file is not usable
    └── LedgerError     the book could not be written or does not verify

Codes are stable; the words are for people and may be translated. A code's words say what to do.
"""

from __future__ import annotations


class LoopbandError(Exception):
    """Anything Loopband raises on purpose. ``code`` is stable, ``str()`` is for people."""

    code = "error"


class Declined(LoopbandError):
    """A rule declines an operation. ``data`` fills the words of its ``code``; amounts in it are already words."""

    def __init__(self, code: str, **data: object) -> None:
        self.code = code
        self.data = data
        super().__init__(WORDS[code].format(**data))


class BadOperation(LoopbandError):
    """A line or message is no operation: broken JSON, an unknown field, a wrong type."""

    def __init__(self, code: str, **data: object) -> None:
        self.code = code
        self.data = data
        super().__init__(WORDS[code].format(**data))


class HouseError(LoopbandError):
    """The house cannot be opened: what is wrong, where (file, line or key), what is allowed."""

    code = "house"


class LedgerError(LoopbandError):
    """The book could not be written (disk full, locked, damaged). Nothing was acknowledged."""

    code = "ledger"


WORDS: dict[str, str] = {
    # reading an operation
    "malformed": "This is not readable JSON ({detail}). Send one object on one line.",
    "unknown_operation": "There is no operation {name}. Known are: {known}.",
    "missing_field": "{field} is missing.",
    "unknown_field": "There is no field {field} here. Take it out or correct its name.",
    "wrong_type": "{where}: {detail}.",
    "out_of_range": "{where}: {detail}.",
    "too_long": "{where} is too long: {detail}.",
    "time_went_back": "The time {at} lies before the line before it ({last}). Times in a script only go forward.",
    "id_reused": "The id {id} was used before for another operation. Make a new id for a new act.",
    "ledger_unavailable": "The book could not be written: {detail}. Nothing was done. Try again.",
    # who and where
    "unknown_station": "There is no station {station}. Choose one of the venue file.",
    "unknown_staff": "Nobody here is called {staff}. Sign in with a name of the venue file.",
    "staff_needed": "Sign in first: this needs a name.",
    "not_allowed": "{staff} may not do this. Ask {who}.",
    "over_cap": "This is more than {staff} may give: {why}. Let a shift lead approve it.",
    "unknown_approver": "Nobody here is called {approver}. Name who approves.",
    "approver_same": "{approver} cannot approve what {approver} asks for. Ask somebody else.",
    "approver_pin_needed": "{approver} approves with a PIN or with the staff band.",
    "approver_not_allowed": "{approver} may not approve this: {why}.",
    "wrong_pin": "This PIN is not right. Try again.",
    "not_signed_in": "{staff} is not signed in at {station}.",
    "wrong_station": "{station} is a {kind}. This can only be done at a {wanted}.",
    # bands and visits
    "unknown_band": "Band {band} is not known here.",
    "band_in_use": "Band {band} is in use since {since} (visit {visit}).",
    "band_not_available": "Band {band} is {state}. Take another band.",
    "band_not_in_use": "Band {band} is {state}. Nobody is checked in with it.",
    "band_twice": "Band {band} is named twice.",
    "band_exists": "Band number {band} is taken ({state}).",
    "uid_exists": "Chip {uid} already belongs to band {band} ({state}).",
    "band_of_file": "Band {band} is in the venue file. Take it out there, or retire it.",
    "band_was_used": "Band {band} is {state}, and a guest may have had it. Retire it instead.",
    "bad_number": "{band} is no band number: 1 to 7 letters, digits and -.",
    "bad_uid": "{uid} is no chip number: 8, 14 or 20 hex digits.",
    "band_is_worn": "Band {band} is worn by a guest. Swap it, or check the guest out first.",
    "band_cannot_become": "Band {band} is {state} and cannot become {wanted}. It can become: {known}.",
    "band_not_lost": "Band {band} is {state}, not lost.",
    "owed_to_guest": "The house owes {amount} to the guest of band {band}. Check the band out instead.",
    "two_needed": "Two persons must do this. Name the second one: approved by.",
    "zone_needed": "Band {band} has no zone of its own. Say men or women.",
    "wrong_zone": "Band {band} belongs to the {zone} zone.",
    "no_locker": "No locker is free in the {zone} zone.",
    "unknown_guest": "There is no guest class {guest}. Known are: {known}.",
    "class_not_offered": "{guest} is offered {hours}. Choose another class.",
    "unknown_channel": "There is no channel {channel}. Known are: {known}.",
    "too_late_to_cancel": "Checked in {minutes} minutes ago. A check-in can be cancelled within {limit} minutes.",
    "has_lines": "There is more than the admission on band {band}. Check it out instead.",
    "already_linked": "These bands are one party already.",
    "not_linked": "Band {band} is in no party.",
    "in_checkout": "Band {band} is being checked out. Ask the front desk.",
    "guest_is_out": "The guest of band {band} is out on deposit since {since}. Let the band come back first.",
    "not_out": "The guest of band {band} is not out on deposit.",
    "deposit_too_low": "The deposit of {held} is less than the {due} that is owed. Take {more} more.",
    "deposit_short": "The deposit of {held} does not pay the {due} that is owed. Let it be a walk-out.",
    "not_in_checkout": "Band {band} is not in checkout. Begin the checkout first.",
    "already_frozen": "The clocks already stand.",
    "not_frozen": "The clocks are running.",
    "limit_too_high": "A limit can be {most} at most.",
    # gates, doors, lockers, rooms
    "other_locker": "Band {band} opens locker {locker}, not this one.",
    "no_clock": "No clock of a room or seat runs for band {band}. Hold it to the reader there first.",
    "occupied": "{station} is taken by other guests.",
    "not_paid": "Band {band} is not paid yet. Go to the front desk.",
    "no_exit_slip": "Band {band} has no exit slip. Go to the front desk.",
    "not_served_now": "{item}: nothing is served now. The next time is {next}.",
    "had_already": "Band {band} had {item} at {since}. The next time is {next}.",
    "slip_expired": "The exit slip of band {band} was good until {until}. Go to the front desk.",
    # bands that are copies
    "not_genuine": "The chip of band {band} did not prove that it is ours: {why}. Serve nobody on it; call the lead.",
    "counter_replayed": (
        "The chip of band {band} says this is its tap {count}, but tap {last} was before: a copy, or an old tap "
        "played again. Serve nobody on it; call the lead."
    ),
    "suspected_clone": "Band {band} may be a copy: {why}. Look at the band and its guest; call the lead.",
    "tap_again": "Band {band} was taken away too soon. Hold it to the reader until it answers.",
    "proof_unavailable": "This reader cannot ask a band for the proof that this house wants. Use another reader.",
    "random_uid": "This chip makes up a number each time ({uid}), as phones do. Take a band of the house.",
    "foreign_chip": "Chip {uid} is none of ours: its number has {bytes} bytes. Take a band of the house.",
    "tap_needed": "Band {band} was typed. Hold the band itself to the reader.",
    # charges
    "unknown_item": "There is no item {item}.",
    "adults_only": "{item} is for adults only.",
    "limit_reached": "{amount} more would be over the limit of {limit}; {left} is left.",
    "sold_out": "{item} is sold out ({left} left).",
    "not_counted": "{item} is not counted: the venue file gives it no stock.",
    "not_on_hand": "By the books there are only {left} of {item}. Count it first.",
    "counted_twice": "{item} is on the sheet twice.",
    "unknown_ticket": "There is no ticket {ticket}.",
    "ticket_ended": "Ticket {ticket} is {state}.",
    "unknown_line": "There is no line {line}.",
    "line_voided": "Of line {line} only {left} is left to void.",
    "line_settled": "Line {line} is paid. Make a refund instead.",
    "line_fixed": "Line {line} is no sale. It cannot be voided.",
    "line_not_movable": "Line {line} belongs to this bill. It cannot be moved.",
    "line_twice": "Line {line} is named twice.",
    "lines_of_several": "Line {line} is on another bill than the ones before. Move the lines of one bill at a time.",
    "same_bill": "The lines are on the bill of band {band} already.",
    "percent_or_amount": "Say either percent or an amount.",
    "unknown_scope": "There is no outlet or item {scope}. Say bill, an item, or an outlet: {known}.",
    "nothing_to_discount": "There is nothing left to take anything off.",
    "too_much_off": "{amount} is more than the {due} it would come off.",
    "unknown_package": "There is no package {package}. Known are: {known}.",
    "package_there": "Band {band} has a package already. Take that off first.",
    "package_day": "{package} is for a {day}, by the time of the check-in.",
    "package_comped": "The house pays the package of band {band}. It cannot be taken off any more.",
    "no_package": "Band {band} has no package.",
    "void_needs_lead": "This is for a shift lead: {why}.",
    # checkout, tills, day
    "nobody_to_ask": "{tender} is asked of nobody outside. Take it when the bill is paid.",
    "unknown_handover": "Nobody was asked for payment {handover}.",
    "handover_known": "Payment {handover} is {state}.",
    "handover_differs": "Payment {handover} is {amount} by {tender}, for another guest or another sum.",
    "unknown_tender": "There is no tender {tender}. Known are: {known}.",
    "too_much": "{amount} is more than the due of {due}. Change is given from cash only.",
    "voucher_used": "Voucher {voucher} has paid receipt {receipt} already. Take another one, or money.",
    "needs_external_id": "{tender} needs the number of its slip or order.",
    "nothing_tendered": "{due} is due. Say how it is paid.",
    "nothing_due": "Nothing is due. No tender is needed.",
    "too_little": "{amount} is less than the {due} of this part. Pay all of the part.",
    "more_than_due": "{amount} is more than the due of {due}. Name less of the bill.",
    "line_elsewhere": "Line {line} is not on this bill.",
    "line_paid": "Line {line} is paid, or nothing is due for it.",
    "not_received": "{tender} is no money that is here. Take it another way.",
    "deposit_too_small": "{amount} is more than the deposit of {held}, or nothing.",
    "unknown_visit": "No such visit: {visit}. Name one that this belongs to.",
    "unknown_company": "There is no company {company}. Known are: {known}.",
    "unknown_signer": "{signer} does not sign for {company}. Known are: {known}.",
    "over_account_limit": "{amount} more would be over the limit of {limit} of {company}; {left} is left.",
    "owes_less": "{amount} is more than the {owed} that is owed, or nothing.",
    "not_in_drawer": "There is less than {amount} in the drawer by the books. Count it.",
    "deposit_held": "The house holds a deposit of {held} for band {band}. Give it back first.",
    "unknown_receipt": "There is no receipt {receipt}.",
    "receipt_changed": "Receipt {receipt} was {how}. It stays as it is.",
    "nothing_to_refund": "There is nothing left of receipt {receipt} to give back.",
    "line_open": "Line {line} is on a bill that is not closed. Void it instead.",
    "shift_over": "Receipt {receipt} is of another shift or desk, or of a closed day. Make a refund instead.",
    "till_open": "The till at {station} is open since {since} ({staff}).",
    "till_not_open": "The till at {station} is not open.",
    "bad_denomination": "{piece} is no denomination: name coins and notes in minor units.",
    "count_too_high": "So much cannot be in a drawer. Count again.",
    "nothing_to_close": "There is no open business day to close.",
    "books_do_not_balance": "The day stays open: {finding}. Call for help before going on.",
}
"""Code → words. Amounts and times come formatted."""
