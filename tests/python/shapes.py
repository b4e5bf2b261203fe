"""Checks every raw answer of the simulator with the published models.

usage: shapes.py BINARIES CONFORMANCE [SERVICE ...]

BINARIES is the folder of aws-sim, CONFORMANCE that of check_shapes.py and its scenarios. Those are
played, and our own in ../conformance: `SERVICE.json` and `SERVICE-*.json` each on a simulator of its
own; the `N-SERVICE.json` of a folder one after the other on one, because what one service makes
another hands on. Every operation that the product calls must be among those that are answered with
a clean 2xx. Run it with a Python that has the pinned clients.
"""

import json
import pathlib
import subprocess
import sys

from served import Served

OURS = pathlib.Path(__file__).resolve().parent.parent / "conformance"
# So many operations of a service have to be answered with a clean 2xx: all that are simulated.
CLEAN_MIN = {
    "athena": 37, "budgets": 16, "ce": 22, "cloudtrail": 17, "connect": 278, "dynamodb": 22,
    "events": 21, "firehose": 9, "glue": 33, "iam": 123, "kinesis": 12, "kms": 34, "lakeformation": 30,
    "lambda": 54, "lexv2-models": 43, "logs": 36, "ram": 22, "resourcegroupstaggingapi": 5, "s3": 85,
    "scheduler": 12, "secretsmanager": 17, "service-quotas": 9, "sns": 17, "sqs": 18, "sts": 6,
}
# What the product calls, with each service as it is signed for (`cargo xtask gen operations`).
CALLED = (OURS / "product-operations.txt").read_text().split()
SIGNED = {"lexv2-models": "lex", "resourcegroupstaggingapi": "tagging", "service-quotas": "servicequotas"}
# The scenarios do not wait until a thing is ready, or gone: each call takes this long instead, and
# things settle in less.
LATENCY_MS = "60"


def chains(conformance):
    """What is played on one simulator: lists of service and scenario."""
    shared = (conformance / "scenarios").glob("*.json")
    for path in [*sorted(shared), *sorted(OURS.glob("*.json"))]:
        service = next((name for name in CLEAN_MIN if path.stem.startswith(f"{name}-")), path.stem)
        yield [(service, path)]
    for folder in sorted(path for path in OURS.iterdir() if path.is_dir()):
        yield [(path.stem.split("-", 1)[1], path) for path in sorted(folder.glob("*.json"))]


def check(conformance, service, scenario, endpoint):
    """The operations with a clean 2xx, and whether all was well."""
    checked = subprocess.run([sys.executable, conformance / "check_shapes.py", "scenario", service,
                              scenario, "--endpoint", endpoint, "--json"],
                             check=False, stdout=subprocess.PIPE, text=True)
    report = json.loads(checked.stdout or '{"clean": [], "findings": [], "steps": 0}')
    print(f"scenario {scenario.name}: {report['steps']} steps, "
          f"{len(report['clean'])} operations with a clean 2xx", flush=True)
    for finding in report["findings"]:
        print("  {level} {kind} {where} {detail}".format(**finding), flush=True)
    return set(report["clean"]), checked.returncode == 0


def unchecked(clean, services):
    """The operations that the product calls, and no scenario saw answered as they have to be."""
    answered = {f"{SIGNED.get(service, service)}.{name}" for service in clean for name in clean[service]}
    played = {SIGNED.get(service, service) for service in services}
    called = [name for name in CALLED if not played or name.split(".")[0] in played]
    return [name for name in called if name not in answered]


def main(binaries, conformance, *services):
    binaries, conformance = (pathlib.Path(path).resolve() for path in (binaries, conformance))
    clean, well = {}, True
    for chain in chains(conformance):
        chain = [link for link in chain if link[0] in (services or CLEAN_MIN)]
        with Served(binaries / "aws-sim", "serve", "--listen", "127.0.0.1:0", "--rate", "none",
                    "--settle", "fast", "--latency-ms", LATENCY_MS) as simulator:
            endpoint = simulator.line_with(r"(http://[0-9.:]+)") if chain else None
            for service, scenario in chain:
                answered, passed = check(conformance, service, scenario, endpoint)
                clean.setdefault(service, set()).update(answered)
                well = well and passed
    for service, answered in sorted(clean.items()):
        print(f"{service}: {len(answered)} operations with a clean 2xx, at least {CLEAN_MIN[service]} wanted")
        well = well and len(answered) >= CLEAN_MIN[service]
    for name in unchecked(clean, services):
        print(f"{name}: the product calls it, but no scenario has a clean 2xx of it")
        well = False
    return 0 if well and clean else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
