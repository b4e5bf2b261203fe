"""Files on their way to the daemon and back."""

import asyncio
import pathlib
import tempfile
import unittest

import trunkline
from trunkline.files import CHUNK_BYTES, Parts
from trunkline.v1 import contact_center_service_pb2 as centers
from trunkline.v1 import document_service_pb2 as documents
from trunkline.v1 import flow_service_pb2 as flows

from world import CENTER, TARGET, WORLD

FLOW = """{"Version":"2019-10-30","StartAction":"end","Metadata":{},
"Actions":[{"Identifier":"end","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}"""
LARGE = bytes(n * n % 251 for n in range(1 << 16)) * 40
NAMING = """kind: ContactCenter
variables: { place: flows }
instance: { alias: naming }
contact_flows:
  - { name: Main, type: CONTACT_FLOW, file: "${var.place}/main.json" }
"""


class Files(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "flows").mkdir()
        (self.folder / "flows" / "main.json").write_text(FLOW)
        (self.folder / "flows" / "other.json").write_text(FLOW)
        (self.folder / "center.yaml").write_text(NAMING)

    def test_a_spec_brings_the_files_that_it_names_and_no_others(self):
        by_text = WORLD.client.spec(NAMING, folder=self.folder)
        for declared in (self.folder, self.folder / "center.yaml"):
            spec = WORLD.client.spec(declared)
            self.assertEqual([file.path for file in spec.specs], ["center.yaml"])
            self.assertEqual([file.path for file in spec.files], ["flows/main.json"])
            self.assertEqual(spec.files, by_text.files)
        self.check(spec)
        self.check(by_text)

    def test_overlays_may_lie_elsewhere(self):
        stages = self.folder / "stages"
        stages.mkdir()
        (stages / "dev.yaml").write_text("variables: { place: ../flows }\ninstance: { alias: naming-dev }\n")
        spec = WORLD.client.spec(
            self.folder / "center.yaml", stages / "dev.yaml", variables={"place": "flows"}
        )
        self.assertEqual([file.path for file in spec.specs], ["center.yaml", "stages/dev.yaml"])
        self.assertEqual([file.path for file in spec.files], ["flows/main.json"])
        self.assertEqual(spec.variables, {"place": "flows"})
        self.check(spec)

    def test_files_can_come_out_of_memory(self):
        self.check(WORLD.client.spec(NAMING, files={"flows/main.json": FLOW}))

    def check(self, spec):
        request = centers.PlanContactCenterRequest(target=TARGET, spec=spec, validate_only=True)
        job = WORLD.client.contact_centers.PlanContactCenter(request)
        self.assertEqual(list(job.error.findings), [])

    def test_a_folder_without_a_spec_is_told(self):
        with self.assertRaises(ValueError):
            WORLD.client.spec(self.folder / "flows")
        with self.assertRaises(OSError):
            WORLD.client.spec(self.folder / "none.yaml")

    def test_what_is_too_large_is_uploaded_and_the_rest_travels_along(self):
        spec = WORLD.client.spec(CENTER, files={"large.bin": LARGE, "small.txt": "small"})
        large, small = spec.files
        self.assertTrue(large.document.startswith("documents/sha256:"))
        self.assertEqual((large.text, small.text), ("", "small"))
        self.check(spec)
        self.assertEqual(WORLD.client.download(large.document), LARGE)

    def test_what_is_there_is_not_sent_again(self):
        content = LARGE + b"once"
        with trunkline.Client(WORLD.daemon.address) as client:
            name = client.upload(content)
            client.documents.UploadDocument = None  # type: ignore[assignment]
            self.assertEqual(client.upload(content), name)
        self.assertEqual(WORLD.client.upload(b""), trunkline.files.document_name(b""))
        self.assertEqual(WORLD.client.download(trunkline.files.document_name(b"")), b"")

    def test_asyncio_uploads_and_downloads(self):
        content = LARGE + b"with asyncio"

        async def both():
            async with trunkline.AsyncClient(WORLD.daemon.address) as client:
                spec = await client.spec(CENTER, files={"large.bin": content})
                return await client.download(spec.files[0].document)

        self.assertEqual(asyncio.run(both()), content)

    def test_an_upload_that_is_something_else_is_refused(self):
        wrong = [*Parts(b"one")][:1] + [documents.UploadDocumentRequest(chunk=b"two")]
        with self.assertRaises(trunkline.InvalidArgument) as caught:
            WORLD.client.documents.UploadDocument(iter(wrong))
        self.assertEqual(caught.exception.reason, "FIELD_INVALID")

    def test_pieces_of_an_upload_are_as_large_as_may_be(self):
        sizes = [len(part.chunk) for part in Parts(LARGE)]
        self.assertEqual(sizes[:3], [0, CHUNK_BYTES, CHUNK_BYTES])
        self.assertEqual(sum(sizes), len(LARGE))

    def test_bundles_come_from_folders_and_out_of_memory(self):
        folder = WORLD.client.bundle(self.folder / "flows", default_type="CONTACT_FLOW")
        memory = WORLD.client.bundle({"main.json": FLOW, "other.json": FLOW.encode()}, "CONTACT_FLOW")
        self.assertEqual(folder, memory)
        answer = WORLD.client.flows.ConvertFlows(flows.ConvertFlowsRequest(bundle=folder))
        self.assertEqual(sorted(flow.flow.name for flow in answer.flows), ["main", "other"])
