"""The client of Trunkline, a control plane for Amazon Connect.

`Client` and `AsyncClient` have the services of a daemon as attributes; the messages that those take and
answer are in `trunkline.v1`.
"""

from trunkline.async_client import AsyncClient
from trunkline.async_watching import AsyncWatch
from trunkline.client import Client
from trunkline.errors import (
    Cancelled,
    DeadlineExceeded,
    FailedPrecondition,
    Finding,
    InvalidArgument,
    JobFailed,
    NotFound,
    PermissionDenied,
    ResourceExhausted,
    TrunklineError,
    Unavailable,
    Unimplemented,
    Violation,
)
from trunkline.headers import trace
from trunkline.jobs import is_at_rest
from trunkline.retry import Retry
from trunkline.watching import Watch

__all__ = [
    "AsyncClient",
    "AsyncWatch",
    "Cancelled",
    "Client",
    "DeadlineExceeded",
    "FailedPrecondition",
    "Finding",
    "InvalidArgument",
    "JobFailed",
    "NotFound",
    "PermissionDenied",
    "ResourceExhausted",
    "Retry",
    "TrunklineError",
    "Unavailable",
    "Unimplemented",
    "Violation",
    "Watch",
    "is_at_rest",
    "trace",
]
