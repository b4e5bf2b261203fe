"""Worlds with a few of everything that paginators list, a file for each family of services.

Each file has a function for each service. It makes the things as a caller, and answers two tables: by
name, what inputs of the service have in members that are required; and by operation, what a single
paginator is called with besides.
"""

from . import connect, data, identity, messages

MADE = {
    "connect": connect.made,
    "athena": data.athena,
    "dynamodb": data.dynamodb,
    "glue": data.glue,
    "lakeformation": data.lakeformation,
    "ram": data.ram,
    "s3": data.s3,
    "budgets": identity.budgets,
    "ce": identity.ce,
    "cloudtrail": identity.cloudtrail,
    "iam": identity.iam,
    "kms": identity.kms,
    "secretsmanager": identity.secretsmanager,
    "service-quotas": identity.service_quotas,
    "events": messages.events,
    "lambda": messages.functions,
    "kinesis": messages.kinesis,
    "logs": messages.logs,
    "resourcegroupstaggingapi": identity.tagging,
    "scheduler": messages.scheduler,
    "sns": messages.sns,
    "sqs": messages.sqs,
}
