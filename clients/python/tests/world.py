"""A daemon of the tests' own, what is in it, and a connection that can be cut."""

from __future__ import annotations

import atexit
import functools
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import threading

from trunkline import Client
from trunkline.v1 import contact_center_service_pb2 as centers
from trunkline.v1 import job_pb2

TARGET = "targets/local"
ALIAS = "conformance"
CENTER = {
    "kind": "ContactCenter",
    "instance": {"alias": ALIAS},
    "hours_of_operation": [
        {
            "name": "Office",
            "time_zone": "Europe/London",
            "config": [{"days": ["MONDAY"], "start": "09:00", "end": "17:00"}],
        }
    ],
    "queues": [{"name": "Service", "hours": "Office"}],
}


class Daemon:
    """A running daemon that simulates AWS. It can be killed and started again."""

    def __init__(self, program: pathlib.Path) -> None:
        self._program = program
        self._data = tempfile.mkdtemp(prefix="trunkline-")
        self.address = "127.0.0.1:0"
        self.start()
        atexit.register(self.remove)

    def start(self) -> None:
        """Starts it where it was before."""
        free = "127.0.0.1:0"
        words = ["serve", "--local", "--listen", self.address, "--http-listen", free, "--sim-listen", free]
        self._process = subprocess.Popen(
            [self._program, *words, "--data-dir", self._data],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout
        for line in self._process.stdout:
            if found := re.search(r"gRPC on ([0-9.:]+)", line):
                self.address = found[1]
                return
        raise SystemExit(f"{self._program} did not start")

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        assert self._process.stdout
        self._process.stdout.close()

    def remove(self) -> None:
        if self._process.poll() is None:
            self.kill()
        shutil.rmtree(self._data, ignore_errors=True)


class Proxy:
    """Passes connections on to an address, until they are cut."""

    def __init__(self, address: str) -> None:
        host, port = address.rsplit(":", 1)
        self._behind = (host, int(port))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._sockets: list[socket.socket] = []
        self.connections = 0
        #: The next answer that comes is not passed on: its connection is cut instead.
        self.swallows = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection(self._behind)
            self._sockets += [near, far]
            self.connections += 1
            threading.Thread(target=self._pump, args=(near, far, False), daemon=True).start()
            threading.Thread(target=self._pump, args=(far, near, True), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, answers: bool) -> None:
        try:
            while taken := source.recv(65536):
                if answers and self.swallows.is_set():
                    self.swallows.clear()
                    break
                sink.sendall(taken)
        except OSError:
            pass  # It was cut.
        _shut(source)
        _shut(sink)

    def cut(self) -> None:
        """Ends every connection; new ones are taken."""
        while self._sockets:
            _shut(self._sockets.pop())

    def close(self) -> None:
        self._listener.close()
        self.cut()


def _shut(one: socket.socket) -> None:
    try:
        one.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # The other side was quicker.


class World:
    """One daemon for all tests that leave it running."""

    program: pathlib.Path

    @functools.cached_property
    def daemon(self) -> Daemon:
        return Daemon(self.program)

    @functools.cached_property
    def client(self) -> Client:
        return Client(self.daemon.address)

    @functools.cached_property
    def applying(self) -> job_pb2.Job:
        """A job that brings up the contact centre; it takes a minute until the instance is there."""
        return start(self.client)

    @functools.cached_property
    def applied(self) -> job_pb2.Job:
        """The same job when it is done."""
        return self.client.wait(self.applying)


def start(client: Client) -> job_pb2.Job:
    """Starts the apply of the contact centre."""
    request = centers.ApplyContactCenterRequest(target=TARGET, spec=client.spec(CENTER))
    job: job_pb2.Job = client.contact_centers.ApplyContactCenter(request)
    return job


WORLD = World()
