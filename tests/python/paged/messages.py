"""Functions, and what calls them and each other."""

import json

NAMES = ["a", "b", "c"]
ACCOUNT = "111111111111"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/pages"
# A page of SNS has a hundred entries, whatever is asked for.
FULL_PAGE = 101


def functions(world, who):
    client = who.client("lambda")
    who.iam.create_role(RoleName="pages", AssumeRolePolicyDocument=json.dumps({
        "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                                                "Principal": {"Service": "lambda.amazonaws.com"}}]}))
    for name in NAMES:
        client.create_function(FunctionName=name, Role=ROLE, Runtime="python3.12", Handler="index.handler",
                               Code={"ZipFile": b"PK"})
        client.publish_layer_version(LayerName="layer-a", Content={"ZipFile": b"PK" + name.encode()})
    world.move(minutes=1)
    for name in NAMES:
        queue = who.sqs.create_queue(QueueName=f"source-{name}")["QueueUrl"].rsplit("/", 1)[-1]
        client.publish_layer_version(LayerName=f"layer-of-{name}", Content={"ZipFile": b"PK"})
        client.create_event_source_mapping(
            FunctionName="a", EventSourceArn=f"arn:aws:sqs:eu-west-2:{ACCOUNT}:{queue}")
        client.update_function_configuration(FunctionName="a", Description=name)
        world.move(minutes=1)
        version = client.publish_version(FunctionName="a")["Version"]
        alias = {"FunctionName": "a", "Qualifier": f"alias-{name}"}
        client.create_alias(FunctionName="a", Name=alias["Qualifier"], FunctionVersion=version)
        client.create_function_url_config(**alias, AuthType="NONE")
        client.put_function_event_invoke_config(**alias, MaximumRetryAttempts=1)
        client.put_provisioned_concurrency_config(**alias, ProvisionedConcurrentExecutions=1)
        world.move(minutes=1)
    return {"FunctionName": "a", "LayerName": "layer-a"}, {}


def kinesis(_, who):
    for name in NAMES:
        who.kinesis.create_stream(StreamName=name, ShardCount=3)
    return {}, {"DescribeStream": {"StreamName": "a"}}


def logs(world, who):
    now = world.now_ms()
    for name in NAMES:
        who.logs.create_log_group(logGroupName=f"group-{name}")
        who.logs.create_log_stream(logGroupName="group-a", logStreamName=name)
        who.logs.put_log_events(logGroupName="group-a", logStreamName=name,
                                logEvents=[{"timestamp": now, "message": f"{name} {n}"} for n in NAMES])
        who.logs.put_resource_policy(policyName=name, policyDocument=json.dumps({
            "Version": "2012-10-17", "Statement": []}))
        who.logs.put_metric_filter(logGroupName="group-a", filterName=name, filterPattern="", metricTransformations=[
            {"metricName": name, "metricNamespace": "pages", "metricValue": "1"}])
        who.logs.start_query(logGroupName="group-a", startTime=0, endTime=now // 1000,
                             queryString=f"fields @message | filter @message like '{name}'")
    return {"logGroupName": "group-a"}, {"DescribeLogStreams": {"logGroupName": "group-a"},
                                         "FilterLogEvents": {"logGroupName": "group-a"}}


def events(_, who):
    target = f"arn:aws:sqs:eu-west-2:{ACCOUNT}:pages"
    for name in NAMES:
        who.events.put_rule(Name=name, EventPattern=json.dumps({"source": ["aws.s3"]}))
        who.events.put_targets(Rule=name, Targets=[{"Id": "own", "Arn": target}])
        who.events.put_targets(Rule="a", Targets=[{"Id": name, "Arn": f"{target}-{name}"}])
    return {"Rule": "a", "TargetArn": target}, {}


def scheduler(_, who):
    for name in NAMES:
        who.scheduler.create_schedule_group(Name=name)
        who.scheduler.create_schedule(
            Name=name, ScheduleExpression="rate(1 hour)", FlexibleTimeWindow={"Mode": "OFF"},
            Target={"Arn": f"arn:aws:sqs:eu-west-2:{ACCOUNT}:pages", "RoleArn": ROLE})
    return {}, {}


def sns(_, who):
    for number in range(FULL_PAGE):
        topic = who.sns.create_topic(Name=f"topic-{number}")["TopicArn"]
    for number in range(FULL_PAGE):
        who.sns.subscribe(TopicArn=topic, Protocol="email", Endpoint=f"{number}@example.com")
    return {"TopicArn": topic}, {}


def sqs(_, who):
    dead = who.sqs.create_queue(QueueName="dead")["QueueUrl"]
    policy = json.dumps({"deadLetterTargetArn": f"arn:aws:sqs:eu-west-2:{ACCOUNT}:dead",
                         "maxReceiveCount": 3})
    for name in NAMES:
        who.sqs.create_queue(QueueName=name, Attributes={"RedrivePolicy": policy})
    return {"QueueUrl": dead}, {}
