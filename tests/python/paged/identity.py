"""Who may do what, what it costs, and what was done."""

import json

NAMES = ["a", "b", "c"]
ACCOUNT = "111111111111"
ALLOW = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})
TRUST = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": ACCOUNT}}]})

TAGS = [{"Key": name, "Value": "x"} for name in NAMES]
# Metadata have a thousand characters at least.
METADATA = f"<EntityDescriptor>{'<!-- more -->' * 100}</EntityDescriptor>"


def iam(_, who):
    policies = [who.iam.create_policy(PolicyName=f"policy-{name}", PolicyDocument=ALLOW)["Policy"]["Arn"]
                for name in NAMES]
    for name in NAMES:
        who.iam.create_user(UserName=name)
        who.iam.create_group(GroupName=name)
        who.iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)
        who.iam.create_instance_profile(InstanceProfileName=name)
        who.iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName="a")
    for name, policy in zip(NAMES, policies):
        who.iam.add_user_to_group(GroupName="a", UserName=name)
        who.iam.attach_user_policy(UserName="a", PolicyArn=policy)
        who.iam.attach_group_policy(GroupName="a", PolicyArn=policy)
        who.iam.attach_role_policy(RoleName="a", PolicyArn=policy)
        who.iam.put_user_policy(UserName="a", PolicyName=name, PolicyDocument=ALLOW)
        who.iam.put_group_policy(GroupName="a", PolicyName=name, PolicyDocument=ALLOW)
        who.iam.put_role_policy(RoleName="a", PolicyName=name, PolicyDocument=ALLOW)
        who.iam.create_policy_version(PolicyArn=policies[0], PolicyDocument=ALLOW)
    for name in NAMES[1:]:
        who.iam.add_user_to_group(GroupName=name, UserName="a")
        who.iam.create_access_key(UserName="a")
        who.iam.attach_user_policy(UserName=name, PolicyArn=policies[0])
    who.iam.tag_user(UserName="a", Tags=TAGS)
    who.iam.tag_role(RoleName="a", Tags=TAGS)
    who.iam.tag_policy(PolicyArn=policies[0], Tags=TAGS)
    who.iam.tag_instance_profile(InstanceProfileName="a", Tags=TAGS)
    saml = who.iam.create_saml_provider(Name="a", SAMLMetadataDocument=METADATA, Tags=TAGS)
    oidc = who.iam.create_open_id_connect_provider(Url="https://a.example.com", Tags=TAGS)
    common = {"UserName": "a", "GroupName": "a", "RoleName": "a", "PolicyArn": policies[0],
              "InstanceProfileName": "a", "SAMLProviderArn": saml["SAMLProviderArn"],
              "OpenIDConnectProviderArn": oidc["OpenIDConnectProviderArn"],
              "PolicySourceArn": f"arn:aws:iam::{ACCOUNT}:user/a", "PolicyInputList": [ALLOW],
              "ActionNames": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"]}
    of_user = {"UserName": "a"}
    return common, {operation: of_user for operation in [
        "ListAccessKeys", "ListMFADevices", "ListSSHPublicKeys", "ListSigningCertificates"]}


def kms(world, who):
    keys = [who.kms.create_key()["KeyMetadata"]["KeyId"] for _ in NAMES]
    for name in NAMES:
        who.kms.create_alias(AliasName=f"alias/{name}", TargetKeyId=keys[0])
        who.kms.tag_resource(KeyId=keys[0], Tags=[{"TagKey": name, "TagValue": "x"}])
        who.kms.create_grant(KeyId=keys[0], GranteePrincipal=f"arn:aws:iam::{ACCOUNT}:root", Name=name,
                             RetiringPrincipal=f"arn:aws:iam::{ACCOUNT}:root", Operations=["Encrypt"])
    for _ in NAMES:
        who.kms.rotate_key_on_demand(KeyId=keys[0])
        world.move(minutes=5)
    return {"KeyId": keys[0]}, {"ListRetirableGrants": {"RetiringPrincipal": f"arn:aws:iam::{ACCOUNT}:root"}}


def secretsmanager(_, who):
    for name in NAMES:
        who.secretsmanager.create_secret(Name=name, SecretString="x")
    return {}, {}


def budgets(_, who):
    def notified(share):
        return {"NotificationType": "ACTUAL", "ComparisonOperator": "GREATER_THAN", "Threshold": share}
    subscribers = [{"SubscriptionType": "EMAIL", "Address": f"{name}@example.com"} for name in NAMES]
    for name in NAMES:
        who.budgets.create_budget(AccountId=ACCOUNT, Budget={
            "BudgetName": name, "BudgetLimit": {"Amount": "100", "Unit": "USD"}, "TimeUnit": "MONTHLY",
            "BudgetType": "COST"})
    for share in [70, 80, 90]:
        who.budgets.create_notification(AccountId=ACCOUNT, BudgetName="a", Notification=notified(share),
                                        Subscribers=subscribers)
    return {"AccountId": ACCOUNT, "BudgetName": "a", "Notification": notified(80)}, {}


def ce(_, who):
    who.ce.update_cost_allocation_tags_status(CostAllocationTagsStatus=[
        {"TagKey": "BusinessUnit", "Status": "Active"}])
    for name in NAMES:
        tagged = {"Tags": {"Key": "BusinessUnit", "Values": [name]}}
        monitor = who.ce.create_anomaly_monitor(AnomalyMonitor={
            "MonitorName": name, "MonitorType": "CUSTOM", "MonitorSpecification": tagged})["MonitorArn"]
        who.ce.create_anomaly_subscription(AnomalySubscription={
            "SubscriptionName": name, "MonitorArnList": [monitor], "Frequency": "DAILY", "Threshold": 10,
            "Subscribers": [{"Type": "EMAIL", "Address": "costs@example.com"}]})
        who.ce.create_cost_category_definition(
            Name=name, RuleVersion="CostCategoryExpression.v1", Rules=[{"Value": name, "Rule": tagged}])
    return {}, {}


def cloudtrail(world, who):
    for name in NAMES:
        who.s3.create_bucket(Bucket=f"trail-{name}",
                             CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
        who.cloudtrail.create_trail(Name=f"trail-{name}", S3BucketName=f"trail-{name}")
    # What was done is found fifteen minutes later.
    world.move(hours=1)
    return {"ResourceIdList": [f"arn:aws:cloudtrail:eu-west-2:{ACCOUNT}:trail/trail-a"]}, {
        "LookupEvents": {"LookupAttributes": [
            {"AttributeKey": "EventName", "AttributeValue": "CreateTrail"}]}}


def service_quotas(_, who):
    quotas = who.service_quotas.list_service_quotas(ServiceCode="connect")["Quotas"]
    codes = [quota["QuotaCode"] for quota in quotas if quota["Adjustable"]][:3]
    for code in codes:
        who.service_quotas.request_service_quota_increase(ServiceCode="connect", QuotaCode=code,
                                                          DesiredValue=100_000)
    return {"ServiceCode": "connect", "QuotaCode": codes[0]}, {}


def tagging(_, who):
    # A page of keys or of values has a hundred, and a thing at most fifty.
    for number in range(3):
        tags = [{"Key": f"key-{number}-{n}", "Value": "v"} for n in range(40)]
        who.sns.create_topic(Name=f"topic-{number}", Tags=tags)
    for number in range(101):
        who.sns.create_topic(Name=f"more-{number}", Tags=[{"Key": "key", "Value": f"value-{number}"}])
    return {"Key": "key"}, {}
