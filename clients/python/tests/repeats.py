"""How calls are repeated, seen by a server that refuses them."""

import asyncio
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest
from concurrent import futures

import grpc
from google.protobuf import any_pb2
from google.rpc import error_details_pb2, status_pb2

import trunkline
from trunkline.v1 import contact_center_service_pb2 as centers
from trunkline.v1 import contact_center_service_pb2_grpc as stubs
from trunkline.v1 import job_pb2

REQUEST = centers.PlanContactCenterRequest(target="targets/local")
LOADED = grpc.StatusCode.RESOURCE_EXHAUSTED
AWAY = grpc.StatusCode.UNAVAILABLE


class Refusal(grpc.Status):
    """A status with its details."""

    def __init__(self, code, retry_seconds=None):
        details = [error_details_pb2.ErrorInfo(reason="OVERLOADED", domain="trunkline.v1")]
        if retry_seconds is not None:
            retry = error_details_pb2.RetryInfo()
            retry.retry_delay.FromNanoseconds(int(retry_seconds * 1e9))
            details.append(retry)
        status = status_pb2.Status(code=code.value[0], message="not now")
        for detail in details:
            status.details.append(any_pb2.Any())
            status.details[-1].Pack(detail)
        self.code, self.details = code, status.message
        self.trailing_metadata = (("grpc-status-details-bin", status.SerializeToString()),)


class Refusing(stubs.ContactCenterServiceServicer):
    """Refuses a call as often as there are refusals."""

    def __init__(self, *refusals):
        self._refusals = list(refusals)
        #: When each attempt came, and with which `request_id`.
        self.times, self.request_ids = [], []

    def PlanContactCenter(self, request, context):
        self.times.append(time.monotonic())
        self.request_ids.append(request.request_id)
        if self._refusals:
            context.abort_with_status(self._refusals.pop(0))
        return job_pb2.Job(name="jobs/of-a-test")


class Repeats(unittest.TestCase):
    def serve(self, servicer, credentials=None):
        """Serves; answers where."""
        server = grpc.server(futures.ThreadPoolExecutor(2))
        stubs.add_ContactCenterServiceServicer_to_server(servicer, server)
        free = "localhost:0"
        port = server.add_secure_port(free, credentials) if credentials else server.add_insecure_port(free)
        server.start()
        self.addCleanup(lambda: server.stop(None).wait())
        return f"localhost:{port}"

    def plan(self, servicer, **manner):
        with trunkline.Client(self.serve(servicer), **manner) as client:
            return client.contact_centers.PlanContactCenter(REQUEST)

    def plan_async(self, servicer):
        async def plan():
            async with trunkline.AsyncClient(self.serve(servicer)) as client:
                return await client.contact_centers.PlanContactCenter(REQUEST)

        return asyncio.run(plan())

    def test_a_call_comes_again_when_it_is_told_to(self):
        for plan in (self.plan, self.plan_async):
            servicer = Refusing(Refusal(LOADED, 0.5), Refusal(LOADED, 0.1))
            self.assertEqual(plan(servicer).name, "jobs/of-a-test")
            first, second, third = servicer.times
            self.assertGreaterEqual(second - first, 0.5)
            self.assertGreaterEqual(third - second, 0.1)

    def test_the_request_id_stays_the_same(self):
        for plan in (self.plan, self.plan_async):
            servicer = Refusing(Refusal(AWAY), Refusal(AWAY, 0.1))
            plan(servicer)
            self.assertEqual(len(servicer.request_ids), 3)
            self.assertEqual(len(set(servicer.request_ids)), 1)
            self.assertTrue(servicer.request_ids[0])

    def test_what_will_not_pass_is_not_repeated(self):
        for code in (LOADED, grpc.StatusCode.INTERNAL, grpc.StatusCode.FAILED_PRECONDITION):
            servicer = Refusing(Refusal(code))
            with self.assertRaises(trunkline.TrunklineError) as caught:
                self.plan(servicer)
            self.assertIs(caught.exception.code, code)
            self.assertIsNone(caught.exception.retry_after)
            self.assertEqual(caught.exception.request_id, servicer.request_ids[0])
            self.assertEqual(len(servicer.times), 1)

    def test_nobody_waits_beyond_the_deadline(self):
        servicer, began = Refusing(Refusal(LOADED, 60)), time.monotonic()
        with self.assertRaises(trunkline.ResourceExhausted) as caught:
            self.plan(servicer, timeout=5)
        self.assertLess(time.monotonic() - began, 5)
        self.assertEqual((caught.exception.reason, caught.exception.retry_after), ("OVERLOADED", 60))

    def test_attempts_are_counted(self):
        servicer = Refusing(*[Refusal(LOADED, 0)] * 5)
        with self.assertRaises(trunkline.ResourceExhausted):
            self.plan(servicer, retry=trunkline.Retry(attempts=3, first_seconds=0.01))
        self.assertEqual(len(servicer.times), 3)

    @unittest.skipUnless(shutil.which("openssl"), "openssl is not installed")
    def test_calls_travel_over_tls(self):
        key, certificate = self.own_certificate()
        address = self.serve(Refusing(), grpc.ssl_server_credentials([(key, certificate)]))
        trusted = grpc.ssl_channel_credentials(certificate)
        for endpoint in (address, f"https://{address}"):
            with trunkline.Client(endpoint, credentials=trusted) as client:
                client.contact_centers.PlanContactCenter(REQUEST)

    def own_certificate(self):
        """A key and a certificate for `localhost` that nobody else has signed."""
        with tempfile.TemporaryDirectory() as folder:
            key, certificate = pathlib.Path(folder, "key.pem"), pathlib.Path(folder, "certificate.pem")
            words = ["-x509", "-nodes", "-newkey", "rsa:2048", "-subj", "/CN=localhost", "-days", "1"]
            name = ["-addext", "subjectAltName=DNS:localhost"]
            subprocess.run(
                ["openssl", "req", *words, *name, "-keyout", key, "-out", certificate],
                check=True,
                capture_output=True,
            )
            return key.read_bytes(), certificate.read_bytes()
