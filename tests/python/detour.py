"""The way to a server of others, which goes round what that one lacks.

Every request is put to the server. Where a gap of it is known, the server has to answer as it is known to:
one that has learned is told, so that the list of gaps shrinks. Then somebody else answers in its place.
"""

import http.client
import http.server
import json
import re
import threading

from operations import operation

# What a hop says to a hop.
HOPS = {"connection", "content-length", "date", "server", "transfer-encoding"}


class Gap:
    """What a server lacks: how it answers, and who answers instead.

    `said` is what the status and body of its answer have; `instead` takes the request and gives a status,
    headers and a body, or is `None` where the caller is to see what the server said.
    """

    def __init__(self, said, instead=None):
        self.said, self.instead = said, instead

    def is_as_known(self, status, body):
        return re.search(self.said, f"{status} {body.decode(errors='replace')}", re.DOTALL) is not None


class Request:
    """A request to AWS, and which operation it is of."""

    def __init__(self, method, path, headers, body):
        self.method, self.path, self.headers, self.body = method, path, dict(headers), body
        scope = re.search(r"Credential=[^/]+/[^/]+/[^/]+/([^/]+)/", self.headers.get("authorization", ""))
        self.service = scope.group(1) if scope else ""
        self.operation = operation(self.service, method, path, self.headers, body)

    @property
    def name(self):
        """Service and operation."""
        return f"{self.service}.{self.operation}"

    def put_to(self, address):
        """What a server at HOST:PORT answers: status, headers, body."""
        headers = {**self.headers, "connection": "close"}
        connection = http.client.HTTPConnection(address, timeout=60)
        try:
            connection.request(self.method, self.path, self.body, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()

    def in_name_of(self, account):
        """The same by the key of an account, as the simulator reads it: nobody there checks who signed."""
        headers = {name: value for name, value in self.headers.items() if name != "x-amz-security-token"}
        signed = re.sub(r"Credential=[^/]+", f"Credential={account}", headers["authorization"])
        return Request(self.method, self.path, {**headers, "authorization": signed}, self.body)

    def with_body(self, body):
        """The same with another body."""
        return Request(self.method, self.path, {**self.headers, "content-length": str(len(body))}, body)


class Detour:
    """Serves the way to the server at HOST:PORT. Gaps have names such as `ram.ListResources`."""

    def __init__(self, address, gaps):
        self.address, self.gaps = address, gaps
        self.calls, self.learned, self.lock = [], [], threading.Lock()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler(self))
        self.endpoint = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, request):
        """What the server says to a request, or who stands in for it."""
        status, headers, body = request.put_to(self.address)
        gap = self.gaps.get(request.name)
        with self.lock:
            self.calls.append((request.name, status))
            if gap and not gap.is_as_known(status, body):
                self.learned.append((request.name, status, body[:200]))
        if gap and gap.instead:
            return gap.instead(request)
        return status, headers, body

    def began_anew(self):
        """The calls since the last time: names and the statuses of answers."""
        with self.lock:
            calls, self.calls = self.calls, []
        return calls


def handler(detour):
    """What hands the requests of connections on."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one(self):
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, said, body = detour.answer(Request(self.command, self.path, headers, body))
            self.send_response_only(status)
            for name, value in said:
                if name.lower() not in HOPS:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = handle_one

        def log_message(self, *_):  # pylint: disable=arguments-differ
            """Nobody reads it."""

    return Handler


def at(address, account):
    """Another server answers, in the name of an account."""
    return lambda request: request.in_name_of(account).put_to(address)


def fixed(body):
    """One answer to everything."""
    return lambda _: (200, [("content-type", "application/json")], json.dumps(body).encode())
