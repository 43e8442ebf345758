"""Key material that shows itself nowhere but where it is used."""

from __future__ import annotations

from typing import Final, NoReturn

AES_128 = 16


class Key:
    """A key. Printing, logging, formatting or pickling it, or an error that mentions it, tells nothing of it."""

    __slots__ = ("_value",)

    def __init__(self, value: bytes) -> None:
        self._value: Final = bytes(value)

    def reveal(self) -> bytes:
        """The bytes, for a cipher. They go nowhere else."""
        return self._value

    def __repr__(self) -> str:
        return "<key>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not to be stored")
