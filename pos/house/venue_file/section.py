"""One table of the venue file, read key by key. What is wrong becomes a finding, and reading goes on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Generic, TypeVar, cast

from pos.house.venue_file.findings import Findings, Path, did_you_mean, one_of_words

T = TypeVar("T")


class Form(Generic[T]):
    """How a value is written. ``parse`` raises ValueError with what is wrong and what is allowed.

    ``blank`` stands in for a value that could not be read, until the findings are raised.
    """

    def __init__(self, parse: Callable[[object], T], blank: T) -> None:
        self.parse = parse
        self.blank = blank


class Section:
    """A table and where it stands. Every key that is asked for is known; :meth:`finish` finds the others."""

    def __init__(self, table: Mapping[str, object], path: Path, findings: Findings, *, given: bool = True) -> None:
        self._table = table
        self._asked: dict[str, None] = {}
        self._given = given
        self.path = path
        self.findings = findings

    def has(self, key: str) -> bool:
        """Whether the file has this key here."""
        self._ask(key)
        return key in self._table

    def read(self, key: str, form: Form[T]) -> T:
        """A value that must be there."""
        if not self.has(key):
            if self._given:
                self.problem(key, "is missing.")
            return form.blank
        try:
            return form.parse(self._table[key])
        except ValueError as error:
            self.problem(key, str(error))
            return form.blank

    def read_or(self, key: str, form: Form[T], default: T) -> T:
        """A value that may be left out."""
        return self.read(key, form) if self.has(key) else default

    def read_if(self, key: str, form: Form[T]) -> T | None:
        """A value that may be left out, and then is ``None``."""
        return self.read(key, form) if self.has(key) else None

    def table(self, key: str, *, required: bool = True) -> Section:
        """A table inside this one. If it is not there, its keys are not missed one by one."""
        value = self._table.get(key)
        if self.has(key) and isinstance(value, dict):
            return Section(cast("dict[str, object]", value), (*self.path, key), self.findings)
        if key in self._table:
            self.problem(key, f"must be a table: [{'.'.join((*self.path, key))}].")
        elif required and self._given:
            self.problem(key, f"is missing. Add a table [{'.'.join((*self.path, key))}].")
        return Section({}, (*self.path, key), self.findings, given=False)

    @property
    def given(self) -> bool:
        """Whether the file has this table."""
        return self._given

    def tables(self, *, besides: Collection[str] = ()) -> Iterator[tuple[str, Section]]:
        """Every entry of this table with its name; each must be a table itself, ``name = { … }``.

        Keys named in ``besides`` are no entries.
        """
        for key in self._table:
            if key in besides:
                continue
            section = self.table(key)
            if section.given:
                yield key, section

    def keys(self) -> tuple[str, ...]:
        """The names of what stands here, as written."""
        for key in self._table:
            self._ask(key)
        return tuple(self._table)

    def finish(self) -> None:
        """Find the keys nobody asked for."""
        for key in self._table:
            if key not in self._asked:
                hint = did_you_mean(key, self._asked) or f" Known here are: {one_of_words(self._asked)}."
                self.problem(key, f"There is no such key.{hint}")

    def problem(self, key: str, message: str) -> None:
        """Note what is wrong with a key of this table; with an empty key, with the table."""
        self.findings.add((*self.path, key) if key else self.path, message)

    def _ask(self, key: str) -> None:
        self._asked[key] = None
