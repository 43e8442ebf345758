"""What a chip can prove about itself: the cryptography, and the conversations that carry it.

A number can be copied. A maker's signature, a message that comes once, or a challenge that only the right key can
answer are harder to copy, in this order. Start at :class:`readers.proving.examining.Examiner`: it is the house's
closer look at every band. Keys come from the caller (:mod:`readers.proving.keys`) and stay here: what leaves this
package is a tap's ``proved``, ``doubt`` and ``count``.

Loaded only by who asks for proofs, since its libraries are.
"""
