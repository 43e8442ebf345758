"""What a chip said of itself while it was found, turned into its number and into words. Pure."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from readers.contract import Speech
from readers.events import is_random_uid

Kind = Literal["106A", "106B", "212F"]
"""Bit rate and type of a chip, as nfcpy writes it."""
KINDS: tuple[Kind, ...] = ("106A", "106B", "212F")

_KIND_WORDS = {"A": "ISO 14443 A", "B": "ISO 14443 B", "F": "FeliCa"}
"""What is known of a chip that was found, by the last letter of its kind."""
_CLASSIC = {
    0x08: "MIFARE Classic 1K",
    0x09: "MIFARE Mini",
    0x18: "MIFARE Classic 4K",
    0x28: "MIFARE Classic 1K",
    0x38: "MIFARE Classic 4K",
    0x88: "MIFARE Classic 1K (Infineon)",
}
_PROCESSOR = 0x20
"""In an answer to selection: the chip has a processor and takes commands."""
_PEER = 0x40
"""It talks to its like only."""


class Answer(Struct, frozen=True, kw_only=True):
    """The answers of a chip, named as in the NFC Forum's Digital specification; empty if it gave none."""

    kind: Kind
    sens_res: bytes = b""
    sel_res: bytes = b""
    sdd_res: bytes = b""
    rid_res: bytes = b""
    sensb_res: bytes = b""
    sensf_res: bytes = b""


def number_of(answer: Answer) -> tuple[bytes, bool] | None:
    """The chip's number, and whether it made it up for this contact; nothing if it said none."""
    if answer.kind.endswith("A"):
        uid = answer.rid_res[2:6] if answer.rid_res else answer.sdd_res
        return (uid, is_random_uid(uid)) if len(uid) in {4, 7, 10} else None
    if answer.kind.endswith("B"):
        return (answer.sensb_res[1:5], False) if len(answer.sensb_res) >= 5 else None
    # 01 FE begins the made-up number of a device that talks to its like, a phone.
    uid = answer.sensf_res[1:9]
    return (uid, uid.startswith(b"\x01\xfe")) if len(uid) == 8 else None


def speech_of(answer: Answer) -> Speech:
    """What the chip understands, as far as it said."""
    if answer.kind.endswith("B"):
        return "apdus"
    if not answer.kind.endswith("A") or not answer.sel_res:
        return "other"
    sel_res = answer.sel_res[0]
    if sel_res in _CLASSIC:
        return "sectors"
    if sel_res & _PROCESSOR:
        return "apdus"
    return "frames" if sel_res & _PEER == 0 else "other"


def technology_of(answer: Answer) -> str:
    """What the chip is, in words, as far as it said while it was found."""
    speech = speech_of(answer)
    if speech == "sectors":
        return _CLASSIC[answer.sel_res[0]]
    if speech == "frames":
        return "MIFARE Ultralight or NTAG"
    if speech == "apdus" and answer.kind.endswith("A"):
        return "ISO 14443-4 (DESFire, NTAG 424 or a phone)"
    return _KIND_WORDS.get(answer.kind[-1:], "unknown")
