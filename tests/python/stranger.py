"""Runs the reading side of a share on moto_server, which nobody here wrote.

usage: stranger.py BINARIES      (the folder of aws-sim, controld and connectctl)

The daemon makes, changes, proves, asks and removes a share whose reading account is one of moto's. The
instance is one of the simulator, since moto offers no data sets. What moto lacks is told below, with who
answers instead, and every answer of it is held against that: the check fails when moto learns one of
them. It fails as well when the product calls an operation of these services that is nowhere told.
"""

import json
import logging
import pathlib
import sys
import tempfile
import urllib.request

from botocore.exceptions import ClientError
from moto.server import ThreadedMotoServer

from daemon import Daemon, check
from detour import Detour, Gap, Request, at, fixed
from world import READS, Caller, World

HERE = pathlib.Path(__file__).resolve().parent
PRODUCER, CONSUMER, REGION = "111111111111", "222222222222", "eu-west-2"
ROLE = f"arn:aws:iam::{CONSUMER}:role/trunkline"
READER = f"arn:aws:iam::{CONSUMER}:role/contact-analytics-query"
ANALYSTS = f"arn:aws:iam::{CONSUMER}:role/analysts"
BUCKET = f"contact-analytics-{CONSUMER}-{REGION}"
DATABASE, WORKGROUP, ALIAS, SCHEDULE = (
    "contact_analytics", "contact-analytics", "alias/contact-analytics-results", "contact-analytics-contacts")
SOURCE = "connect_datalake"
DATA_SETS = ["contact_record", "users"]

SHARE = """
kind: AnalyticsShare
name: contact-analytics
producers: [{ target: local, instances: [lake] }]
consumer: consumer
data_sets: [contact_record, users]
catalog: { link_suffix: _link }
lake_formation: { tags: { classification: confidential } }
results: { create_kms_key: true }
exports: [{ name: contacts, data_set: contact_record, schedule: 'cron(0 2 * * ? *)' }]
tags: { Environment: test }
"""
# The same with another value of the tag, another time of the export, and somebody more who may read.
CHANGED = SHARE.replace("confidential", "restricted").replace("(0 2 ", "(0 3 ") + f"principals: ['{ANALYSTS}']\n"

NOT_FOUND, NOT_IMPLEMENTED = "^404 .*Not Found", "^500 .*Internal Server Error"
# What a run of this check never calls, and why. All else that the product calls is answered here.
UNCALLED = {
    "athena.StopQueryExecution": "moto's queries have ended before anybody could stop them",
    "athena.UpdateWorkGroup": "moto has no such operation (see `otherwise`)",
    "glue.GetTable": "asked only where AWS refuses the list of tables, which moto never does",
    **{
        f"kms.{name}": "called by governance, not by a share"
        for name in (
            "CancelKeyDeletion", "DisableKeyRotation", "EnableKey", "GetKeyPolicy", "GetKeyRotationStatus",
            "ListGrants", "PutKeyPolicy",
        )
    },
    "kms.ListKeys": "asked only by a job that died after it had made a key",
}
SERVICES = ("athena", "glue", "kms", "lakeformation", "ram", "scheduler", "sts")


def gaps(moto, world):
    """What moto lacks and the share needs: how moto answers, and who does instead."""
    simulator = at(world.endpoint.removeprefix("http://"), CONSUMER)
    return {
        # No account of moto is invited by another.
        "ram.GetResourceShares": Gap(NOT_IMPLEMENTED, simulator),
        "ram.GetResourceShareInvitations": Gap(NOT_FOUND, simulator),
        "ram.AcceptResourceShareInvitation": Gap(NOT_FOUND, simulator),
        "ram.ListResources": Gap(NOT_FOUND, simulator),
        # Nothing else carries the tag.
        "lakeformation.SearchDatabasesByLFTags": Gap(NOT_FOUND, fixed({"DatabaseList": []})),
        "lakeformation.SearchTablesByLFTags": Gap(NOT_FOUND, fixed({"TableList": []})),
        "athena.BatchGetQueryExecution": Gap(NOT_IMPLEMENTED, one_by_one(moto)),
        # AWS takes the ARN of a key for its id.
        "kms.ScheduleKeyDeletion": Gap(NOT_IMPLEMENTED, by_id(moto)),
    }


def one_by_one(moto):
    """The same about each query by itself."""
    def shown(request, query):
        headers = {**request.headers, "x-amz-target": "AmazonAthena.GetQueryExecution"}
        asked = Request(request.method, request.path, headers, b"")
        body = json.dumps({"QueryExecutionId": query}).encode()
        status, _, told = asked.with_body(body).put_to(moto)
        check(status == 200, f"moto does not show query {query}: {told}")
        return json.loads(told)["QueryExecution"]

    def instead(request):
        queries = json.loads(request.body)["QueryExecutionIds"]
        told = [shown(request, query) for query in queries]
        return fixed({"QueryExecutions": told, "UnprocessedQueryExecutionIds": []})(request)
    return instead


def by_id(moto):
    """The same about the id of a key in the place of its ARN."""
    def instead(request):
        asked = json.loads(request.body)
        asked["KeyId"] = asked["KeyId"].rpartition("/")[2]
        return request.with_body(json.dumps(asked).encode()).put_to(moto)
    return instead


def otherwise(reader):
    """What moto does otherwise than AWS. Each is seen here, and the last of them made good."""
    refused(500, lambda: reader.athena.update_work_group(WorkGroup=WORKGROUP, Description="any"))
    # A link has no columns, since nothing is behind it.
    links = reader.glue.get_tables(DatabaseName=DATABASE)["TableList"]
    check(not any("StorageDescriptor" in link for link in links), f"moto resolves links: {links}")
    # Conditions of the policies of buckets do not count, so a bucket that takes TLS alone takes nothing.
    refused(403, lambda: reader.s3.put_object(Bucket=BUCKET, Key="any", Body=b""))
    # Tags that a bucket is born with are lost, and with them whose it is.
    refused(404, lambda: reader.s3.get_bucket_tagging(Bucket=BUCKET))
    tags = {"trunkline:share": "contact-analytics", "Environment": "test"}
    reader.s3.put_bucket_tagging(Bucket=BUCKET, Tagging={
        "TagSet": [{"Key": key, "Value": value} for key, value in tags.items()]})


def refused(status, call):
    """What is called is refused with this status."""
    try:
        answer = call()
    except ClientError as refusal:
        told = refusal.response["ResponseMetadata"]["HTTPStatusCode"]
        check(told == status, f"moto was expected to answer {status}: {refusal}")
    else:
        check(False, f"moto has learned it: {answer}")


def made(reader, share_arn):
    """What is there, read by boto3, is what the share declares."""
    catalog = share_arn.split(":")[4]
    database = reader.glue.get_database(Name=DATABASE)["Database"]
    check(database["Parameters"]["trunkline:share"] == "contact-analytics", f"{database}")
    links = {it["Name"]: it["TargetTable"] for it in reader.glue.get_tables(DatabaseName=DATABASE)["TableList"]}
    check(links == {f"{name}_link": {"CatalogId": catalog, "DatabaseName": SOURCE, "Name": name}
                    for name in DATA_SETS}, f"links: {links}")
    check(grants(reader) == sorted(wanted(catalog, READER)), f"grants: {grants(reader)}")
    group = reader.athena.get_work_group(WorkGroup=WORKGROUP)["WorkGroup"]["Configuration"]
    key = reader.kms.describe_key(KeyId=ALIAS)["KeyMetadata"]
    check(reader.kms.get_key_rotation_status(KeyId=key["KeyId"])["KeyRotationEnabled"], "the key is rotated")
    check(group["EnforceWorkGroupConfiguration"] and group["BytesScannedCutoffPerQuery"] == 10_000_000_000
          and group["ResultConfiguration"] == {
              "OutputLocation": f"s3://{BUCKET}/results/",
              "EncryptionConfiguration": {"EncryptionOption": "SSE_KMS", "KmsKey": key["Arn"]}}, f"{group}")
    [rule] = reader.s3.get_bucket_lifecycle_configuration(Bucket=BUCKET)["Rules"]
    check(rule["Filter"] == {"Prefix": "results/"} and rule["Expiration"]["Days"] == 14, f"{rule}")
    blocked = reader.s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"]
    check(len(blocked) == 4 and all(blocked.values()), f"{blocked}")
    [rule] = reader.s3.get_bucket_encryption(Bucket=BUCKET)["ServerSideEncryptionConfiguration"]["Rules"]
    check(rule["ApplyServerSideEncryptionByDefault"] == {
        "SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key["Arn"]}, f"{rule}")
    policy = reader.iam.get_role_policy(RoleName=READER.split("/")[1], PolicyName="trunkline-share")
    allowed = json.dumps(policy["PolicyDocument"])
    check(key["Arn"] in allowed and f":{catalog}:table/{SOURCE}/*" in allowed, allowed)
    target = reader.scheduler.get_schedule(Name=SCHEDULE)["Target"]
    check(target["RoleArn"] == READER and json.loads(target["Input"])["WorkGroup"] == WORKGROUP, f"{target}")


def wanted(catalog, principal):
    """What somebody is to have who reads, as `grants` tells it."""
    yield principal, DATABASE, "", "DESCRIBE"
    for name in DATA_SETS:
        yield principal, DATABASE, f"{name}_link", "DESCRIBE"
        yield principal, f"{catalog}.{SOURCE}", name, "DESCRIBE SELECT"


def grants(reader):
    """Who may do what: principal, database with its catalog where that is another one, table, permissions."""
    told = []
    for it in reader.lakeformation.list_permissions()["PrincipalResourcePermissions"]:
        thing = it["Resource"].get("Table") or it["Resource"]["Database"]
        catalog = thing.get("CatalogId", CONSUMER)
        database = thing.get("DatabaseName") or thing["Name"]
        told.append((it["Principal"]["DataLakePrincipalIdentifier"],
                     database if catalog == CONSUMER else f"{catalog}.{database}",
                     thing["Name"] if "DatabaseName" in thing else "", " ".join(sorted(it["Permissions"]))))
    return sorted(told)


def gone(reader):
    """Nothing of the share is left, but a key that AWS keeps for some days."""
    left = {
        "databases": reader.glue.get_databases()["DatabaseList"],
        "grants": grants(reader),
        "tags": reader.lakeformation.list_lf_tags()["LFTags"],
        "administrators": reader.lakeformation.get_data_lake_settings()["DataLakeSettings"]["DataLakeAdmins"],
        "workgroups": [it["Name"] for it in reader.athena.list_work_groups()["WorkGroups"]
                       if it["Name"] != "primary"],
        "buckets": reader.s3.list_buckets()["Buckets"],
        "roles": [it for it in reader.iam.list_roles()["Roles"] if it["Arn"] == READER],
        "schedules": reader.scheduler.list_schedules()["Schedules"],
        "keys": [it for it in reader.kms.list_keys()["Keys"]
                 if reader.kms.describe_key(KeyId=it["KeyId"])["KeyMetadata"]["KeyState"] != "PendingDeletion"],
        "aliases": [it for it in reader.kms.list_aliases()["Aliases"] if it["AliasName"] == ALIAS],
    }
    check(not any(left.values()), f"a removal leaves {left}")


def answers(moto, columns, *rows):
    """Lets the next query of moto have this result: it runs none."""
    cells = [[{} if text is None else {"VarCharValue": text} for text in row] for row in ([*columns], *rows)]
    result = {"rows": [{"Data": row} for row in cells],
              "column_info": [{"Name": name, "Type": kind} for name, kind in columns.items()]}
    body = {"account_id": CONSUMER, "region": REGION, "results": [result]}
    asked = urllib.request.Request(f"http://{moto}/moto-api/static/athena/query-results",
                                   json.dumps(body).encode(), {"content-type": "application/json"})
    urllib.request.urlopen(asked).close()


class Share:
    """The share, asked for by the command; every call of it to moto is kept."""

    def __init__(self, daemon, detour, spec):
        self.daemon, self.detour, self.spec, self.called = daemon, detour, spec, {}

    def answer(self, verb, *words):
        """What came of a job, and the operations that changed something."""
        answer = self.daemon.answer("share", verb, "-f", self.spec, *words)
        return answer, self.since()

    def since(self):
        """The operations since the last time that changed something."""
        calls = self.detour.began_anew()
        for name, status in calls:
            self.called.setdefault(name, set()).add(status)
        return {name for name, _ in calls if not name.split(".")[1].startswith(READS)}

    def ensured(self, *, changes):
        """An ensure, which changes something or does not."""
        job, writes = self.answer("ensure")
        check(bool(job["ensureShare"]["changes"]) == changes, f"an ensure: {job['ensureShare']}")
        check(bool(writes) == changes, f"an ensure called {writes}")
        return writes

    def verified(self):
        """Every link is sound but the rows, of which moto has none."""
        links = self.answer("verify")[0]["verifyShare"]["links"]
        unsound = [(it["rule"], it["subject"]) for it in links if it["state"] != "STATE_SOUND"]
        check(unsound == [("no-rows", f"{name}_link") for name in DATA_SETS], f"verify: {unsound}")
        return len(links)

    def asked(self, moto):
        """A question gets the rows that moto was told to have."""
        answers(moto, {"channel": "varchar", "contacts": "bigint"}, ["VOICE", "12"], [None, "3"])
        *rows, _ = self.daemon.lines("share", "query", "-f", self.spec, "SELECT any")
        check(rows == [{"row": {"channel": "VOICE", "contacts": 12}}, {"row": {"channel": None, "contacts": 3}}],
              f"rows: {rows}")

    def exported(self):
        """An export ends where its list is written: no object of the bucket can be (see `otherwise`)."""
        ran = self.daemon.ran("share", "export", "-f", self.spec, "contacts")
        [step] = json.loads(ran.stdout)["runShareExport"]["outcomes"]
        check(ran.returncode == 1 and step["message"].startswith("PutObject: "), f"export: {step}")
        self.since()

    def covered(self):
        """Everything that the product calls of these services was answered here, or is told above."""
        product = (HERE.parent / "conformance" / "product-operations.txt").read_text().split()
        product = {name for name in product if name.split(".")[0] in SERVICES}
        untold = product - set(self.called) - set(UNCALLED)
        check(not untold, f"the product calls what neither moto nor this list has: {sorted(untold)}")
        stale = set(UNCALLED) & set(self.called)
        check(not stale, f"these are called, so the list of uncalled ones is wrong: {sorted(stale)}")
        return len(product & set(self.called))


def lived(share, moto, reader, producer):
    """A share from nothing to nothing. Answers how many links of it were seen."""
    instance = producer.active_instance("lake")
    share.ensured(changes=True)
    associations = producer.connect.list_analytics_data_associations(InstanceId=instance)["Results"]
    [associated] = {it["ResourceShareArn"] for it in associations}
    made(reader, associated)
    share.ensured(changes=False)
    links = share.verified()
    share.asked(moto)
    share.exported()
    otherwise(reader)
    share.spec.write_text(CHANGED)
    writes = share.ensured(changes=True)
    changes = {"lakeformation.AddLFTagsToResource", "lakeformation.BatchGrantPermissions",
               "lakeformation.UpdateLFTag", "scheduler.UpdateSchedule"}
    check(writes == changes, f"a changed declaration called {writes}")
    share.ensured(changes=False)
    remove = ("--confirm", "contact-analytics", "--delete-data")
    removed, _ = share.answer("remove", *remove)
    check(not removed["removeShare"]["kept"], f"a removal keeps {removed['removeShare']['kept']}")
    gone(reader)
    again, writes = share.answer("remove", *remove)
    check(not again["removeShare"]["changes"] and not writes, f"a second removal called {writes}")
    return links


def main(binaries):
    binaries = pathlib.Path(binaries).resolve()
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    moto = ":".join(map(str, server.get_host_and_port()))
    with tempfile.TemporaryDirectory() as folder, World(
            binaries, "--settle", "fast", clock="machine") as world, Detour(moto, gaps(moto, world)) as detour:
        work = pathlib.Path(folder)
        spec = work / "share.yaml"
        spec.write_text(SHARE)
        targets = [
            {"name": "local", "account": PRODUCER, "region": REGION, "endpoint": world.endpoint},
            {"name": "consumer", "account": CONSUMER, "region": REGION, "endpoint": detour.endpoint,
             "role_arn": ROLE},
        ]
        reader = Caller(f"http://{moto}", REGION, aws_access_key_id="any", aws_secret_access_key="any").role(ROLE)
        with Daemon(binaries, work, targets, key=PRODUCER) as daemon:
            share = Share(daemon, detour, spec)
            links = lived(share, moto, reader, world.root(PRODUCER))
            called = share.covered()
        unmet = set(detour.gaps) - set(share.called) - set(UNCALLED)
        check(not unmet, f"nothing met the gaps {sorted(unmet)}: take them off the list")
        check(not detour.learned, f"moto answers otherwise than the list of its gaps says: {detour.learned}")
    server.stop()
    print(f"moto_server: {called} operations of the product, {links} links seen; it lacks, and others answered: "
          f"{', '.join(sorted(detour.gaps))}; not called: {', '.join(sorted(UNCALLED))}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
