"""What clients that we did not write see of a contact centre, against its spec, field by field.

usage: seen.py ENDPOINT SPEC      (the spec as plain YAML; it is applied already)

Every section of the spec is read back with boto3 and compared. The same names are asked of the AWS
CLI. Prints each difference and ends with status 1 if there is one.
"""

import hashlib
import json
import os
import pathlib
import subprocess
import sys

import boto3
import yaml
from botocore.config import Config

ACCOUNT, REGION = "111111111111", "eu-west-2"

# The rates are those of AWS, and somebody else has just used them up: wait instead of failing.
CONFIG = Config(s3={"addressing_style": "path"}, retries={"mode": "adaptive", "total_max_attempts": 10})


class Differences(list):
    def compare(self, what, seen, declared):
        if seen != declared:
            self.append(f"{what}: seen {seen!r}, declared {declared!r}")


class Seen:
    """The centre as boto3 shows it, with names in the place of ids."""

    def __init__(self, endpoint, alias):
        self.endpoint = endpoint
        self.connect = self.client("connect")
        instances = self.pages("list_instances", "InstanceSummaryList")
        self.instance = next(i for i in instances if i["InstanceAlias"] == alias)
        self.at = {"InstanceId": self.instance["Id"]}
        self.names = {}

    def client(self, service):
        return boto3.client(
            service, endpoint_url=self.endpoint, region_name=REGION,
            aws_access_key_id=ACCOUNT, aws_secret_access_key="any", config=CONFIG)

    def pages(self, operation, member, **arguments):
        found, token = [], {}
        while True:
            answer = getattr(self.connect, operation)(**arguments, **token)
            found += answer[member]
            if not answer.get("NextToken"):
                return found
            token = {"NextToken": answer["NextToken"]}

    def listed(self, operation, member, **arguments):
        things = self.pages(operation, member, **self.at, **arguments)
        for thing in things:
            # The queue of an agent has the id of its user, and no name.
            name = thing.get("Name") or thing.get("Username")
            if name:
                self.names[thing["Id"]] = name
        return {thing.get("Name") or thing.get("Username"): thing["Id"] for thing in things}


def without_ours(tags):
    return {key: value for key, value in tags.items() if not key.startswith("trunkline:")}


def resolved(spec):
    """The spec with the defaults of its variables in place."""
    text = json.dumps(spec, default=str)          # dates too
    for name, value in spec.get("variables", {}).items():
        text = text.replace("${var.%s}" % name, str(value))
    return json.loads(text)


def clock(text):
    if isinstance(text, dict):
        return {"Hours": text["hours"], "Minutes": text["minutes"]}
    hours, minutes = text.split(":")
    return {"Hours": int(hours), "Minutes": int(minutes)}


def openings(config):
    for entry in config:
        for day in entry.get("days", [entry.get("day")]):
            yield {"Day": day, "StartTime": clock(entry["start"]), "EndTime": clock(entry["end"])}


def check_instance(seen, spec, wrong):
    declared = spec["instance"]
    instance = seen.connect.describe_instance(**seen.at)["Instance"]
    wrong.compare("instance status", instance["InstanceStatus"], "ACTIVE")
    wrong.compare("instance identity", instance["IdentityManagementType"],
                  declared.get("identity_management", "CONNECT_MANAGED"))
    wrong.compare("instance tags", without_ours(instance["Tags"]),
                  {**declared.get("tags", {}), **declared.get("instance_tags", {})})
    attributes = {a["AttributeType"]: a["Value"] == "true"
                  for a in seen.pages("list_instance_attributes", "Attributes", **seen.at)}
    named = {"INBOUND_CALLS": ("inbound_calls", True), "OUTBOUND_CALLS": ("outbound_calls", True),
             "CONTACTFLOW_LOGS": ("contact_flow_logs", True), "CONTACT_LENS": ("contact_lens", False),
             "AUTO_RESOLVE_BEST_VOICES": ("auto_resolve_best_voices", True),
             "EARLY_MEDIA": ("early_media", True),
             "MULTI_PARTY_CONFERENCE": ("multi_party_conference", False)}
    for attribute, (member, default) in named.items():
        wrong.compare(f"instance {member}", attributes[attribute], declared.get(member, default))


def check_hours(seen, spec, wrong):
    ids = seen.listed("list_hours_of_operations", "HoursOfOperationSummaryList")
    for entry in spec["hours_of_operation"]:
        hours = seen.connect.describe_hours_of_operation(
            **seen.at, HoursOfOperationId=ids[entry["name"]])["HoursOfOperation"]
        what = f"hours {entry['name']}"
        wrong.compare(f"{what} zone", hours["TimeZone"], entry["time_zone"])
        wrong.compare(f"{what} description", hours.get("Description"), entry.get("description"))
        wrong.compare(f"{what} config", hours["Config"], list(openings(entry["config"])))
        wrong.compare(f"{what} tags", without_ours(hours["Tags"]), tags_of(spec, entry))
        if "overrides" in entry:
            check_overrides(seen, ids[entry["name"]], entry["overrides"], what, wrong)


def check_overrides(seen, hours_id, declared, what, wrong):
    found = seen.pages("list_hours_of_operation_overrides", "HoursOfOperationOverrideList",
                       **seen.at, HoursOfOperationId=hours_id)
    found = {override["Name"]: override for override in found}
    wrong.compare(f"{what} overrides", set(found), {override["name"] for override in declared})
    members = [("frequency", "Frequency"), ("interval", "Interval"), ("by_month", "ByMonth"),
               ("by_month_day", "ByMonthDay"), ("by_weekday_occurrence", "ByWeekdayOccurrence")]
    for entry in declared:
        override, of = found.get(entry["name"], {}), f"{what} override {entry['name']}"
        first = str(entry["effective_from"])
        wrong.compare(f"{of} description", override.get("Description"), entry.get("description"))
        wrong.compare(f"{of} type", override.get("OverrideType"), entry.get("type", "STANDARD"))
        wrong.compare(f"{of} from", override.get("EffectiveFrom"), first)
        wrong.compare(f"{of} till", override.get("EffectiveTill"), str(entry.get("effective_till", first)))
        wrong.compare(f"{of} config", override.get("Config"), list(openings(entry.get("config", []))))
        pattern = override.get("RecurrenceConfig", {}).get("RecurrencePattern")
        recurrence = entry.get("recurrence") and {"interval": 1, **entry["recurrence"]}
        wrong.compare(f"{of} recurrence", pattern,
                      recurrence and {theirs: recurrence[ours] for ours, theirs in members if ours in recurrence})


def tags_of(spec, entry):
    return {**spec["instance"].get("tags", {}), **entry.get("tags", {})}


def check_queues(seen, spec, wrong):
    ids = seen.listed("list_queues", "QueueSummaryList", QueueTypes=["STANDARD"])
    numbers = seen.pages("list_phone_numbers_v2", "ListPhoneNumbersSummaryList",
                         TargetArn=seen.instance["Arn"])
    keys = {}
    for number in numbers:
        described = seen.connect.describe_phone_number(PhoneNumberId=number["PhoneNumberId"])
        keys[number["PhoneNumberId"]] = described["ClaimedPhoneNumberSummary"]["Tags"]["trunkline:key"]
    for entry in spec["queues"]:
        queue = seen.connect.describe_queue(**seen.at, QueueId=ids[entry["name"]])["Queue"]
        what = f"queue {entry['name']}"
        wrong.compare(f"{what} description", queue.get("Description"), entry.get("description"))
        wrong.compare(f"{what} hours", seen.names[queue["HoursOfOperationId"]], entry["hours"])
        wrong.compare(f"{what} max contacts", queue.get("MaxContacts"), entry.get("max_contacts"))
        wrong.compare(f"{what} status", queue["Status"], entry.get("status", "ENABLED"))
        caller, declared = queue.get("OutboundCallerConfig", {}), entry.get("outbound_caller", {})
        wrong.compare(f"{what} caller name", caller.get("OutboundCallerIdName"), declared.get("name"))
        wrong.compare(f"{what} caller number", keys.get(caller.get("OutboundCallerIdNumberId")),
                      declared.get("number"))
        wrong.compare(f"{what} caller flow", seen.names.get(caller.get("OutboundFlowId")),
                      declared.get("flow"))
        links = seen.pages("list_queue_quick_connects", "QuickConnectSummaryList", **seen.at,
                           QueueId=ids[entry["name"]])
        named = {spec["quick_connects"][key].get("name", key) for key in entry.get("quick_connects", [])}
        wrong.compare(f"{what} quick connects", {link["Name"] for link in links}, named)
        wrong.compare(f"{what} tags", without_ours(queue["Tags"]), tags_of(spec, entry))


def check_quick_connects(seen, spec, wrong):
    ids = seen.listed("list_quick_connects", "QuickConnectSummaryList")
    defaults = {"QUEUE": "Default queue transfer", "USER": "Default agent transfer"}
    for key, entry in spec["quick_connects"].items():
        name = entry.get("name", key)
        link = seen.connect.describe_quick_connect(**seen.at, QuickConnectId=ids[name])["QuickConnect"]
        config, what = link["QuickConnectConfig"], f"quick connect {name}"
        wrong.compare(f"{what} description", link.get("Description"), entry.get("description"))
        wrong.compare(f"{what} type", config["QuickConnectType"], entry["type"])
        flow = entry.get("flow", defaults.get(entry["type"]))
        if entry["type"] == "QUEUE":
            wrong.compare(f"{what} queue", seen.names[config["QueueConfig"]["QueueId"]], entry["queue"])
            wrong.compare(f"{what} flow", seen.names[config["QueueConfig"]["ContactFlowId"]], flow)
        if entry["type"] == "USER":
            wrong.compare(f"{what} user", seen.names[config["UserConfig"]["UserId"]], entry["user"])
            wrong.compare(f"{what} flow", seen.names[config["UserConfig"]["ContactFlowId"]], flow)
        if entry["type"] == "PHONE_NUMBER":
            wrong.compare(f"{what} number", config["PhoneConfig"]["PhoneNumber"], entry["phone_number"])
        wrong.compare(f"{what} tags", without_ours(link["Tags"]), tags_of(spec, entry))


def check_routing_profiles(seen, spec, wrong):
    ids = seen.listed("list_routing_profiles", "RoutingProfileSummaryList")
    for entry in spec["routing_profiles"]:
        profile = seen.connect.describe_routing_profile(
            **seen.at, RoutingProfileId=ids[entry["name"]])["RoutingProfile"]
        what = f"routing profile {entry['name']}"
        wrong.compare(f"{what} description", profile["Description"], entry.get("description", entry["name"]))
        wrong.compare(f"{what} outbound queue", seen.names[profile["DefaultOutboundQueueId"]],
                      entry["default_outbound_queue"])
        channels = {(c["Channel"], c["Concurrency"], c["CrossChannelBehavior"]["BehaviorType"])
                    for c in profile["MediaConcurrencies"]}
        wrong.compare(f"{what} channels", channels,
                      {(c["channel"], c["concurrency"], c.get("cross_channel", "ROUTE_CURRENT_CHANNEL_ONLY"))
                       for c in entry["media_concurrencies"]})
        pairs = seen.pages("list_routing_profile_queues", "RoutingProfileQueueConfigSummaryList",
                           **seen.at, RoutingProfileId=ids[entry["name"]])
        wrong.compare(f"{what} queues",
                      {(p["Channel"], p["QueueName"], p["Priority"], p["Delay"]) for p in pairs},
                      {(p["channel"], p["queue"], p.get("priority", 1), p.get("delay", 0))
                       for p in entry["queue_configs"]})
        wrong.compare(f"{what} tags", without_ours(profile["Tags"]), tags_of(spec, entry))


def check_security_profiles(seen, spec, wrong):
    ids = seen.listed("list_security_profiles", "SecurityProfileSummaryList")
    for entry in spec["security_profiles"]:
        at = {**seen.at, "SecurityProfileId": ids[entry["name"]]}
        profile = seen.connect.describe_security_profile(**at)["SecurityProfile"]
        what = f"security profile {entry['name']}"
        wrong.compare(f"{what} description", profile.get("Description"), entry.get("description"))
        permissions = seen.pages("list_security_profile_permissions", "Permissions", **at)
        wrong.compare(f"{what} permissions", set(permissions), set(entry["permissions"]))
        wrong.compare(f"{what} tags", without_ours(profile["Tags"]), tags_of(spec, entry))


def check_users(seen, spec, wrong):
    ids = seen.listed("list_users", "UserSummaryList")
    admin = {**spec["admin_user"], "routing_profile": spec["routing_profiles"][0]["name"],
             "security_profiles": ["Admin"]}
    wrong.compare("usernames", set(ids), {u["username"] for u in [*spec["users"], admin]})
    for entry in [*spec["users"], admin]:
        user = seen.connect.describe_user(**seen.at, UserId=ids[entry["username"]])["User"]
        what, who = f"user {entry['username']}", user["IdentityInfo"]
        for member, declared in [("FirstName", "first_name"), ("LastName", "last_name"),
                                 ("Email", "email"), ("Mobile", "mobile")]:
            wrong.compare(f"{what} {declared}", who.get(member), entry.get(declared))
        phone, declared = user["PhoneConfig"], entry.get("phone", {})
        wrong.compare(f"{what} phone", phone["PhoneType"], declared.get("type", "SOFT_PHONE"))
        wrong.compare(f"{what} auto accept", phone.get("AutoAccept", False), declared.get("auto_accept", False))
        wrong.compare(f"{what} work time", phone.get("AfterContactWorkTimeLimit", 0),
                      declared.get("after_contact_work_seconds", 0))
        wrong.compare(f"{what} desk phone", phone.get("DeskPhoneNumber"), declared.get("desk_phone_number"))
        wrong.compare(f"{what} routing", seen.names[user["RoutingProfileId"]], entry["routing_profile"])
        wrong.compare(f"{what} rights", {seen.names[i] for i in user["SecurityProfileIds"]},
                      set(entry["security_profiles"]))
        wrong.compare(f"{what} group", seen.names.get(user.get("HierarchyGroupId")), entry.get("hierarchy_group"))
        has = seen.pages("list_user_proficiencies", "UserProficiencyList", **seen.at,
                         UserId=ids[entry["username"]])
        wrong.compare(f"{what} proficiencies",
                      {(p["AttributeName"], p["AttributeValue"], p["Level"]) for p in has},
                      {(p["attribute"], p["value"], p["level"]) for p in entry.get("proficiencies", [])})
        wrong.compare(f"{what} tags", without_ours(user["Tags"]), tags_of(spec, entry))


def check_hierarchy(seen, spec, wrong):
    declared = spec["hierarchy"]
    structure = seen.connect.describe_user_hierarchy_structure(**seen.at)["HierarchyStructure"]
    order = ["LevelOne", "LevelTwo", "LevelThree", "LevelFour", "LevelFive"]
    wrong.compare("hierarchy levels", [structure[n]["Name"] for n in order if n in structure], declared["levels"])
    by_path = {}
    for listed in seen.pages("list_user_hierarchy_groups", "UserHierarchyGroupSummaryList", **seen.at):
        group = seen.connect.describe_user_hierarchy_group(
            **seen.at, HierarchyGroupId=listed["Id"])["HierarchyGroup"]
        above = group["HierarchyPath"]
        by_path["/".join(above[n]["Name"] for n in order if n in above)] = group
    wrong.compare("hierarchy groups", set(by_path), {g["path"] for g in declared["groups"]})
    for entry in declared["groups"]:
        group = by_path[entry["path"]]
        seen.names[group["Id"]] = entry["path"]
        wrong.compare(f"group {entry['path']} tags", without_ours(group["Tags"]), tags_of(spec, entry))


def check_agent_statuses(seen, spec, wrong):
    ids = seen.listed("list_agent_statuses", "AgentStatusSummaryList", AgentStatusTypes=["CUSTOM"])
    wrong.compare("agent statuses", set(ids), {s["name"] for s in spec["agent_statuses"]})
    for entry in spec["agent_statuses"]:
        status = seen.connect.describe_agent_status(
            **seen.at, AgentStatusId=ids[entry["name"]])["AgentStatus"]
        what = f"status {entry['name']}"
        wrong.compare(f"{what} description", status.get("Description"), entry.get("description"))
        wrong.compare(f"{what} state", status["State"], entry.get("state", "ENABLED"))
        wrong.compare(f"{what} order", status.get("DisplayOrder"), entry.get("display_order"))
        wrong.compare(f"{what} tags", without_ours(status["Tags"]), tags_of(spec, entry))


def check_attributes(seen, spec, wrong):
    listed = seen.pages("list_predefined_attributes", "PredefinedAttributeSummaryList", **seen.at)
    wrong.compare("predefined attributes", {a["Name"] for a in listed},
                  {a["name"] for a in spec["predefined_attributes"]})
    for entry in spec["predefined_attributes"]:
        attribute = seen.connect.describe_predefined_attribute(
            **seen.at, Name=entry["name"])["PredefinedAttribute"]
        what = f"attribute {entry['name']}"
        wrong.compare(f"{what} values", set(attribute["Values"]["StringList"]), set(entry["values"]))
        wrong.compare(f"{what} purposes", set(attribute["Purposes"]), set(entry.get("purposes", [])))
        wrong.compare(f"{what} validation",
                      attribute["AttributeConfiguration"]["EnableValueValidationOnAssociation"],
                      entry.get("value_validation", False))


def check_numbers(seen, spec, wrong):
    numbers = seen.pages("list_phone_numbers_v2", "ListPhoneNumbersSummaryList",
                         TargetArn=seen.instance["Arn"])
    linked = seen.pages("list_flow_associations", "FlowAssociationSummaryList", **seen.at,
                        ResourceType="VOICE_PHONE_NUMBER")
    flows = {link["ResourceId"].rsplit("/", 1)[-1]: seen.names[link["FlowId"].rsplit("/", 1)[-1]]
             for link in linked}
    by_key = {}
    for number in numbers:
        described = seen.connect.describe_phone_number(
            PhoneNumberId=number["PhoneNumberId"])["ClaimedPhoneNumberSummary"]
        by_key[described["Tags"]["trunkline:key"]] = described
    wrong.compare("numbers", set(by_key), set(spec["phone_numbers"]))
    for key, entry in spec["phone_numbers"].items():
        number, what = by_key[key], f"number {key}"
        wrong.compare(f"{what} status", number["PhoneNumberStatus"]["Status"], "CLAIMED")
        wrong.compare(f"{what} country", number["PhoneNumberCountryCode"], entry["country"])
        wrong.compare(f"{what} type", number["PhoneNumberType"], entry["type"])
        wrong.compare(f"{what} description", number.get("PhoneNumberDescription"), entry.get("description"))
        wrong.compare(f"{what} flow", flows.get(number["PhoneNumberId"]), entry.get("flow"))
        wrong.compare(f"{what} tags", without_ours(number["Tags"]), tags_of(spec, entry))


def check_flows(seen, spec, wrong, folder):
    ids = seen.listed("list_contact_flows", "ContactFlowSummaryList")
    for entry in spec["contact_flows"]:
        flow = seen.connect.describe_contact_flow(**seen.at, ContactFlowId=ids[entry["name"]])["ContactFlow"]
        what = f"flow {entry['name']}"
        wrong.compare(f"{what} type", flow["Type"], entry["type"])
        wrong.compare(f"{what} description", flow.get("Description"), entry.get("description"))
        declared = json.loads((folder / entry["file"]).read_text())
        content = json.loads(flow["Content"])
        wrong.compare(f"{what} actions", [a["Type"] for a in content["Actions"]],
                      [a["Type"] for a in declared["Actions"]])
        if "ref://" in flow["Content"]:
            wrong.append(f"{what}: a reference is left in the content")
        wrong.compare(f"{what} tags", without_ours(flow["Tags"]), tags_of(spec, entry))


def check_modules(seen, spec, wrong, folder):
    ids = seen.listed("list_contact_flow_modules", "ContactFlowModulesSummaryList")
    for entry in spec["contact_flow_modules"]:
        module = seen.connect.describe_contact_flow_module(
            **seen.at, ContactFlowModuleId=ids[entry["name"]])["ContactFlowModule"]
        what = f"module {entry['name']}"
        wrong.compare(f"{what} description", module.get("Description"), entry.get("description"))
        wrong.compare(f"{what} settings", json.loads(module.get("Settings", "null")), entry.get("settings"))
        declared = json.loads((folder / entry["file"]).read_text())
        wrong.compare(f"{what} actions", [a["Type"] for a in json.loads(module["Content"])["Actions"]],
                      [a["Type"] for a in declared["Actions"]])
        if "ref://" in module["Content"]:
            wrong.append(f"{what}: a reference is left in the content")
        wrong.compare(f"{what} tags", without_ours(module["Tags"]), tags_of(spec, entry))


def check_prompts(seen, spec, wrong, folder, endpoint):
    """The recordings too, where they were uploaded to: AWS tells only that it has one."""
    ids = seen.listed("list_prompts", "PromptSummaryList")
    s3 = boto3.client("s3", endpoint_url=endpoint, region_name=REGION, aws_access_key_id=ACCOUNT,
                      aws_secret_access_key="any", config=CONFIG)
    bucket = f"trunkline-{ACCOUNT}-{REGION}"
    for entry in spec["prompts"]:
        prompt = seen.connect.describe_prompt(**seen.at, PromptId=ids[entry["name"]])["Prompt"]
        what, recording = f"prompt {entry['name']}", (folder / entry["file"]).read_bytes()
        digest = hashlib.sha256(recording).hexdigest()
        wrong.compare(f"{what} description", prompt.get("Description"), entry.get("description"))
        wrong.compare(f"{what} audio", prompt["Tags"].get("trunkline:audio"), f"sha256:{digest}")
        found = s3.get_object(Bucket=bucket, Key=f"trunkline/prompts/{digest}.wav")
        wrong.compare(f"{what} recording", found["Body"].read() == recording, True)
        wrong.compare(f"{what} content type", found["ContentType"], "audio/wav")
        wrong.compare(f"{what} tags", without_ours(prompt["Tags"]), tags_of(spec, entry))


def check_associations(seen, spec, wrong):
    functions = seen.pages("list_lambda_functions", "LambdaFunctions", **seen.at)
    wrong.compare("Lambda functions", set(functions), set(spec["lambda_functions"].values()))
    v1 = [b["LexBot"] for b in seen.pages("list_bots", "LexBots", **seen.at, LexVersion="V1")]
    v2 = [b["LexV2Bot"]["AliasArn"] for b in seen.pages("list_bots", "LexBots", **seen.at, LexVersion="V2")]
    wrong.compare("Lex V1 bots", {(b["Name"], b["LexRegion"]) for b in v1},
                  {(b["name"], b["region"]) for b in spec["lex_bots"] if "arn" not in b})
    wrong.compare("Lex V2 aliases", set(v2), {b["arn"] for b in spec["lex_bots"] if "arn" in b})


def check_storage(seen, spec, wrong):
    for sort, entry in spec["storage"].items():
        configs = seen.pages("list_instance_storage_configs", "StorageConfigs", **seen.at,
                             ResourceType=sort.upper())
        found = [(c["StorageType"], c.get("S3Config", {}).get("BucketName"),
                  c.get("S3Config", {}).get("BucketPrefix"),
                  c.get("KinesisStreamConfig", {}).get("StreamArn")) for c in configs]
        kind = "S3" if "bucket" in entry else "KINESIS_STREAM"
        wrong.compare(f"storage {sort}", found,
                      [(kind, entry.get("bucket"), entry.get("prefix"), entry.get("stream"))])


def check_buckets(seen, spec, wrong):
    s3 = seen.client("s3")
    for entry in spec["buckets"]:
        at, what = {"Bucket": entry["name"]}, f"bucket {entry['name']}"
        tags = {tag["Key"]: tag["Value"] for tag in s3.get_bucket_tagging(**at)["TagSet"]}
        wrong.compare(f"{what} tags", without_ours(tags), tags_of(spec, entry))
        versioning = s3.get_bucket_versioning(**at).get("Status") == "Enabled"
        wrong.compare(f"{what} versioning", versioning, entry.get("versioning", False))
        blocked = s3.get_public_access_block(**at)["PublicAccessBlockConfiguration"]
        wrong.compare(f"{what} public access", set(blocked.values()),
                      {entry.get("block_public_access", True)})
        rules = s3.get_bucket_lifecycle_configuration(**at)["Rules"]
        wrong.compare(f"{what} expiry", [rule["Expiration"]["Days"] for rule in rules],
                      [entry["expire_days"]])
        policy = json.loads(s3.get_bucket_policy(**at)["Policy"])
        wrong.compare(f"{what} policy", [s["Condition"] for s in policy["Statement"]],
                      [{"Bool": {"aws:SecureTransport": "false"}}])


def check_log_group(seen, spec, wrong):
    name = f"/aws/connect/{spec['instance']['alias']}"
    groups = seen.client("logs").describe_log_groups(logGroupNamePrefix=name)["logGroups"]
    wrong.compare("log group", [(g["logGroupName"], g["retentionInDays"]) for g in groups],
                  [(name, spec["instance"]["log_retention_days"])])


def check_panel(seen, spec, wrong, folder):
    """Who may embed the panel, the keys of the flows, the e-mail addresses."""
    origins = seen.pages("list_approved_origins", "Origins", **seen.at)
    wrong.compare("approved origins", set(origins), set(spec["approved_origins"]))
    keys = seen.pages("list_security_keys", "SecurityKeys", **seen.at)
    wrong.compare("security keys", {key["Key"] for key in keys},
                  {(folder / file).read_text().strip() for file in spec["security_keys"].values()})
    addresses = seen.pages("search_email_addresses", "EmailAddresses", **seen.at)
    wrong.compare("e-mail addresses",
                  {(a["EmailAddress"], a.get("DisplayName"), a.get("Description")) for a in addresses},
                  {(a["address"], a.get("display_name"), a.get("description"))
                   for a in spec["email_addresses"]})


def check_command_line(seen, endpoint, wrong):
    """The AWS CLI sees the same names."""
    environment = {**os.environ, "AWS_ACCESS_KEY_ID": ACCOUNT, "AWS_SECRET_ACCESS_KEY": "any",
                   "AWS_DEFAULT_REGION": REGION, "AWS_PAGER": ""}
    program = pathlib.Path(sys.executable).parent / "aws"
    for command, member, operation in [
            ("list-queues", "QueueSummaryList", "list_queues"),
            ("list-users", "UserSummaryList", "list_users"),
            ("list-routing-profiles", "RoutingProfileSummaryList", "list_routing_profiles"),
            ("list-contact-flows", "ContactFlowSummaryList", "list_contact_flows"),
            ("list-quick-connects", "QuickConnectSummaryList", "list_quick_connects")]:
        done = subprocess.run(
            [str(program), "--endpoint-url", endpoint, "--output", "json", "connect", command,
             "--instance-id", seen.instance["Id"]],
            env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            wrong.append(f"aws connect {command}: {done.stderr.strip()}")
            continue
        ids = {thing["Id"] for thing in json.loads(done.stdout)[member]}
        wrong.compare(f"aws connect {command}", ids,
                      {thing["Id"] for thing in seen.pages(operation, member, **seen.at)})


def main(endpoint, path):
    path = pathlib.Path(path)
    spec = resolved(yaml.safe_load(path.read_text()))
    seen, wrong = Seen(endpoint, spec["instance"]["alias"]), Differences()
    for operation, member in [("list_contact_flows", "ContactFlowSummaryList"),
                              ("list_users", "UserSummaryList"), ("list_queues", "QueueSummaryList")]:
        seen.listed(operation, member)
    check_instance(seen, spec, wrong)
    check_hours(seen, spec, wrong)
    check_queues(seen, spec, wrong)
    check_quick_connects(seen, spec, wrong)
    check_routing_profiles(seen, spec, wrong)
    check_security_profiles(seen, spec, wrong)
    check_hierarchy(seen, spec, wrong)
    check_agent_statuses(seen, spec, wrong)
    check_attributes(seen, spec, wrong)
    check_users(seen, spec, wrong)
    check_flows(seen, spec, wrong, path.parent)
    check_modules(seen, spec, wrong, path.parent)
    check_prompts(seen, spec, wrong, path.parent, endpoint)
    check_numbers(seen, spec, wrong)
    check_associations(seen, spec, wrong)
    check_storage(seen, spec, wrong)
    check_buckets(seen, spec, wrong)
    check_log_group(seen, spec, wrong)
    check_panel(seen, spec, wrong, path.parent)
    check_command_line(seen, endpoint, wrong)
    for line in wrong:
        print(line)
    print(f"{len(wrong)} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
