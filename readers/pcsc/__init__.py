"""USB readers that speak PC/SC (ACS, HID, Identiv, Sony RC-S300 …), through the service ``pcscd``.

One thread watches all readers (:mod:`~readers.pcsc.watcher`); each reader has a thread and a connection of its
own for what is said to chips (:mod:`~readers.pcsc.worker`), since PC/SC knows no time-out. pyscard's own
``CardMonitor`` is not used: it spins with 16 readers and ends for good when ``pcscd`` does.
"""
