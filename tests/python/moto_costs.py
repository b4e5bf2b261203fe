"""Runs budgets and cost on moto_server, which nobody here wrote, as far as it goes.

usage: moto_costs.py BINARIES      (the folder of aws-sim, controld and connectctl)

First boto3 asks moto for each operation of AWS Budgets and Cost Explorer that the product calls:
`money/gaps.py` tells what comes, and so does docs/governance.md. Then a daemon works in two accounts of moto.
In the first there is moto alone: budgets are made there and read back, and all else ends where moto does
(`ENDS`). In the second the simulator keeps books of what moto lacks or forgets, so that a budget lives on;
and cost that was planted in moto is told and added up. The check fails when one of the gaps closes, or
another opens.
"""

import concurrent.futures
import logging
import pathlib
import sys
import tempfile

from moto.server import ThreadedMotoServer

from daemon import Daemon, check
from money import budgets, gaps
from money.bill import FORECAST, MONTHS, Bill
from money.books import Books
from money.desk import REGION, Desk, payer, role, topic
from world import World

ALONE, HELPED = "111111111111", "222222222222"
# Times of instances are texts on moto.
UNSEEN = f"whether there is an instance {budgets.CENTRE} was not looked at: ListInstances: AnswerUnreadable"
# On moto alone each of these commands ends so. The last of them ends well, and notes it.
ENDS = (
    (("budget", "--look", "-f", "alone.yaml"), "ListTagsForResource: Http500"),
    (("tags", "--apply", "--look", "-f", "allocation.yaml"), "ListCostAllocationTags: Http500"),
    (("cost", *MONTHS), "GetDimensionValues: Http500"),
    (("assess", "--instance", budgets.CENTRE, "--rule", budgets.RULES[0]), "ListInstances: AnswerUnreadable"),
    (("budget", "--look", "-f", "by-bill.yaml"), "the bill was not asked which names Amazon Connect has"),
)


def alone(desk, work):
    """Budgets are made and read back; then each command ends where moto does."""
    arn = topic(desk.aws)
    desk.aws.connect.create_instance(IdentityManagementType="CONNECT_MANAGED", InstanceAlias=budgets.CENTRE,
                                     InboundCallsEnabled=True, OutboundCallsEnabled=True)
    spec = budgets.by_name(work, arn)
    made = budgets.made(desk, spec, UNSEEN)
    budgets.read_back(desk, spec)
    budgets.written(work / "by-bill.yaml", budgets.DECLARED.replace("name: ", "name: new-"), arn)
    allocation = f"kind: Governance\ninstance: {budgets.CENTRE}\nallocation: [Environment]\n"
    (work / "allocation.yaml").write_text(allocation)
    # Each of them tries again for a while, since a server that fails may recover.
    with concurrent.futures.ThreadPoolExecutor() as pool:
        list(pool.map(lambda end: ended(desk, work, *end), ENDS))
    return made


def ended(desk, work, words, begins):
    """A command that tells how far moto goes."""
    words = [work / word if word.endswith(".yaml") else word for word in words]
    job = desk.job(*words)
    told = [job["error"]["message"]] if "error" in job else job["ensureGovernance"]["notes"]
    told = [it for it in told if not it.startswith(UNSEEN)]
    check(len(told) == 1 and told[0].startswith(begins), f"{words}: {told}")


def helped(desk, books, work):
    """All that moto has, and the books where it has not."""
    changes = budgets.Life(desk, books, work).lived()
    print(f"moto and books: budgets made, changed by {changes} operations and let be, as boto3 reads them",
          flush=True)
    questions = Bill(desk, books).told()
    unmet = set(books.gaps) - books.met
    check(not unmet, f"nothing met the gaps {sorted(unmet)}: take them off the list")
    check(not books.learned, f"moto answers otherwise than the list of its gaps says: {books.learned}")
    print(f"moto and books: {questions} questions about cost told as planted, each asked once", flush=True)


def main(binaries):
    binaries = pathlib.Path(binaries).resolve()
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    moto = ":".join(map(str, server.get_host_and_port()))
    has = gaps.measured(payer(f"http://{moto}", gaps.ACCOUNT))
    print(f"moto: {has} operations of the product; it lacks {', '.join(sorted(gaps.LACKED))}", flush=True)
    of_alone, of_helped = (payer(f"http://{moto}", account) for account in (ALONE, HELPED))
    with tempfile.TemporaryDirectory() as folder, \
            World(binaries, "--settle", "fast", clock="machine") as world:
        work, keeper = pathlib.Path(folder), world.root(HELPED, REGION)
        keeper.active_instance(budgets.CENTRE)
        with Books(moto, HELPED, of_helped, keeper, FORECAST) as books:
            places = [("alone", ALONE, f"http://{moto}"), ("helped", HELPED, books.endpoint)]
            targets = [{"name": name, "account": account, "region": REGION, "endpoint": endpoint,
                        "role_arn": role(account)} for name, account, endpoint in places]
            with Daemon(binaries, work, targets, key="any") as daemon:
                made = alone(Desk(daemon, "alone", ALONE, of_alone), work)
                print(f"moto alone: {made} budgets made; {len(ENDS)} commands end where it does", flush=True)
                helped(Desk(daemon, "helped", HELPED, of_helped), books, work)
    server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
