"""Cost that was planted in moto, as the product tells it."""

import datetime
import decimal
import json
import urllib.request
from typing import NamedTuple

from daemon import check
from money.books import CONNECT, SPACED

Decimal = decimal.Decimal
MONTHS = ("--from", "2026-09-01", "--to", "2026-11-01")
DAYS = ("--from", "2026-10-01", "--to", "2026-10-04", "--daily")
SEPTEMBER, OCTOBER = ("2026-09-01", "2026-10-01"), ("2026-10-01", "2026-11-01")
TODAY = datetime.datetime.now(datetime.timezone.utc).date()
FORECAST_END = str(TODAY + datetime.timedelta(days=30))
FORECAST = {"Total": {"Amount": "31.5", "Unit": "USD"}, "ForecastResultsByTime": [
    {"TimePeriod": {"Start": str(TODAY), "End": FORECAST_END}, "MeanValue": "31.5"}]}


class Question(NamedTuple):
    """The words of a command, what Cost Explorer groups by, and what is planted: amounts by period and group.

    A group has `before` in front of it where Cost Explorer tells it.
    """

    words: tuple
    by: tuple
    planted: dict
    before: str = ""

    def word(self, name):
        return self.words[self.words.index(name) + 1]

    def amounts(self):
        """The same by first day, the day after the last, and group."""
        return {(*period, group): Decimal(amount)
                for period, groups in self.planted.items() for group, amount in groups.items()}

    def pages(self):
        """Answers of Cost Explorer, a period on each. The last one is not final."""
        for n, (period, groups) in enumerate(self.planted.items(), 1):
            is_last = n == len(self.planted)
            page = {"DimensionValueAttributes": [], "ResultsByTime": [{
                "TimePeriod": dict(zip(("Start", "End"), period)), "Total": {}, "Estimated": is_last,
                "Groups": [{"Keys": [self.before + group],
                            "Metrics": {"UnblendedCost": {"Amount": amount, "Unit": "USD"}}}
                           for group, amount in groups.items()]}]}
            yield page if is_last else {**page, "NextPageToken": f"after {period[0]}"}


BY_SERVICE = Question((*MONTHS, "--by", "service"), ("DIMENSION", "SERVICE"), {
    SEPTEMBER: {CONNECT: "10.25", SPACED: "20.2000000001"},
    OCTOBER: {CONNECT: "0.1", SPACED: "0.2"},
})
BY_DAY = Question((*DAYS, "--by", "usage-type"), ("DIMENSION", "USAGE_TYPE"), {
    (f"2026-10-0{day}", f"2026-10-0{day + 1}"): {
        "EUW2-voice-inbound-mins": "0.1", "EUW2-chat-message": f"{day}.004", "EUW2-DID-days": "1.5E-7"}
    for day in (1, 2, 3)
})
BY_ACCOUNT = Question((*MONTHS, "--by", "account"), ("DIMENSION", "LINKED_ACCOUNT"), {
    SEPTEMBER: {"111111111111": "3", "222222222222": "-1.25"},
})
BY_TEAM = Question((*MONTHS, "--by", "tag", "--tag", "team"), ("TAG", "team"), {
    SEPTEMBER: {"sales": "60", "": "15"}, OCTOBER: {"": "5"},
}, "team$")
OF_NOTHING = Question((*MONTHS, "--by", "usage-type"), ("DIMENSION", "USAGE_TYPE"), {})


class Bill:
    """What an account of moto has cost, asked over books."""

    def __init__(self, desk, books):
        self.desk, self.books = desk, books

    def told(self):
        """Every question. Answers how many."""
        for question in (BY_SERVICE, BY_DAY, BY_ACCOUNT):
            cost = self.cost(question)
            check(not cost["notes"] and not cost["untaggedShare"], f"{cost}")
        by_team = self.cost(BY_TEAM)
        check(by_team["untaggedShare"] == 0.25, f"20 of 80 have no team: {by_team}")
        self.expected()
        nothing = self.cost(OF_NOTHING)
        check(nothing["total"] == "0.00", f"{nothing}")
        return 6

    def plant(self, question):
        """Lets the next requests that are new to moto have these answers."""
        body = json.dumps({"account_id": self.desk.account, "results": [*question.pages()]}).encode()
        asked = urllib.request.Request(f"http://{self.books.address}/moto-api/static/ce/cost-and-usage-results",
                                       body, {"content-type": "application/json"})
        urllib.request.urlopen(asked).close()

    def cost(self, question):
        """What was planted comes back and is added up; Cost Explorer is asked for it once, and no more."""
        self.plant(question)
        self.books.asked()
        cost, wanted = self.desk.answer("cost", *question.words)["cost"], question.amounts()
        rows = {(it["start"], it["end"], it["group"]): Decimal(it["amount"]) for it in cost["rows"]}
        check(rows == wanted and len(cost["rows"]) == len(wanted), f"{question.words}: {cost['rows']}")
        check(Decimal(cost["total"]) == sum(wanted.values()) and cost["currency"] == "USD", f"{cost}")
        last = max((end for _, end, _ in wanted), default=None)
        check(all(it["estimated"] == (it["end"] == last) for it in cost["rows"]), f"not final: {cost}")
        asked(question, self.books.asked())
        read(self.desk.page("cost", *question.words), cost, wanted)
        check(not self.books.asked(), "an answer is not kept: each question is billed")
        return cost

    def expected(self):
        """A forecast is asked for from today on, and told."""
        cost = self.desk.answer("cost", *BY_SERVICE.words, "--forecast-to", FORECAST_END)["cost"]
        [body] = [body for name, body in self.books.asked() if name == "GetCostForecast"]
        check(body["TimePeriod"]["End"] == FORECAST_END and body["TimePeriod"]["Start"] >= str(TODAY)
              and body["Metric"] == "UNBLENDED_COST" and body["Granularity"] == "MONTHLY"
              and sorted(body["Filter"]["Dimensions"]["Values"]) == [CONNECT, SPACED], f"{body}")
        check([(it["end"], it["amount"]) for it in cost["forecast"]] == [(FORECAST_END, "31.50")], f"{cost}")
        check(Decimal(cost["total"]) == sum(BY_SERVICE.amounts().values()), f"{cost}")


def asked(question, requests):
    """The names on the bill, and then the cost of those that are Amazon Connect, page by page."""
    period = {"Start": question.word("--from"), "End": question.word("--to")}
    (first, names), *pages = requests
    check((first, names["Dimension"], names["TimePeriod"]) == ("GetDimensionValues", "SERVICE", period),
          f"{first}: {names}")
    check([name for name, _ in pages] == ["GetCostAndUsage"] * max(1, len(question.planted)), f"{requests}")
    for n, (_, body) in enumerate(pages):
        services = body["Filter"]["Dimensions"]
        check((services["Key"], sorted(services["Values"])) == ("SERVICE", [CONNECT, SPACED]), f"{services}")
        check(body["Metrics"] == ["UnblendedCost"] and body["TimePeriod"] == period
              and body["Granularity"] == ("DAILY" if "--daily" in question.words else "MONTHLY")
              and [(it["Type"], it["Key"]) for it in body["GroupBy"]] == [question.by]
              and ("NextPageToken" in body) == (n > 0), f"{question.words}: {body}")


def read(page, cost, wanted):
    """The table for people has each amount in the row of its group, to the cent."""
    lines = page.splitlines()
    check(lines[0] == f"{cents(cost['total'])} USD in all.", page)
    for group in {group for _, _, group in wanted}:
        amounts = [cents(amount) for (*_, of), amount in sorted(wanted.items()) if of == group]
        rows = [line.split()[-len(amounts):] for line in lines[1:] if line.strip().startswith(group.strip())]
        check(amounts in [[*map(number, row)] for row in rows], f"{group}: {amounts}\n{page}")


def cents(amount):
    """An amount as the table has it."""
    return Decimal(amount).quantize(Decimal("0.01"))


def number(cell):
    """A cell as an amount, if it is one."""
    try:
        return Decimal(cell)
    except decimal.InvalidOperation:
        return None
