"""Shares a lake in one job, and reads with boto3 in the other account the rows that the daemon prints.

usage: rows.py BINARIES      (the folder of aws-sim, controld and connectctl)

Policies are enforced. In the account that reads there is nothing at first but a role for the daemon, and a
user who may take the query role and nothing else. A second job changes nothing.
"""

import datetime
import json
import pathlib
import sys
import tempfile
import time

from daemon import Daemon, check
from world import Caller, World

PRODUCER, CONSUMER, REGION = "111111111111", "222222222222", "eu-west-2"
EXAMPLES = pathlib.Path(__file__).resolve().parent.parent.parent / "examples"
CENTER, SHARE = EXAMPLES / "uk-region" / "center.yaml", EXAMPLES / "analytics-share" / "share.yaml"
# As the sample calls what it makes.
DATABASE, WORKGROUP, ROLE = "contact_analytics", "contact-analytics", "contact-analytics-query"
# More rows than a page of Athena has.
LAKE = ("--lake-contacts", "700", "--lake-days", "4")
PAGE = 1_000
# Days that are over, so that no row comes in between. Numbers, times, texts, and rows without some of them.
QUESTION = """
SELECT contact_id, channel, initiation_timestamp, disconnect_timestamp, queue_name, queue_duration_ms,
       agent_username
FROM contact_record
WHERE initiation_timestamp >= TIMESTAMP '{0}' AND initiation_timestamp < TIMESTAMP '{1}'
ORDER BY contact_id"""


def document(statement):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


def days():
    """The first and the last moment of days that have gone by."""
    today = datetime.datetime.now(datetime.timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0)
    moments = (today - datetime.timedelta(days=past) for past in (4, 1))
    return [f"{moment:%Y-%m-%d %H:%M:%S}" for moment in moments]


class Reader:
    """The account that reads: a role for the daemon, and a user who may take the query role."""

    def __init__(self, world):
        root = world.root(CONSUMER, REGION)
        trust = {"Action": "sts:AssumeRole", "Principal": {"AWS": PRODUCER}}
        root.iam.create_role(RoleName="trunkline", AssumeRolePolicyDocument=document(trust))
        root.iam.put_role_policy(RoleName="trunkline", PolicyName="all",
                                 PolicyDocument=document({"Action": "*", "Resource": "*"}))
        query_role = f"arn:aws:iam::{CONSUMER}:role/{ROLE}"
        root.iam.create_user(UserName="analyst")
        root.iam.put_user_policy(
            UserName="analyst", PolicyName="ask",
            PolicyDocument=document({"Action": "sts:AssumeRole", "Resource": query_role}))
        key = root.iam.create_access_key(UserName="analyst")["AccessKey"]
        self.root, self.query_role = root, query_role
        self.analyst = Caller(world.endpoint, REGION, aws_access_key_id=key["AccessKeyId"],
                              aws_secret_access_key=key["SecretAccessKey"])

    def things(self):
        """What a share would make, as far as it is there."""
        return {
            "databases": [it["Name"] for it in self.root.glue.get_databases()["DatabaseList"]],
            "buckets": [it["Name"] for it in self.root.s3.list_buckets()["Buckets"]],
            "workgroups": [it["Name"] for it in self.root.athena.list_work_groups()["WorkGroups"]
                           if it["Name"] != "primary"],
            "shares": self.root.ram.get_resource_shares(resourceOwner="OTHER-ACCOUNTS")["resourceShares"],
        }

    def asks(self, sql):
        """Runs a query with boto3 alone: its execution, the columns with types, and the rows."""
        athena = self.analyst.role(self.query_role).athena
        query = {"QueryExecutionId": athena.start_query_execution(
            QueryString=sql, WorkGroup=WORKGROUP,
            QueryExecutionContext={"Database": DATABASE})["QueryExecutionId"]}
        while (execution := athena.get_query_execution(**query)["QueryExecution"])["Status"]["State"] in (
                "QUEUED", "RUNNING"):
            time.sleep(0.1)
        check(execution["Status"]["State"] == "SUCCEEDED", f"boto3's query: {execution['Status']}")
        pages = list(athena.get_paginator("get_query_results").paginate(
            **query, PaginationConfig={"PageSize": PAGE}))
        columns = [(it["Name"], it["Type"]) for it in pages[0]["ResultSet"]["ResultSetMetadata"]["ColumnInfo"]]
        rows = [[cell.get("VarCharValue") for cell in row["Data"]]
                for page in pages for row in page["ResultSet"]["Rows"]]
        header, *rows = rows
        check(header == [name for name, _ in columns], f"the first row of a SELECT has its names: {header}")
        check(len(pages) > 2, f"{len(rows)} rows are too few for several pages")
        return execution, columns, rows


def texts(row, names):
    """A row that the command printed, in the words of Athena. The names stand in the order of the query."""
    check(list(row) == names, f"boto3 has the columns {names}, and the command {list(row)}")
    return [None if value is None else str(value) for value in row.values()]


def compared(daemon, reader):
    """Asks the same by the command and by boto3, and expects the same."""
    sql = QUESTION.format(*days())
    execution, columns, rows = reader.asks(sql)
    *printed, last = daemon.lines("share", "query", "-f", SHARE, sql)
    answer = last["answer"]
    names = [name for name, _ in columns]
    printed = [texts(line["row"], names) for line in printed]
    check(rows == printed, f"boto3 reads {len(rows)} rows and the command prints {len(printed)}; the first that "
          f"differ: {next((pair for pair in zip(rows, printed) if pair[0] != pair[1]), None)}")
    check(int(answer["rows"]) == len(rows), f"{len(rows)} rows, and the command counts {answer['rows']}")
    scanned = execution["Statistics"]["DataScannedInBytes"]
    check(int(answer["scannedBytes"]) == scanned, f"boto3 is told {scanned} bytes, and the command {answer}")
    # What would be the same without a look is no proof: nulls, numbers and times are among them.
    check({"varchar", "bigint", "timestamp"} <= {kind for _, kind in columns}, f"types: {columns}")
    check(any(None in row for row in rows), "no row has a null")
    return len(rows)


def main(binaries):
    binaries = pathlib.Path(binaries).resolve()
    with tempfile.TemporaryDirectory() as folder, World(
            binaries, "--settle", "fast", "--iam", "enforce", *LAKE, clock="machine") as world:
        reader = Reader(world)
        there = {"endpoint": world.endpoint, "region": REGION}
        targets = [
            {"name": "local", "account": PRODUCER, **there},
            {"name": "consumer", "account": CONSUMER, **there,
             "role_arn": f"arn:aws:iam::{CONSUMER}:role/trunkline"},
        ]
        with Daemon(binaries, pathlib.Path(folder), targets, key=PRODUCER) as daemon:
            daemon.answer("--target", "local", "apply", "-f", CENTER)
            check(not any(reader.things().values()), f"the reader begins with nothing: {reader.things()}")
            first = daemon.answer("share", "ensure", "-f", SHARE)["ensureShare"]
            check(first["changes"] > 0, f"the first job made nothing: {first}")
            check(all(reader.things().values()), f"one job makes all of it: {reader.things()}")
            rows = compared(daemon, reader)
            world.calls()
            second = daemon.answer("share", "ensure", "-f", SHARE)["ensureShare"]
            writes = world.writes()
            check(not second["changes"] and not writes, f"the second job: {second}, {writes}")
    print(f"rows: one job made {first['changes']} changes, and the next none; boto3 and the command read "
          f"the same {rows} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
