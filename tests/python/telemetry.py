"""One apply as others see it: spans, metrics and log lines in a collector, and the page for Prometheus.

usage: telemetry.py BINARIES      (the folder of aws-sim and controld)

A caller has a span of its own, and calls with the client in Python. The collector is this program. AWS refuses
one call at first, so that a step has two tries.
"""

import json
import pathlib
import re
import sys
import tempfile
import threading
import unittest
import urllib.request
from concurrent import futures

import grpc
from opentelemetry import trace
from opentelemetry.proto.collector.logs.v1 import logs_service_pb2 as logs
from opentelemetry.proto.collector.logs.v1 import logs_service_pb2_grpc as logs_grpc
from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2 as metrics
from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2_grpc as metrics_grpc
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2 as traces
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2_grpc as traces_grpc
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status
from opentelemetry.sdk.trace import TracerProvider
from prometheus_client.parser import text_string_to_metric_families

from daemon import FREE, SIGNED_IN, table
from served import Served

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "clients" / "python" / "src"))

import trunkline  # noqa: E402
from trunkline.v1 import contact_center_service_pb2 as centers  # noqa: E402

CENTER = {
    "instance": {"alias": "told"},
    "hours_of_operation": [{"name": "Day", "time_zone": "Europe/London",
                            "config": [{"day": "MONDAY", "start": "09:00", "end": "17:00"}]}],
    "queues": [{"name": "Service", "hours": "Day"}],
}
REFUSED_AT_FIRST = {"rules": [{"operation": "CreateQueue", "nth": 1, "action": {
    "error": {"code": "InternalServiceException", "status": 500}}}]}
ACCOUNT = "111111111111"
OURS = ("controld_", "rpc_server_")


class Collector:
    """What a process sends by OTLP."""

    def __init__(self):
        self.spans, self.metrics, self.lines, self.services = [], {}, [], set()
        self._lock = threading.Lock()
        self._server = grpc.server(futures.ThreadPoolExecutor(4))
        traces_grpc.add_TraceServiceServicer_to_server(Taker(self.take_spans), self._server)
        metrics_grpc.add_MetricsServiceServicer_to_server(Taker(self.take_metrics), self._server)
        logs_grpc.add_LogsServiceServicer_to_server(Taker(self.take_lines), self._server)
        self.endpoint = f"http://127.0.0.1:{self._server.add_insecure_port(FREE)}"
        self._server.start()

    def take_spans(self, request):
        with self._lock:
            for of in request.resource_spans:
                self.services.add(attributes(of.resource)["service.name"])
                self.spans.extend(span for scope in of.scope_spans for span in scope.spans)
        return traces.ExportTraceServiceResponse()

    def take_metrics(self, request):
        with self._lock:
            for of in request.resource_metrics:
                self.services.add(attributes(of.resource)["service.name"])
                self.metrics.update((metric.name, metric) for scope in of.scope_metrics for metric in scope.metrics)
        return metrics.ExportMetricsServiceResponse()

    def take_lines(self, request):
        with self._lock:
            for of in request.resource_logs:
                self.services.add(attributes(of.resource)["service.name"])
                self.lines.extend(line for scope in of.scope_logs for line in scope.log_records)
        return logs.ExportLogsServiceResponse()

    def stop(self):
        self._server.stop(None).wait()


class Taker:
    """The service of one signal."""

    def __init__(self, take):
        self.take = take

    def Export(self, request, _context):
        return self.take(request)


def attributes(of):
    """The attributes that are texts."""
    return {attribute.key: attribute.value.string_value for attribute in of.attributes}


class Told:
    """What a collector heard of one apply, and what the daemon said itself."""

    def __init__(self, binaries):
        binaries, self.collector = pathlib.Path(binaries), Collector()
        with tempfile.TemporaryDirectory() as folder, \
                Served(binaries / "aws-sim", "serve", "--listen", FREE, "--settle", "fast") as simulator:
            aws = simulator.line_with(r"(http://[0-9.:]+)")
            urllib.request.urlopen(f"{aws}/_sim/faults", json.dumps(REFUSED_AT_FIRST).encode()).close()
            lines = pathlib.Path(folder) / "log.jsonl"
            with open(lines, "w") as log, self.daemon(binaries, pathlib.Path(folder), aws, log) as daemon:
                self.ask(daemon)
            # It sent what was left before it ended.
            self.status = daemon.process.returncode
            self.log = [json.loads(line) for line in lines.read_text().splitlines()]
        self.collector.stop()

    def daemon(self, binaries, folder, aws, log):
        target = {"name": "london", "account": ACCOUNT, "region": "eu-west-2", "endpoint": aws}
        config = folder / "controld.toml"
        config.write_text(f'[telemetry]\nlog_format = "json"\notlp_endpoint = "{self.collector.endpoint}"\n\n'
                          + table("targets", target))
        unset = {"OTEL_EXPORTER_OTLP_ENDPOINT": "", "OTEL_SERVICE_NAME": "", "TRUNKLINE_LOG": "info"}
        return Served(binaries / "controld", "serve", "--config", config, "--data-dir", folder / "data",
                      "--listen", FREE, "--http-listen", FREE, log=log, AWS_ACCESS_KEY_ID=ACCOUNT,
                      **SIGNED_IN, **unset)

    def ask(self, daemon):
        serving = daemon.line_with("(.*health on.*)")
        address, http = re.search(r"gRPC on ([0-9.:]+), health on (\S+)", serving).groups()
        trace.set_tracer_provider(TracerProvider())
        with trunkline.Client(address) as client, \
                trace.get_tracer("caller").start_as_current_span("nightly") as span:
            self.caller = span.get_span_context()
            request = centers.ApplyContactCenterRequest(target="targets/london", spec=client.spec(CENTER))
            self.job = client.wait(client.contact_centers.ApplyContactCenter(request))
            client.result(self.job)
        with urllib.request.urlopen(f"{http}/metrics") as page:
            self.page, self.page_type = page.read().decode(), page.headers["content-type"]


class OneApply(unittest.TestCase):
    """Seen from outside."""

    @classmethod
    def setUpClass(cls):
        cls.told = Told(BINARIES)

    def spans(self, name):
        return [span for span in self.told.collector.spans if span.name == name]

    def test_it_is_spans_from_the_caller_to_its_run(self):
        caller = self.told.caller
        [call] = self.spans("trunkline.v1.ContactCenterService/ApplyContactCenter")
        self.assertEqual(call.trace_id.hex(), f"{caller.trace_id:032x}")
        self.assertEqual(call.parent_span_id.hex(), f"{caller.span_id:016x}")
        self.assertEqual(call.kind, Span.SPAN_KIND_SERVER)
        [run] = self.spans("apply_center")
        self.assertEqual(run.parent_span_id, b"")
        self.assertNotEqual(run.trace_id, call.trace_id)
        self.assertEqual([(link.trace_id, link.span_id) for link in run.links], [(call.trace_id, call.span_id)])
        said = attributes(run)
        self.assertEqual((said["controld.job.id"], said["controld.job.state"]), (self.told.job.uid, "succeeded"))

    def test_each_try_at_a_step_is_linked_to_its_run_or_to_the_try_before(self):
        [run] = self.spans("apply_center")
        attempts = self.spans("attempt")
        of_queue = [attempt for attempt in attempts if attributes(attempt)["step"] == "queue/Service/create"]
        [first, second] = sorted(of_queue, key=lambda attempt: attempt.start_time_unix_nano)
        self.assertEqual((first.status.code, second.status.code), (Status.STATUS_CODE_ERROR, Status.STATUS_CODE_UNSET))
        for attempt in attempts:
            before = first if attempt is second else run
            self.assertEqual([(link.trace_id, link.span_id) for link in attempt.links],
                             [(before.trace_id, before.span_id)])
            self.assertEqual(attempt.parent_span_id, b"")

    def test_each_call_of_aws_is_in_its_try_or_a_read_in_the_run(self):
        [run] = self.spans("apply_center")
        above = {span.span_id: span for span in [run, *self.spans("attempt")]}
        calls = [span for span in self.told.collector.spans if span.kind == Span.SPAN_KIND_CLIENT]
        for call in calls:
            self.assertEqual(call.trace_id, above[call.parent_span_id].trace_id, call.name)
            if above[call.parent_span_id] is run:
                self.assertNotRegex(call.name, r"\.(Create|Update|Put|Associate|Tag)")
        steps = {call.name: attributes(above[call.parent_span_id]).get("step") for call in calls}
        self.assertEqual(steps["connect.CreateQueue"], "queue/Service/create")
        self.assertEqual(steps["connect.CreateInstance"], "instance/told/create")
        self.assertIsNone(steps["connect.ListInstances"])

    def test_metrics_stand_beside_them(self):
        told = self.told.collector.metrics
        for name in ("controld.job.duration", "controld.aws.call.duration", "rpc.server.call.duration"):
            self.assertEqual((told[name].unit, told[name].WhichOneof("data")), ("s", "histogram"), name)
        self.assertEqual(self.told.collector.services, {"controld"})
        self.assertEqual(self.told.status, 0)

    def test_lines_lead_to_their_trace(self):
        [run] = self.spans("apply_center")
        [line] = [line for line in self.told.collector.lines if line.body.string_value == "a run ended"]
        self.assertEqual((line.trace_id, line.span_id), (run.trace_id, run.span_id))
        [line] = [line for line in self.told.log if line["message"] == "a run ended"]
        self.assertEqual((line["level"], line["state"]), ("INFO", "succeeded"))
        self.assertEqual(line["span"]["controld.job.id"], self.told.job.uid)
        self.assertEqual(line["span"]["trace_id"], run.trace_id.hex())

    def test_the_page_is_what_prometheus_reads(self):
        self.assertTrue(self.told.page_type.startswith("text/plain"), self.told.page_type)
        families = {family.name: family for family in text_string_to_metric_families(self.told.page)}
        self.assertEqual(families["controld_aws_call_duration_seconds"].type, "histogram")
        manual = (ROOT / "docs" / "metrics.md").read_text()
        for name in families.keys() - {"target_info"}:
            self.assertTrue(name.startswith(OURS), name)
            self.assertRegex(manual, rf"`{name}(_total)?`", name)

    def test_no_label_names_a_thing(self):
        ours = [family for family in text_string_to_metric_families(self.told.page) if family.name.startswith(OURS)]
        labels = {value for family in ours for sample in family.samples for value in sample.labels.values()}
        self.assertIn("CreateQueue", labels)
        for value in labels:
            self.assertNotRegex(value, r"arn:|\d{12}|[0-9a-f]{8}-|told|Service$|london", value)

    def test_the_job_keeps_its_trace(self):
        self.assertIn(f"{self.told.caller.trace_id:032x}", self.told.job.trace.traceparent)


if __name__ == "__main__":
    BINARIES = sys.argv[1]
    unittest.main(argv=sys.argv[:1])
