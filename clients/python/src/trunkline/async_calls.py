"""The same calls for `asyncio`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable
from typing import Any, Generic, TypeVar, cast

import grpc
from google.protobuf.message import Message

from trunkline.errors import error_of
from trunkline.headers import Headers, headers_of
from trunkline.manner import Manner, identified
from trunkline.retry import Patience

A = TypeVar("A")


class AsyncCalls:
    """Takes the place of a channel: the stubs that are made of it make their calls in this manner."""

    def __init__(self, channel: grpc.aio.Channel, manner: Manner) -> None:
        self._channel = channel
        self._manner = manner

    def unary_unary(self, method: str, *ways: Any, **options: Any) -> AsyncUnaryCall:
        return AsyncUnaryCall(self._channel.unary_unary(method, *ways, **options), self._manner)

    def unary_stream(self, method: str, *ways: Any, **options: Any) -> AsyncStreamCall:
        return AsyncStreamCall(self._channel.unary_stream(method, *ways, **options), self._manner)

    def stream_unary(self, method: str, *ways: Any, **options: Any) -> AsyncUploadCall:
        return AsyncUploadCall(self._channel.stream_unary(method, *ways, **options), self._manner)

    def as_channel(self) -> grpc.aio.Channel:
        """What the generated stubs take."""
        return cast(grpc.aio.Channel, self)


class AsyncUnaryCall:
    """A method that takes one message and answers one."""

    def __init__(self, method: Any, manner: Manner) -> None:
        self._method = method
        self._manner = manner

    async def __call__(
        self, request: Message, timeout: float | None = None, metadata: Headers | None = None, **options: Any
    ) -> Any:
        """`timeout` is in seconds, for the call with all its repeats."""
        request, request_id = identified(request)

        def attempt(seconds: float | None) -> Awaitable[Any]:
            headers = headers_of(metadata, self._manner.headers)
            call = self._method(request, timeout=seconds, metadata=tuple(headers), **options)
            return cast(Awaitable[Any], call)

        return await repeated(attempt, self._manner.patience(timeout), request_id)


class AsyncUploadCall:
    """A method that takes many messages and answers one.

    It is repeated where its messages can be gone through again: a list can, a generator cannot.
    """

    def __init__(self, method: Any, manner: Manner) -> None:
        self._method = method
        self._manner = manner

    async def __call__(
        self,
        request_iterator: Iterable[Message] | AsyncIterable[Message],
        timeout: float | None = None,
        metadata: Headers | None = None,
        **options: Any,
    ) -> Any:
        """`timeout` is in seconds, for the call with all its repeats."""
        messages = request_iterator
        repeatable = isinstance(messages, Iterable) and iter(messages) is not messages

        def attempt(seconds: float | None) -> Awaitable[Any]:
            headers = headers_of(metadata, self._manner.headers)
            call = self._method(messages, timeout=seconds, metadata=tuple(headers), **options)
            return cast(Awaitable[Any], call)

        return await repeated(attempt, self._manner.patience(timeout, repeatable=repeatable), "")


class AsyncStreamCall:
    """A method that takes one message and answers many."""

    def __init__(self, method: Any, manner: Manner) -> None:
        self._method = method
        self._manner = manner

    def __call__(
        self, request: Message, timeout: float | None = None, metadata: Headers | None = None, **options: Any
    ) -> AsyncStream[Any]:
        """Never repeated; without `timeout` it has no deadline."""
        headers = headers_of(metadata, self._manner.headers)
        return AsyncStream(self._method(request, timeout=timeout, metadata=tuple(headers), **options))


class AsyncStream(Generic[A]):
    """The messages of an answer, as they come."""

    def __init__(self, call: Any) -> None:
        self._call = call
        self._messages: AsyncIterator[A] = call.__aiter__()

    def __aiter__(self) -> AsyncIterator[A]:
        return self

    async def __anext__(self) -> A:
        try:
            return await self._messages.__anext__()
        except grpc.RpcError as refused:
            raise error_of(cast(Any, refused)) from refused

    def cancel(self) -> None:
        """Ends the call: whoever waits for a message gets `asyncio.CancelledError`."""
        self._call.cancel()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._call, name)


async def repeated(
    attempt: Callable[[float | None], Awaitable[A]], patience: Patience, request_id: str
) -> A:
    """The answer of the first attempt that has one; else the error of the last."""
    while True:
        try:
            return await attempt(patience.seconds_left)
        except grpc.RpcError as refused:
            error = error_of(cast(Any, refused), request_id)
            wait = patience.wait(error) if error.may_pass else None
            if wait is None:
                raise error from refused
        await asyncio.sleep(wait)
