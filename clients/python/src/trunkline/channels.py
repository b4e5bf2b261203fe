"""The way to a daemon."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, TypeAlias

import grpc

#: Where a daemon listens unless it is told otherwise.
ENDPOINT = "127.0.0.1:7420"

Options: TypeAlias = Sequence[tuple[str, Any]]

#: The receive limit stays at the 4 MiB of gRPC.
OPTIONS: Options = (
    # Servers close on clients that ping without data more often than every 5 minutes.
    ("grpc.keepalive_time_ms", 300_000),
    ("grpc.keepalive_timeout_ms", 20_000),
    # A daemon that restarts is there again within seconds; the default waits up to 2 minutes.
    ("grpc.initial_reconnect_backoff_ms", 200),
    ("grpc.min_reconnect_backoff_ms", 5_000),
    ("grpc.max_reconnect_backoff_ms", 2_000),
    # A status lists findings in its header. Beyond the default of 8 KiB headers are refused at random.
    ("grpc.max_metadata_size", 16 << 10),
    ("grpc.absolute_max_metadata_size", 32 << 10),
)


def sync_channel(
    endpoint: str | None, credentials: grpc.ChannelCredentials | None, options: Options
) -> grpc.Channel:
    """A channel to `HOST:PORT`, `http://HOST:PORT` or `https://HOST:PORT`.

    It speaks TLS where there are credentials or the endpoint says so.
    """
    address, secure = _address(endpoint, credentials)
    if secure:
        return grpc.secure_channel(address, secure, options=(*OPTIONS, *options))
    return grpc.insecure_channel(address, options=(*OPTIONS, *options))


def async_channel(
    endpoint: str | None, credentials: grpc.ChannelCredentials | None, options: Options
) -> grpc.aio.Channel:
    """The same for `asyncio`."""
    address, secure = _address(endpoint, credentials)
    if secure:
        return grpc.aio.secure_channel(address, secure, options=(*OPTIONS, *options))
    return grpc.aio.insecure_channel(address, options=(*OPTIONS, *options))


def _address(
    endpoint: str | None, credentials: grpc.ChannelCredentials | None
) -> tuple[str, grpc.ChannelCredentials | None]:
    endpoint = endpoint or os.environ.get("TRUNKLINE_ENDPOINT") or ENDPOINT
    scheme, divider, rest = endpoint.rpartition("://")
    if divider and scheme not in ("http", "https"):
        return endpoint, credentials  # A name of gRPC's own, such as `unix:///run/controld.sock`.
    if scheme == "http" and credentials:
        raise ValueError(f"{endpoint} asks for plaintext, and there are credentials for TLS")
    if scheme == "https" and not credentials:
        credentials = grpc.ssl_channel_credentials()
    return rest.rstrip("/"), credentials
