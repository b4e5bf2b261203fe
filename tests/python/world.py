"""A simulator of one's own: who calls it, what it was asked, and a clock that can be moved by hand."""

import datetime
import json
import time
import urllib.request

import boto3
import botocore.config

from served import Served


# How operations begin that change nothing. Who takes a role changes nothing either.
READS = ("AssumeRole", "BatchGet", "Describe", "Get", "Head", "List", "Search")


class World:
    """A served simulator whose time moves by hand, or as it does for a daemon where `clock` is `machine`."""

    def __init__(self, binaries, *options, clock="manual"):
        self.served = Served(binaries / "aws-sim", "serve", "--listen", "127.0.0.1:0", "--clock", clock,
                             "--rate", "none", *options)
        self.endpoint = self.served.line_with(r"(http://[0-9.:]+)")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def end(self):
        self.served.__exit__()

    def begin_anew(self):
        """Nothing is left of what was made."""
        self.post("reset")

    def move(self, **length):
        """Moves the clock by what `timedelta` takes."""
        seconds = datetime.timedelta(**length).total_seconds()
        self.post("clock", {"advance_ms": round(seconds * 1000)})

    def now_ms(self):
        """The time in the world, in milliseconds since 1970."""
        return round(self.post("clock", {"advance_ms": 0})["now"] * 1000)

    def get(self, path):
        with urllib.request.urlopen(f"{self.endpoint}/_sim/{path}") as answer:
            return json.load(answer)

    def post(self, path, body=None):
        asked = urllib.request.Request(f"{self.endpoint}/_sim/{path}", method="POST",
                                       data=json.dumps(body or {}).encode())
        with urllib.request.urlopen(asked) as answer:
            return json.load(answer)

    def calls(self):
        """How often each operation was called since the last time."""
        made = {name: counts["calls"] for name, counts in self.get("calls").items()}
        self.post("reset?what=calls")
        return made

    def writes(self):
        """The same, of those that change something."""
        made = self.calls().items()
        return {name: count for name, count in made if not name.split(".")[1].startswith(READS)}

    def root(self, account, region="eu-west-2"):
        """The root user of an account."""
        return Caller(self.endpoint, region, aws_access_key_id=account, aws_secret_access_key="any")


class Caller:
    """Somebody who calls, and where. Each service is an attribute: its boto3 client."""

    def __init__(self, endpoint, region, **credentials):
        self.endpoint, self.region, self.credentials = endpoint, region, credentials

    def __getattr__(self, service):
        client = self.client(service.replace("_", "-"))
        setattr(self, service, client)
        return client

    def client(self, service):
        # One attempt: what is refused is to be seen, and not to be tried again.
        config = botocore.config.Config(retries={"total_max_attempts": 1})
        return boto3.client(service, endpoint_url=self.endpoint, region_name=self.region,
                            config=config, **self.credentials)

    def in_region(self, region):
        """The same in another Region."""
        return Caller(self.endpoint, region, **self.credentials)

    def of(self, account):
        """The root user of another account."""
        return Caller(self.endpoint, self.region, aws_access_key_id=account, aws_secret_access_key="any")

    def active_instance(self, alias):
        """A new instance, once it is active. Takes a clock that moves by itself."""
        instance = {"InstanceId": self.connect.create_instance(
            IdentityManagementType="CONNECT_MANAGED", InstanceAlias=alias, InboundCallsEnabled=True,
            OutboundCallsEnabled=True)["Id"]}
        while self.connect.describe_instance(**instance)["Instance"]["InstanceStatus"] != "ACTIVE":
            time.sleep(0.1)
        return instance["InstanceId"]

    def role(self, arn):
        """A session of a role."""
        issued = self.sts.assume_role(RoleArn=arn, RoleSessionName="test")["Credentials"]
        return self.session(issued["AccessKeyId"], issued["SecretAccessKey"], issued["SessionToken"])

    def session(self, key, secret, token):
        """Whom these credentials stand for."""
        return Caller(self.endpoint, self.region, aws_access_key_id=key, aws_secret_access_key=secret,
                      aws_session_token=token)
