"""Books beside moto: the simulator keeps what moto lacks or forgets of budgets, and hears what it takes."""

import json

from detour import Detour, Gap, at, fixed
from money.gaps import LACKED, LACKING
from world import READS

CONNECT, TELEPHONY = "Amazon Connect", "Contact Center Telecommunications (service sold by AMCS, LLC)"
# As some bills spell it.
SPACED = f"{TELEPHONY} "
BILL = {"DimensionValues": [{"Value": name} for name in ("AWS Lambda", CONNECT, SPACED)],
        "ReturnSize": 3, "TotalSize": 3}
# Answered by both, or by the simulator alone where moto lacks it.
BESIDE = ("CreateBudget", "CreateNotification", "CreateSubscriber", "DeleteNotification", "DeleteSubscriber",
          "DescribeSubscribersForNotification", "ListTagsForResource", "UpdateSubscriber")


class Books(Detour):
    """A detour to moto at HOST:PORT for an account of it. What it asks of Cost Explorer is kept.

    `aws` is boto3 in the account of moto, `books` in the same account of the simulator.
    """

    def __init__(self, moto, account, aws, books, forecast):
        self.account, self.aws, self.books = account, aws, books
        self.simulator = at(books.endpoint.removeprefix("http://"), account)
        self.met, self.questions = set(), []
        super().__init__(moto, {**self.of_money(forecast), **self.of_connect()})

    def of_money(self, forecast):
        """Who answers about budgets and cost: moto has to answer as it is known to, all the same."""
        helped = {
            **{f"budgets.{name}": self.simulator for name in BESIDE},
            "budgets.UpdateBudget": self.renewed,
            "ce.GetDimensionValues": fixed(BILL),
            "ce.GetCostForecast": fixed(forecast),
        }
        return {name: Gap(LACKING if name in LACKED else "^200 ", it) for name, it in helped.items()}

    def of_connect(self):
        """An assessment looks at the instance first. Times of instances are texts on moto."""
        known = {"ListInstances": "^200 ", "DescribeInstance": "^404 ", "ListInstanceAttributes": "^404 "}
        return {f"connect.{name}": Gap(said, self.simulator) for name, said in known.items()}

    def renewed(self, request):
        """On moto the budget goes, and comes anew with its alerts."""
        asked = json.loads(request.body)
        of = {"AccountId": self.account, "BudgetName": asked["NewBudget"]["BudgetName"]}
        alerts = self.aws.budgets.describe_notifications_for_budget(**of)["Notifications"]
        self.aws.budgets.delete_budget(**of)
        self.aws.budgets.create_budget(
            AccountId=self.account, Budget=asked["NewBudget"], NotificationsWithSubscribers=[
                {"Notification": it, "Subscribers": self.subscribers(of, it)} for it in alerts])
        return self.simulator(request)

    def subscribers(self, of, notification):
        """Who is told by an alert."""
        found = self.books.budgets.describe_subscribers_for_notification(**of, Notification=notification)
        return found["Subscribers"]

    def answer(self, request):
        with self.lock:
            self.met.add(request.name)
            if request.service == "ce":
                self.questions.append((request.operation, json.loads(request.body)))
        return super().answer(request)

    def asked(self):
        """What was asked of Cost Explorer since the last time: operations with their requests."""
        with self.lock:
            questions, self.questions = self.questions, []
        return questions

    def writes(self):
        """The operations of budgets since the last time that changed something."""
        names = {name for name, _ in self.began_anew() if name.startswith("budgets.")}
        return {name for name in names if not name.split(".")[1].startswith(READS)}
