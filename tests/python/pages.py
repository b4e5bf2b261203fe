"""Every boto3 paginator of what is simulated, over things that it takes more than one page to list.

usage: pages.py BINARIES      (the folder of aws-sim)

The paginators are those of botocore; what is simulated the simulator says. One that turns no page
fails by its name, unless it is among the exceptions.
"""

import itertools
import pathlib
import sys
import unittest

import botocore.session
from botocore import xform_name
from botocore.exceptions import DataNotFoundError

from paged import MADE
from world import World

ACCOUNT = "111111111111"
# More pages than there are of anything that is made here.
MOST = 500
# Paginators that can not turn a page here, or never turn the last one, and why.
EXCEPTIONS = {
    "athena.ListTagsForResource": "a page has 75 entries and more, and a thing 50 tags",
    "cloudtrail.ListTags": "it is asked for twenty trails at most, and there is no size to ask for",
    "cloudtrail.ListTrails": "a Region has five trails, and there is no size to ask for",
    "connect.ListAuthenticationProfiles": "an instance has one profile",
    "connect.ListInstanceStorageConfigs": "a type of resource has one configuration",
    "connect.ListReplicationFindings": "no replication goes wrong here",
    "connect.SearchAvailablePhoneNumbers": "there is always another number",
    "dynamodb.ListTagsOfResource": "a table has 50 tags, and there is no size to ask for",
    "glue.GetPartitionIndexes": "no index can be made here",
    "glue.GetResourcePolicies": "a catalog has one policy",
    "iam.ListAccountAliases": "an account has one alias",
    "iam.ListMFADevices": "no device can be made here",
    "iam.ListSSHPublicKeys": "no key can be uploaded here",
    "iam.ListSigningCertificates": "no certificate can be uploaded here",
    "iam.ListVirtualMFADevices": "no device can be made here",
    "kms.ListKeyPolicies": "a key has one policy",
    "logs.DescribeSubscriptionFilters": "a filter takes a stream or function that lets it in",
    "service-quotas.ListRequestedServiceQuotaChangeHistoryByQuota": "a request stays open here",
    "service-quotas.ListServices": "there are quotas of Connect alone",
}


def paginators(service, simulated):
    """The paginators of a service: operation, required members, and the smallest page if one can ask."""
    session = botocore.session.get_session()
    try:
        found = session.get_component("data_loader").load_service_model(service, "paginators-1")
    except DataNotFoundError:
        return []
    model, rows = session.get_service_model(service), []
    for operation in set(found["pagination"]) & set(simulated):
        shape = model.operation_model(operation).input_shape
        limit = found["pagination"][operation].get("limit_key")
        size = max(1, shape.members[limit].metadata.get("min", 1)) if limit else None
        rows.append((operation, shape.required_members, size))
    return sorted(rows)


class Pages(unittest.TestCase):
    """A world for each service, with a few of everything that the service lists."""

    binaries = None

    @classmethod
    def setUpClass(cls):
        cls.world = World(cls.binaries)

    @classmethod
    def tearDownClass(cls):
        cls.world.end()

    def test_every_paginator_of_what_is_simulated_turns_pages(self):
        seen = set()
        for service, simulated in self.world.get("operations").items():
            rows = paginators(service, simulated)
            seen.update(f"{service}.{operation}" for operation, *_ in rows)
            with self.subTest(service):
                if rows:
                    self.turn_all(service, rows)
        print(f"{len(seen)} paginators, {len(EXCEPTIONS)} exceptions")
        self.assertEqual(set(EXCEPTIONS) - seen, set(), "exceptions that are no paginators any more")

    def turn_all(self, service, rows):
        """In a new world with something to list."""
        self.world.begin_anew()
        who = self.world.root(ACCOUNT)
        common, extra = MADE[service](self.world, who)
        for operation, required, size in rows:
            with self.subTest(f"{service} {operation}"):
                named = {member: common[member] for member in required if member in common}
                named.update(extra.get(operation, {}))
                paginator = who.client(service).get_paginator(xform_name(operation))
                self.turn(paginator, {"PageSize": size} if size else {}, named,
                          f"{service}.{operation}" in EXCEPTIONS)

    def turn(self, paginator, size, named, excepted):
        """Pages of the smallest size add up to what is listed at once, and can be gone on with."""
        pages = paginator.paginate(**named, PaginationConfig=size)
        [listed, *_] = pages.result_keys
        by_page = [listed.search(page) or [] for page in itertools.islice(pages, MOST)]
        if excepted:
            self.assertIn(len(by_page), [1, MOST], "it turns pages now")
            return
        self.assertGreater(len(by_page), 1)
        self.assertLess(len(by_page), MOST)
        whole = listed.search(paginator.paginate(**named).build_full_result())
        self.assertEqual([item for page in by_page for item in page], whole)
        first = paginator.paginate(**named, PaginationConfig={**size, "MaxItems": 1}).build_full_result()
        rest = paginator.paginate(**named, PaginationConfig={"StartingToken": first["NextToken"]})
        self.assertEqual(listed.search(first) + listed.search(rest.build_full_result()), whole)


if __name__ == "__main__":
    Pages.binaries = pathlib.Path(sys.argv[1])
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
