"""A server on loopback that answers as it is told to, byte by byte if need be."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

#: Writes an answer to one request; what it raises because the client is gone is nobody's concern.
Behaviour = Callable[[socket.socket], None]


@dataclass
class HostileServer:
    port: int
    choose: Callable[["HostileServer", str], Behaviour]  #: the behaviour for a request of this path
    requests: list[bytes] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [_path(request) for request in self.requests]


def http(status: str, body: bytes, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


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
    repeats(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x" * 65_536)(connection)


def repeats(beginning: bytes, piece: bytes) -> Behaviour:
    """``beginning``, then ``piece`` without an end."""

    def repeat(connection: socket.socket) -> None:
        connection.sendall(beginning)
        while True:
            connection.sendall(piece)

    return repeat


def is_silent(connection: socket.socket) -> None:
    time.sleep(30)


@contextmanager
def serving(
    choose: Callable[[HostileServer, str], Behaviour], *, tls: ssl.SSLContext | None = None
) -> Iterator[HostileServer]:
    """A server that does to each request what ``choose`` says for it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = HostileServer(listener.getsockname()[1], choose)
        threading.Thread(target=_accept, args=(listener, server, tls), daemon=True).start()
        try:
            yield server
        finally:
            listener.shutdown(socket.SHUT_RDWR)  # or its thread would take one more


def _accept(listener: socket.socket, server: HostileServer, tls: ssl.SSLContext | None) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:  # closed: the test is over
            return
        try:
            if tls:
                connection = tls.wrap_socket(connection, server_side=True)
            request = _read_request(connection)
        except OSError:  # it went away before it had asked
            connection.close()
            continue
        behaviour = server.choose(server, _path(request))
        server.requests.append(request)
        threading.Thread(target=_answer, args=(connection, behaviour), daemon=True).start()


def _answer(connection: socket.socket, behaviour: Behaviour) -> None:
    with connection:
        try:
            behaviour(connection)
        except OSError:  # the client had enough
            return


def _path(request: bytes) -> str:
    return request.split(b" ", 2)[1].decode()


def _read_request(connection: socket.socket) -> bytes:
    request = b""
    while b"\r\n\r\n" not in request:
        request += _received(connection)
    head, _, body = request.partition(b"\r\n\r\n")
    lengths = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")]
    length = int(lengths[0].partition(b":")[2]) if lengths else 0
    while len(body) < length:
        body += _received(connection)
    return head + b"\r\n\r\n" + body


def _received(connection: socket.socket) -> bytes:
    if chunk := connection.recv(65_536):
        return chunk
    raise ConnectionResetError
