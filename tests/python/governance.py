"""What an auditor asks of AWS, asked with boto3: who was there, what was used, what is tagged and encrypted.

usage: governance.py BINARIES      (the folder of aws-sim)
"""

import datetime
import json
import pathlib
import sys
import unittest

from botocore.exceptions import ClientError

from world import World

ACCOUNT = "111111111111"
REGION = "eu-west-2"
PLACE = {"CreateBucketConfiguration": {"LocationConstraint": REGION}}
TIMES = [{"Name": "SUM_ONLINE_TIME_AGENT"}, {"Name": "SUM_IDLE_TIME_AGENT"}, {"Name": "AGENT_OCCUPANCY"}]


def document(action, **more):
    """A policy of one statement."""
    return json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": action, "Resource": "*", **more}]})


def trust(principal):
    """Who may become a role."""
    return json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal}]})


class Governance(unittest.TestCase):
    """A new world for each question, without contacts."""

    binaries = None

    def setUp(self):
        self.world = World(self.binaries, "--lake-contacts", "0")
        self.addCleanup(self.world.end)
        self.who = self.world.root(ACCOUNT, REGION)

    def instance(self, identity="CONNECT_MANAGED"):
        """A new instance that is active: id and ARN."""
        made = self.who.connect.create_instance(
            IdentityManagementType=identity, InstanceAlias=f"audited-{identity.lower().replace('_', '-')}",
            InboundCallsEnabled=True, OutboundCallsEnabled=True)
        self.world.move(minutes=1)
        return made["Id"], made["Arn"]

    def user(self, instance, name, **more):
        at = {"InstanceId": instance}
        profile = self.who.connect.list_security_profiles(**at)["SecurityProfileSummaryList"][0]["Id"]
        routing = self.who.connect.list_routing_profiles(**at)["RoutingProfileSummaryList"][0]["Id"]
        return self.who.connect.create_user(**at, Username=name, SecurityProfileIds=[profile],
                                            RoutingProfileId=routing, **more)["UserId"]

    def metrics(self, arn, filters, days=30, **more):
        """What is told of the last days."""
        now = datetime.datetime.fromtimestamp(self.world.now_ms() / 1000, datetime.timezone.utc)
        return self.who.connect.get_metric_data_v2(
            ResourceArn=arn, StartTime=now - datetime.timedelta(days=days), EndTime=now,
            Filters=[{"FilterKey": key, "FilterValues": values} for key, values in filters.items()],
            **{"Metrics": TIMES, **more})["MetricResults"]

    def refused(self, code, call, **named):
        with self.assertRaises(ClientError) as raised:
            call(**named)
        self.assertEqual(raised.exception.response["Error"]["Code"], code)

    def test_users_who_never_signed_in_have_no_row_and_idle_ones_are_idle(self):
        instance, arn = self.instance()
        password = {"Password": "Passw0rd-of-tests", "PhoneConfig": {"PhoneType": "SOFT_PHONE"}}
        came, never = (self.user(instance, name, **password) for name in ("came", "never"))
        statuses = self.who.connect.list_agent_statuses(InstanceId=instance)["AgentStatusSummaryList"]
        status = {row["Name"]: row["Id"] for row in statuses}
        for name, hours in [("Available", 4), ("Offline", 1)]:
            self.who.connect.put_user_status(InstanceId=instance, UserId=came, AgentStatusId=status[name])
            self.world.move(hours=hours)
        rows = self.metrics(arn, {"AGENT": [came, never]}, Groupings=["AGENT"])
        told = {row["Dimensions"]["AGENT"]: [one.get("Value") for one in row["Collections"]] for row in rows}
        self.assertEqual(told, {came: [4 * 3600, 4 * 3600, 0]})
        handled = self.metrics(arn, {"AGENT": [came]}, Metrics=[{"Name": "CONTACTS_HANDLED"}])
        self.assertEqual([one["Value"] for one in handled[0]["Collections"]], [0])
        self.world.move(days=31)
        self.assertEqual(self.metrics(arn, {"AGENT": [came, never]}, Groupings=["AGENT"]), [])
        self.refused("InvalidParameterException", self.metrics, arn=arn, filters={"AGENT": [came]}, days=35)

    def test_a_role_signs_in_as_the_user_of_its_session(self):
        instance, _ = self.instance("SAML")
        self.who.iam.create_role(RoleName="agents", AssumeRolePolicyDocument=trust({"AWS": ACCOUNT}))
        session = self.who.role(f"arn:aws:iam::{ACCOUNT}:role/agents")
        self.refused("UserNotFoundException", session.connect.get_federation_token, InstanceId=instance)
        user = self.user(instance, "test")
        token = session.connect.get_federation_token(InstanceId=instance)
        self.assertEqual(token["UserId"], user)
        self.assertTrue(token["Credentials"]["AccessToken"])

    def last_accessed(self, arn, **more):
        """The services of a finished report by namespace."""
        job = {"JobId": self.who.iam.generate_service_last_accessed_details(Arn=arn, **more)["JobId"]}
        self.assertEqual(self.who.iam.get_service_last_accessed_details(**job)["JobStatus"], "IN_PROGRESS")
        self.world.move(seconds=10)
        report = self.who.iam.get_service_last_accessed_details(**job)
        self.assertEqual(report["JobStatus"], "COMPLETED")
        return {row["ServiceNamespace"]: row for row in report["ServicesLastAccessed"]}

    def test_rights_are_told_with_their_last_use(self):
        iam = self.who.iam
        iam.create_role(RoleName="ops", AssumeRolePolicyDocument=trust({"AWS": ACCOUNT}))
        arn = f"arn:aws:iam::{ACCOUNT}:role/ops"
        iam.put_role_policy(RoleName="ops", PolicyName="p",
                            PolicyDocument=document(["connect:*", "kms:*", "s3:GetObject"]))
        self.assertEqual({name for name, row in self.last_accessed(arn).items() if "LastAuthenticated" in row},
                         set())
        self.who.role(arn).connect.list_instances()
        told = self.last_accessed(arn, Granularity="ACTION_LEVEL")
        self.assertEqual(set(told), {"connect", "kms", "s3"})
        self.assertEqual(told["connect"]["LastAuthenticatedEntity"], arn)
        self.assertNotIn("LastAuthenticated", told["kms"])
        used = [row["ActionName"] for row in told["connect"]["TrackedActionsLastAccessed"]
                if "LastAccessedTime" in row]
        self.assertEqual(used, ["ListInstances"])
        self.assertIn("LastUsedDate", iam.get_role(RoleName="ops")["Role"]["RoleLastUsed"])
        details = iam.get_account_authorization_details(Filter=["Role"])["RoleDetailList"]
        self.assertIn("LastUsedDate", {row["RoleName"]: row for row in details}["ops"]["RoleLastUsed"])

    def test_one_list_has_the_tags_of_all_services(self):
        instance, arn = self.instance()
        key = self.who.kms.create_key()["KeyMetadata"]["Arn"]
        topic = self.who.sns.create_topic(Name="alerts")["TopicArn"]
        self.who.s3.create_bucket(Bucket="records", **PLACE)
        self.who.kinesis.create_stream(StreamName="events", ShardCount=1)
        self.world.move(minutes=1)
        stream = f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/events"
        queue = self.who.connect.list_queues(InstanceId=instance)["QueueSummaryList"][0]["Arn"]
        all_of_them = sorted([arn, key, topic, stream, queue, "arn:aws:s3:::records"])
        tagging = self.who.resourcegroupstaggingapi
        self.assertEqual(tagging.get_resources()["ResourceTagMappingList"], [])
        missing = f"{queue}x"
        done = tagging.tag_resources(ResourceARNList=[*all_of_them, missing], Tags={"team": "voice"})
        self.assertEqual(list(done["FailedResourcesMap"]), [missing])
        pages = tagging.get_paginator("get_resources").paginate(PaginationConfig={"PageSize": 2})
        listed = pages.build_full_result()["ResourceTagMappingList"]
        self.assertEqual([row["ResourceARN"] for row in listed], all_of_them)
        self.assertEqual(self.who.s3.get_bucket_tagging(Bucket="records")["TagSet"],
                         [{"Key": "team", "Value": "voice"}])
        of_connect = tagging.get_resources(ResourceTypeFilters=["connect:queue"])["ResourceTagMappingList"]
        self.assertEqual([row["ResourceARN"] for row in of_connect], [queue])
        tagging.untag_resources(ResourceARNList=[key], TagKeys=["team"])
        left = {row["ResourceARN"]: row["Tags"] for row in tagging.get_resources()["ResourceTagMappingList"]}
        self.assertEqual(left[key], [])
        self.assertEqual(len(tagging.get_resources(TagFilters=[{"Key": "team"}])["ResourceTagMappingList"]), 5)
        ce = self.who.ce
        status = [{"TagKey": name, "Status": "Active"} for name in ("team", "nobodys")]
        errors = ce.update_cost_allocation_tags_status(CostAllocationTagsStatus=status)["Errors"]
        self.assertEqual([error["TagKey"] for error in errors], ["nobodys"])
        active = ce.list_cost_allocation_tags(Status="Active")["CostAllocationTags"]
        self.assertEqual([tag["TagKey"] for tag in active], ["team"])

    def test_streams_of_records_are_encrypted_by_a_key(self):
        key = self.who.kms.create_key()["KeyMetadata"]["Arn"]
        kinesis, firehose = self.who.kinesis, self.who.firehose
        kinesis.create_stream(StreamName="events", StreamModeDetails={"StreamMode": "ON_DEMAND"})
        self.who.iam.create_role(RoleName="deliver", AssumeRolePolicyDocument=trust(
            {"Service": "firehose.amazonaws.com"}))
        firehose.create_delivery_stream(DeliveryStreamName="records", ExtendedS3DestinationConfiguration={
            "RoleARN": f"arn:aws:iam::{ACCOUNT}:role/deliver", "BucketARN": "arn:aws:s3:::records"})
        self.world.move(minutes=1)
        kinesis.start_stream_encryption(StreamName="events", EncryptionType="KMS", KeyId=key)
        self.refused("ResourceInUseException", kinesis.start_stream_encryption, StreamName="events",
                     EncryptionType="KMS", KeyId=key)
        firehose.start_delivery_stream_encryption(
            DeliveryStreamName="records", DeliveryStreamEncryptionConfigurationInput={
                "KeyType": "CUSTOMER_MANAGED_CMK", "KeyARN": key})
        self.world.move(minutes=1)
        shown = kinesis.describe_stream_summary(StreamName="events")["StreamDescriptionSummary"]
        self.assertEqual((shown["StreamStatus"], shown["EncryptionType"], shown["KeyId"]), ("ACTIVE", "KMS", key))
        shown = firehose.describe_delivery_stream(DeliveryStreamName="records")["DeliveryStreamDescription"]
        self.assertEqual(shown["DeliveryStreamEncryptionConfiguration"],
                         {"KeyARN": key, "KeyType": "CUSTOMER_MANAGED_CMK", "Status": "ENABLED"})
        self.assertEqual(len(self.who.kms.list_grants(KeyId=key)["Grants"]), 1)

    def test_storage_with_a_key_lends_it_to_the_role_of_the_instance(self):
        instance, _ = self.instance()
        role = self.who.connect.describe_instance(InstanceId=instance)["Instance"]["ServiceRole"]
        self.assertIn("/AWSServiceRoleForAmazonConnect_", role)
        key = self.who.kms.create_key()["KeyMetadata"]["Arn"]
        of_type = {"InstanceId": instance, "ResourceType": "CALL_RECORDINGS"}
        made = self.who.connect.associate_instance_storage_config(**of_type, StorageConfig={
            "StorageType": "S3", "S3Config": {
                "BucketName": "records", "BucketPrefix": "calls",
                "EncryptionConfig": {"EncryptionType": "KMS", "KeyId": key}}})["AssociationId"]
        grants = self.who.kms.list_grants(KeyId=key)["Grants"]
        self.assertEqual([grant["GranteePrincipal"] for grant in grants], [role])
        self.who.connect.disassociate_instance_storage_config(**of_type, AssociationId=made)
        self.assertEqual(self.who.kms.list_grants(KeyId=key)["Grants"], [])

    def test_buckets_trails_and_bills_answer_an_auditor(self):
        s3, trail = self.who.s3, self.who.cloudtrail
        s3.create_bucket(Bucket="records", ObjectLockEnabledForBucket=True, **PLACE)
        self.assertEqual(s3.get_bucket_location(Bucket="records")["LocationConstraint"], REGION)
        self.assertNotIn("LoggingEnabled", s3.get_bucket_logging(Bucket="records"))
        logging = {"LoggingEnabled": {"TargetBucket": "records", "TargetPrefix": "log/"}}
        s3.put_bucket_logging(Bucket="records", BucketLoggingStatus=logging)
        self.assertEqual(s3.get_bucket_logging(Bucket="records")["LoggingEnabled"], logging["LoggingEnabled"])
        lock = s3.get_object_lock_configuration(Bucket="records")["ObjectLockConfiguration"]
        self.assertEqual(lock["ObjectLockEnabled"], "Enabled")
        s3.create_bucket(Bucket="plain", **PLACE)
        self.refused("ObjectLockConfigurationNotFoundError", s3.get_object_lock_configuration, Bucket="plain")
        trail.create_trail(Name="all", S3BucketName="records")
        trail.update_trail(Name="all", IsMultiRegionTrail=True)
        trail.put_event_selectors(TrailName="all", AdvancedEventSelectors=[
            {"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]}])
        selectors = trail.get_event_selectors(TrailName="all")
        self.assertIn("AdvancedEventSelectors", selectors)
        self.assertNotIn("EventSelectors", selectors)
        self.bills()

    def bills(self):
        """A budget that filters by an expression has seen as much spent as Cost Explorer tells."""
        now = datetime.datetime.fromtimestamp(self.world.now_ms() / 1000, datetime.timezone.utc)
        period = {"Start": now.strftime("%Y-%m-01"),
                  "End": (now + datetime.timedelta(days=1)).strftime("%Y-%m-%d")}
        groups = self.who.ce.get_cost_and_usage(
            TimePeriod=period, Granularity="MONTHLY", Metrics=["UnblendedCost"],
            GroupBy=[{"Type": "DIMENSION", "Key": "SERVICE"}])["ResultsByTime"][0]["Groups"]
        cost = {group["Keys"][0]: float(group["Metrics"]["UnblendedCost"]["Amount"]) for group in groups}
        telephony = next(name for name in cost if name.startswith("Contact Center Telecommunications"))
        both = ["Amazon Connect", telephony]
        self.who.budgets.create_budget(AccountId=ACCOUNT, Budget={
            "BudgetName": "centre", "BudgetType": "COST", "TimeUnit": "MONTHLY",
            "BudgetLimit": {"Amount": "100", "Unit": "USD"}, "Metrics": ["UnblendedCost"],
            "FilterExpression": {"Dimensions": {"Key": "SERVICE", "Values": both}}})
        budget = self.who.budgets.describe_budget(AccountId=ACCOUNT, BudgetName="centre")["Budget"]
        spent = float(budget["CalculatedSpend"]["ActualSpend"]["Amount"])
        self.assertAlmostEqual(spent, sum(cost[name] for name in both), places=3)
        self.assertEqual(self.who.ce.get_anomaly_monitors()["AnomalyMonitors"], [])


if __name__ == "__main__":
    Governance.binaries = pathlib.Path(sys.argv[1])
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
