"""Writes seeds of a fuzz target: seeds.py TARGET FLOW_CORPUS FOLDER."""

import hashlib
import json
import pathlib
import sys

CASES = {"flow": "flow", "cases": [{"name": "a", "contact": {"channel": "VOICE", "input": ["1", "timeout"]},
         "expect": {"path": ["a"], "end": "disconnected"}}]}
MAPPING = {"names": {"queue": {"${STAGE}-Sales": "Sales"}}, "prefixes": {"lambda": {"dev-": "prod-"}},
           "values": {"phone-number": {"+44": "+1"}}, "variables": {"STAGE": "dev"}}
LINE = {"ContactId": "c", "ContactFlowId": "arn:aws:connect:r:1:instance/i/contact-flow/f", "ContactFlowName": "F",
        "ContactFlowModuleType": "GetUserInput", "Timestamp": "2026-01-01T00:00:00Z", "Parameters": {}, "Results": "1"}


def manifest(text):
    entry = {"name": "Flow", "type": "CONTACT_FLOW", "file": "flows/CONTACT_FLOW/Flow.json", "aliases": {"live": {}}}
    index = {"format": "trunkline/bundle/v1", "flows": [entry]}
    return f"{json.dumps(index)}\n=== {entry['file']}\n{text}\n"


def mapped(text):
    """The flow with a map of names and something that reads it."""
    try:
        flow = json.loads(text.lstrip("\ufeff"))
        flow["Actions"].insert(0, {"Identifier": "FLOW_OBJECT_MAPS#", "Type": "UpdateFlowAttributes",
                                   "Parameters": {"FlowAttributes": {"$.FlowAttributes.Sales": {"Value": "$.FlowAttributes.A"}}},
                                   "Transitions": {"NextAction": flow.get("StartAction")}})
        return json.dumps(flow)
    except (ValueError, KeyError, TypeError, AttributeError):
        return text


def seeds(target, texts):
    if target == "recording":
        yield json.dumps(LINE)
        yield "2026-01-01 " + json.dumps(LINE) + "\n" + json.dumps({"@message": json.dumps(LINE)})
    elif target == "mapping":
        yield json.dumps(MAPPING) + "\n===\nref://queue/${STAGE}-Sales\nref://lambda/dev-x\nref://flow/CONTACT_FLOW/A"
    if target == "picture":
        for old, new in zip(texts, texts[1:] + texts[:1]):
            yield f"{old}\n===\n{new}"
    for text in texts:
        if target == "bundle":
            yield manifest(text)
            yield f"=== flows/CONTACT_FLOW/a.json\n{text}\n=== modules/b.json\n{text}\n"
        elif target == "walk":
            yield json.dumps(CASES) + "\n===\n" + text
        elif target == "object_map":
            yield mapped(text)
        elif target in ("document", "legacy", "picture"):
            yield text


def main():
    target, corpus, folder = sys.argv[1:]
    rows = (pathlib.Path(corpus) / "MANIFEST.tsv").read_text(encoding="utf-8").splitlines()[1:]
    files = [pathlib.Path(corpus) / row.split("\t")[0] for row in rows]
    for seed in seeds(target, [file.read_text(encoding="utf-8") for file in files]):
        data = seed.encode()
        (pathlib.Path(folder) / hashlib.sha1(data).hexdigest()).write_bytes(data)


if __name__ == "__main__":
    main()
