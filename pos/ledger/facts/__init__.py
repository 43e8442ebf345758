"""What an entry says has happened: small immutable facts, the only thing tables are folded from (R73).

Rules decide facts; :mod:`pos.ledger.fold` writes each to its tables. No rule is asked again when the log
is read, so the tables come out the same whatever the rules of a later version say.
"""

from __future__ import annotations

from pos.ledger.facts.bills import LineAdded, Quoted, QuotesDropped
from pos.ledger.facts.fact import Fact
from pos.ledger.facts.goods import TicketCarried, TicketCut, TicketMarked, TicketQueued, TicketReprinted, TicketSplit
from pos.ledger.facts.handovers import HandedOver, HandoverAsked, HandoverKnown
from pos.ledger.facts.house import (
    BandAdded,
    BandMoved,
    BandRemoved,
    BandTapped,
    HouseFile,
    PriceSet,
    RightUsed,
    SignedIn,
    SignedOut,
    StockMoved,
)
from pos.ledger.facts.money import (
    AccountMoved,
    DayClosed,
    DepositMoved,
    DepositTaken,
    DrawerMoved,
    ReceiptMade,
    TaxShare,
    TenderTaken,
    TillClosed,
    TillOpened,
    TipTaken,
)
from pos.ledger.facts.visits import (
    Left,
    LimitSet,
    LineDisputed,
    PartyJoined,
    PauseBegun,
    PauseEnded,
    Released,
    UseBegun,
    UseEnded,
    UseExtended,
    VisitCarried,
    VisitKept,
    VisitMoved,
    VisitOpened,
    WalkedOut,
)

__all__ = [
    "AccountMoved",
    "AnyFact",
    "BandAdded",
    "BandMoved",
    "BandRemoved",
    "BandTapped",
    "DayClosed",
    "DepositMoved",
    "DepositTaken",
    "DrawerMoved",
    "Fact",
    "HandedOver",
    "HandoverAsked",
    "HandoverKnown",
    "HouseFile",
    "Left",
    "LimitSet",
    "LineAdded",
    "LineDisputed",
    "PartyJoined",
    "PauseBegun",
    "PauseEnded",
    "PriceSet",
    "Quoted",
    "QuotesDropped",
    "ReceiptMade",
    "Released",
    "RightUsed",
    "SignedIn",
    "SignedOut",
    "StockMoved",
    "TaxShare",
    "TenderTaken",
    "TicketCarried",
    "TicketCut",
    "TicketMarked",
    "TicketQueued",
    "TicketReprinted",
    "TicketSplit",
    "TillClosed",
    "TillOpened",
    "TipTaken",
    "UseBegun",
    "UseEnded",
    "UseExtended",
    "VisitCarried",
    "VisitKept",
    "VisitMoved",
    "VisitOpened",
    "WalkedOut",
]

AnyFact = (
    HouseFile
    | BandAdded
    | BandMoved
    | VisitOpened
    | VisitMoved
    | VisitKept
    | VisitCarried
    | WalkedOut
    | LineDisputed
    | PartyJoined
    | LimitSet
    | LineAdded
    | Quoted
    | QuotesDropped
    | UseBegun
    | UseEnded
    | UseExtended
    | PauseBegun
    | PauseEnded
    | ReceiptMade
    | DepositTaken
    | DepositMoved
    | DrawerMoved
    | AccountMoved
    | TipTaken
    | Released
    | Left
    | TillOpened
    | TillClosed
    | DayClosed
    | SignedIn
    | SignedOut
    | PriceSet
    | StockMoved
    | HandedOver
    | HandoverAsked
    | HandoverKnown
    | TicketQueued
    | TicketMarked
    | TicketCut
    | TicketCarried
    | TicketSplit
    | TicketReprinted
    | RightUsed
    | BandTapped
    | BandRemoved
)
"""Every fact there is; the log's decoder comes from this list."""
