"""A device that keeps passkeys, in software: it answers what a site asks as a telephone's browser does."""

import json
import secrets
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

KNOWN, MADE = 0x05, 0x45
"""Flags: somebody was there and was recognised; and a new key besides."""


class Device:
    """One key for one site; `flags` says what it claims to have made sure of."""

    def __init__(self, site: str = "testserver", scheme: str = "https") -> None:
        self.site, self.origin = site, f"{scheme}://{site}"
        self.key = generate_private_key(SECP256R1())
        self.id = secrets.token_bytes(32)
        self.owner = b""

    def make(self, asked: dict, *, flags: int = MADE) -> str:
        """Answer `creation_options`: the new passkey, as the form posts it."""
        key = asked["publicKey"]
        self.owner = key["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        data = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        attested = AttestationObject.create("none", self._data(flags, data), {})
        said = {"clientDataJSON": self._said("webauthn.create", key), "attestationObject": attested}
        return self._given(said, {"credProps": {"rk": True}})

    def use(self, asked: dict, *, flags: int = KNOWN) -> str:
        """Answer `request_options`: the same passkey's signature, as the form posts it."""
        key = asked["publicKey"]
        said, data = self._said("webauthn.get", key), self._data(flags)
        signature = self.key.sign(data + sha256(said).digest(), ECDSA(SHA256()))
        given = {"clientDataJSON": said, "authenticatorData": data, "signature": signature}
        return self._given(given, {}, userHandle=self.owner)

    def _data(self, flags: int, credential: bytes = b"") -> AuthenticatorData:
        return AuthenticatorData.create(sha256(self.site.encode()).digest(), flags, 0, credential)

    def _said(self, kind: str, key: dict) -> bytes:
        said = {"type": kind, "challenge": key["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _given(self, said: dict[str, bytes], extensions: dict, **plain: str) -> str:
        name = websafe_encode(self.id)
        response = {part: websafe_encode(bytes(value)) for part, value in said.items()} | plain
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": extensions,
            }
        )
