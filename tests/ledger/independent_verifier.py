"""A verifier written from ``docs/ledger-format.md`` alone: nothing of Loopband is imported here."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any


def check(path: Path, head: tuple[int, str] | None = None) -> list[str]:
    """Everything of the page's "What must hold" that does not, as "where: what"."""
    log = _Log(head)
    file = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    file.text_factory = bytes
    for row in file.execute("SELECT seq, id, at_us, day, station, staff, kind, content, hash FROM log ORDER BY seq"):
        log.entry(*row)
    file.close()
    log.end()
    return log.wrong


class _Log:
    def __init__(self, head: tuple[int, str] | None) -> None:
        self.wrong: list[str] = []
        self.head = head
        self.seq, self.hash, self.closed = 0, bytes(32), 0
        self.ids: set[bytes] = set()
        self.owed: Counter[int] = Counter()
        self.posted: Counter[int] = Counter()
        self.numbers: defaultdict[str, list[int]] = defaultdict(list)
        self.left: dict[int, tuple[int, int]] = {}

    def entry(self, seq: int, key: bytes, at_us: int, day: int, *texts_and_hash: bytes) -> None:
        station, staff, kind, content, digest = texts_and_hash
        here = f"entry {seq}"
        if seq != self.seq + 1:
            self.wrong.append(f"entry {self.seq + 1}: missing")
        if key in self.ids:
            self.wrong.append(f"{here}: id occurs twice")
        self.ids.add(key)
        lines = (b"%d" % seq, key.hex().encode(), b"%d" % at_us, b"%d" % day, station, staff, kind, content)
        if hashlib.sha256(self.hash + b"\n".join(lines)).digest() != digest:
            self.wrong.append(f"{here}: hash")
        if self.head is not None and self.head[0] == seq and self.head[1] != digest.hex():
            self.wrong.append(f"{here}: not the head that was kept")
        self.seq, self.hash = seq, digest
        try:
            told = json.loads(content, parse_float=_refuse, parse_constant=_refuse)
            self.content(here, told, day)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            self.wrong.append(f"{here}: content cannot be read: {error!r}")
            return
        canonical = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        if canonical.encode() != content:
            self.wrong.append(f"{here}: not canonical")

    def content(self, here: str, told: Any, day: int) -> None:
        if sum(amount for _, _, amount in told["postings"]):
            self.wrong.append(f"{here}: postings do not add up to 0")
        for account, visit, amount in told["postings"]:
            if account == "guest":
                self.posted[visit] += amount
        if told["facts"] and 0 < day <= self.closed:
            self.wrong.append(f"{here}: dated on a closed day")
        for fact in told["facts"]:
            self.fact(here, fact)

    def fact(self, here: str, fact: Any) -> None:
        match fact["fact"]:
            case "visit_opened":
                self.numbers["visit"].append(fact["visit"])
            case "line_added":
                self.numbers["line"].append(fact["line"])
                self.owed[fact["visit"]] += fact["due_minor"]
                self.line(here, fact)
            case "receipt_made":
                self.numbers["receipt"].append(fact["receipt"])
                for visit, amount in fact["shares"]:
                    self.owed[visit] -= amount
                given = sum(tender["given_minor"] for tender in fact["tenders"]) - fact["change_minor"]
                kept = sum(tender["kept_minor"] for tender in fact["tenders"])
                shares = sum(amount for _, amount in fact["shares"])
                if not shares == kept == given == fact["paid_minor"]:
                    self.wrong.append(f"{here}: receipt does not add up")
            case "day_closed":
                self.numbers["z"].append(fact["z"])
                self.closed = fact["day"]

    def line(self, here: str, fact: Any) -> None:
        if fact.get("mark") != "void":
            self.left[fact["line"]] = (fact["quantity"], fact["due_minor"])
            return
        quantity, due = self.left.get(fact["of"], (0, 0))
        quantity, due = quantity - fact["quantity"], due + fact["due_minor"]
        self.left[fact["of"]] = (quantity, due)
        if quantity < 0 or due < 0:
            self.wrong.append(f"{here}: void of more than there was")

    def end(self) -> None:
        for visit in self.owed.keys() | self.posted.keys():
            if self.owed[visit] != self.posted[visit]:
                self.wrong.append(f"visit {visit}: owes {self.owed[visit]}, its postings say {self.posted[visit]}")
        for name, numbers in self.numbers.items():
            if numbers != list(range(1, len(numbers) + 1)):
                self.wrong.append(f"{name}: not numbered from 1 without gaps")
        if self.head is not None and self.head[0] > self.seq:
            self.wrong.append(f"entry {self.head[0]}: missing, though its head was kept")


def _refuse(text: str) -> Any:
    raise ValueError(f"{text} is no integer")


if __name__ == "__main__":
    findings = check(Path(sys.argv[1]))
    sys.stdout.write("\n".join(findings or ["ok"]) + "\n")
    sys.exit(bool(findings))
