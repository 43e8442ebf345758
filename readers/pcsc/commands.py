"""What is said to a reader: commands to chips and to the reader's own light and buzzer, as bytes. Pure."""

from __future__ import annotations

from readers.contract import Signal

GET_UID = bytes.fromhex("FFCA000000")
"""Every PC/SC reader answers this itself, whatever the chip."""
DONE = b"\x90\x00"
_UID_BYTES = range(4, 11)

# ACR122U: FF 00 40, state of the lights, 04, then times in 100 ms: lit, dark; how often; when the buzzer sounds
# (1 = while lit). Lights: bit 0 red and 1 green at the end; 2 and 3 whether they change; 4 to 7 the same for blinking.
_ACR122U: dict[Signal, bytes] = {
    "ok": bytes.fromhex("FF00400E0401010101"),
    "refused": bytes.fromhex("FF00405D0402010201"),
    "wait": bytes.fromhex("FF00400F0400000000"),
}


def uid_in(answer: bytes) -> bytes | None:
    """The chip's number in the answer to :data:`GET_UID`, or None if there is none."""
    uid, status = answer[:-2], answer[-2:]
    return uid if status == DONE and len(uid) in _UID_BYTES else None


def feedback(reader: str, signal: Signal) -> bytes | None:
    """The command that makes this reader show the signal, or None if it is not known to have lights.

    The answer's status is no error code: an ACR122U tells the state of its lights in it.
    """
    return _ACR122U[signal] if "ACR122" in reader else None
