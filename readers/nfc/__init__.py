"""Readers without PC/SC, through the library nfcpy: a PN532 on a serial line, sticks on USB, and nfcpy's UDP device.

One thread for each front end (:mod:`readers.nfc.worker`); what nfcpy says is given types in :mod:`readers.nfc.library`,
and nowhere else is nfcpy touched.
"""
