"""People who vote and change their minds over HTTP, and who send a tap again until it is acknowledged."""

import random
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from tests.decide.served import Guest, is_acknowledged, tap_request

MOST = 5
"""Projects that a ballot may name."""


@dataclass
class Voice:
    """Somebody's ballot as it was acknowledged to them; `sent` is what they sent and heard nothing of."""

    guest: Guest
    turn: int = 0
    choices: dict[str, int] = field(default_factory=dict)
    sent: dict[str, int] | None = None

    def may_stand(self) -> list[list]:
        """How the ballot may stand now: as acknowledged, or as sent after that."""
        stands = [[self.turn, self.choices]]
        return stands if self.sent is None else [*stands, [self.turn + 1, self.sent]]


class Crowd:
    """Clients that cast at the same time, each for people of its own, until the crowd is stopped."""

    def __init__(self, port: int, slug: str, guests: Sequence[Guest], clients: int = 16) -> None:
        self.port, self.slug = port, slug
        self.voices = [Voice(guest) for guest in guests]
        self.acknowledged, self.again, self.faults = 0, 0, []
        self.stopped, self.counting = threading.Event(), threading.Lock()
        self.threads = [
            threading.Thread(target=Client(self, self.voices[number::clients], number).run)
            for number in range(clients)
        ]

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def heard(self, *, acknowledged: bool) -> None:
        with self.counting:
            self.acknowledged += acknowledged
            self.again += not acknowledged


class Client:
    """One connection at a time, for some people in turn."""

    def __init__(self, crowd: Crowd, voices: Sequence[Voice], seed: int) -> None:
        self.crowd, self.voices, self.by = crowd, voices, random.Random(seed)
        self.line: socket.socket | None = None

    def run(self) -> None:
        while not self.crowd.stopped.is_set():
            self.change(self.by.choice(self.voices))
        self.hang_up()

    def change(self, voice: Voice) -> None:
        """Tap once, and send it until it is acknowledged; whatever is answered between is not believed."""
        do, choices = self.think(voice)
        request = tap_request(self.crowd.slug, voice.guest, do, base=voice.turn, shown=voice.choices)
        voice.sent = choices
        while not self.crowd.stopped.is_set():
            answer = self.ask(request)
            if is_acknowledged(answer):
                voice.turn, voice.choices, voice.sent = voice.turn + 1, choices, None
                self.crowd.heard(acknowledged=True)
                return
            if answer.startswith(b"HTTP/1.1 4"):
                self.crowd.faults.append((voice, answer[:100]))
                self.crowd.stopped.set()
            self.hang_up()
            self.crowd.heard(acknowledged=False)
            self.crowd.stopped.wait(0.05)

    def think(self, voice: Voice) -> tuple[str, dict[str, int]]:
        project = self.by.choice(voice.guest.projects)
        if len(voice.choices) == MOST and project not in voice.choices:
            project = self.by.choice(list(voice.choices))
        if project in voice.choices:
            return f"remove:{project}", {one: 1 for one in voice.choices if one != project}
        return f"add:{project}", {**voice.choices, project: 1}

    def ask(self, request: bytes) -> bytes:
        """Return the answer's head; nothing where the line broke."""
        try:
            if self.line is None:
                self.line = socket.create_connection(("127.0.0.1", self.crowd.port), timeout=30)
            self.line.sendall(request)
            answer = b""
            while b"\r\n\r\n" not in answer:
                more = self.line.recv(65_536)
                if not more:
                    return b""
                answer += more
        except OSError:
            return b""
        return answer

    def hang_up(self) -> None:
        if self.line is not None:
            self.line.close()
        self.line = None
