"""An account of moto: boto3 there, and the command about it."""

import json
import subprocess

from world import Caller

REGION = "eu-west-2"


def role(account):
    """The role that the daemon takes in an account."""
    return f"arn:aws:iam::{account}:role/trunkline"


def payer(endpoint, account):
    """Whoever works in an account of moto: it tells them by the role that they take."""
    return Caller(endpoint, REGION, aws_access_key_id="any", aws_secret_access_key="any").role(role(account))


def topic(aws):
    """A topic that AWS Budgets may publish to. A second call finds it."""
    arn = aws.sns.create_topic(Name="budgets")["TopicArn"]
    let_in = {"Effect": "Allow", "Principal": {"Service": "budgets.amazonaws.com"}, "Action": "SNS:Publish",
              "Resource": arn}
    aws.sns.set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=json.dumps(
        {"Version": "2012-10-17", "Statement": [let_in]}))
    return arn


class Desk:
    """`connectctl govern` about a target of the daemon, and boto3 in its account."""

    def __init__(self, daemon, target, account, aws):
        self.daemon, self.target, self.account, self.aws = daemon, target, account, aws

    def words(self, *words):
        return ("--target", self.target, "govern", *words)

    def job(self, *words):
        """The job of a command, however it ended."""
        return json.loads(self.daemon.ran(*self.words(*words)).stdout)

    def answer(self, *words):
        """The job of a command that ends well."""
        return self.daemon.answer(*self.words(*words))

    def page(self, *words):
        """What a command says to people."""
        command = [*self.daemon.command, *self.words(*words)]
        return subprocess.run(command, text=True, check=True, stdout=subprocess.PIPE).stdout
