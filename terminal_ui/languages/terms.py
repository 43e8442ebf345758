"""Words of the house that texts are filled in with: states, zones, roles, kinds of stations.

The house keeps them in English as they stand here; :func:`terminal_ui.languages.say` says them.
"""

from __future__ import annotations

from terminal_ui.languages.speaking import later

ROLES = (later("cashier"), later("lead"), later("attendant"), later("technician"), later("owner"))
ZONES = (later("men"), later("women"))
BAND_STATES = (
    later("available"),
    later("in use"),
    later("wash"),
    later("in the wash"),
    later("lost"),
    later("defect"),
    later("stock"),
    later("retired"),
)
KINDS = (
    later("desk"),
    later("counter"),
    later("gate_in"),
    later("gate_out"),
    later("door"),
    later("zone_in"),
    later("zone_out"),
    later("room"),
    later("seat"),
    later("locker"),
    later("vending"),
)
DAY_TYPES = (later("weekday"), later("weekend"), later("holiday"))
PERSONS = (later("a shift lead"), later("Nobody signed in"), later("it needs a shift lead"))
CHANNELS = (
    later("walk-in"),
    later("meituan"),
    later("douyin"),
    later("member"),
    later("referral"),
    later("corporate"),
    later("hotel"),
)
"""Those that most houses have; others are said as the venue file has them."""
