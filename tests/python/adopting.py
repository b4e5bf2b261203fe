"""Takes over the consumer side of a share that Terraform made, and leaves Terraform nothing to mend.

usage: adopting.py BINARIES PEER

BINARIES is the folder of aws-sim, controld and connectctl; PEER is the folder of run_terraform.py, whose
case `share` Terraform applies in the account of a lake that was shared and accepted by hand. Then two
declarations name what Terraform made. Where role, workgroup and bucket stay Terraform's, the daemon changes
nothing; where they are the share's too, it makes none of them, and what it changes is told here. Both are
proved down to the rows, and Terraform's own plan says what it makes of each.
"""

import json
import pathlib
import shutil
import sys
import tempfile

from daemon import Daemon, check
from terraform import Terraform
from world import World

PRODUCER, CONSUMER, REGION = "111111111111", "123456789012", "us-east-1"
# What people say as the key of this account, Terraform's configuration among them.
KEY = "testing"
DATA_SETS = ["contact_record", "contact_statistic_record", "agent_statistic_record",
             "agent_queue_statistic_record", "contact_flow_events", "contact_evaluation_record",
             "contact_lens_conversational_analytics", "users"]
SCAN_LIMIT = 10_000_000_000
ALL = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})

# Everything by the names that Terraform gave it.
SHARE = """
kind: AnalyticsShare
name: connect-analytics
producers: [{{ target: producer, instances: [lake] }}]
consumer: consumer
data_sets: {data_sets}
catalog: {{ database: connect_analytics_consumer, link_suffix: _link }}
lake_formation: {{ tags: {{ department: Connect }} }}
query_role: {{ create: {ours}, name: connect-analytics-query }}
workgroup: {{ create: {ours}, name: connect-analytics-wg }}
results: {{ create: {ours}, bucket: connect-analytics-results-123456789012, kms_key: {key} }}
"""
# What the share changes where those parts are its own: results go below `results/`, expire there, and may
# be written there.
CHANGED = {"athena.UpdateWorkGroup": 1, "iam.PutRolePolicy": 1, "s3.PutBucketLifecycleConfiguration": 1}
# What of it Terraform has declared otherwise. Of the policy that stands beside its own it knows nothing.
UNDONE = {"aws_athena_workgroup.wg", "aws_s3_bucket_lifecycle_configuration.results"}


def role(caller):
    """A role that may do everything, for the daemon."""
    trust = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": CONSUMER}}]}
    made = caller.iam.create_role(RoleName="trunkline", AssumeRolePolicyDocument=json.dumps(trust))
    caller.iam.put_role_policy(RoleName="trunkline", PolicyName="all", PolicyDocument=ALL)
    return made["Role"]["Arn"]


def shared_by_hand(producer, consumer):
    """An instance whose data sets are shared and accepted. Answers the catalog that they are in."""
    instance = producer.active_instance("lake")
    answer = producer.connect.batch_associate_analytics_data_set(
        InstanceId=instance, DataSetIds=DATA_SETS, TargetAccountId=CONSUMER)
    [share] = {created["ResourceShareArn"] for created in answer["Created"]}
    seen = consumer.ram.get_resource_share_invitations(resourceShareArns=[share])
    [invitation] = seen["resourceShareInvitations"]
    consumer.ram.accept_resource_share_invitation(
        resourceShareInvitationArn=invitation["resourceShareInvitationArn"])
    # Nothing is left to IAM alone, whichever Terraform makes first: database or settings.
    closed = {"CreateDatabaseDefaultPermissions": [], "CreateTableDefaultPermissions": []}
    consumer.lakeformation.put_data_lake_settings(DataLakeSettings=closed)
    return share.split(":")[4]


def key_of(terraform):
    """The key that Terraform made for results."""
    [key] = [it for it in terraform.managed() if it["type"] == "aws_kms_key"]
    return key["instances"][0]["attributes"]["arn"]


def ensured(world, daemon, share):
    """What an ensure changed, call by call; what it counts itself must agree that it was all or nothing."""
    world.calls()
    job = daemon.answer("share", "ensure", "-f", share)["ensureShare"]
    writes = world.writes()
    check(bool(job["changes"]) == bool(writes), f"{job['changes']} changes, and {writes}")
    return writes


def undone(terraform):
    """The resources that Terraform would change; it may make and destroy none."""
    planned = terraform.planned()
    changed = {address: change for address, change in planned.items()
               if change["actions"] not in (["no-op"], ["read"])}
    actions = {address: change["actions"] for address, change in changed.items()}
    check(all(them == ["update"] for them in actions.values()), f"Terraform would make anew: {actions}")
    return {address for address, change in changed.items() if is_other(change)}


def is_other(change):
    """Whether something is to have another value. What Terraform works out anew because of a change elsewhere,
    such as a policy that names a workgroup, has none before the apply."""
    return any(change["before"][name] != value for name, value in change["after"].items())


def proved(daemon, share):
    """Every link is sound, and a row of each table is read by the role that Terraform made."""
    found = daemon.answer("share", "verify", "-f", share)["verifyShare"]
    tables = [table["dataSet"] for table in found["tables"] if table["hasRows"]]
    check(found["sound"] and sorted(tables) == sorted(DATA_SETS), f"verify: {found}")


def adopted(world, daemon, terraform, work):
    """Both declarations over what Terraform made, each proved and then seen by Terraform."""
    parts = {"theirs": ("false", {}, set()), "ours": ("true", CHANGED, UNDONE)}
    for whose, (is_ours, changed, left) in parts.items():
        share = work / f"{whose}.yaml"
        share.write_text(SHARE.format(data_sets=json.dumps(DATA_SETS), key=key_of(terraform), ours=is_ours))
        writes = ensured(world, daemon, share)
        check(writes == changed, f"{whose}: an ensure over Terraform's result called {writes}")
        check(not ensured(world, daemon, share), f"{whose}: the second ensure changes something")
        proved(daemon, share)
        differ = undone(terraform)
        check(differ == left, f"{whose}: Terraform would change {differ}")


def main(binaries, peer):
    binaries, peer = pathlib.Path(binaries).resolve(), pathlib.Path(peer).resolve()
    with tempfile.TemporaryDirectory() as folder, World(
            binaries, "--quotas", "none", "--settle", "fast", "--strict", "--iam", "enforce",
            "--lake-contacts", "200", "--lake-days", "3", clock="machine") as world:
        work = pathlib.Path(folder)
        producer, consumer = world.root(PRODUCER, REGION), world.root(CONSUMER, REGION)
        catalog = shared_by_hand(producer, consumer)
        ours = role(consumer)
        shutil.copytree(peer / "tf-share", work / "terraform")
        terraform = Terraform(work / "terraform", peer, endpoint=world.endpoint, producer_catalog_id=catalog,
                              bytes_scanned_cutoff=str(SCAN_LIMIT),
                              lf_admins=[f"arn:aws:iam::{CONSUMER}:root", ours])
        terraform.apply()
        check(not undone(terraform), "Terraform alone has nothing to do")
        there = {"region": REGION, "endpoint": world.endpoint}
        targets = [
            {"name": "producer", "account": PRODUCER, "role_arn": role(producer), **there},
            {"name": "consumer", "account": CONSUMER, "role_arn": ours, **there},
        ]
        with Daemon(binaries, work, targets, key=KEY) as daemon:
            adopted(world, daemon, terraform, work)
        made = sum(len(resource["instances"]) for resource in terraform.managed())
    print(f"adopted what Terraform made: {made} resources, none made anew; {len(UNDONE)} of them changed where "
          "they are the share's too")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
