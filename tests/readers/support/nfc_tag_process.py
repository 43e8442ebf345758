"""A band made of a process: nfcpy's UDP device plays the chip, so that what is read comes from nfcpy's other half.

``python -m tests.readers.support.nfc_tag_process PORT t2|t3|t4`` says a line and lies in the field until it is killed.
A Type 2 tag must listen anew when the field went off: a reader of nfcpy lets it go off while it looks.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import nfc
import nfc.clf

from tests.readers.support.nfc_chips import NfcChip, Ntag213, Type4A

UID = "04112233445566"
IDM = "02FE010203040506"
LISTEN_S = 0.5


def lie_as_type_a(clf: Any, chip: NfcChip) -> None:
    """A chip of ISO 14443 A: found, asked, and found again when the field comes back."""
    while True:
        target = nfc.clf.LocalTarget(
            "106A", sens_res=bytearray(chip.sens_res), sdd_res=bytearray(chip.uid), sel_res=bytearray(chip.sel_res)
        )
        found = clf.listen(target, timeout=LISTEN_S)
        if found is not None:
            chip.found()
            answer_while_asked(clf, chip, found.tt4_cmd or found.tt2_cmd)


def answer_while_asked(clf: Any, chip: NfcChip, command: bytearray | None) -> None:
    """Answer until the field goes off."""
    while command:
        answer = chip.hear(bytes(command))
        try:
            command = clf.exchange(None if answer is None else bytearray(answer), timeout=LISTEN_S)
        except nfc.clf.CommunicationError:
            return


def lie_as_type_3(clf: Any) -> None:
    """A FeliCa, which nfcpy plays by itself."""

    def started(target: Any) -> Any:
        target.brty = "212F"
        target.sensf_res = bytearray(b"\x01" + bytes.fromhex(IDM) + b"\xff" * 8 + bytes.fromhex("12FC"))
        return target

    while True:
        clf.connect(card={"on-startup": started, "timeout": LISTEN_S})


def main() -> None:
    """Lie there."""
    port, kind = sys.argv[1:]
    lie: dict[str, Callable[[Any], None]] = {
        "t2": lambda clf: lie_as_type_a(clf, Ntag213(UID)),
        "t3": lie_as_type_3,
        "t4": lambda clf: lie_as_type_a(clf, Type4A(UID)),
    }
    with nfc.ContactlessFrontend(f"udp:localhost:{port}") as clf:
        sys.stdout.write("here\n")
        sys.stdout.flush()
        lie[kind](clf)


if __name__ == "__main__":
    main()
