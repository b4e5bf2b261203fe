"""Every boto3 waiter of what is simulated: it waits while it has to, and then it ends.

usage: waits.py BINARIES      (the folder of aws-sim)

A waiter of botocore that no test waits with fails by its name, as soon as what it calls is simulated.
A waiter sleeps as long as AWS says. Here its sleep moves the clock of the world.
"""

import io
import json
import pathlib
import sys
import unittest
import urllib.request
import zipfile
from unittest import mock

import botocore.session
from botocore import xform_name
from botocore.exceptions import DataNotFoundError

from world import World

ACCOUNT = "111111111111"
TRUST = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}]})
ALLOW = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})
ROLE = f"arn:aws:iam::{ACCOUNT}:role/waits"


def waiters(service):
    """The waiters of a service, and what they call."""
    try:
        loader = botocore.session.get_session().get_component("data_loader")
        found = loader.load_service_model(service, "waiters-2")
    except DataNotFoundError:
        return {}
    return {name: waiter["operation"] for name, waiter in found["waiters"].items()}


def nothing():
    """Time alone lets the waiter end."""


class Waits(unittest.TestCase):
    """One world, in which things are made and go."""

    binaries = None

    @classmethod
    def setUpClass(cls):
        cls.world = World(cls.binaries)
        cls.simulated = cls.world.get("operations")
        cls.who = cls.world.root(ACCOUNT)
        cls.waited = set()

    @classmethod
    def tearDownClass(cls):
        wanted = {f"{service}.{name}" for service, operations in cls.simulated.items()
                  for name, operation in waiters(service).items() if operation in operations}
        cls.world.end()
        left = wanted - cls.waited
        print(f"{len(cls.waited)} waiters")
        if left:
            raise AssertionError(f"no test waits with {', '.join(sorted(left))}")

    def waits(self, service, waiter, meanwhile=nothing, **named):
        """The waiter sleeps at least once, something happens meanwhile, and it ends."""
        slept = self.ends(service, waiter, meanwhile, **named)
        self.assertTrue(slept, f"{waiter} had nothing to wait for")

    def ends(self, service, waiter, meanwhile=nothing, **named):
        """The waiter ends, perhaps at once. Answers how often it slept."""
        sleeps = []

        def sleep(seconds):
            if not sleeps:
                meanwhile()
            sleeps.append(seconds)
            self.world.move(seconds=seconds)

        with mock.patch("botocore.waiter.time.sleep", sleep):
            self.who.client(service).get_waiter(xform_name(waiter)).wait(**named)
        self.waited.add(f"{service}.{waiter}")
        return len(sleeps)

    def test_buckets_and_objects_come_and_go(self):
        s3 = self.who.s3
        place = {"CreateBucketConfiguration": {"LocationConstraint": "eu-west-2"}}
        bucket, thing = {"Bucket": "waits"}, {"Bucket": "waits", "Key": "k"}
        self.waits("s3", "BucketExists", lambda: s3.create_bucket(**bucket, **place), **bucket)
        self.waits("s3", "ObjectExists", lambda: s3.put_object(**thing, Body=b"x"), **thing)
        self.waits("s3", "ObjectNotExists", lambda: s3.delete_object(**thing), **thing)
        self.waits("s3", "BucketNotExists", lambda: s3.delete_bucket(**bucket), **bucket)

    def test_identities_come(self):
        iam = self.who.iam
        self.waits("iam", "UserExists", lambda: iam.create_user(UserName="u"), UserName="u")
        self.waits("iam", "RoleExists",
                   lambda: iam.create_role(RoleName="r", AssumeRolePolicyDocument=TRUST), RoleName="r")
        self.waits("iam", "PolicyExists",
                   lambda: iam.create_policy(PolicyName="p", PolicyDocument=ALLOW),
                   PolicyArn=f"arn:aws:iam::{ACCOUNT}:policy/p")
        self.waits("iam", "InstanceProfileExists",
                   lambda: iam.create_instance_profile(InstanceProfileName="i"), InstanceProfileName="i")

    def test_a_table_becomes_active_and_goes(self):
        table = {"TableName": "waits"}
        self.who.dynamodb.create_table(
            **table, BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
        self.waits("dynamodb", "TableExists", **table)
        self.who.dynamodb.delete_table(**table)
        self.waits("dynamodb", "TableNotExists", **table)

    def test_a_stream_becomes_active_and_goes(self):
        stream = {"StreamName": "waits"}
        self.who.kinesis.create_stream(**stream, ShardCount=1)
        self.waits("kinesis", "StreamExists", **stream)
        self.who.kinesis.delete_stream(**stream)
        self.waits("kinesis", "StreamNotExists", **stream)

    def test_a_function_becomes_active_and_takes_its_updates(self):
        self.who.iam.create_role(RoleName="waits", AssumeRolePolicyDocument=TRUST)
        client = self.who.client("lambda")

        def function(name):
            client.create_function(FunctionName=name, Role=ROLE, Runtime="python3.12",
                                   Handler="index.handler", Code={"ZipFile": b"PK"})

        self.waits("lambda", "FunctionExists", lambda: function("a"), FunctionName="a")
        function("b")
        self.waits("lambda", "FunctionActive", FunctionName="b")
        function("c")
        self.waits("lambda", "FunctionActiveV2", FunctionName="c")
        client.update_function_configuration(FunctionName="b", Timeout=5)
        self.waits("lambda", "FunctionUpdated", FunctionName="b")
        client.update_function_code(FunctionName="c", ZipFile=b"PK2")
        self.waits("lambda", "FunctionUpdatedV2", FunctionName="c")
        version = client.publish_version(FunctionName="c")["Version"]
        # Only a snapshot takes its time, and none is made here.
        self.ends("lambda", "PublishedVersionActive", FunctionName="c", Qualifier=version)

    def test_a_bot_is_built_and_travels(self):
        lex = self.who.lexv2_models
        settings = {"roleArn": ROLE, "dataPrivacy": {"childDirected": False}}
        bot = lex.create_bot(**settings, botName="waits", idleSessionTTLInSeconds=300)["botId"]
        self.waits("lexv2-models", "BotAvailable", botId=bot)
        locale = {"botId": bot, "botVersion": "DRAFT", "localeId": "en_GB"}
        lex.create_bot_locale(**locale, nluIntentConfidenceThreshold=0.4)
        self.waits("lexv2-models", "BotLocaleCreated", **locale)
        for waiter in ["BotLocaleBuilt", "BotLocaleExpressTestingAvailable"]:
            lex.build_bot_locale(**locale)
            self.waits("lexv2-models", waiter, **locale)
        version = lex.create_bot_version(
            botId=bot, botVersionLocaleSpecification={"en_GB": {"sourceBotVersion": "DRAFT"}})["botVersion"]
        self.waits("lexv2-models", "BotVersionAvailable", botId=bot, botVersion=version)
        alias = lex.create_bot_alias(botId=bot, botAliasName="live", botVersion=version)["botAliasId"]
        self.waits("lexv2-models", "BotAliasAvailable", botId=bot, botAliasId=alias)
        export = lex.create_export(fileFormat="LexJson", resourceSpecification={
            "botExportSpecification": {"botId": bot, "botVersion": "DRAFT"}})["exportId"]
        self.waits("lexv2-models", "BotExportCompleted", exportId=export)
        upload = self.upload(lex.create_upload_url())
        lex.start_import(importId=upload, mergeStrategy="FailOnConflict", resourceSpecification={
            "botImportSpecification": {**settings, "botName": "again"}})
        self.waits("lexv2-models", "BotImportCompleted", importId=upload)

    def upload(self, place):
        """Uploads the archive of a bot to where Lex says, and gives the id of the import."""
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr("Manifest.json", json.dumps({"metaData": {"resourceType": "BOT"}}))
            packed.writestr("again/Bot.json", "{}")
        request = urllib.request.Request(place["uploadUrl"], archive.getvalue(), method="PUT")
        urllib.request.urlopen(request).close()
        return place["importId"]


if __name__ == "__main__":
    Waits.binaries = pathlib.Path(sys.argv[1])
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
