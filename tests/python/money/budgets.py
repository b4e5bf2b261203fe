"""Budgets that the product makes on moto, read back by boto3."""

import decimal
import json

import yaml

from daemon import check
from money.books import CONNECT, SPACED, TELEPHONY
from money.desk import payer, topic

CENTRE = "centre"
DECLARED = """
kind: Governance
instance: centre
tags: { Environment: test }
budgets:
  - name: connect-monthly
    amount: "1200"
    period: monthly
    services: SERVICES
    alerts:
      - { actual: 80, email: [finance@example.com] }
      - { forecast: 100, email: [finance@example.com, care@example.com], topic: TOPIC }
  - name: telephony-daily
    amount: "99.50"
    period: daily
    services: ["Contact Center Telecommunications (service sold by AMCS, LLC)"]
    alerts: [{ actual: 100, email: [care@example.com, finance@example.com] }]
"""
# Another amount, another threshold; somebody else is told, somebody more, and somebody less.
CHANGES = (
    ('"1200"', '"1500.50"'),
    ("forecast: 100", "forecast: 90"),
    ("actual: 80, email: [finance@example.com]", "actual: 80, email: [owner@example.com], topic: TOPIC"),
    ("[care@example.com, finance@example.com] }]", "[care@example.com] }]"),
)
CHANGING = {f"budgets.{name}" for name in (
    "CreateNotification", "CreateSubscriber", "DeleteNotification", "DeleteSubscriber", "UpdateBudget",
    "UpdateSubscriber")}
RULES = ("budget-missing", "budget-half", "budget-silent", "budget-hides-credits", "budget-topic-closed")


def written(path, text, arn, services=()):
    """A declaration as a file. Without services its first budget is about what the bill names."""
    text = text if services else text.replace("    services: SERVICES\n", "")
    path.write_text(text.replace("SERVICES", json.dumps(services)).replace("TOPIC", arn))
    return path


def budgets_of(spec):
    return yaml.safe_load(spec.read_text())["budgets"]


def alerts_of(budget):
    """The declared alerts of a budget, by type and threshold, with those who are told."""
    alerts = {}
    for it in budget["alerts"]:
        alert = ("FORECASTED", it["forecast"]) if "forecast" in it else ("ACTUAL", it["actual"])
        topics = {("SNS", it["topic"])} if "topic" in it else set()
        alerts[alert] = {("EMAIL", address) for address in it["email"]} | topics
    return alerts


def alert(notification):
    """What makes one alert of ours another than the next."""
    compared = notification["ComparisonOperator"], notification["ThresholdType"]
    check(compared == ("GREATER_THAN", "PERCENTAGE"), f"{notification}")
    return notification["NotificationType"], notification["Threshold"]


def read_back(desk, spec, named=()):
    """What moto tells of each budget is what was declared; one that names no service has `named`."""
    for wanted in budgets_of(spec):
        of = {"AccountId": desk.account, "BudgetName": wanted["name"]}
        told = desk.aws.budgets.describe_budget(**of)["Budget"]
        limit = told["BudgetLimit"]
        check(decimal.Decimal(limit["Amount"]) == decimal.Decimal(wanted["amount"]) and limit["Unit"] == "USD"
              and told["TimeUnit"] == wanted["period"].upper() and told["BudgetType"] == "COST", f"{told}")
        services = sorted(wanted.get("services") or named)
        check({key: sorted(values) for key, values in told["CostFilters"].items()} == {"Service": services},
              f"filters: {told['CostFilters']}")
        check(told["CostTypes"] == {"IncludeCredit": False, "IncludeRefund": False}, f"{told['CostTypes']}")
        alerts = desk.aws.budgets.describe_notifications_for_budget(**of)["Notifications"]
        check(sorted(map(alert, alerts)) == sorted(alerts_of(wanted)), f"alerts of {of}: {alerts}")


def made(desk, spec, noted=""):
    """Looked at, and then made. Nothing is to be said of it but what begins so."""
    def is_noted(told):
        return [it[:len(noted)] for it in told["notes"]] == [noted] * bool(noted)
    looked = desk.answer("budget", "-f", spec, "--look")["ensureGovernance"]
    steps = [f"budget/{it['name']}/create" for it in budgets_of(spec)]
    check(looked["steps"] == steps and is_noted(looked), f"a look: {looked}")
    there = desk.aws.budgets.describe_budgets(AccountId=desk.account)["Budgets"]
    check(not there, f"a look makes {there}")
    done = desk.answer("budget", "-f", spec)["ensureGovernance"]
    check(done["changes"] == len(steps) and is_noted(done), f"an ensure: {done}")
    return len(steps)


class Life:
    """Budgets of an account of moto, from nothing on, with books beside it."""

    def __init__(self, desk, books, work):
        self.desk, self.books, self.work, self.spec = desk, books, work, work / "helped.yaml"
        self.arn = topic(desk.aws)

    def lived(self):
        """Made, let be, changed, and let be. Answers how many operations made the changes."""
        self.assessed("budget-missing")
        written(self.spec, DECLARED, self.arn)
        made(self.desk, self.spec)
        self.seen(self.books.writes(), {"budgets.CreateBudget"})
        self.ensured(set())
        changed = DECLARED
        for old, new in CHANGES:
            changed = changed.replace(old, new)
        written(self.spec, changed, self.arn)
        self.ensured(CHANGING)
        self.ensured(set())
        self.assessed()
        self.left_to_others()
        return len(CHANGING)

    def ensured(self, writes):
        """An ensure, which calls these operations that change something."""
        done = self.desk.answer("budget", "-f", self.spec)["ensureGovernance"]
        check(bool(done["changes"]) == bool(writes) and not done["notes"], f"an ensure: {done}")
        self.seen(self.books.writes(), writes)

    def seen(self, called, writes):
        """These were called, and all is as declared."""
        check(called == writes, f"an ensure calls {called} in the place of {writes}")
        read_back(self.desk, self.spec, (CONNECT, SPACED))
        self.booked()

    def booked(self):
        """Whose the budgets are and who is told, which moto forgets, is as declared."""
        aws = self.books.books.budgets
        for wanted in budgets_of(self.spec):
            tags = aws.list_tags_for_resource(
                ResourceARN=f"arn:aws:budgets::{self.desk.account}:budget/{wanted['name']}")["ResourceTags"]
            check({it["Key"]: it["Value"] for it in tags} == {
                "trunkline:governance": CENTRE, "Environment": "test"}, f"tags: {tags}")
            of = {"AccountId": self.desk.account, "BudgetName": wanted["name"]}
            alerts = aws.describe_notifications_for_budget(**of)["Notifications"]
            told = {alert(it): {(who["SubscriptionType"], who["Address"])
                                for who in self.books.subscribers(of, it)} for it in alerts}
            check(told == alerts_of(wanted), f"who is told by {wanted['name']}: {told}")

    def assessed(self, *found):
        """The rules about budgets read them of moto, and find this."""
        rules = [word for rule in RULES for word in ("--rule", rule)]
        told = self.desk.answer("assess", "--instance", CENTRE, *rules)["assess"]
        rules = [it["rule"] for it in told["findings"]]
        check(not told["unjudged"] and rules == [*found], f"assessed: {told}")

    def left_to_others(self):
        """A budget that somebody else has made is not taken over."""
        theirs = payer(self.books.endpoint, self.desk.account).budgets
        theirs.create_budget(AccountId=self.desk.account, Budget={
            "BudgetName": "theirs", "BudgetType": "COST", "TimeUnit": "MONTHLY",
            "BudgetLimit": {"Amount": "7", "Unit": "USD"}})
        self.books.began_anew()
        spec = written(self.work / "theirs.yaml", DECLARED.replace("connect-monthly", "theirs"), self.arn)
        job = self.desk.job("budget", "-f", spec)
        found = [it["rule"] for it in job.get("error", {}).get("findings", [])]
        check(found == ["budget-taken"] and not self.books.writes(), f"a budget of somebody else: {job}")


def by_name(work, arn):
    """A declaration that names both services, for who cannot ask the bill."""
    return written(work / "alone.yaml", DECLARED, arn, (CONNECT, TELEPHONY))
