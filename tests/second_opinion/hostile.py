"""A server on loopback that answers as it is told to, byte by byte if need be."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

#: Writes an answer to one request; what it raises because the client is gone is nobody's concern.
Behaviour = Callable[[socket.socket], None]


@dataclass
class HostileServer:
    url: str
    requests: list[bytes] = field(default_factory=list)

    @property
    def questions(self) -> list[dict]:
        """The JSON bodies that came."""
        return [json.loads(request.partition(b"\r\n\r\n")[2]) for request in self.requests]


def http(status: str, body: bytes, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def says(content: object, *, finish_reason: str = "stop", **usage: object) -> Behaviour:
    """A chat completion; ``content`` that is no string is written as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    choice = {"message": {"role": "assistant", "content": text}, "finish_reason": finish_reason}
    return sends(http("200 OK", json.dumps({"choices": [choice], "usage": usage}).encode()))


def sends(answer: bytes) -> Behaviour:
    return lambda connection: connection.sendall(answer)


def drips(answer: bytes, *, seconds: float = 0.05) -> Behaviour:
    """One byte at a time, for ever: after ``answer`` it goes on with blanks."""

    def drip(connection: socket.socket) -> None:
        for byte in answer:
            connection.sendall(bytes([byte]))
            time.sleep(seconds)
        while True:
            connection.sendall(b" ")
            time.sleep(seconds)

    return drip


def floods(connection: socket.socket) -> None:
    """A body without an end, as fast as it goes."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65_536)


def is_silent(connection: socket.socket) -> None:
    time.sleep(30)


@contextmanager
def serving(*behaviours: Behaviour) -> Iterator[HostileServer]:
    """The first request gets the first behaviour, and so on; the last one goes on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = HostileServer(f"http://127.0.0.1:{listener.getsockname()[1]}/v1")
        threading.Thread(target=_accept, args=(listener, server, behaviours), daemon=True).start()
        try:
            yield server
        finally:
            listener.shutdown(socket.SHUT_RDWR)  # or its thread would take one more


def _accept(listener: socket.socket, server: HostileServer, behaviours: tuple[Behaviour, ...]) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:  # closed: the test is over
            return
        behaviour = behaviours[min(len(server.requests), len(behaviours) - 1)]
        try:
            server.requests.append(_read_request(connection))
        except OSError:  # it went away before it had asked
            connection.close()
            continue
        threading.Thread(target=_answer, args=(connection, behaviour), daemon=True).start()


def _answer(connection: socket.socket, behaviour: Behaviour) -> None:
    with connection:
        try:
            behaviour(connection)
        except OSError:  # the client had enough
            return


def _read_request(connection: socket.socket) -> bytes:
    request = b""
    while b"\r\n\r\n" not in request:
        request += _received(connection)
    head, _, body = request.partition(b"\r\n\r\n")
    length = next(
        int(line.partition(b":")[2])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length")
    )
    while len(body) < length:
        body += _received(connection)
    return head + b"\r\n\r\n" + body


def _received(connection: socket.socket) -> bytes:
    if chunk := connection.recv(65_536):
        return chunk
    raise ConnectionResetError
