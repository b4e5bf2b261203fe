"""The chain from the contact centre of one account to a query in another, step by step with boto3."""

import copy
import json

PRODUCER, CONSUMER = "111111111111", "222222222222"
SOURCE, DATABASE = "connect_datalake", "analytics"
RESULTS = "query-results-of-222222222222"
# What the one who sets the chain up may do, and the one who reads: no more than that.
SETUP = [
    (["ram:GetResourceShareInvitations", "ram:GetResourceShares", "ram:ListResources"], "*"),
    (["ram:AcceptResourceShareInvitation"], "arn:aws:ram:*:*:resource-share-invitation/*"),
    (["lakeformation:GetDataLakeSettings", "lakeformation:PutDataLakeSettings",
      "lakeformation:GrantPermissions", "lakeformation:RevokePermissions",
      "lakeformation:ListPermissions"], "*"),
    (["glue:CreateDatabase", "glue:CreateTable", "glue:GetTable", "glue:GetTables"], "*"),
]
READ = [
    (["athena:StartQueryExecution", "athena:StopQueryExecution", "athena:GetQueryExecution",
      "athena:GetQueryResults", "athena:GetWorkGroup"], f"arn:aws:athena:*:{CONSUMER}:workgroup/reports"),
    (["glue:GetDatabase", "glue:GetTable", "glue:GetTables", "glue:GetPartitions"], "*"),
    (["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
     f"arn:aws:s3:::{RESULTS}"),
    (["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
     f"arn:aws:s3:::{RESULTS}/reports/*"),
]
DATA_ACCESS = (["lakeformation:GetDataAccess"], "*")


def target(share, data_set):
    """A table of the lake, as a grant names it."""
    return {"Table": {"CatalogId": catalog_of(share), "DatabaseName": SOURCE, "Name": data_set}}


def link_to(data_set):
    """The link to it, as a grant names it."""
    return {"Table": {"DatabaseName": DATABASE, "Name": f"{data_set}_link"}}


def catalog_of(share):
    """The account that has the tables of a share stands in its ARN."""
    return share.split(":")[4]


class Lake:
    """Two accounts: an instance in one, and in the other two roles and nothing else."""

    def __init__(self, world):
        self.world = world
        self.producer, self.consumer = world.root(PRODUCER), world.root(CONSUMER)
        self.instance = self.producer.connect.create_instance(
            IdentityManagementType="CONNECT_MANAGED", InstanceAlias="lake", InboundCallsEnabled=True,
            OutboundCallsEnabled=True)["Id"]
        world.move(minutes=2)
        self.role("lake-setup", SETUP)
        self.role("lake-reader", [*READ, DATA_ACCESS])
        self.assume_roles()

    def assume_roles(self):
        """Sessions of both roles, good for an hour."""
        self.setup = self.consumer.role(f"arn:aws:iam::{CONSUMER}:role/lake-setup")
        self.reader = self.consumer.role(f"arn:aws:iam::{CONSUMER}:role/lake-reader")

    def later(self, **length):
        """Lets time pass, and then renews the sessions."""
        self.world.move(**length)
        self.assume_roles()

    def in_region(self, region):
        """The same accounts in another Region."""
        there = copy.copy(self)
        for who in ["producer", "consumer", "setup", "reader"]:
            setattr(there, who, getattr(self, who).in_region(region))
        return there

    # === policies of IAM ===

    def role(self, name, statements):
        """A new role of the consumer, which may do this."""
        trust = [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": CONSUMER}}]
        self.consumer.iam.create_role(RoleName=name, AssumeRolePolicyDocument=document(trust))
        self.allow(name, statements)

    def allow(self, name, statements):
        """What a role may do from now on."""
        allowed = [{"Effect": "Allow", "Action": actions, "Resource": resource}
                   for actions, resource in statements]
        self.consumer.iam.put_role_policy(RoleName=name, PolicyName="may",
                                          PolicyDocument=document(allowed))

    # === the share ===

    def share(self, *data_sets):
        """Associates data sets, and answers the ARN of the one share that they are all in."""
        answer = self.producer.connect.batch_associate_analytics_data_set(
            InstanceId=self.instance, DataSetIds=data_sets, TargetAccountId=CONSUMER)
        assert answer["Errors"] == [], answer
        [share] = {created["ResourceShareArn"] for created in answer["Created"]}
        return share

    def unshare(self, *data_sets):
        answer = self.producer.connect.batch_disassociate_analytics_data_set(
            InstanceId=self.instance, DataSetIds=data_sets, TargetAccountId=CONSUMER)
        assert answer["Errors"] == [], answer

    def shares(self, share):
        return self.setup.ram.get_resource_shares(resourceOwner="OTHER-ACCOUNTS", resourceShareArns=[share])

    def invitations(self, share):
        """The invitations to a share that the consumer sees."""
        seen = self.setup.ram.get_resource_share_invitations(resourceShareArns=[share])
        return seen["resourceShareInvitations"]

    def accept(self, share):
        [invitation] = self.invitations(share)
        self.setup.ram.accept_resource_share_invitation(
            resourceShareInvitationArn=invitation["resourceShareInvitationArn"])

    def arrived(self):
        """The tables of other accounts that have reached the consumer."""
        listed = self.setup.ram.list_resources(resourceOwner="OTHER-ACCOUNTS", resourceType="glue:Table")
        return [resource["arn"] for resource in listed["resources"]]

    # === the consumer's catalog ===

    def prepared(self):
        """All that does not need the share."""
        self.administer()
        self.grant({"Database": {"Name": DATABASE}}, "DESCRIBE")
        self.consumer.s3.create_bucket(
            Bucket=RESULTS, CreateBucketConfiguration={"LocationConstraint": self.consumer.region})
        self.consumer.athena.create_work_group(Name="reports", Configuration={
            "EnforceWorkGroupConfiguration": True,
            "ResultConfiguration": {"OutputLocation": f"s3://{RESULTS}/reports/"}})

    def administer(self):
        """Makes the setup role an administrator, leaves nothing to IAM alone, and makes the database."""
        settings = self.setup.lakeformation.get_data_lake_settings()["DataLakeSettings"]
        role = {"DataLakePrincipalIdentifier": f"arn:aws:iam::{CONSUMER}:role/lake-setup"}
        settings["DataLakeAdmins"] = [*settings.get("DataLakeAdmins", []), role]
        settings.update(CreateDatabaseDefaultPermissions=[], CreateTableDefaultPermissions=[])
        self.setup.lakeformation.put_data_lake_settings(DataLakeSettings=settings)
        self.setup.glue.create_database(DatabaseInput={"Name": DATABASE})

    def linked(self, *data_sets):
        """All but the grants that reading the tables takes. Answers the share."""
        share = self.share(*data_sets)
        self.accept(share)
        self.prepared()
        self.link(share, *data_sets)
        return share

    def link(self, share, *data_sets):
        """A link for each data set in the consumer's own database."""
        for data_set in data_sets:
            self.setup.glue.create_table(DatabaseName=DATABASE, TableInput={
                "Name": f"{data_set}_link",
                "TargetTable": {"CatalogId": catalog_of(share), "DatabaseName": SOURCE, "Name": data_set}})

    def grant(self, resource, *permissions):
        """Grants the reader permissions on a thing."""
        self.setup.lakeformation.grant_permissions(
            Principal={"DataLakePrincipalIdentifier": f"arn:aws:iam::{CONSUMER}:role/lake-reader"},
            Resource=resource, Permissions=permissions)

    # === what is read ===

    def visible(self, caller=None):
        """The tables of the consumer's database that somebody is shown, by default the reader."""
        tables = (caller or self.reader).glue.get_tables(DatabaseName=DATABASE)["TableList"]
        return [table["Name"] for table in tables]

    def query(self, text):
        """Runs a query as the reader. Answers its execution once it has ended."""
        started = self.reader.athena.start_query_execution(
            QueryString=text, WorkGroup="reports", QueryExecutionContext={"Database": DATABASE})
        self.world.move(minutes=1)
        return self.reader.athena.get_query_execution(**started_as(started))["QueryExecution"]

    def rows(self, text):
        """The rows of a query that succeeds, as the reader gets them; the first has the names."""
        execution = self.query(text)
        assert execution["Status"]["State"] == "SUCCEEDED", execution["Status"]
        pages = self.reader.athena.get_paginator("get_query_results").paginate(
            **started_as(execution), PaginationConfig={"PageSize": 2})
        rows = [row for page in pages for row in page["ResultSet"]["Rows"]]
        return [[cell.get("VarCharValue") for cell in row["Data"]] for row in rows]


def started_as(answer):
    return {"QueryExecutionId": answer["QueryExecutionId"]}


def document(statements):
    return json.dumps({"Version": "2012-10-17", "Statement": statements})
