//! Tags and condition keys under `--iam enforce`.

use aws_sdk_connect::{
    error::ProvideErrorMetadata,
    types::{ControlPlaneTagFilter, QueueSearchFilter, TagCondition},
};
use serde_json::{Value, json};

use crate::{
    desk::{PRODUCER, refusal},
    enforcement::{enforced, put},
    iam::{statement, user},
    wire::Wire,
};

/// A policy that allows the actions where the condition holds.
fn allow(actions: &[&str], operator: &str, condition: Value) -> Value {
    let mut held = serde_json::Map::new();
    held.insert(operator.to_owned(), condition);
    json!({ "Effect": "Allow", "Action": actions, "Resource": "*", "Condition": held })
}

#[tokio::test(start_paused = true)]
async fn things_of_connect_are_opened_by_their_tags_and_made_with_the_right_ones() {
    let desk = enforced();
    let root = Wire::new(&desk, PRODUCER);
    let instance = desk.instance(PRODUCER, "mine").await;
    let key = user(&root, "ann").await;
    let (all, ann) = (desk.connect(PRODUCER), desk.connect(&key));
    let hours = all.list_hours_of_operations().instance_id(&instance);
    let hours = hours.send().await.expect("there are hours");
    let hours = hours.hours_of_operation_summary_list()[0].id().unwrap();
    let make = |who: &aws_sdk_connect::Client, name: &str, team: &str| {
        who.create_queue()
            .instance_id(&instance)
            .name(name)
            .hours_of_operation_id(hours)
            .tags("team", team)
    };
    let mut ids = Vec::new();
    for team in ["london", "paris"] {
        let queue = make(&all, team, team).send().await.expect("a queue");
        ids.push(queue.queue_id().unwrap().to_owned());
    }
    let tag = json!({ "aws:ResourceTag/team": "london" });
    put(
        &root,
        &statement(&allow(&["connect:DescribeQueue"], "StringEquals", tag)),
    )
    .await;
    let describe = |id: &str| ann.describe_queue().instance_id(&instance).queue_id(id);
    describe(&ids[0]).send().await.expect("a queue of London");
    let refused = describe(&ids[1]).send().await;
    assert_eq!(refusal(refused), ("AccessDeniedException".to_owned(), 403));

    let tag = json!({ "aws:RequestTag/team": "london", "aws:TagKeys": ["team"] });
    let creating = allow(&["connect:CreateQueue"], "StringEquals", tag.clone());
    put(&root, &statement(&creating)).await;
    // A thing that is made with tags is tagged.
    let refused = make(&ann, "q", "london").send().await.unwrap_err();
    let message = refused.message().unwrap_or_default().to_owned();
    assert!(message.contains("connect:TagResource"), "{message}");
    let both = ["connect:CreateQueue", "connect:TagResource"];
    put(&root, &statement(&allow(&both, "StringEquals", tag))).await;
    make(&ann, "q", "london").send().await.expect("a queue");
    assert_eq!(
        refusal(make(&ann, "r", "paris").send().await).0,
        "AccessDeniedException"
    );
}

#[tokio::test(start_paused = true)]
async fn a_search_can_be_held_to_a_tag_that_it_searches_for() {
    let desk = enforced();
    let root = Wire::new(&desk, PRODUCER);
    let instance = desk.instance(PRODUCER, "mine").await;
    let ann = desk.connect(&user(&root, "ann").await);
    let tag = json!({ "connect:SearchTag/team": "london" });
    let actions = ["connect:SearchQueues", "connect:DescribeQueue"];
    put(&root, &statement(&allow(&actions, "StringEquals", tag))).await;
    let search = ann.search_queues().instance_id(&instance);
    assert_eq!(
        refusal(search.clone().send().await).0,
        "AccessDeniedException"
    );
    for (team, allowed) in [("london", true), ("paris", false)] {
        let tag = TagCondition::builder().tag_key("team").tag_value(team);
        let filter = ControlPlaneTagFilter::builder().tag_condition(tag.build());
        let filter = QueueSearchFilter::builder().tag_filter(filter.build());
        let found = search.clone().search_filter(filter.build()).send().await;
        assert_eq!(found.is_ok(), allowed, "{team}");
    }
}

#[tokio::test(start_paused = true)]
async fn flows_and_attributes_have_condition_keys_of_their_own() {
    let desk = enforced();
    let root = Wire::new(&desk, PRODUCER);
    let instance = desk.instance(PRODUCER, "mine").await;
    let (all, ann) = (
        desk.connect(PRODUCER),
        desk.connect(&user(&root, "ann").await),
    );
    let flows = all.list_contact_flows().instance_id(&instance).send().await;
    let flows = flows.expect("there are flows");
    let of_type = |kind: &str| {
        let mut flows = flows.contact_flow_summary_list().iter();
        let flow = flows.find(|flow| flow.contact_flow_type().unwrap().as_str() == kind);
        flow.and_then(|flow| flow.id()).unwrap().to_owned()
    };
    let (inbound, whisper) = (of_type("CONTACT_FLOW"), of_type("AGENT_WHISPER"));
    let kind = json!({ "connect:FlowType": "AGENT_WHISPER" });
    let attribute = json!({ "connect:AttributeType": "INBOUND_CALLS" });
    let policy = json!({ "Version": "2012-10-17", "Statement": [
        allow(&["connect:DescribeContactFlow"], "StringEquals", kind),
        allow(&["connect:DescribeInstanceAttribute"], "StringEquals", attribute),
        allow(&["connect:List*"], "StringEquals", json!({ "connect:InstanceId": instance })),
    ]});
    put(&root, &policy.to_string()).await;
    let flow = |id: &str| {
        ann.describe_contact_flow()
            .instance_id(&instance)
            .contact_flow_id(id)
    };
    flow(&whisper).send().await.expect("a whisper flow");
    assert_eq!(
        refusal(flow(&inbound).send().await).0,
        "AccessDeniedException"
    );
    let attribute = |kind: &str| {
        ann.describe_instance_attribute()
            .instance_id(&instance)
            .attribute_type(kind.into())
    };
    attribute("INBOUND_CALLS").send().await.expect("calls");
    assert_eq!(
        refusal(attribute("OUTBOUND_CALLS").send().await).0,
        "AccessDeniedException"
    );
    // The list of users knows its instance, that of queues does not (authorization reference).
    let users = ann.list_users().instance_id(&instance).send().await;
    users.expect("the users of the instance");
    let queues = ann.list_queues().instance_id(&instance).send().await;
    assert_eq!(refusal(queues).0, "AccessDeniedException");
}

#[tokio::test(start_paused = true)]
async fn queues_and_tables_of_other_services_are_opened_by_their_tags_too() {
    let desk = enforced();
    let root = Wire::new(&desk, PRODUCER);
    let ann = Wire::new(&desk, &user(&root, "ann").await);
    let tag = json!({ "aws:ResourceTag/team": "london" });
    put(
        &root,
        &statement(&allow(&["sqs:*", "logs:*"], "StringEquals", tag)),
    )
    .await;
    for team in ["london", "paris"] {
        let named = json!({ "QueueName": team, "tags": { "team": team } });
        let made = root.json("sqs", "AmazonSQS.CreateQueue", named).await;
        let url = made.good().value()["QueueUrl"].clone();
        let ask = json!({ "QueueUrl": url, "AttributeNames": ["All"] });
        let answer = ann.json("sqs", "AmazonSQS.GetQueueAttributes", ask).await;
        assert_eq!(answer.status == 200, team == "london", "{}", answer.body);

        let group = json!({ "logGroupName": team, "tags": { "team": team } });
        root.json("logs", "Logs_20140328.CreateLogGroup", group)
            .await
            .good();
        let keep = json!({ "logGroupName": team, "retentionInDays": 7 });
        let answer = ann
            .json("logs", "Logs_20140328.PutRetentionPolicy", keep)
            .await;
        assert_eq!(answer.status == 200, team == "london", "{}", answer.body);
    }
}
