"""Which kinds of readers there are, and how a venue adds one without touching this project.

A package from elsewhere declares a loader in its own ``pyproject.toml``::

    [project.entry-points."loopband.readers"]
    mykind = "my_package.readers:load"

``load()`` takes nothing and returns a :class:`readers.contract.Driver`. It may raise ReaderUnavailable.
Our own kinds need no entry point, and cannot be replaced by one.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points

from readers.contract import Driver
from readers.errors import ReaderUnavailable
from readers.nfc.driver import NfcDriver
from readers.pcsc.driver import PcscDriver
from readers.settings import Settings, read_settings
from readers.wedge.driver import WedgeDriver

GROUP = "loopband.readers"
Loader = Callable[[], Driver]

OWN: dict[str, Callable[[Settings], Driver]] = {
    "pcsc": lambda _: PcscDriver(),
    "nfc": lambda settings: NfcDriver(settings.nfc.paths),
    "wedge": lambda settings: WedgeDriver(settings.wedge),
}
"""Our own kinds. None loads its libraries before it starts."""


def kinds() -> tuple[str, ...]:
    """The names of all kinds of readers that can be loaded, ours first."""
    return (*OWN, *_foreign())


def load(kind: str, settings: Settings | None = None) -> Driver:
    """A driver of this kind, not yet started; with the settings of this computer if no others are given.

    Raises ReaderUnavailable if there is no such kind, if it cannot be loaded (whatever a package from elsewhere
    raises becomes words), or if the settings cannot be read.
    """
    if kind in OWN:
        return OWN[kind](settings or (Settings() if kind == "pcsc" else read_settings()))
    point = _foreign().get(kind)
    if point is None:
        raise ReaderUnavailable(f"There is no kind of reader called {kind}. There are: {', '.join(kinds())}.")
    try:
        loader: Loader = point.load()
        return loader()
    except ReaderUnavailable:
        raise
    except Exception as broken:
        raise ReaderUnavailable(f"The driver {kind} ({point.value}) could not be loaded: {broken!r}.") from broken


def _foreign() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP) if point.name not in OWN}
