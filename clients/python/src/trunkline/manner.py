"""In what manner calls are made; the same for both clients."""

from __future__ import annotations

import dataclasses
import time
import uuid
from dataclasses import dataclass
from typing import TypeVar

from google.protobuf.message import Message

from trunkline.headers import HeaderSource
from trunkline.retry import ONCE, TIMEOUT_SECONDS, Patience, Retry

M = TypeVar("M", bound=Message)


@dataclass(frozen=True)
class Manner:
    """What holds for every call of a client, unless the call says otherwise."""

    #: How many seconds a call may take with all its repeats.
    timeout: float = TIMEOUT_SECONDS
    #: How often it is made.
    retry: Retry = dataclasses.field(default_factory=Retry)
    #: What travels beside each request.
    headers: HeaderSource | None = None

    def once(self) -> Manner:
        """The same without repeats."""
        return dataclasses.replace(self, retry=ONCE)

    def patience(self, timeout: float | None, *, repeatable: bool = True) -> Patience:
        """For one call, from now on."""
        ends = time.monotonic() + (self.timeout if timeout is None else timeout)
        return Patience(self.retry if repeatable else ONCE, ends)


def identified(request: M) -> tuple[M, str]:
    """The request with its `request_id`, which stays the same however often it is sent.

    A new one is put into a copy: a caller who sends one message twice asks for two things.
    """
    if "request_id" not in request.DESCRIPTOR.fields_by_name:
        return request, ""
    if given := str(getattr(request, "request_id", "")):
        return request, given
    copy = type(request)()
    copy.CopyFrom(request)
    fresh = str(uuid.uuid4())
    setattr(copy, "request_id", fresh)  # noqa: B010 - the name is known at run time alone
    return copy, fresh
