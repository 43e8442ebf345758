"""What anyone can ask of a venue: the vocabulary, without logic.

Every operation is an immutable value, tagged by ``do``. The same value is a method call, a command
line, a line of a script and a network message; the class docstring is its documentation everywhere.

Fields all operations carry (:class:`Operation`):

``id``
    Made once per act by whoever asks, a UUIDv7 in text. A retry repeats it (R21).
``at``
    The time the asker claims, with an offset; left out, the venue's clock tells.
``station``, ``staff``
    Where and who, by the names of the venue file.
``taps``
    The chips that were held to a reader for it, and what they proved.

Amounts are integers in minor units (R50); a *band* is a UID in hex or a printed number.
"""

from __future__ import annotations

from pos.operations.bands import Recover, Replace, ReportLost, SetBand, Swap, WalkOut
from pos.operations.bills import (
    AddPackage,
    Charge,
    Comp,
    Discount,
    Extend,
    Gift,
    Present,
    RemovePackage,
    ReportTap,
    Transfer,
    Void,
)
from pos.operations.checking_in import (
    CancelCheckIn,
    CheckIn,
    ComeBack,
    DecideOut,
    Freeze,
    Link,
    OutOnDeposit,
    RaiseLimit,
    Resume,
    Unlink,
)
from pos.operations.emergency import Emergency
from pos.operations.goods import ReprintTicket, StockCount, StockIn, StockWaste, TicketDone, TicketServed
from pos.operations.handovers import AskAgain, AskPayment, PaymentKnown
from pos.operations.house import AddBands, RemoveBands, SetPrice, SignIn, SignOut
from pos.operations.money import Deposit, Forfeit, PayAccount, Refund, Resettle, ReturnDeposit, Tip, WriteOff
from pos.operations.paying import BeginCheckout, LeaveCheckout, Pay
from pos.operations.tills import CloseDay, CloseTill, Drop, NoSale, OpenTill, PaidIn, PaidOut
from pos.operations.values import (
    MAX_AMOUNT_MINOR,
    MAX_BANDS,
    MAX_ITEMS,
    MAX_NEW_BANDS,
    MAX_QUANTITY,
    MAX_TEXT,
    PROOFS,
    Amount,
    Approvable,
    Arrival,
    Doubt,
    LineId,
    Moment,
    MovedLine,
    Name,
    NewBand,
    Operation,
    PositiveAmount,
    Proof,
    Quantity,
    Tapped,
    Tendered,
    Text,
    Wanted,
    Zone,
)

__all__ = [
    "MAX_AMOUNT_MINOR",
    "MAX_BANDS",
    "MAX_ITEMS",
    "MAX_NEW_BANDS",
    "MAX_QUANTITY",
    "MAX_TEXT",
    "PROOFS",
    "AddBands",
    "AddPackage",
    "Amount",
    "AnyOperation",
    "Approvable",
    "Arrival",
    "AskAgain",
    "AskPayment",
    "BeginCheckout",
    "CancelCheckIn",
    "Charge",
    "CheckIn",
    "CloseDay",
    "CloseTill",
    "ComeBack",
    "Comp",
    "DecideOut",
    "Deposit",
    "Discount",
    "Doubt",
    "Drop",
    "Emergency",
    "Extend",
    "Forfeit",
    "Freeze",
    "Gift",
    "LeaveCheckout",
    "LineId",
    "Link",
    "Moment",
    "MovedLine",
    "Name",
    "NewBand",
    "NoSale",
    "OpenTill",
    "Operation",
    "OutOnDeposit",
    "PaidIn",
    "PaidOut",
    "Pay",
    "PayAccount",
    "PaymentKnown",
    "PositiveAmount",
    "Present",
    "Proof",
    "Quantity",
    "RaiseLimit",
    "Recover",
    "Refund",
    "RemoveBands",
    "RemovePackage",
    "Replace",
    "ReportLost",
    "ReportTap",
    "ReprintTicket",
    "Resettle",
    "Resume",
    "ReturnDeposit",
    "SetBand",
    "SetPrice",
    "SignIn",
    "SignOut",
    "StockCount",
    "StockIn",
    "StockWaste",
    "Swap",
    "Tapped",
    "Tendered",
    "Text",
    "TicketDone",
    "TicketServed",
    "Tip",
    "Transfer",
    "Unlink",
    "Void",
    "WalkOut",
    "Wanted",
    "WriteOff",
    "Zone",
]

AnyOperation = (
    CheckIn
    | CancelCheckIn
    | Link
    | Unlink
    | OutOnDeposit
    | ComeBack
    | DecideOut
    | RaiseLimit
    | Freeze
    | Resume
    | Emergency
    | Swap
    | ReportLost
    | Replace
    | Recover
    | SetBand
    | WalkOut
    | Charge
    | Void
    | Transfer
    | Discount
    | Gift
    | Comp
    | AddPackage
    | RemovePackage
    | Present
    | Extend
    | ReportTap
    | BeginCheckout
    | LeaveCheckout
    | Pay
    | AskPayment
    | AskAgain
    | PaymentKnown
    | Deposit
    | ReturnDeposit
    | Forfeit
    | Refund
    | Resettle
    | PayAccount
    | WriteOff
    | Tip
    | OpenTill
    | PaidIn
    | PaidOut
    | Drop
    | NoSale
    | CloseTill
    | CloseDay
    | SignIn
    | SignOut
    | SetPrice
    | AddBands
    | RemoveBands
    | StockIn
    | StockWaste
    | StockCount
    | TicketDone
    | TicketServed
    | ReprintTicket
)
"""Every operation there is. The decoder, the command line and the reference page come from this one list."""
