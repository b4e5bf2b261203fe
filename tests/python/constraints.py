"""Breaks the published constraints of everything that is simulated, one a request.

usage: constraints.py BINARIES CONFORMANCE [SERVICE ...]

The scenarios of shapes.py are played. Before the first step of an operation that has to succeed, the
request of that step is sent with one constraint broken, once for each that check_shapes.py and
broken.py find. All have to be refused with a code for invalid input, and then the step has to succeed: nothing
but the broken member was at fault, and what was refused changed nothing. At last every published
operation is asked for: what is not simulated has to say so. Where AWS itself answers otherwise is said
in otherwise.py. Run it with a Python that has the pinned clients.
"""

import contextlib
import importlib
import io
import json
import pathlib
import re
import sys
import types

import broken
from otherwise import ANSWERS, NOT_FOR_ROOT, SAME_ON_THE_WIRE
from shapes import chains
from world import World

# So many broken requests have to be sent to a service at least: all that there are.
BROKEN_MIN = {
    "athena": 213, "budgets": 229, "ce": 198, "cloudtrail": 48, "connect": 1156, "dynamodb": 196,
    "events": 168, "firehose": 85, "glue": 308, "iam": 858, "kinesis": 119, "kms": 220,
    "lakeformation": 259, "lambda": 267, "lexv2-models": 281, "logs": 283, "ram": 50,
    "resourcegroupstaggingapi": 27, "s3": 114, "scheduler": 105, "secretsmanager": 116,
    "service-quotas": 70, "sns": 42, "sqs": 37, "sts": 68,
}
# What speaks of the input. A code for the state of things could be the answer to anything.
INVALID = re.compile(r"implemented 4\d\d (Validation|Invalid|IllegalArgument|Malformed)")
# The clock moves by this before every step, and things settle in less.
STEP_MS = 60


class Findings:
    """What was asked, and what was wrong with the answers."""

    def __init__(self):
        self.played = {}
        self.broken = {}
        self.otherwise = set()
        self.wrong = False

    def say(self, text):
        self.wrong = True
        print(f"  {text}", flush=True)

    def judge(self, request, answer):
        """Whether a broken request was answered as it has to be."""
        self.broken[request[0]] = self.broken.get(request[0], 0) + 1
        listed = ANSWERS.get(request)
        if listed:
            self.otherwise.add(request)
        if not (answer.startswith(listed[0]) if listed else INVALID.match(answer)):
            self.say("{} {} {}: {}".format(*request, answer))

    def conclude(self, services):
        """Whether all was well, and enough was asked."""
        for service in services:
            count, least = self.broken.get(service, 0), BROKEN_MIN[service]
            print(f"{service}: {count} broken requests, at least {least} wanted")
            self.wrong = self.wrong or count < least
        for request in ANSWERS.keys() - self.otherwise:
            if request[0] in services:
                self.say("{} {} {}: is on the list, and was not asked".format(*request))
        return not self.wrong


@contextlib.contextmanager
def a_world(binaries):
    """A simulator of its own, in which nothing takes long."""
    world = World(binaries, "--settle", "fast")
    try:
        yield world
    finally:
        world.end()


def arguments_of(world, service):
    """What the commands of check_shapes.py take."""
    return types.SimpleNamespace(service=service, region="us-east-1", account="123456789012",
                                 endpoint=world.endpoint, only="", json=True)


def play(check_shapes, world, service, scenario, findings):
    """Plays a scenario, and breaks the requests of operations that were not played before."""
    arguments = arguments_of(world, service)
    caller = check_shapes.Caller(arguments)
    saved = {"account": arguments.account, "region": arguments.region, "uniq": "0f1e2d3c"}
    played = findings.played.setdefault(service, set())
    for number, step in enumerate(json.loads(scenario.read_text())["steps"], 1):
        operation, succeeds = step["op"], "error" not in step
        try:
            params = check_shapes.subst(step.get("params", {}), saved)
            if succeeds and operation not in played:
                played.add(operation)
                shatter(check_shapes, caller, (service, operation), params, findings)
            world.move(milliseconds=STEP_MS)
            answer = caller.call(operation, params)
            for name, path in step.get("save", {}).items():
                saved[name] = check_shapes.jmespath.search(path, answer)
        except Exception as error:
            if succeeds:
                findings.say(f"{scenario.name} {number}:{operation} {type(error).__name__} {error}")


def shatter(check_shapes, caller, name, params, findings):
    """Breaks each constraint of a request once."""
    _, operation = name
    shape = caller.model.operation_model(operation).input_shape
    if shape is None:
        return
    inside = broken.requests(check_shapes, shape, params)
    for fault, request in [*check_shapes.mutations(shape, params), *inside]:
        kind, detail = check_shapes.classify(caller, operation, request)
        findings.judge((*name, fault), f"{kind} {detail}")


def ask_for_all(check_shapes, world, service, simulated, findings):
    """Asks for every published operation of a service, whether or not it is simulated."""
    arguments, text = arguments_of(world, service), io.StringIO()
    with contextlib.redirect_stdout(text):
        check_shapes.cmd_enumerate(arguments, check_shapes.Caller(arguments))
    report = json.loads(text.getvalue())
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(report["counts"].items()))
    print(f"{service}: {counts}", flush=True)
    for operation, (kind, detail) in report["operations"].items():
        is_simulated = operation in simulated or SAME_ON_THE_WIRE.get((service, operation)) in simulated
        said = kind if is_simulated else f"{kind} {detail}"
        wanted = "implemented" if is_simulated else "not-implemented 501 NotImplemented"
        if said != wanted:
            findings.say(f"{service} {operation}: {kind} {detail}, not {wanted}")
    for operation in sorted(set(simulated) - findings.played.get(service, set())):
        if (service, operation) not in NOT_FOR_ROOT:
            findings.say(f"{service} {operation}: no scenario has a step of it that succeeds")


def main(binaries, conformance, *services):
    binaries, conformance = (pathlib.Path(path).resolve() for path in (binaries, conformance))
    sys.path.append(str(conformance))
    check_shapes = importlib.import_module("check_shapes")
    findings = Findings()
    for chain in chains(conformance):
        if not services or any(service in services for service, _ in chain):
            with a_world(binaries) as world:
                for service, scenario in chain:
                    play(check_shapes, world, service, scenario, findings)
    with a_world(binaries) as world:
        operations = world.get("operations")
        for service in services or operations:
            ask_for_all(check_shapes, world, service, operations[service], findings)
    return 0 if findings.conclude(services or sorted(operations)) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
