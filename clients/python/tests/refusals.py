"""What the daemon refuses comes as exceptions that say all of it."""

import asyncio
import unittest
import uuid

import grpc

import trunkline
from trunkline.v1 import contact_center_service_pb2 as centers
from trunkline.v1 import job_service_pb2 as jobs
from trunkline.v1 import spec_pb2

from world import CENTER, TARGET, WORLD

NOBODY = f"jobs/{uuid.uuid4()}"
WRONG = {**CENTER, "queues": [{"name": "Service", "hours": "Ofice"}, {"name": "Sales", "hours": "Never"}]}


class Refusals(unittest.TestCase):
    def plan(self, **members):
        request = centers.PlanContactCenterRequest(**{"target": TARGET, **members})
        return WORLD.client.contact_centers.PlanContactCenter(request)

    def test_what_is_not_there_is_named(self):
        with self.assertRaises(trunkline.NotFound) as caught:
            WORLD.client.jobs.GetJob(jobs.GetJobRequest(name=NOBODY))
        error = caught.exception
        self.assertIs(error.code, grpc.StatusCode.NOT_FOUND)
        self.assertEqual((error.reason, error.metadata["name"]), ("NOT_FOUND", NOBODY))
        self.assertIn("[NOT_FOUND]", str(error))

    def test_asyncio_raises_the_same(self):
        async def ask():
            async with trunkline.AsyncClient(WORLD.daemon.address) as client:
                await client.jobs.GetJob(jobs.GetJobRequest(name=NOBODY))

        with self.assertRaises(trunkline.NotFound) as caught:
            asyncio.run(ask())
        self.assertEqual(caught.exception.metadata["name"], NOBODY)

    def test_all_wrong_fields_are_told_at_once(self):
        with self.assertRaises(trunkline.InvalidArgument) as caught:
            self.plan(target="nowhere", request_id="no-uuid", labels={"Not A Key": ""})
        error = caught.exception
        self.assertEqual(error.reason, "FIELD_INVALID")
        fields = {violation.field.split("[")[0] for violation in error.violations}
        self.assertLessEqual({"target", "request_id", "labels", "spec"}, fields)
        self.assertTrue(all(violation.description for violation in error.violations))
        self.assertEqual(error.request_id, "no-uuid")

    def test_findings_have_their_place_and_remedy(self):
        with self.assertRaises(trunkline.InvalidArgument) as caught:
            self.plan(spec=WORLD.client.spec(WRONG))
        error = caught.exception
        self.assertEqual((error.reason, error.metadata["findings"]), ("SPEC_INVALID", "2"))
        first, second = error.findings
        self.assertEqual((first.file, first.path), ("spec-1.json", "queues[0].hours"))
        self.assertEqual(first.rule, "unknown-name")
        self.assertEqual((second.path, second.rule), ("queues[1].hours", "unknown-name"))
        self.assertGreater(first.line, 1)
        self.assertGreater(first.column, 1)
        self.assertIn('"Ofice"', first.message)
        self.assertIn("Office", first.remedy)

    def test_all_findings_come_with_a_job_that_only_checks(self):
        many = {**CENTER, "queues": [{"name": f"Q{n}", "hours": "Never"} for n in range(200)]}
        spec = WORLD.client.spec(many)
        with self.assertRaises(trunkline.InvalidArgument) as caught:
            self.plan(spec=spec)
        self.assertEqual(caught.exception.metadata["findings"], "200")
        self.assertEqual(str(len(caught.exception.findings)), caught.exception.metadata["shown"])
        checked = self.plan(spec=spec, validate_only=True)
        self.assertEqual(len(trunkline.JobFailed(checked).findings), 200)

    def test_text_and_dict_are_the_same_declaration(self):
        text = "kind: ContactCenter\ninstance: { alias: by-text }\nqueues: [{ name: A, hours: Never }]\n"
        with self.assertRaises(trunkline.InvalidArgument) as caught:
            self.plan(spec=WORLD.client.spec(text))
        (finding,) = caught.exception.findings
        self.assertEqual((finding.file, finding.line, finding.column), ("spec-1.yaml", 3, 28))
        self.assertEqual(str(finding).splitlines()[0].split(": ")[0], "spec-1.yaml:3:28 queues[0].hours")

    def test_a_request_id_is_one_request(self):
        request_id, spec = str(uuid.uuid4()), WORLD.client.spec(CENTER)
        first = self.plan(spec=spec, request_id=request_id)
        self.assertEqual(self.plan(spec=spec, request_id=request_id).name, first.name)
        with self.assertRaises(trunkline.InvalidArgument) as caught:
            self.plan(spec=spec, request_id=request_id, reason="another")
        self.assertEqual(caught.exception.reason, "REQUEST_ID_REUSED")
        self.assertEqual(caught.exception.metadata["job"], first.name)

    def test_each_call_without_one_gets_its_own(self):
        request = centers.PlanContactCenterRequest(target=TARGET, spec=WORLD.client.spec(CENTER))
        first = WORLD.client.contact_centers.PlanContactCenter(request)
        second = WORLD.client.contact_centers.PlanContactCenter(request)
        self.assertNotEqual(first.name, second.name)
        self.assertEqual(uuid.UUID(first.request_id).version, 4)
        self.assertEqual(request.request_id, "")

    def test_contents_above_1_mib_are_refused_inside_a_request(self):
        spec = WORLD.client.spec(CENTER)
        spec.files.append(spec_pb2.SourceFile(path="large.txt", text="x" * (1 << 20)))
        with self.assertRaises(trunkline.InvalidArgument) as caught:
            self.plan(spec=spec)
        self.assertEqual(caught.exception.reason, "FIELD_INVALID")
        self.assertIn("DocumentService", caught.exception.violations[0].description)

    def test_messages_above_4_mib_are_refused(self):
        spec = WORLD.client.spec(CENTER)
        spec.files.append(spec_pb2.SourceFile(path="large.txt", text="x" * (5 << 20)))
        with self.assertRaises(trunkline.ResourceExhausted) as caught:
            self.plan(spec=spec)
        self.assertEqual(caught.exception.reason, "MESSAGE_TOO_LARGE")
        self.assertEqual(caught.exception.metadata["limit_bytes"], str(4 << 20))
