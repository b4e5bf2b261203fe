"""Shares the data lake of one account with another and queries it there, with boto3 alone.

usage: chain.py BINARIES      (the folder of aws-sim)

Every step is done as a client of AWS does it, under policies that are enforced. After that each link
of the chain is left out once, in a world of its own: what boto3 gets then is what AWS is known to
answer, an error or an emptiness without a word.
"""

import contextlib
import pathlib
import sys
import unittest

from botocore.exceptions import ClientError

from lake import CONSUMER, DATABASE, READ, RESULTS, SOURCE, Lake, catalog_of, link_to, target
from world import World

ELSEWHERE = "us-west-2"
DENIED, NOT_FOUND = "AccessDeniedException", "EntityNotFoundException"


class Chain(unittest.TestCase):
    """Each test has a new world with an instance in one account, and two roles in the other."""

    binaries = None

    @classmethod
    def setUpClass(cls):
        cls.world = World(cls.binaries, "--iam", "enforce", "--lake-days", "3", "--lake-contacts", "20")

    @classmethod
    def tearDownClass(cls):
        cls.world.end()

    def setUp(self):
        self.world.begin_anew()
        self.lake = Lake(self.world)

    @contextlib.contextmanager
    def refused(self, code, words=""):
        """What is called is refused with this code, for a reason in which these words are."""
        with self.assertRaises(ClientError) as refusal:
            yield
        error = refusal.exception.response["Error"]
        self.assertEqual(error["Code"], code, error["Message"])
        self.assertIn(words, error["Message"])

    def fails(self, words, table="users_link"):
        """A query of the table fails, for a reason in which these words are."""
        status = self.lake.query(f"SELECT * FROM {table} LIMIT 1")["Status"]
        self.assertEqual(status["State"], "FAILED")
        self.assertIn(words, status["StateChangeReason"])
        self.assertEqual(status["AthenaError"]["ErrorCategory"], 2)

    # === the whole chain ===

    def test_a_role_reads_rows_when_every_step_is_done(self):
        lake = self.lake
        share = lake.linked("users", "contact_record")
        for data_set in ["users", "contact_record"]:
            lake.grant(link_to(data_set), "DESCRIBE")
            lake.grant(target(share, data_set), "SELECT", "DESCRIBE")
        self.assertEqual(lake.visible(), ["contact_record_link", "users_link"])
        rows = lake.rows("SELECT c.instance_id, c.contact_id, u.agent_username FROM contact_record_link c "
                         "JOIN users_link u ON u.user_id = c.agent_id ORDER BY c.contact_id LIMIT 4")
        self.assertEqual(rows[0], ["instance_id", "contact_id", "agent_username"])
        self.assertEqual(len(rows), 5)
        for instance, contact, agent in rows[1:]:
            self.assertEqual(instance, lake.instance)
            self.assertRegex(contact, r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
            self.assertTrue(agent)

    def test_the_result_is_a_file_in_the_bucket_of_the_work_group(self):
        lake = self.lake
        share = lake.linked("users")
        lake.grant(link_to("users"), "DESCRIBE")
        lake.grant(target(share, "users"), "SELECT")
        execution = lake.query("SELECT user_id FROM users_link ORDER BY 1")
        self.assertGreater(execution["Statistics"]["DataScannedInBytes"], 0)
        location = execution["ResultConfiguration"]["OutputLocation"]
        self.assertTrue(location.startswith(f"s3://{RESULTS}/reports/"), location)
        key = location.removeprefix(f"s3://{RESULTS}/")
        text = lake.reader.s3.get_object(Bucket=RESULTS, Key=key)["Body"].read().decode()
        rows = lake.rows("SELECT user_id FROM users_link ORDER BY 1")
        self.assertGreater(len(rows), 1)
        self.assertEqual(text.splitlines(), [f'"{row[0]}"' for row in rows])

    def test_all_data_sets_are_in_one_share_of_an_account_of_the_service(self):
        lake = self.lake
        answer = lake.producer.connect.batch_associate_analytics_data_set(
            InstanceId=lake.instance, DataSetIds=["users", "contacts"], TargetAccountId=CONSUMER)
        [created], [error] = answer["Created"], answer["Errors"]
        # The entry does not say which data set it was.
        self.assertLessEqual(set(error), {"ErrorCode", "ErrorMessage"})
        share = lake.share("contact_record")
        self.assertEqual(created["ResourceShareArn"], share)
        self.assertNotIn(catalog_of(share), [lake.producer.sts.get_caller_identity()["Account"], CONSUMER])
        [invitation] = lake.invitations(share)
        self.assertEqual(invitation["status"], "PENDING")
        lake.accept(share)
        with self.refused("ResourceShareInvitationAlreadyAcceptedException"):
            lake.accept(share)
        self.assertEqual(lake.arrived(), [
            f"arn:aws:glue:eu-west-2:{catalog_of(share)}:table/{SOURCE}/{name}"
            for name in ["contact_record", "users"]])

    def test_a_link_has_the_columns_of_its_target_and_takes_no_select(self):
        self.lake.linked("users")
        shown = self.lake.setup.glue.get_table(DatabaseName=DATABASE, Name="users_link")["Table"]
        self.assertEqual(len(shown["StorageDescriptor"]["Columns"]), 30)
        with self.refused("InvalidInputException"):
            self.lake.grant(link_to("users"), "SELECT")

    # === what is left out ===

    def test_without_the_invitation_accepted_nothing_arrives_and_no_link_can_be_made(self):
        lake = self.lake
        share = lake.share("users")
        lake.prepared()
        with self.refused("UnknownResourceException", share):
            lake.shares(share)
        self.assertEqual(lake.arrived(), [])
        with self.refused(NOT_FOUND, "annot access producer database"):
            lake.link(share, "users")
        with self.refused(NOT_FOUND):
            lake.grant(target(share, "users"), "SELECT")
        # Nor is a name told to be free to those who would not see what had it.
        self.fails("Required Describe on users_link")

    def test_without_describe_on_the_link_the_list_is_empty_and_no_error_says_why(self):
        lake = self.lake
        share = lake.linked("users")
        lake.grant(target(share, "users"), "SELECT", "DESCRIBE")
        self.assertEqual(lake.visible(), [])
        self.assertEqual(lake.visible(lake.setup), ["users_link"])
        self.fails("Insufficient Lake Formation permission(s): Required Describe on users_link")
        # The same is said of what is there and of what is not.
        for name in ["users_link", "nothing"]:
            with self.refused(DENIED, f"Required Describe on {name}"):
                lake.reader.glue.get_table(DatabaseName=DATABASE, Name=name)
        with self.refused(NOT_FOUND):
            lake.setup.glue.get_table(DatabaseName=DATABASE, Name="nothing")
        # By the name that it has in its own catalog the table can be read.
        there = lake.reader.glue.get_table(CatalogId=catalog_of(share), DatabaseName=SOURCE, Name="users")
        self.assertEqual(len(there["Table"]["StorageDescriptor"]["Columns"]), 30)

    def test_without_select_on_the_target_the_link_is_seen_and_can_not_be_read(self):
        lake = self.lake
        share = lake.linked("users")
        lake.grant(link_to("users"), "DESCRIBE")
        lake.grant(target(share, "users"), "DESCRIBE")
        self.assertEqual(lake.visible(), ["users_link"])
        shown = lake.reader.glue.get_table(DatabaseName=DATABASE, Name="users_link")["Table"]
        self.assertEqual(len(shown["StorageDescriptor"]["Columns"]), 30)
        self.fails("Insufficient Lake Formation permission(s): Required Select on users")

    def test_without_any_grant_on_the_target_the_link_has_no_columns(self):
        self.lake.linked("users")
        self.lake.grant(link_to("users"), "DESCRIBE")
        shown = self.lake.reader.glue.get_table(DatabaseName=DATABASE, Name="users_link")["Table"]
        self.assertNotIn("StorageDescriptor", shown)
        self.fails("Insufficient Lake Formation permission(s)")

    def test_in_another_region_there_is_no_invitation_and_no_link_can_be_made(self):
        lake = self.lake
        share = lake.linked("users")
        lake.grant(link_to("users"), "DESCRIBE")
        lake.grant(target(share, "users"), "SELECT")
        elsewhere = lake.in_region(ELSEWHERE)
        self.assertEqual(elsewhere.invitations(share), [])
        self.assertEqual(elsewhere.arrived(), [])
        with self.refused("UnknownResourceException", share):
            elsewhere.shares(share)
        elsewhere.administer()
        with self.refused(NOT_FOUND, "annot access producer database"):
            elsewhere.link(share, "users")
        self.assertEqual(elsewhere.visible(elsewhere.setup), [])

    def test_an_invitation_runs_out_after_twelve_hours_and_spoils_the_share(self):
        lake = self.lake
        share = lake.share("users")
        lake.prepared()
        lake.later(hours=11, minutes=55)
        self.assertEqual([each["status"] for each in lake.invitations(share)], ["PENDING"])
        lake.later(minutes=5)
        self.assertEqual([each["status"] for each in lake.invitations(share)], ["EXPIRED"])
        with self.refused("ResourceShareInvitationExpiredException"):
            lake.accept(share)
        with self.refused(NOT_FOUND, "annot access producer database"):
            lake.link(share, "users")
        # What is shared later is in the same share, and nobody is invited to it again.
        self.assertEqual(lake.share("contact_record"), share)
        self.assertEqual([each["status"] for each in lake.invitations(share)], ["EXPIRED"])
        self.assertEqual(lake.arrived(), [])

    def test_after_all_data_sets_are_taken_away_a_new_invitation_comes(self):
        lake = self.lake
        share = lake.share("users", "contact_record")
        lake.prepared()
        lake.later(hours=13)
        lake.unshare("users")
        self.assertEqual(lake.share("users"), share)
        lake.unshare("users", "contact_record")
        anew = lake.share("users")
        self.assertNotEqual(anew, share)
        lake.accept(anew)
        lake.link(anew, "users")
        lake.grant(link_to("users"), "DESCRIBE")
        lake.grant(target(anew, "users"), "SELECT")
        self.assertGreater(len(lake.rows("SELECT user_id FROM users_link")), 1)

    def test_without_data_access_in_its_policy_a_role_reads_nothing_in_spite_of_all_grants(self):
        lake = self.lake
        share = lake.linked("users")
        lake.grant(link_to("users"), "DESCRIBE")
        lake.grant(target(share, "users"), "SELECT")
        lake.allow("lake-reader", READ)
        self.assertEqual(lake.visible(), ["users_link"])
        self.fails("lakeformation:GetDataAccess")

    def test_a_link_to_a_name_that_is_not_there_has_no_columns_and_no_rows(self):
        lake = self.lake
        share = lake.linked("users")
        lake.link(share, "contacts")
        lake.grant(link_to("contacts"), "DESCRIBE")
        shown = lake.setup.glue.get_table(DatabaseName=DATABASE, Name="contacts_link")["Table"]
        self.assertNotIn("StorageDescriptor", shown)
        self.fails("StorageDescriptor is null", "contacts_link")

    def test_a_link_that_outlives_its_share_spoils_the_list_of_the_database_for_everybody(self):
        lake = self.lake
        share = lake.linked("users", "contact_record")
        lake.grant(link_to("users"), "DESCRIBE")
        lake.grant(target(share, "users"), "SELECT")
        lake.unshare("users")
        for caller in [lake.reader, lake.setup]:
            with self.refused(DENIED):
                lake.visible(caller)
        shown = lake.setup.glue.get_table(DatabaseName=DATABASE, Name="contact_record_link")
        self.assertTrue(shown["Table"]["StorageDescriptor"]["Columns"])
        self.fails("Insufficient Lake Formation permission(s)")


if __name__ == "__main__":
    Chain.binaries = pathlib.Path(sys.argv[1])
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
