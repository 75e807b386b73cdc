"""Names, numbers and words are encrypted field by field, and found again by a keyed hash.

One key per process, unlocked once when the database is opened. The first byte of a sealed field names the scheme,
so that a later key or cipher can stand beside this one.
"""

import hashlib
import hmac
import os
from collections import deque

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.errors import NotOurs

SCHEME = b"\x01"
NONCE_BYTES = 12
DRAWN_TOGETHER = 256


class _Nonces:
    """Random nonces, each handed out once; drawn many together, as every draw lets another thread go first."""

    def __init__(self) -> None:
        self._drawn: deque[bytes] = deque()
        if hasattr(os, "register_at_fork"):  # a forked process would hand out the same ones again
            os.register_at_fork(after_in_child=self._drawn.clear)

    def draw(self) -> bytes:
        """Return one that was never handed out before; safe from several threads."""
        try:
            return self._drawn.pop()
        except IndexError:
            fresh = os.urandom(DRAWN_TOGETHER * NONCE_BYTES)
            first, *others = (fresh[at : at + NONCE_BYTES] for at in range(0, len(fresh), NONCE_BYTES))
            self._drawn.extend(others)
            return first


_nonces = _Nonces()


class Vault:
    """Seals and opens single fields with one key."""

    def __init__(self, key: bytes) -> None:
        """Derive one key for sealing and another for looking up."""
        self._cipher = AESGCM(_derive(key, b"seal"))
        self._finder = _derive(key, b"find")

    def seal(self, words: bytes) -> bytes:
        """Return the words encrypted and authenticated; twice the same words look different."""
        nonce = _nonces.draw()
        return SCHEME + nonce + self._cipher.encrypt(nonce, words, None)

    def open(self, sealed: bytes) -> bytes:
        """Return the words, or raise `NotOurs` if another key sealed them."""
        nonce, rest = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, rest, None)
        except InvalidTag:
            raise NotOurs("This database was written with another secret key.") from None

    def fingerprint(self, words: str) -> str:
        """Return a keyed hash (64 hex characters) by which equal words are found, and nothing else."""
        return hmac.new(self._finder, words.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"storylinks " + purpose).derive(key)


class _Door:
    """Holds the process's vault for the column types, which SQLAlchemy makes long before any key is known."""

    vault: Vault | None = None


def unlock(key: bytes) -> Vault:
    """Make this key the process's, and return its vault."""
    _Door.vault = Vault(key)
    return _Door.vault


def vault() -> Vault:
    """Return the process's vault, or raise `NotOurs` when no key was given."""
    if _Door.vault is None:
        raise NotOurs("The database was not unlocked with a secret key.")
    return _Door.vault
