"""What travels beside each request: the trace that it is part of, and what the caller adds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

#: The metadata of a call: names in small letters, values of which only those of names in `-bin` are bytes.
Headers: TypeAlias = Iterable[tuple[str, str | bytes]]
#: Asked for each attempt of each call. Says who calls where a proxy does not, for example.
HeaderSource: TypeAlias = Callable[[], Headers]

_TRACE: ContextVar[tuple[tuple[str, str], ...]] = ContextVar("trunkline_trace", default=())


@contextmanager
def trace(traceparent: str, tracestate: str = "") -> Iterator[None]:
    """Makes the calls inside part of a trace, in the form of W3C trace context.

    It wins over the current span of OpenTelemetry, and is kept with the jobs that the calls start.
    """
    headers = [("traceparent", traceparent)]
    if tracestate:
        headers.append(("tracestate", tracestate))
    before = _TRACE.set(tuple(headers))
    try:
        yield
    finally:
        _TRACE.reset(before)


def headers_of(given: Headers | None, source: HeaderSource | None) -> Sequence[tuple[str, str | bytes]]:
    """All metadata of a call: what it was given itself, what the client adds, and the trace."""
    headers = [*(given or ()), *(source() if source else ())]
    if all(name != "traceparent" for name, _ in headers):
        headers.extend(_TRACE.get() or _current_span())
    return headers


def _current_span() -> Headers:
    try:
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
    except ImportError:
        return ()
    carrier: dict[str, str] = {}
    TraceContextTextMapPropagator().inject(carrier)
    return tuple(carrier.items())
