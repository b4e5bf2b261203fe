"""Every method of every service is called, blocking and with asyncio."""

from __future__ import annotations

import asyncio
import importlib
import pathlib
import unittest

from google.protobuf import message

import trunkline
from trunkline import v1
from trunkline.v1 import job_pb2

from requests_of import EXPECTED, Requests
from world import WORLD

#: The attribute of a client that has a service.
ATTRIBUTES = {
    "AgentService": "agents",
    "AnalyticsShareService": "analytics_shares",
    "ContactCenterService": "contact_centers",
    "DocumentService": "documents",
    "FlowService": "flows",
    "GovernanceService": "governance",
    "JobService": "jobs",
    "PlanService": "plans",
    "RegionService": "regions",
    "TargetService": "targets",
}


def services():
    """The services of the API, out of the descriptors of all generated files."""
    for path in sorted(pathlib.Path(v1.__path__[0]).glob("*_pb2.py")):
        module = importlib.import_module(f"trunkline.v1.{path.stem}")
        yield from module.DESCRIPTOR.services_by_name.values()


METHODS = [f"{service.name}.{method.name}" for service in services() for method in service.methods]


class Blocking:
    """Makes calls with `Client`."""

    def __enter__(self):
        self._client = trunkline.Client(WORLD.daemon.address)
        return self

    def __exit__(self, *_):
        self._client.close()

    def answer(self, method, request):
        """The answer, a list of them where it is a stream."""
        service, name = method.split(".")
        answer = getattr(getattr(self._client, ATTRIBUTES[service]), name)(request)
        return answer if isinstance(answer, message.Message) else list(answer)


class WithAsyncio:
    """Makes calls with `AsyncClient`."""

    def __enter__(self):
        self._loop = asyncio.new_event_loop()
        self._client = self._loop.run_until_complete(self._made())
        return self

    async def _made(self):
        return trunkline.AsyncClient(WORLD.daemon.address)

    def __exit__(self, *_):
        self._loop.run_until_complete(self._client.close())
        self._loop.close()

    def answer(self, method, request):
        return self._loop.run_until_complete(self._answer(method, request))

    async def _answer(self, method, request):
        service, name = method.split(".")
        call = getattr(getattr(self._client, ATTRIBUTES[service]), name)(request)
        return [part async for part in call] if hasattr(call, "__aiter__") else await call


class EveryMethod(unittest.TestCase):
    def test_none_is_left_out(self):
        self.assertEqual(sorted(METHODS), sorted(EXPECTED))
        self.assertEqual({method.split(".")[0] for method in METHODS}, set(ATTRIBUTES))

    def test_each_answers_a_blocking_caller(self):
        self.call_all(Blocking())

    def test_each_answers_a_caller_with_asyncio(self):
        self.call_all(WithAsyncio())

    def call_all(self, caller):
        self.assertEqual(WORLD.applied.state, job_pb2.Job.STATE_SUCCEEDED)
        with caller:
            requests = Requests(caller)
            for method, expected in EXPECTED.items():
                with self.subTest(method=method):
                    self.call(caller, method, requests.of(method), expected)

    def call(self, caller, method, request, expected):
        """`expected` is the kind of the answer, or the reason of a refusal."""
        if isinstance(expected, str):
            with self.assertRaises(trunkline.TrunklineError) as caught:
                caller.answer(method, request)
            self.assertEqual(caught.exception.reason, expected, caught.exception)
            return
        answer = caller.answer(method, request)
        for part in answer if isinstance(answer, list) else [answer]:
            self.assertIsInstance(part, expected)
        self.assertTrue(answer)
