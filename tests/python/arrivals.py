"""boto3 puts files of agents into buckets that two daemons watch, and each is imported once.

usage: arrivals.py BINARIES      (the folder of aws-sim, controld and connectctl)

One bucket is listed, and the other one tells a queue. The daemons have stores of their own, so that nothing
but S3 decides between them. Who was made is asked with boto3 too.
"""

import collections
import json
import pathlib
import sys
import tempfile
import time

import botocore.exceptions

from daemon import Daemon, check
from world import World

ACCOUNT, REGION, ALIAS = "111111111111", "eu-west-2", "floor"
LISTED, TOLD = "floor-inbox", "floor-inbox-told"
HEADER = "username,first_name,last_name,email,routing_profile,security_profiles\n"
# What becomes of an arrival in the end.
OVER = {"IMPORTED", "ELSEWHERE", "NO_AGENT_FILE", "REFUSED", "FAILED"}


def file_of(*logins):
    rows = (f"{login},Ada,Agent,{login}@example.com,Basic Routing Profile,Agent\n" for login in logins)
    return (HEADER + "".join(rows)).encode()


def make_buckets(root):
    """Both keep versions; one of them tells a queue of what is put into it. The queue's URL."""
    for name in (LISTED, TOLD):
        root.s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        root.s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    arn = f"arn:aws:sqs:{REGION}:{ACCOUNT}:arrivals"
    told = {"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sqs:SendMessage",
            "Resource": arn, "Condition": {"ArnEquals": {"aws:SourceArn": f"arn:aws:s3:::{TOLD}"}}}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [told]})
    url = root.sqs.create_queue(QueueName="arrivals", Attributes={"Policy": policy})["QueueUrl"]
    root.s3.put_bucket_notification_configuration(Bucket=TOLD, NotificationConfiguration={
        "QueueConfigurations": [{"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}]})
    return url


def watches(queue_url):
    """Both watches, as the configuration of a daemon has them."""
    watch = {"target": "local", "instance": ALIAS, "prefix": "in/", "results": "results/", "aside": "aside/"}
    return [{"name": "listed", "bucket": LISTED, "poll_seconds": 5, **watch},
            {"name": "told", "bucket": TOLD, "queue_url": queue_url, **watch}]


def arrivals(daemon):
    return daemon.answer("agents", "watch").get("arrivals", [])


def place(arrival):
    """Which object it is, and which version of it."""
    return arrival["uri"], arrival["versionId"]


def state(arrival):
    return arrival["state"].removeprefix("STATE_")


def settled(daemons, count):
    """What each daemon says arrived, once so many files were met by some daemon and all are over."""
    while True:
        said = [arrivals(daemon) for daemon in daemons]
        met = {place(it) for one in said for it in one}
        if len(met) == count and all(state(it) in OVER for one in said for it in one):
            return said
        time.sleep(0.2)


def states(said):
    """How often each state was told of each object version, over all daemons."""
    told = collections.defaultdict(collections.Counter)
    for it in (it for one in said for it in one):
        told[place(it)][state(it)] += 1
    return told


def logins(root, instance):
    pages = root.connect.get_paginator("list_users").paginate(InstanceId=instance)
    return sorted(user["Username"] for page in pages for user in page["UserSummaryList"])


def main(binaries):
    binaries = pathlib.Path(binaries).resolve()
    with tempfile.TemporaryDirectory() as folder, World(binaries, "--settle", "fast", clock="machine") as world:
        root = world.root(ACCOUNT, REGION)
        instance = root.active_instance(ALIAS)
        before = logins(root, instance)
        queue_url = make_buckets(root)
        target = {"name": "local", "account": ACCOUNT, "region": REGION, "endpoint": world.endpoint}
        watched = {"agent_watches": watches(queue_url)}
        works = [pathlib.Path(folder) / name for name in ("one", "other")]
        for work in works:
            work.mkdir()
        with Daemon(binaries, works[0], [target], ACCOUNT, **watched) as one, \
                Daemon(binaries, works[1], [target], ACCOUNT, **watched) as other:
            for bucket, who in ((LISTED, "listed"), (TOLD, "told")):
                root.s3.put_object(Bucket=bucket, Key="in/new.csv", Body=file_of(f"{who}-a", f"{who}-b"))
                root.s3.put_object(Bucket=bucket, Key="in/menu.csv", Body=b"dish,price\nsoup,3\n")
            first = states(settled([one, other], 4))
            made = sorted(set(logins(root, instance)) - set(before))
            check(made == ["listed-a", "listed-b", "told-a", "told-b"], f"these were made: {made}")
            for (uri, _), told in first.items():
                wanted = {"IMPORTED": 1} if uri.endswith("/in/new.csv") else {"NO_AGENT_FILE": told.total()}
                found = {word: count for word, count in told.items() if word != "ELSEWHERE"}
                check(found == wanted, f"{uri}: {dict(told)}")
            # The same bytes once more are a version of their own, and nothing is left to do.
            world.calls()
            root.s3.put_object(Bucket=LISTED, Key="in/new.csv", Body=file_of("listed-a", "listed-b"))
            again = states(settled([one, other], 5))
            check(sum(told["IMPORTED"] for told in again.values()) == 3, f"{again}")
            calls = world.calls()
            check("connect.CreateUser" not in calls, f"users of the same file twice: {calls}")
            results = root.s3.list_objects_v2(Bucket=LISTED, Prefix="results/")["Contents"]
            check(len(results) == 2, f"each version has one file of results: {results}")
            text = root.s3.get_object(Bucket=LISTED, Key=results[0]["Key"])["Body"].read().decode()
            check("created" in text + root.s3.get_object(
                Bucket=LISTED, Key=results[1]["Key"])["Body"].read().decode(), text)
            try:
                root.s3.head_object(Bucket=LISTED, Key="in/menu.csv")
            except botocore.exceptions.ClientError as gone:
                raise SystemExit(f"a file that is none of agents was touched: {gone}") from gone
    print("arrivals: two daemons imported each file that boto3 put once, by listing and by a queue")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
