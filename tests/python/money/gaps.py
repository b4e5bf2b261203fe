"""What moto_server has of AWS Budgets and Cost Explorer: what the product calls, each asked of it by boto3.

`PROBES` is the list of what moto answers, in the order in which it is asked: an operation that it has none
of, and what it answers otherwise than AWS, is a gap. `measured` holds moto against the list, and the list
against what the product calls and what `docs/governance.md` says.
"""

import json
import pathlib
import re
from typing import NamedTuple

import moto
from botocore import xform_name
from botocore.exceptions import ClientError

from daemon import check

ROOT = pathlib.Path(__file__).resolve().parents[3]
SERVICES = ("budgets", "ce")
ACCOUNT, ANOTHER = "333333333333", "444444444444"

LACKING = "^500 .*Internal Server Error"
NOT_THERE = "not implemented"


class Probe(NamedTuple):
    """What is asked, what the status and body of moto's answer have, and what is wrong with that."""

    operation: str
    asked: dict
    said: str
    gap: str = ""


def lacks(operation, **asked):
    """An operation that moto does not have."""
    return Probe(operation, asked, LACKING, NOT_THERE)


def alert(percent, kind="ACTUAL"):
    return {"NotificationType": kind, "ComparisonOperator": "GREATER_THAN", "Threshold": float(percent),
            "ThresholdType": "PERCENTAGE"}


def made(name, *alerts, account=ACCOUNT):
    """The request that makes a budget."""
    return {
        "AccountId": account,
        "Budget": {"BudgetName": name, "BudgetType": "COST", "TimeUnit": "MONTHLY",
                   "BudgetLimit": {"Amount": "100", "Unit": "USD"}, "CostTypes": {"IncludeCredit": False},
                   "CostFilters": {"Service": ["Amazon Connect"]}},
        "NotificationsWithSubscribers": [{"Notification": it, "Subscribers": [MAIL]} for it in alerts],
        "ResourceTags": [{"Key": "any", "Value": "any"}],
    }


MAIL = {"SubscriptionType": "EMAIL", "Address": "finance@example.com"}
PLAIN, NOBODY = ({"AccountId": ACCOUNT, "BudgetName": name} for name in ("plain", "nobodys"))
OF_ALERT = {**PLAIN, "Notification": alert(80)}
PERIOD = {"TimePeriod": {"Start": "2026-09-01", "End": "2026-11-01"}}
NO_PERIOD = {"TimePeriod": {"Start": "2026-11-01", "End": "2026-09-01"}}
USAGE = {"Granularity": "MONTHLY", "Metrics": ["UnblendedCost"],
         "GroupBy": [{"Type": "DIMENSION", "Key": "SERVICE"}]}

PROBES = (
    # === budgets ===
    Probe("budgets.CreateBudget", made("plain", alert(80)), "^200 "),
    Probe("budgets.CreateBudget", made("plain"), "^400 DuplicateRecordException"),
    Probe("budgets.CreateBudget", made("crowded", *map(alert, range(1, 7))), "^200 ",
          "takes six alerts of one budget; AWS takes five"),
    Probe("budgets.CreateBudget", made("plain", account=ANOTHER), "^200 ",
          "takes a budget for an account that is not the caller's"),
    Probe("budgets.DescribeBudget", PLAIN, '^200 .*"Service": ."Amazon Connect".*"BudgetType": "COST"'),
    Probe("budgets.DescribeBudget", NOBODY, "^400 NotFoundException"),
    Probe("budgets.DescribeBudget", PLAIN, '^200 .*"CostTypes": {"IncludeCredit": false},',
          "tells the cost types that were given; AWS tells all of them"),
    Probe("budgets.DescribeBudget", PLAIN, '^200 .*"ActualSpend": {"Amount": "0", "Unit": "USD"}',
          "tells that nothing was spent, whatever Cost Explorer tells"),
    Probe("budgets.DescribeBudgets", {"AccountId": ACCOUNT}, '^200 .*"plain"'),
    Probe("budgets.DescribeBudgets", {"AccountId": ACCOUNT, "MaxResults": 1}, '^200 .*"plain".*"crowded"',
          "has one page for all budgets"),
    lacks("budgets.UpdateBudget", AccountId=ACCOUNT, NewBudget=made("plain")["Budget"]),
    lacks("budgets.ListTagsForResource", ResourceARN=f"arn:aws:budgets::{ACCOUNT}:budget/plain"),
    # === alerts ===
    Probe("budgets.DescribeNotificationsForBudget", PLAIN, '^200 .*"Threshold": 80.0'),
    Probe("budgets.DescribeNotificationsForBudget", NOBODY, LACKING,
          "answers with status 500 where there is no such budget"),
    Probe("budgets.CreateNotification", {**PLAIN, "Notification": alert(90), "Subscribers": [MAIL]}, "^200 "),
    Probe("budgets.CreateNotification", {**PLAIN, "Notification": alert(90), "Subscribers": [MAIL]}, "^200 ",
          "makes an alert that is there a second time"),
    Probe("budgets.DescribeNotificationsForBudget", PLAIN, '"Threshold": 90.0.*"Threshold": 90.0'),
    Probe("budgets.DeleteNotification", {**PLAIN, "Notification": alert(90)}, "^200 "),
    Probe("budgets.DeleteNotification", {**PLAIN, "Notification": alert(90)}, "^200 ",
          "takes an alert away that is not there"),
    lacks("budgets.DescribeSubscribersForNotification", **OF_ALERT),
    lacks("budgets.CreateSubscriber", **OF_ALERT, Subscriber={**MAIL, "Address": "care@example.com"}),
    lacks("budgets.UpdateSubscriber", **OF_ALERT, OldSubscriber=MAIL,
          NewSubscriber={**MAIL, "Address": "care@example.com"}),
    lacks("budgets.DeleteSubscriber", **OF_ALERT, Subscriber=MAIL),
    # === cost ===
    Probe("ce.GetCostAndUsage", {**PERIOD, **USAGE}, '^200 .*"ResultsByTime": .],',
          "has no periods; it answers what was planted, without a look at the question"),
    Probe("ce.GetCostAndUsage", {**NO_PERIOD, **USAGE}, "^200 ", "takes a period that ends before it begins"),
    lacks("ce.GetCostForecast", **PERIOD, Granularity="MONTHLY", Metric="UNBLENDED_COST"),
    lacks("ce.GetDimensionValues", **PERIOD, Dimension="SERVICE"),
    lacks("ce.GetAnomalyMonitors"),
    lacks("ce.ListCostAllocationTags"),
    lacks("ce.UpdateCostAllocationTagsStatus",
          CostAllocationTagsStatus=[{"TagKey": "any", "Status": "Active"}]),
)
LACKED = {probe.operation for probe in PROBES if probe.gap == NOT_THERE}


def measured(caller):
    """Asks moto, as an account of it that has nothing yet. Answers how many operations it has."""
    for probe in PROBES:
        told = answer(caller, probe)
        check(re.search(probe.said, told, re.DOTALL),
              f"moto answers {probe.operation} otherwise than it was measured ({probe.gap or 'as AWS'}): "
              f"{probe.asked}\n{told[:300]}")
    product = (ROOT / "tests" / "conformance" / "product-operations.txt").read_text().split()
    product = {name for name in product if name.split(".")[0] in SERVICES}
    asked = {probe.operation for probe in PROBES}
    check(asked == product, f"the product does not call what is asked of moto: {sorted(asked ^ product)}")
    manual()
    return len(asked - LACKED)


def answer(caller, probe):
    """The status and the body of an answer."""
    service, operation = probe.operation.split(".")
    try:
        told = getattr(getattr(caller, service), xform_name(operation))(**probe.asked)
    except ClientError as refusal:
        error, status = refusal.response["Error"], refusal.response["ResponseMetadata"]["HTTPStatusCode"]
        return f"{status} {error['Code']}: {error['Message']}"
    status = told.pop("ResponseMetadata")["HTTPStatusCode"]
    return f"{status} {json.dumps(told, default=str)}"


def manual():
    """The table of the manual has each gap, and no other, of this version."""
    text = (ROOT / "docs" / "governance.md").read_text()
    rows = set(re.findall(r"^\| `((?:budgets|ce)\.\w+)` \| ([^|]+) \|", text, re.MULTILINE))
    gaps = {(probe.operation, probe.gap) for probe in PROBES if probe.gap}
    check(f"`moto_server` {moto.__version__}" in text, f"docs/governance.md is not about {moto.__version__}")
    check(rows == gaps, f"docs/governance.md tells other gaps of moto: {sorted(rows ^ gaps)}")
