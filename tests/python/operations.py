"""Which operation of AWS a request is of, by the published models of botocore."""

import functools
import re
import urllib.parse

import botocore.session


def operation(service, method, path, headers, body):
    """Its name. A service is called as it signs."""
    target = headers.get("x-amz-target", "").rpartition(".")[2]
    if target:
        return target
    where = urllib.parse.urlsplit(path)
    asked = set(urllib.parse.parse_qs(where.query, keep_blank_values=True))
    found = [(len(fixed), -len(name), name) for name, verb, pattern, fixed in places(service)
             if verb == method and fixed <= asked and pattern.fullmatch(where.path)]
    # A service that has one place for all says it in the form. Of those of one place in S3 the plainest is meant.
    named = urllib.parse.parse_qs(body.decode()).get("Action") if len(found) > 1 and where.path == "/" else None
    return named[0] if named else max(found, default=(0, 0, ""))[2]


@functools.lru_cache
def places(service):
    """The name, method, path and fixed words of the query of each operation of a service."""
    loader = botocore.session.get_session().get_component("data_loader")
    model = loader.load_service_model(service, "service-2")
    return [(name, *place(it["http"])) for name, it in model["operations"].items()] if service else []


def place(told):
    """Method, path and fixed words of the query, of what a model says."""
    path, _, query = told["requestUri"].partition("?")
    parts = re.split(r"(\{[^}]+\})", path.rstrip("/") or "/")
    pattern = "".join(re.escape(part) if not part.startswith("{") else (".+" if "+}" in part else "[^/]+")
                      for part in parts)
    fixed = set(urllib.parse.parse_qs(query, keep_blank_values=True)) - {"x-id"}
    return told["method"], re.compile(pattern + "/?"), fixed
