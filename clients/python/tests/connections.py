"""What becomes of calls whose way to the daemon breaks, and what travels with them."""

import asyncio
import importlib.util
import unittest

import grpc

import trunkline
from trunkline.v1 import contact_center_service_pb2 as centers
from trunkline.v1 import job_pb2, target_service_pb2
from trunkline.v1 import job_service_pb2 as jobs

from world import CENTER, TARGET, WORLD, Daemon, Proxy

TARGETS = target_service_pb2.ListTargetsRequest()
NAMES = ["targets/consumer", "targets/local", "targets/local-us"]


class Attempts:
    """Is asked before each attempt; does something before the second."""

    def __init__(self, before_second):
        self.made = 0
        self._before_second = before_second

    def __call__(self):
        self.made += 1
        if self.made == 2:
            self._before_second()
        return ()


def names(answer):
    return sorted(target.name for target in answer.targets)


class Connections(unittest.TestCase):
    def setUp(self):
        self.daemon = Daemon(WORLD.program)
        self.addCleanup(self.daemon.remove)

    def test_a_call_finds_the_daemon_that_was_started_again(self):
        attempts = Attempts(self.daemon.start)
        with trunkline.Client(self.daemon.address, headers=attempts) as client:
            self.daemon.kill()
            self.assertEqual(names(client.targets.ListTargets(TARGETS)), NAMES)
        self.assertGreaterEqual(attempts.made, 2)

    def test_a_call_of_asyncio_does_too(self):
        attempts = Attempts(self.daemon.start)

        async def ask():
            async with trunkline.AsyncClient(self.daemon.address, headers=attempts) as client:
                return await client.targets.ListTargets(TARGETS)

        self.daemon.kill()
        self.assertEqual(names(asyncio.run(ask())), NAMES)
        self.assertGreaterEqual(attempts.made, 2)

    def test_a_job_is_told_of_by_the_daemon_that_was_started_again(self):
        with trunkline.Client(self.daemon.address) as client:
            spec = client.spec(CENTER)
            job = client.contact_centers.ApplyContactCenter(
                centers.ApplyContactCenterRequest(target=TARGET, spec=spec)
            )
            watch, told = client.watch(job), []
            for event in watch:
                told.append(event.number)
                if event.WhichOneof("event") == "step_started":
                    break
            self.daemon.kill()
            self.daemon.start()
            told += [event.number for event in watch]
            at_rest = client.wait(job)
            # The simulated AWS went with the daemon.
            self.assertEqual(at_rest.error.reason, "SIMULATOR_RESET")
            self.assertEqual(told, list(range(1, at_rest.last_event + 1)))

    def test_attempts_end(self):
        self.daemon.kill()
        with trunkline.Client(self.daemon.address, retry=trunkline.Retry(attempts=2)) as client:
            with self.assertRaises(trunkline.Unavailable) as caught:
                client.targets.ListTargets(TARGETS)
        self.assertIs(caught.exception.code, grpc.StatusCode.UNAVAILABLE)
        self.assertIsInstance(caught.exception, ConnectionError)

    def test_the_deadline_ends_attempts(self):
        self.daemon.kill()
        with trunkline.Client(self.daemon.address, timeout=0.5) as client:
            with self.assertRaises((trunkline.Unavailable, trunkline.DeadlineExceeded)):
                client.targets.ListTargets(TARGETS)

    def test_a_request_whose_answer_is_lost_starts_one_job(self):
        proxy = Proxy(self.daemon.address)
        self.addCleanup(proxy.close)
        with trunkline.Client(proxy.address) as client:
            spec = client.spec(CENTER)
            client.targets.ListTargets(TARGETS)
            proxy.swallows.set()
            job = client.contact_centers.PlanContactCenter(
                centers.PlanContactCenterRequest(target=TARGET, spec=spec)
            )
            self.assertEqual(proxy.connections, 2)
            listed = client.jobs.ListJobs(jobs.ListJobsRequest()).jobs
        self.assertEqual([one.name for one in listed], [job.name])

    def test_what_the_caller_adds_travels_along(self):
        given = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        with trunkline.Client(self.daemon.address) as client:
            with trunkline.trace(given, "a=b"):
                job = self.planned(client)
            self.assertEqual(trace_id(job), given.split("-")[1])
            other = given.replace("0af7", "1bf8")
            request = centers.PlanContactCenterRequest(target=TARGET, spec=client.spec(CENTER))
            job = client.contact_centers.PlanContactCenter(request, metadata=[("traceparent", other)])
            self.assertEqual(trace_id(job), other.split("-")[1])

    @unittest.skipUnless(importlib.util.find_spec("opentelemetry"), "opentelemetry-api is not installed")
    def test_the_current_span_travels_along(self):
        from opentelemetry import trace

        context = trace.SpanContext(0x1234, 0x5678, is_remote=False, trace_flags=trace.TraceFlags(1))
        with trunkline.Client(self.daemon.address) as client:
            with trace.use_span(trace.NonRecordingSpan(context)):
                job = self.planned(client)
        self.assertEqual(trace_id(job), f"{0x1234:032x}")

    def planned(self, client):
        request = centers.PlanContactCenterRequest(target=TARGET, spec=client.spec(CENTER))
        return client.contact_centers.PlanContactCenter(request)

    def test_endpoints_say_whether_they_are_plaintext(self):
        with trunkline.Client(f"http://{self.daemon.address}") as client:
            self.assertEqual(names(client.targets.ListTargets(TARGETS)), NAMES)
        with self.assertRaises(ValueError):
            trunkline.Client(f"http://{self.daemon.address}", credentials=grpc.ssl_channel_credentials())
        # The daemon speaks no TLS by itself.
        retry = trunkline.Retry(attempts=1)
        with trunkline.Client(f"https://{self.daemon.address}", retry=retry) as client:
            with self.assertRaises(trunkline.Unavailable):
                client.targets.ListTargets(TARGETS)


def trace_id(job: job_pb2.Job) -> str:
    """The id of the trace that a job is part of."""
    return job.trace.traceparent.split("-")[1]
