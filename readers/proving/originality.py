"""The maker's signature over a chip's number: ECDSA over the bare UID (NXP AN11350, AN12196).

It shows that NXP made a chip with this number. Anybody can read it, and there are chips that can be given any
number and any signature: it keeps out plain copies of a number, no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ecdsa import VerifyingKey
from ecdsa.curves import NIST224p, SECP128r1
from ecdsa.keys import BadSignatureError

from readers.chips.naming import Family

_NTAG_21X = VerifyingKey.from_string(
    bytes.fromhex("04494E1A386D3D3CFE3DC10E5DE68A499B1C202DB5B132393E89ED19FE5BE8BC61"), curve=SECP128r1
)
_ULTRALIGHT_EV1 = VerifyingKey.from_string(
    bytes.fromhex("0490933BDCD6E99B4E255E3DA55389A827564E11718E017292FAF23226A96614B8"), curve=SECP128r1
)
_NTAG_424 = VerifyingKey.from_string(
    bytes.fromhex(
        "048A9B380AF2EE1B98DC417FECC263F8449C7625CECE82D9B916C992DA"
        "209D68422B81EC20B65A66B5102A61596AF3379200599316A00A1410"
    ),
    curve=NIST224p,
)

NXP_KEYS: Mapping[Family, Sequence[VerifyingKey]] = {
    "ntag21x": (_NTAG_21X,),
    "ultralight": (_ULTRALIGHT_EV1,),
    "ntag 424": (_NTAG_424,),
}
"""The public keys by which NXP signs each kind of chip that we can check."""


def is_signed(uid: bytes, signature: bytes, keys: Sequence[VerifyingKey]) -> bool:
    """Whether the owner of one of these keys signed this number."""
    return any(_is_signed(uid, signature, key) for key in keys)


def _is_signed(uid: bytes, signature: bytes, key: VerifyingKey) -> bool:
    # Another length belongs to another curve; the library would raise something of its own for it.
    if len(signature) != key.curve.signature_length:
        return False
    try:
        return bool(key.verify_digest(signature, uid, allow_truncate=True))
    except BadSignatureError:
        return False
