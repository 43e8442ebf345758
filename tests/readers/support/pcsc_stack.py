"""A real ``pcscd`` with virtual readers, started and stopped by the test that asks for it.

A plugin for pytest: it gives the fixtures ``pcsc_stack`` (four readers) and ``make_pcsc_stack`` (readers of your
own naming). Only one ``pcscd`` can run on a machine, so a lock makes tests in other processes wait their turn.
"""

from __future__ import annotations

import fcntl
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TextIO

import pytest

from tests.readers.support.virtual_card import VirtualReader

pytest_plugins = ["tests.readers.support.figures"]

SERVICE_LINE = Path("/run/pcscd/pcscd.comm")
"""Where programs find the service; fixed when pcscd was built."""
SERVICE_PID = Path("/run/pcscd/pcscd.pid")
VIRTUAL_DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
LOCK = Path(tempfile.gettempdir()) / "loopband-tests-pcscd.lock"
LOCK_S = 240.0
START_S = 10.0
STOP_S = 5.0
FIRST_PORT = 36_000
LAST_PORT = 38_000
INSTALL = "apt-get install gcc libc6-dev libpcsclite-dev pcscd vsmartcard-vpcd && make setup"


def why_left_out() -> str:
    """In plain words why the stack cannot run here, or nothing if it can."""
    if shutil.which("pcscd") is None:
        return f"the PC/SC service pcscd is not installed: {INSTALL}"
    if not VIRTUAL_DRIVER.exists():
        return f"the virtual readers (vsmartcard-vpcd) are not installed: {INSTALL}"
    if importlib.util.find_spec("smartcard") is None:
        return f"the package pyscard is not installed: {INSTALL}"
    folder = SERVICE_LINE.parent
    if not os.access(folder if folder.exists() else folder.parent, os.W_OK):
        return f"this user may not start pcscd: it needs to write to {folder}"
    return ""


class PcscStack:
    """A ``pcscd`` of our own. ``readers`` are its virtual readers, two for each name."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self._folder = folder
        self._names = names
        self._ports = _free_pairs(len(names))
        self._service: subprocess.Popen[bytes] | None = None
        self.readers = tuple(
            VirtualReader(f"{name} 00 {slot:02d}", port + slot)
            for name, port in zip(names, self._ports, strict=True)
            for slot in range(2)
        )

    def start(self, pairs: int | None = None) -> int:
        """Start the service with its readers (or the first ``pairs`` pairs only) and return its process id."""
        config = self._configure(len(self._names) if pairs is None else pairs)
        for left_over in (SERVICE_LINE, SERVICE_PID):
            left_over.unlink(missing_ok=True)
        log = self._folder / "pcscd.log"
        with log.open("ab") as output:
            command = ["pcscd", "--foreground", "--error", "--config", str(config)]
            self._service = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        until = time.monotonic() + START_S
        while not _service_answers():
            if self._service.poll() is not None or time.monotonic() > until:
                self.stop()
                pytest.fail(f"pcscd did not start: {log.read_text(errors='replace')}")
            time.sleep(0.01)
        return self._service.pid

    def stop(self, *, by: signal.Signals = signal.SIGTERM) -> None:
        """End the service, politely or by SIGKILL; nothing happens if it does not run."""
        service, self._service = self._service, None
        if service is None:
            return
        service.send_signal(by)
        try:
            service.wait(STOP_S)
        except subprocess.TimeoutExpired:
            service.kill()
            service.wait()

    def close(self) -> None:
        """Take all cards away and end the service."""
        for reader in self.readers:
            reader.remove()
        self.stop()
        SERVICE_LINE.unlink(missing_ok=True)

    def _configure(self, pairs: int) -> Path:
        config = self._folder / "conf"
        shutil.rmtree(config, ignore_errors=True)
        config.mkdir()
        entries = []
        for number, (name, port) in enumerate(zip(self._names[:pairs], self._ports, strict=False)):
            # Each pair needs a copy of the driver: one copy keeps all its slots in one place and mixes them up.
            driver = self._folder / f"vpcd{number}.so"
            if not driver.exists():
                shutil.copy(VIRTUAL_DRIVER, driver)
            entries.append(
                f'FRIENDLYNAME "{name}"\nDEVICENAME /dev/null:{port}\nLIBPATH {driver}\nCHANNELID {port}\n',
            )
        (config / "readers").write_text("\n".join(entries))
        return config


StackMaker = Callable[[Sequence[str]], PcscStack]
"""Starts a stack with two readers for each name; one at a time."""


@pytest.fixture
def make_pcsc_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StackMaker]:
    """Start a pcscd with readers named by the test; it ends with the test."""
    reason = why_left_out()
    if reason:
        pytest.skip(reason)
    with ExitStack() as ending:
        lock = ending.enter_context(_alone())

        def make(names: Sequence[str]) -> PcscStack:
            stack = PcscStack(tmp_path_factory.mktemp("pcscd"), names)
            ending.callback(stack.close)
            _write_pid(lock, stack.start())
            return stack

        yield make


@pytest.fixture
def pcsc_stack(make_pcsc_stack: StackMaker) -> PcscStack:
    """A running pcscd with four virtual readers."""
    return make_pcsc_stack(["Virtual A", "Virtual B"])


@contextmanager
def _alone() -> Iterator[TextIO]:
    """Hold the machine's only place for a pcscd. Skips if somebody else's service has it."""
    with LOCK.open("a+") as lock:
        until = time.monotonic() + LOCK_S
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    pytest.fail(f"another test run holds {LOCK} for too long")
                time.sleep(0.05)
        _end_orphan(lock)
        if _service_answers():
            pytest.skip("a pcscd of this machine is running: `systemctl stop pcscd.socket pcscd`, then run again")
        yield lock
        lock.truncate(0)


def _end_orphan(lock: TextIO) -> None:
    """End the service of a test run that was killed: nobody holds the lock, yet its process is still there."""
    lock.seek(0)
    pid = lock.read().strip()
    if not pid:
        return
    command = Path("/proc", pid, "cmdline")
    with suppress(OSError):
        if command.read_bytes().startswith(b"pcscd\0--foreground\0--error\0--config\0"):
            os.kill(int(pid), signal.SIGKILL)
            until = time.monotonic() + STOP_S
            while _service_answers() and time.monotonic() < until:
                time.sleep(0.02)
    lock.truncate(0)


def _write_pid(lock: TextIO, pid: int) -> None:
    lock.seek(0)
    lock.truncate(0)
    lock.write(str(pid))
    lock.flush()


def _service_answers() -> bool:
    with socket.socket(socket.AF_UNIX) as line:
        try:
            line.connect(str(SERVICE_LINE))
        except OSError:
            return False
        return True


def _free_pairs(count: int) -> list[int]:
    """Ports that are free together with the one above each."""
    found: list[int] = []
    for port in range(FIRST_PORT, LAST_PORT, 2):
        if len(found) == count:
            break
        if _is_free(port) and _is_free(port + 1):
            found.append(port)
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("0.0.0.0", port))  # noqa: S104 -- the virtual readers listen there too
        except OSError:
            return False
        return True
