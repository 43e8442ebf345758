"""The overnight fee 过夜费 (R41)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from pos.house.model import Admission, GuestClass, Night
from pos.pricing.priced import Priced
from pos.pricing.stay import Stay
from pos.pricing.wall import DAY_MIN, MINUTE_US, instant_of, to_datetime


class NightWindow(Struct, frozen=True):
    """The fee's hours of one night, ``[from_us, to_us)``, UTC µs; who comes at ``exempt_us`` is exempt."""

    from_us: int
    to_us: int
    exempt_us: int


def overnight(night: Night, guest: GuestClass, admission: Admission, stay: Stay, zone: ZoneInfo) -> Priced | None:
    """The fee, once per visit, if the stay overlaps the window of one night long enough (R41); else ``None``.

    Who came late in that night is exempt from it, not from the night after. Pauses (R44) do not count.
    """
    if admission.includes_night or not guest.overnight:
        return None
    for window in night_windows(night, stay, zone):
        inside_min = stay.overlap_us(window.from_us, window.to_us) // MINUTE_US
        if inside_min >= night.least_min and stay.in_us < window.exempt_us:
            why: dict[str, int | str] = {"inside_min": inside_min}
            return Priced(night.tariff, 1, night.price_minor, night.price_minor, why)
    return None


def night_windows(night: Night, stay: Stay, zone: ZoneInfo) -> Iterator[NightWindow]:
    """The fee's hours of every night the stay may touch, in order."""
    day = to_datetime(stay.in_us, zone).date() - timedelta(days=1)
    to_min = _on_or_after(night.to_min, night.from_min)
    exempt_min = _on_or_after(night.exempt_from_min, night.from_min)
    while (from_us := instant_of(day, night.from_min, zone)) < stay.out_us:
        yield NightWindow(from_us, instant_of(day, to_min, zone), instant_of(day, exempt_min, zone))
        day += timedelta(days=1)


def _on_or_after(minute: int, from_min: int) -> int:
    """The minute of the day, a day later if the window crosses midnight before it comes."""
    return minute if minute >= from_min else minute + DAY_MIN
