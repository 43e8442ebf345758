"""Readers that type a band's number like a keyboard: taken away from the keyboard, so that no form gets the number.

Bytes of the kernel (:mod:`.keystrokes`) become a typed text (:mod:`.typing_out`), and a text becomes a number by the
format of that reader (:mod:`.formats`), which is found out by a few taps (:mod:`.learning`).
"""
