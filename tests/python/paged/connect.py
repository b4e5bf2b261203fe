"""Instances of Connect with a few of everything that Connect lists."""

import json

FLOW = {"Version": "2019-10-30", "StartAction": "end", "Metadata": {}}
END = {"Identifier": "end", "Parameters": {}, "Transitions": {}}
CONTENT = json.dumps({**FLOW, "Actions": [{**END, "Type": "DisconnectParticipant"}]})
MODULE = json.dumps({**FLOW, "Actions": [{**END, "Type": "EndFlowModuleExecution"}],
                     "Settings": {"InputParameters": [], "OutputParameters": [], "Transitions": []}})
VIEW = {"Template": json.dumps({"Head": {"Title": "Guide"}, "Body": []}), "Actions": ["Next"]}
NAMES = ["a", "b", "c"]


def made(world, who):
    """Makes them. Answers what inputs name, and what single operations want besides."""
    connect = who.connect
    ids = [connect.create_instance(
        IdentityManagementType="SAML", InstanceAlias=f"pages-{name}", InboundCallsEnabled=True,
        OutboundCallsEnabled=True)["Id"] for name in NAMES[:2]]
    world.move(minutes=2)
    common = {"InstanceId": ids[0]}
    for part in [flows, routing, people, data, integrations, work]:
        common.update(part(connect, {"InstanceId": ids[0]}, common))
    common.update(numbers(world, connect, common))
    extra = {
        "ListBots": {"LexVersion": "V1"},
        "ListInstanceStorageConfigs": {"ResourceType": "SCHEDULED_REPORTS"},
        "ListEntitySecurityProfiles": {"EntityType": "USER", "EntityArn": common["UserArn"]},
        "ListReplicationFindings": {"ResourceType": "AGENT"},
        "SearchAvailablePhoneNumbers": {"PhoneNumberCountryCode": "US", "PhoneNumberType": "DID",
                                        "TargetArn": common["InstanceArn"]},
    }
    return common, extra


def flows(connect, at, _):
    flow = [connect.create_contact_flow(**at, Name=f"flow {name}", Type="CONTACT_FLOW", Content=CONTENT)
            for name in NAMES][0]["ContactFlowId"]
    module = [connect.create_contact_flow_module(**at, Name=f"module {name}", Content=MODULE)
              for name in NAMES][0]["Id"]
    for number in [1, 2]:
        connect.create_contact_flow_version(**at, ContactFlowId=flow)
        connect.create_contact_flow_alias(**at, ContactFlowId=flow, AliasName=f"alias{number}",
                                          ContactFlowVersion=number)
        connect.create_contact_flow_module_version(**at, ContactFlowModuleId=module)
        connect.create_contact_flow_module_alias(**at, ContactFlowModuleId=module,
                                                 AliasName=f"alias{number}", ContactFlowModuleVersion=number)
        text = CONTENT.replace('"Metadata": {}', '"Metadata": {"n": %d}' % number)
        connect.update_contact_flow_content(**at, ContactFlowId=flow, Content=text)
        text = MODULE.replace('"Metadata": {}', '"Metadata": {"n": %d}' % number)
        connect.update_contact_flow_module_content(**at, ContactFlowModuleId=module, Content=text)
        connect.create_prompt(**at, Name=f"prompt {number}", S3Uri="s3://sounds/hello.wav")
    view = [connect.create_view(**at, Name=f"view {name}", Status="PUBLISHED", Content=VIEW)["View"]["Id"]
            for name in NAMES][0]
    for description in NAMES:
        connect.create_view_version(**at, ViewId=view, VersionDescription=description)
        connect.update_view_content(**at, ViewId=view, Status="PUBLISHED",
                                    Content={**VIEW, "Actions": ["Next", description]})
    return {"ContactFlowId": flow, "ContactFlowModuleId": module, "ViewId": view}


def routing(connect, at, _):
    opening = {"Day": "MONDAY", "StartTime": {"Hours": 9, "Minutes": 0},
               "EndTime": {"Hours": 17, "Minutes": 0}}
    hours = [connect.create_hours_of_operation(**at, Name=f"hours {name}", TimeZone="Europe/London",
                                               Config=[opening])["HoursOfOperationId"] for name in NAMES]
    for number, name in enumerate(NAMES):
        connect.create_hours_of_operation_override(
            **at, HoursOfOperationId=hours[0], Name=f"override {name}", Config=[], OverrideType="CLOSED",
            EffectiveFrom=f"2030-12-2{number}", EffectiveTill=f"2030-12-2{number}")
    for child in hours[1:]:
        connect.associate_hours_of_operations(
            **at, HoursOfOperationId=child, ParentHoursOfOperationConfigs=[{"HoursOfOperationId": hours[0]}])
    queues = [connect.create_queue(**at, Name=f"queue {name}", HoursOfOperationId=hours[0],
                                   Tags={"team": name})["QueueId"] for name in NAMES]
    links = [connect.create_quick_connect(
        **at, Name=f"link {name}", QuickConnectConfig={
            "QuickConnectType": "PHONE_NUMBER", "PhoneConfig": {"PhoneNumber": "+442079460000"}}
        )["QuickConnectId"] for name in NAMES]
    connect.associate_queue_quick_connects(**at, QueueId=queues[0], QuickConnectIds=links)
    references = [{"QueueId": queue, "Channel": "VOICE"} for queue in queues]
    profiles = [connect.create_routing_profile(
        **at, Name=f"profile {name}", Description="pages", DefaultOutboundQueueId=queues[0],
        MediaConcurrencies=[{"Channel": "VOICE", "Concurrency": 1}],
        QueueConfigs=[{"QueueReference": each, "Priority": 1, "Delay": 0} for each in references],
        ManualAssignmentQueueConfigs=[{"QueueReference": each} for each in references],
        )["RoutingProfileId"] for name in NAMES]
    return {"HoursOfOperationId": hours[0], "QueueId": queues[0], "RoutingProfileId": profiles[0]}


def people(connect, at, common):
    modules = [{"Type": "MCP", "FlowModuleId": name} for name in NAMES]
    agents = [{"Type": "THIRD_PARTY", "Arn": f"arn:aws:wisdom:eu-west-2:111111111111:ai-agent/a/{name}"}
              for name in NAMES]
    applications = [{"Namespace": name, "ApplicationPermissions": ["ACCESS"]} for name in NAMES]
    rights = [connect.create_security_profile(
        **at, SecurityProfileName=f"rights {name}", Permissions=["BasicAgentAccess", "OutboundCallAccess"],
        Applications=applications, AllowedFlowModules=modules, AllowedAIAgents=agents,
        )["SecurityProfileId"] for name in NAMES]
    connect.update_user_hierarchy_structure(**at, HierarchyStructure={"LevelOne": {"Name": "Town"}})
    for name in NAMES:
        connect.create_user_hierarchy_group(**at, Name=f"group {name}")
        connect.create_agent_status(**at, Name=f"status {name}", State="ENABLED")
        connect.create_predefined_attribute(**at, Name=f"skill {name}",
                                            Values={"StringList": ["good", "better"]})
    users = [connect.create_user(
        **at, Username=f"user-{name}", IdentityInfo={"FirstName": "A", "LastName": "B"},
        PhoneConfig={"PhoneType": "SOFT_PHONE"}, SecurityProfileIds=rights,
        RoutingProfileId=common["RoutingProfileId"]) for name in NAMES]
    connect.associate_user_proficiencies(**at, UserId=users[0]["UserId"], UserProficiencies=[
        {"AttributeName": f"skill {name}", "AttributeValue": "good", "Level": 3} for name in NAMES])
    return {"SecurityProfileId": rights[0], "UserId": users[0]["UserId"], "UserArn": users[0]["UserArn"]}


def data(connect, at, _):
    tables = [connect.create_data_table(**at, Name=f"table {name}", TimeZone="Europe/London",
                                        ValueLockLevel="NONE", Status="PUBLISHED")["Id"] for name in NAMES]
    connect.create_data_table_attribute(**at, DataTableId=tables[0], Name="Branch", ValueType="TEXT",
                                        Primary=True)
    connect.create_data_table_attribute(**at, DataTableId=tables[0], Name="Phone", ValueType="TEXT",
                                        Primary=False)
    return {"DataTableId": tables[0]}


def integrations(connect, at, _):
    for name in NAMES:
        connect.associate_approved_origin(**at, Origin=f"https://{name}.example.com")
        connect.associate_lambda_function(
            **at, FunctionArn=f"arn:aws:lambda:eu-west-2:111111111111:function:{name}")
        connect.associate_lex_bot(**at, LexBot={"Name": name, "LexRegion": "eu-west-2"})
    for name in NAMES[:2]:
        connect.associate_security_key(
            **at, Key="-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQ%s"
                      "\n-----END PUBLIC KEY-----" % (name.upper() * 2))
    associations = [connect.create_integration_association(
        **at, IntegrationType="EVENT",
        IntegrationArn=f"arn:aws:app-integrations:eu-west-2:111111111111:event-integration/{name}",
        SourceApplicationUrl="https://example.com", SourceApplicationName=name, SourceType="ZENDESK",
        )["IntegrationAssociationId"] for name in NAMES]
    for kind in ["RULES_EVALUATION", "CONNECT_CAMPAIGNS"]:
        connect.create_use_case(**at, IntegrationAssociationId=associations[0], UseCaseType=kind)
    return {"IntegrationAssociationId": associations[0]}


def work(connect, at, common):
    for name in NAMES:
        connect.create_task_template(**at, Name=f"template {name}", ContactFlowId=common["ContactFlowId"],
                                     Fields=[{"Id": {"Name": "What"}, "Type": "NAME"}],
                                     Constraints={"RequiredFields": [{"Id": {"Name": "What"}}]})
        connect.create_rule(
            **at, Name=f"rule-{name}", Function="{}", PublishStatus="PUBLISHED",
            TriggerEventSource={"EventSourceName": "OnPostCallAnalysisAvailable"},
            Actions=[{"ActionType": "GENERATE_EVENTBRIDGE_EVENT", "EventBridgeAction": {"Name": name}}])
        case = connect.create_test_case(**at, Name=f"case {name}", Content="{}")["TestCaseId"]
        connect.start_test_case_execution(**at, TestCaseId=case)
    words = []
    for language in ["en-GB", "en-US", "de-DE"]:
        word = connect.create_vocabulary(
            **at, VocabularyName=f"words-{language}", LanguageCode=language,
            Content="Phrase\tSoundsLike\tIPA\tDisplayAs\nTrunkline\t\t\tTrunkline")["VocabularyId"]
        words.append((language, word))
    forms = [connect.create_evaluation_form(**at, Title=f"form {name}", Items=[
        {"Question": {"Title": "Was it kind?", "RefId": "q1", "QuestionType": "TEXT"}}]
        )["EvaluationFormId"] for name in NAMES]
    connect.update_evaluation_form(
        **at, EvaluationFormId=forms[0], EvaluationFormVersion=1, CreateNewVersion=True, Title="Other",
        Items=[{"Question": {"Title": "Was it?", "RefId": "q1", "QuestionType": "TEXT"}}])
    return {"EvaluationFormId": forms[0], "words": words}


def numbers(world, connect, common):
    """What waits for other things, or takes its time."""
    at = {"InstanceId": common["InstanceId"]}
    world.move(minutes=5)
    for language, word in common.pop("words"):
        connect.associate_default_vocabulary(**at, LanguageCode=language, VocabularyId=word)
    connect.replicate_instance(**at, ReplicaRegion="eu-central-1", ReplicaAlias="pages-replica")
    world.move(minutes=5)
    group = [connect.create_traffic_distribution_group(**at, Name=f"traffic {name}")["Id"]
             for name in NAMES[:2]][0]
    world.move(minutes=5)
    for user in connect.list_users(**at)["UserSummaryList"]:
        connect.associate_traffic_distribution_group_user(**at, TrafficDistributionGroupId=group,
                                                          UserId=user["Id"])
    # Numbers that were there before would belong to a group now.
    target = connect.describe_instance(**at)["Instance"]["Arn"]
    found = connect.search_available_phone_numbers(
        TargetArn=target, PhoneNumberCountryCode="US", PhoneNumberType="DID", MaxResults=3)
    for number in found["AvailableNumbersList"]:
        claimed = connect.claim_phone_number(TargetArn=target, PhoneNumber=number["PhoneNumber"])
        world.move(minutes=1)
        connect.associate_phone_number_contact_flow(**at, PhoneNumberId=claimed["PhoneNumberId"],
                                                    ContactFlowId=common["ContactFlowId"])
    return {"TrafficDistributionGroupId": group, "InstanceArn": target}
