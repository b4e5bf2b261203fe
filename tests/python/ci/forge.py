"""A stand-in for what GitHub and GitLab answer over HTTP: comments, pictures, and a place for the programs.

It is as strict as they are where the pipelines could get it wrong: who may write what, and that what is referred to
is there.
"""

import base64
import email.parser
import email.policy
import hashlib
import http.server
import json
import re
import threading
import urllib.parse

ISSUE = re.compile(r"issues/(?P<number>\d+)/comments")
UPLOADS = "uploads"


class Refused(Exception):
    """A status other than success."""

    def __init__(self, status, why):
        super().__init__(why)
        self.status = status


class Forge:
    """Answers on a port of its own until it is left."""

    def __init__(self, programs):
        self.programs = programs
        self.objects, self.refs, self.comments, self.uploads = {}, {}, {}, {}
        self.writers = {}         # token -> what it may write
        handler = type("Handler", (Handler,), {"forge": self})
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = "http://127.0.0.1:{}".format(self.server.server_address[1])
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def token(self, *parts):
        """A token that may write these parts of the project."""
        token = "token-" + "-".join(parts)
        self.writers[token] = set(parts)
        return token

    def of_request(self, number):
        """The comments of a request, oldest first."""
        return [body for at, body in self.comments.values() if at == number]

    # === GitHub ===

    def github(self, method, path, body):
        if method in ("POST", "PATCH", "DELETE") and path.startswith("git/"):
            return self.git(method, path[len("git/"):], body)
        issue = ISSUE.fullmatch(path)
        if issue and method == "GET":
            return [{"id": it, "body": text} for it, (at, text) in self.comments.items() if at == issue["number"]]
        if issue and method == "POST":
            return self.written(len(self.comments) + 1, issue["number"], body["body"])
        if method == "PATCH" and path.startswith("issues/comments/"):
            it = int(path.rsplit("/", 1)[1])
            return self.written(it, self.comments[it][0], body["body"])
        raise Refused(404, path)

    def git(self, method, path, body):
        if path in ("blobs", "trees", "commits"):
            needed = [body["tree"]] if path == "commits" else [
                entry["sha"] for entry in body["tree"]] if path == "trees" else []
            if not all(it in self.objects for it in needed):
                raise Refused(422, f"{path} without {needed}")
            sha = hashlib.sha1(json.dumps(body, sort_keys=True).encode()).hexdigest()
            self.objects[sha] = body
            return {"sha": sha}
        ref = body["ref"] if path == "refs" else path
        if path == "refs" and ref in self.refs or path != "refs" and f"{ref}" not in self.refs:
            raise Refused(422, f"the reference {ref} is there, or is not")
        if method == "DELETE":
            return self.refs.pop(ref)
        if body["sha"] not in self.objects:
            raise Refused(422, "no such commit")
        self.refs[ref] = body["sha"]
        return {"ref": ref}

    def picture(self, commit, name):
        """A file of the repository, as long as a branch leads to it."""
        if commit not in self.refs.values():
            raise Refused(404, commit)
        tree = self.objects[self.objects[commit]["tree"]]["tree"]
        [blob] = [entry["sha"] for entry in tree if entry["path"] == name]
        return base64.b64decode(self.objects[blob]["content"])

    # === GitLab ===

    def gitlab(self, method, path, body):
        if path == UPLOADS and method == "POST":
            name, content = body
            at = f"/{UPLOADS}/{hashlib.sha1(content).hexdigest()}/{urllib.parse.quote(name)}"
            self.uploads[at] = content
            return {"markdown": f"![{name}]({at})"}
        notes = re.fullmatch(r"merge_requests/(\d+)/notes(?:/(\d+))?", path)
        if notes and method == "GET":
            return [{"id": it, "body": text} for it, (at, text) in self.comments.items() if at == notes[1]]
        if notes and (method == "POST") != bool(notes[2]):
            return self.written(int(notes[2] or len(self.comments) + 1), notes[1], body["body"])
        raise Refused(404, path)

    def written(self, it, number, text):
        if len(text) > 65536:
            raise Refused(422, "body is too long")
        self.comments[it] = (number, text)
        return {"id": it, "html_url": f"{self.url}/comments/{it}"}


class Handler(http.server.BaseHTTPRequestHandler):
    """One call."""

    forge = None

    def answer(self):
        try:
            found = self.found()
            status = 200
        except Refused as refused:
            status, found = refused.status, {"message": str(refused)}
        content = found if isinstance(found, bytes) else json.dumps(found).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

    def found(self):
        path = urllib.parse.unquote(urllib.parse.urlparse(self.path).path)
        picture = re.fullmatch(r"/[\w-]+/[\w-]+/blob/(\w+)/(.+)", path)
        if path == "/programs.tar.gz":
            return self.forge.programs
        if picture:
            return self.forge.picture(picture[1], picture[2])
        if path.startswith(f"/{UPLOADS}/"):
            return self.forge.uploads[urllib.parse.urlparse(self.path).path]
        body = self.body()
        if path.startswith("/api/v3/repos/"):
            inside = path.split("/", 6)[6]
            self.may("contents" if inside.startswith("git/") else "pull-requests",
                     self.headers.get("Authorization", "").removeprefix("Bearer "))
            return self.forge.github(self.command, inside, body)
        if path.startswith("/api/v4/projects/"):
            self.may("api", self.headers.get("PRIVATE-TOKEN"))
            return self.forge.gitlab(self.command, path.split("/", 5)[5], body)
        raise Refused(404, path)

    def may(self, part, token):
        if part not in self.forge.writers.get(token, ()):
            raise Refused(403, f"not accessible by this token: {part}")

    def body(self):
        """JSON, a form, or the name and content of an upload."""
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kind = self.headers.get("Content-Type", "")
        if kind.startswith("multipart/"):
            parser = email.parser.BytesParser(policy=email.policy.HTTP)
            [part] = parser.parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + content).iter_parts()
            return part.get_filename(), part.get_content().encode() if part.get_content_maintype() == "text" \
                else part.get_payload(decode=True)
        if kind.startswith("application/x-www-form-urlencoded"):
            return {name: values[0] for name, values in urllib.parse.parse_qs(content.decode()).items()}
        return json.loads(content) if content else None

    def log_message(self, *_):
        pass
