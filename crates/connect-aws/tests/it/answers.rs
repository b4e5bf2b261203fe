//! What comes from AWS: whole answers, and answers that lack members.

use std::collections::BTreeSet;

use connect_model::{
    FlowId, HoursId, InstanceId, PhoneNumberId, QueueId, QuickConnectId, RoutingProfileId,
    SecurityProfileId, UserId,
};
use connect_resources::{
    Known, Named, Ports,
    flow::FlowRecord,
    hours::{HoursRecord, Opening, Time},
    instance::{Attribute, InstanceStatus},
    lex::Bot,
    phone_number::NumberStatus,
    queue::{CallerRecord, QueueRecord},
    quick_connect::Destination,
    routing_profile::{Concurrency, PairRecord},
    user::{Identity, Phone},
};
use serde_json::{Value, json};

use crate::{
    desk::{instance, session, tags},
    script::{Answer, Script},
};

async fn answering(bodies: impl IntoIterator<Item = Value>) -> Ports {
    let answers: Vec<_> = bodies.into_iter().map(|body| Answer::ok(&body)).collect();
    session(Script::of(answers)).await.ports()
}

#[tokio::test(start_paused = true)]
async fn a_list_leaves_out_what_has_no_name_or_id() {
    let ports = answering([json!({ "QueueSummaryList": [
        { "Id": "q-1", "Arn": "arn:q-1", "Name": "Service", "LastModifiedTime": 1_790_000_000.25 },
        { "Id": "q-2", "Arn": "arn:q-2", "QueueType": "AGENT" },
        { "Name": "nothing else" },
    ] })])
    .await;
    let listed = ports.queue.list(&instance()).await.unwrap();
    let expected = Named {
        name: "Service".to_owned(),
        known: Known::new("q-1", "arn:q-1"),
        modified_ms: Some(1_790_000_000_250),
    };
    assert_eq!(listed, [expected]);
}

#[tokio::test(start_paused = true)]
async fn hours_are_read_whole_or_left_to_the_description() {
    let whole = json!({
        "HoursOfOperationId": "h-1", "Name": "Always", "TimeZone": "Europe/London",
        "Config": [{
            "Day": "MONDAY",
            "StartTime": { "Hours": 9, "Minutes": 30 },
            "EndTime": { "Hours": 0, "Minutes": 0 },
        }],
        "Tags": { "a": "1", "aws:cloudformation:stack-name": "theirs" },
        "LastModifiedTime": 1_790_000_000,
    });
    let lacking = json!({ "HoursOfOperationId": "h-2", "Name": "No zone" });
    let ports = answering([
        json!({ "HoursOfOperations": [whole, lacking] }),
        json!({ "HoursOfOperation": lacking }),
    ])
    .await;
    let time = |hours, minutes| Time { hours, minutes };
    let expected = HoursRecord {
        id: HoursId::new("h-1"),
        name: "Always".to_owned(),
        description: None,
        time_zone: "Europe/London".to_owned(),
        config: vec![Opening {
            day: "MONDAY".to_owned(),
            start: time(9, 30),
            end: time(0, 0),
        }],
        tags: tags(&[("a", "1")]),
        modified_ms: Some(1_790_000_000_000),
    };
    assert_eq!(ports.hours.search(&instance()).await.unwrap(), [expected]);
    let described = ports
        .hours
        .describe(&instance(), &HoursId::new("h-2"))
        .await;
    assert_eq!(described.unwrap_err().code, "AnswerUnreadable");
}

#[tokio::test(start_paused = true)]
async fn a_queue_shows_its_caller_only_if_it_says_something() {
    let queue = |caller: Value| {
        json!({ "Queue": {
            "QueueId": "q-1", "Name": "Service", "HoursOfOperationId": "h-1", "Status": "ENABLED",
            "MaxContacts": 0, "OutboundCallerConfig": caller,
        } })
    };
    let ports = answering([
        queue(json!({ "OutboundCallerIdName": "", "OutboundFlowId": "" })),
        queue(json!({ "OutboundCallerIdName": "Us", "OutboundCallerIdNumberId": "n-1" })),
    ])
    .await;
    let id = QueueId::new("q-1");
    let silent = ports.queue.describe(&instance(), &id).await.unwrap();
    let expected = QueueRecord {
        id: id.clone(),
        name: "Service".to_owned(),
        description: None,
        hours: HoursId::new("h-1"),
        max_contacts: Some(0),
        caller: None,
        status: "ENABLED".to_owned(),
        tags: tags(&[]),
        modified_ms: None,
    };
    assert_eq!(silent, expected);
    let caller = CallerRecord {
        name: Some("Us".to_owned()),
        number: Some(PhoneNumberId::new("n-1")),
        flow: None,
    };
    let speaking = ports.queue.describe(&instance(), &id).await.unwrap();
    assert_eq!(speaking.caller, Some(caller));
}

#[tokio::test(start_paused = true)]
async fn quick_connects_of_every_type_are_read_and_unknown_types_are_left_out() {
    let entry = |id: &str, config: Value| json!({ "QuickConnectId": id, "Name": id, "QuickConnectConfig": config });
    let ports = answering([json!({ "QuickConnects": [
        entry("queue", json!({ "QuickConnectType": "QUEUE",
            "QueueConfig": { "QueueId": "q-1", "ContactFlowId": "f-1" } })),
        entry("user", json!({ "QuickConnectType": "USER",
            "UserConfig": { "UserId": "u-1", "ContactFlowId": "f-1" } })),
        entry("number", json!({ "QuickConnectType": "PHONE_NUMBER",
            "PhoneConfig": { "PhoneNumber": "+441632960000" } })),
        entry("flow", json!({ "QuickConnectType": "FLOW",
            "FlowConfig": { "ContactFlowId": "f-1" } })),
        entry("strange", json!({ "QuickConnectType": "PIGEON" })),
        entry("empty", json!({ "QuickConnectType": "QUEUE" })),
    ] })])
    .await;
    let found = ports.quick_connect.search(&instance()).await.unwrap();
    let found: Vec<_> = found.into_iter().map(|record| record.destination).collect();
    let flow = FlowId::new("f-1");
    let expected = [
        Destination::Queue {
            queue: QueueId::new("q-1"),
            flow: flow.clone(),
        },
        Destination::User {
            user: UserId::new("u-1"),
            flow: flow.clone(),
        },
        Destination::PhoneNumber("+441632960000".to_owned()),
        Destination::Flow(flow),
    ];
    assert_eq!(found, expected);
}

#[tokio::test(start_paused = true)]
async fn a_routing_profile_and_its_pairs_are_read() {
    let ports = answering([
        json!({ "RoutingProfile": {
            "RoutingProfileId": "rp-1", "Name": "Agents", "DefaultOutboundQueueId": "q-1",
            "MediaConcurrencies": [
                { "Channel": "VOICE", "Concurrency": 1 },
                { "Channel": "CHAT", "Concurrency": 3,
                  "CrossChannelBehavior": { "BehaviorType": "ROUTE_ANY_CHANNEL" } },
            ],
        } }),
        json!({ "RoutingProfileQueueConfigSummaryList": [
            { "QueueId": "q-1", "QueueArn": "arn", "QueueName": "Service", "Priority": 2,
              "Delay": 30, "Channel": "CHAT" },
        ] }),
    ])
    .await;
    let id = RoutingProfileId::new("rp-1");
    let profile = ports
        .routing_profile
        .describe(&instance(), &id)
        .await
        .unwrap();
    let channel = |channel: &str, concurrency, cross: &str| Concurrency {
        channel: channel.to_owned(),
        concurrency,
        cross_channel: Some(cross.to_owned()),
    };
    let expected = [
        channel("VOICE", 1, "ROUTE_CURRENT_CHANNEL_ONLY"),
        channel("CHAT", 3, "ROUTE_ANY_CHANNEL"),
    ];
    assert_eq!(profile.concurrency, expected);
    assert_eq!(profile.description, "");
    let pair = PairRecord {
        channel: "CHAT".to_owned(),
        queue: QueueId::new("q-1"),
        priority: 2,
        delay: 30,
    };
    let pairs = ports.routing_profile.pairs(&instance(), &id).await.unwrap();
    assert_eq!(pairs, [pair]);
}

#[tokio::test(start_paused = true)]
async fn absent_members_of_a_phone_are_false_and_nothing() {
    let user = |phone: Value| {
        json!({ "User": {
            "Id": "u-1", "Username": "ada", "RoutingProfileId": "rp-1",
            "SecurityProfileIds": ["sp-1"],
            "IdentityInfo": { "FirstName": "Ada", "Email": "" },
            "PhoneConfig": phone,
        } })
    };
    let ports = answering([
        user(json!({ "PhoneType": "SOFT_PHONE" })),
        user(
            json!({ "PhoneType": "DESK_PHONE", "AfterContactWorkTimeLimit": 30,
                     "DeskPhoneNumber": "+441632960000" }),
        ),
        user(Value::Null),
    ])
    .await;
    let id = UserId::new("u-1");
    let mut described = Vec::new();
    for _ in 0..3 {
        described.push(ports.user.describe(&instance(), &id).await.unwrap());
    }
    let phone = |phone: &str, seconds, number: Option<&str>| Phone {
        r#type: phone.to_owned(),
        auto_accept: false,
        after_contact_work_seconds: seconds,
        desk_phone_number: number.map(ToOwned::to_owned),
        persistent_connection: None,
    };
    assert_eq!(described[0].phone, phone("SOFT_PHONE", 0, None));
    assert_eq!(
        described[1].phone,
        phone("DESK_PHONE", 30, Some("+441632960000"))
    );
    assert_eq!(described[2].phone, phone("", 0, None));
    let identity = Identity {
        first_name: Some("Ada".to_owned()),
        ..Identity::default()
    };
    assert_eq!(described[0].identity, identity);
    assert_eq!(
        described[0].security_profiles,
        [SecurityProfileId::new("sp-1")]
    );
}

#[tokio::test(start_paused = true)]
async fn a_flow_that_was_never_published_is_told_by_its_draft_without_content() {
    let draft = json!({ "ContactFlow": {
        "Id": "f-1", "Arn": "arn:f-1", "Name": "Main", "Type": "CONTACT_FLOW", "Content": "{}",
        "FlowContentSha256": "d1", "Status": "SAVED", "Tags": { "a": "1" },
    } });
    let unpublished = Answer::error(404, "ContactFlowNotPublishedException", &json!({}));
    let script = Script::of([unpublished, Answer::ok(&draft), Answer::ok(&draft)]);
    let ports = session(script.clone()).await.ports();
    let id = FlowId::new("f-1");
    let published = ports.flow.describe(&instance(), &id, false).await.unwrap();
    let expected = FlowRecord {
        id: id.clone(),
        arn: "arn:f-1".to_owned(),
        name: "Main".to_owned(),
        r#type: "CONTACT_FLOW".to_owned(),
        description: None,
        content: None,
        sha256: None,
        tags: tags(&[("a", "1")]),
        modified_ms: None,
    };
    assert_eq!(published, expected);
    let saved = ports.flow.describe(&instance(), &id, true).await.unwrap();
    assert_eq!(saved.content.as_deref(), Some("{}"));
    assert_eq!(saved.sha256.as_deref(), Some("d1"));
    let paths = [
        "GET /contact-flows/instance-1/f-1",
        "GET /contact-flows/instance-1/f-1%3A%24SAVED",
        "GET /contact-flows/instance-1/f-1%3A%24SAVED",
    ];
    assert_eq!(script.requests(), paths);
}

#[tokio::test(start_paused = true)]
async fn flows_are_listed_with_their_type_and_searched_with_or_without_content() {
    let ports = answering([
        json!({ "ContactFlowSummaryList": [
            { "Id": "f-1", "Arn": "arn:f-1", "Name": "Main", "ContactFlowType": "CONTACT_FLOW" },
        ] }),
        json!({ "ContactFlows": [
            { "Id": "f-1", "Arn": "arn:f-1", "Name": "Main", "Type": "CONTACT_FLOW", "Content": "{}" },
            { "Id": "f-2", "Arn": "arn:f-2", "Name": "Hold", "Type": "CUSTOMER_HOLD",
              "FlowContentSha256": "d2" },
            { "Id": "f-3", "Arn": "arn:f-3", "Name": "New", "Type": "CUSTOMER_HOLD", "Content": "{}",
              "FlowContentSha256": "d3", "Status": "SAVED" },
        ] }),
    ])
    .await;
    let listed = ports.flow.list(&instance()).await.unwrap();
    assert_eq!(
        listed[0].known,
        Known::new("f-1", "arn:f-1").labelled("CONTACT_FLOW")
    );
    let found = ports.flow.search(&instance()).await.unwrap();
    let contents: Vec<_> = found.iter().map(|flow| flow.content.as_deref()).collect();
    assert_eq!(contents, [Some("{}"), None, None]);
    // What is only saved is nothing that is in force, and neither is its digest.
    let digests: Vec<_> = found.iter().map(|flow| flow.sha256.as_deref()).collect();
    assert_eq!(digests, [None, Some("d2"), None]);
}

#[tokio::test(start_paused = true)]
async fn an_instance_is_ready_under_way_or_failed_with_the_reason() {
    let instance = |status: &str, reason: Value| {
        json!({ "Instance": {
            "IdentityManagementType": "SAML", "InstanceStatus": status, "StatusReason": reason,
        } })
    };
    let ports = answering([
        instance("ACTIVE", Value::Null),
        instance("CREATION_IN_PROGRESS", Value::Null),
        instance("CREATION_FAILED", json!({ "Message": "No capacity." })),
        instance("CREATION_FAILED", Value::Null),
        json!({ "Attributes": [
            { "AttributeType": "CONTACT_LENS", "Value": "true" },
            { "AttributeType": "HIGH_VOLUME_OUTBOUND", "Value": "true" },
            { "AttributeType": "CONTACTFLOW_LOGS", "Value": "false" },
            { "AttributeType": "SOMETHING_NEW", "Value": "true" },
        ] }),
    ])
    .await;
    let id = InstanceId::new("i-1");
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(ports.instance.describe(&id).await.unwrap().status);
    }
    let expected = [
        InstanceStatus::Active,
        InstanceStatus::InProgress,
        InstanceStatus::Failed("No capacity.".to_owned()),
        InstanceStatus::Failed("AWS gives no reason".to_owned()),
    ];
    assert_eq!(statuses, expected);
    let attributes = ports.instance.attributes(&id).await.unwrap();
    let expected = [
        (Attribute::ContactLens, true),
        (Attribute::ContactFlowLogs, false),
    ];
    assert_eq!(attributes, expected);
}

#[tokio::test(start_paused = true)]
async fn numbers_are_listed_described_and_linked() {
    let number = |status: Value| {
        json!({ "ClaimedPhoneNumberSummary": {
            "PhoneNumberDescription": "", "Tags": { "trunkline:key": "main" },
            "PhoneNumberStatus": status,
        } })
    };
    let ports = answering([
        json!({ "ListPhoneNumbersSummaryList": [
            { "PhoneNumberId": "n-1", "PhoneNumberArn": "arn:n-1", "PhoneNumber": "+441632960000",
              "PhoneNumberCountryCode": "GB", "PhoneNumberType": "DID", "TargetArn": "arn:i-1" },
            { "PhoneNumberId": "n-2" },
        ] }),
        number(json!({ "Status": "CLAIMED" })),
        number(json!({ "Status": "IN_PROGRESS" })),
        number(json!({ "Status": "FAILED", "Message": "The quota is full." })),
        json!({ "FlowAssociationSummaryList": [
            { "ResourceId": "arn:n-1", "FlowId": "f-1", "ResourceType": "VOICE_PHONE_NUMBER" },
        ] }),
        json!({ "AvailableNumbersList": [{ "PhoneNumber": "+441632960001" }, {}] }),
    ])
    .await;
    let port = &ports.phone_number;
    let listed = port.list().await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!((&*listed[0].country, &*listed[0].r#type), ("GB", "DID"));
    let id = PhoneNumberId::new("n-1");
    let claimed = port.describe(&id).await.unwrap();
    assert_eq!(
        (claimed.description, claimed.status),
        (None, NumberStatus::Claimed)
    );
    assert_eq!(claimed.tags.get("trunkline:key"), Some("main"));
    assert_eq!(
        port.describe(&id).await.unwrap().status,
        NumberStatus::InProgress
    );
    let failed = NumberStatus::Failed("The quota is full.".to_owned());
    assert_eq!(port.describe(&id).await.unwrap().status, failed);
    let links = port.flows(&instance()).await.unwrap();
    assert_eq!(links, [("arn:n-1".to_owned(), FlowId::new("f-1"))]);
    let wish = connect_resources::phone_number::Wish {
        target: "arn:i-1".to_owned(),
        country: "GB".to_owned(),
        r#type: "DID".to_owned(),
        prefix: None,
    };
    assert_eq!(port.available(&wish, 10).await.unwrap(), ["+441632960001"]);
}

#[tokio::test(start_paused = true)]
async fn associations_and_permissions_are_listed() {
    let ports = answering([
        json!({ "LambdaFunctions": ["arn:f"] }),
        json!({ "LexBots": [
            { "LexBot": { "Name": "Orders", "LexRegion": "us-east-1" } },
            { "LexV2Bot": { "AliasArn": "arn:alias" } },
            {},
        ] }),
        json!({ "Permissions": ["Queues.View", "BasicAgentAccess"] }),
        json!({ "QuickConnectSummaryList": [{ "Id": "qc-1" }] }),
    ])
    .await;
    assert_eq!(ports.lambda.list(&instance()).await.unwrap(), ["arn:f"]);
    let bots = ports.lex.list(&instance(), true).await.unwrap();
    let bots: Vec<_> = bots.iter().map(Bot::to_string).collect();
    assert_eq!(bots, ["v1:us-east-1:Orders", "arn:alias"]);
    let id = SecurityProfileId::new("sp-1");
    let permissions = ports.security_profile.permissions(&instance(), &id).await;
    let expected = BTreeSet::from(["BasicAgentAccess", "Queues.View"].map(ToOwned::to_owned));
    assert_eq!(permissions.unwrap(), expected);
    let links = ports
        .queue
        .quick_connects(&instance(), &QueueId::new("q-1"))
        .await;
    assert_eq!(links.unwrap(), [QuickConnectId::new("qc-1")]);
}

#[tokio::test(start_paused = true)]
async fn a_bot_alias_is_found_by_the_names_of_both_in_its_region_and_partition() {
    let bots = json!({ "botSummaries": [
        { "botId": "OTHER", "botName": "Order" }, { "botId": "BOT", "botName": "Orders" },
    ] });
    let aliases = json!({ "botId": "BOT", "botAliasSummaries": [
        { "botAliasId": "TEST", "botAliasName": "test" },
        { "botAliasId": "LIVE", "botAliasName": "live" },
    ] });
    let nothing = json!({});
    let script =
        Script::of([&bots, &aliases, &bots, &aliases, &nothing, &bots, &aliases].map(Answer::ok));
    let ports = session(script.clone()).await.ports();
    let port = ports.lex_aliases().unwrap();
    let alias = async |bot: &str, alias: &str, region: &str| {
        port.alias_arn(bot, alias, region).await.unwrap()
    };
    let found = alias("Orders", "live", "us-east-1").await;
    let expected = "arn:aws:lex:us-east-1:111111111111:bot-alias/BOT/LIVE";
    assert_eq!(found.as_deref(), Some(expected));
    assert_eq!(alias("Orders", "beta", "us-east-1").await, None);
    assert_eq!(alias("Nobody", "live", "us-east-1").await, None);
    let found = alias("Orders", "live", "us-gov-west-1").await.unwrap();
    assert!(
        found.starts_with("arn:aws-us-gov:lex:us-gov-west-1:"),
        "{found}"
    );
    let fault = port.alias_arn("Orders", "live", "nowhere").await;
    assert_eq!(fault.unwrap_err().code, "BadRegion");
    assert_eq!(script.requests().len(), 7);
}

#[tokio::test(start_paused = true)]
async fn a_secret_is_found_by_prefix_and_read_as_text() {
    let ports = answering([
        json!({ "SecretList": [
            { "Name": "trunkline/uk/ada", "ARN": "arn:ada", "LastChangedDate": 1_790_000_000 },
            { "Name": "mine/trunkline/uk/x", "ARN": "arn:x" },
        ] }),
        json!({ "SecretString": "Correct-Horse-1" }),
        json!({ "SecretBinary": "AAAA" }),
    ])
    .await;
    let port = ports.secret().unwrap();
    let listed = port.list("trunkline/uk/").await.unwrap();
    let expected = Named {
        name: "trunkline/uk/ada".to_owned(),
        known: Known::new("trunkline/uk/ada", "arn:ada"),
        modified_ms: Some(1_790_000_000_000),
    };
    assert_eq!(listed, [expected]);
    let value = port.value("trunkline/uk/ada").await.unwrap();
    assert_eq!(value.expose(), "Correct-Horse-1");
    let fault = port.value("trunkline/uk/ada").await.unwrap_err();
    assert_eq!(fault.code, "SecretNotText");
}
