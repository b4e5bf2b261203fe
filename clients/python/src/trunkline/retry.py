"""How long a call may take, and how often and after what time it is made again."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass

from trunkline.errors import TrunklineError

#: How many seconds a call may take with all its repeats, where its caller does not say.
TIMEOUT_SECONDS = 30.0


@dataclass(frozen=True)
class Retry:
    """How often a call is made that may succeed when it is made again, and how long to wait between.

    Every call may be sent twice: those that start work carry a `request_id`, the others only read.
    """

    #: How often it is made at most.
    attempts: int = 8
    #: How many seconds to wait at most before the first repeat; the wait doubles from then on.
    first_seconds: float = 0.25
    #: The longest wait, except where the daemon asks for a longer one.
    longest_seconds: float = 5.0


#: A call is made once.
ONCE = Retry(attempts=1)
#: A job outlives the daemon: about two minutes in which nothing is heard of it.
FOLLOWING = Retry(attempts=20, first_seconds=0.25, longest_seconds=10.0)


class Patience:
    """What is left of the patience with one call.

    `ends` is the moment of `time.monotonic` at which it is over; `None` is never.
    """

    def __init__(self, retry: Retry, ends: float | None = None) -> None:
        self._retry = retry
        self._ends = ends
        self._made = 0

    @property
    def seconds_left(self) -> float | None:
        """Until the end; never less than 0."""
        return None if self._ends is None else max(0.0, self._ends - time.monotonic())

    def wait(self, error: TrunklineError) -> float | None:
        """How many seconds to wait before the next attempt, at least as long as the daemon asks for.

        `None` when it is enough, or when the end would come first.
        """
        self._made += 1
        if self._made >= self._retry.attempts:
            return None
        grown: float = self._retry.first_seconds * 2 ** (self._made - 1)
        # Callers that were refused together do not come back together.
        wait = random.uniform(0.5, 1.0) * min(grown, self._retry.longest_seconds) + (error.retry_after or 0.0)
        left = self.seconds_left
        return wait if left is None or wait < left else None
