"""Another house that keeps accounts: a small OpenID Connect server of its own on this machine."""

import base64
import json
import secrets
import threading
import time
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa


@cache
def new_key(which: str) -> rsa.RSAPrivateKey:
    """A key pair by its name: making one takes long."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


CLIENT, SECRET = "tequio", "a secret between two houses"


class House:
    """Who is signed in there (`claims`), and ways of going wrong that a test may choose."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.key = new_key("of the house")
        self.signs_with = self.key
        self.claims = {"sub": "nora-17", "email": "nora@example.org", "email_verified": True, "name": "Nora"}
        self.userinfo = None
        self.changes: dict[str, object] = {}
        self.says_no = False
        self.asked: dict[str, dict[str, str]] = {}
        self.discovery = {
            "issuer": address,
            "authorization_endpoint": f"{address}/authorize",
            "token_endpoint": f"{address}/token",
            "jwks_uri": f"{address}/keys",
            "userinfo_endpoint": f"{address}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "first", "use": "sig", "alg": "RS256"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where somebody who is signed in there is sent back to."""
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        back = {"state": asked["state"]}
        if self.says_no:
            return f"{asked['redirect_uri']}?{urlencode({**back, 'error': 'access_denied'})}"
        code = secrets.token_urlsafe()
        self.asked[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({**back, 'code': code})}"

    def token(self, given: dict[str, str]) -> dict | None:
        """Give the token for a code that was given out, to whom it was given out, once."""
        asked = self.asked.pop(given.get("code", ""), None)
        hashed = sha256(given.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(hashed).decode().rstrip("=")
        known = given.get("client_id") == CLIENT and given.get("client_secret") == SECRET
        if not asked or not known or challenge != asked["code_challenge"]:
            return None
        if given["redirect_uri"] != asked["redirect_uri"]:
            return None
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, **self.claims}
        claims |= self.changes
        signed = jwt.encode(claims, self.signs_with, "RS256", headers={"kid": "first"})
        return {"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "id_token": signed}


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        house, parts = self.server.house, urlsplit(self.path)
        if parts.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", house.authorize(dict(parse_qsl(parts.query))))
            self.end_headers()
            return
        pages = {
            "/.well-known/openid-configuration": house.discovery,
            "/keys": house.keys(),
            "/userinfo": house.userinfo,
        }
        self.say(pages.get(parts.path))

    def do_POST(self) -> None:
        given = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.say(self.server.house.token({name: value[0] for name, value in given.items()}))

    def say(self, words: dict | None) -> None:
        said = json.dumps(words or {"error": "invalid_request"}).encode()
        self.send_response(200 if words else 400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def open_house():
    """Serve a house on a free port, and close it with the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.house = House(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server.house
    finally:
        server.shutdown()
        server.server_close()
