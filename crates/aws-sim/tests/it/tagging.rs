//! Tags of all services in one list.

use serde_json::{Value, json};

use crate::{
    desk::{Desk, PRODUCER, unthrottled},
    enforcement::{enforced, put},
    iam::{allow, user},
    stream::{kinesis, stream},
    target::Target,
    wire::Wire,
};

fn tagging(desk: &Desk) -> Target<'_> {
    Target {
        desk,
        service: "tagging",
        prefix: "ResourceGroupsTaggingAPI_20170126",
    }
}

const LOCATION: &str = "<CreateBucketConfiguration><LocationConstraint>eu-west-2\
                        </LocationConstraint></CreateBucketConfiguration>";

async fn arns(tagging: Target<'_>, asked: Value) -> Vec<String> {
    let answer = tagging.ok("GetResources", asked).await;
    let list = answer["ResourceTagMappingList"].as_array().cloned();
    let list = list.unwrap_or_default().into_iter();
    list.map(|row| row["ResourceARN"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn what_never_had_a_tag_is_not_shown_and_what_lost_its_last_one_is() {
    let desk = Desk::new(unthrottled());
    let tagging = tagging(&desk);
    let id = desk.instance(PRODUCER, "mine").await;
    let instance = format!("arn:aws:connect:eu-west-2:{PRODUCER}:instance/{id}");
    let stream = stream(kinesis(&desk), "s").await;
    assert_eq!(arns(tagging, json!({})).await, Vec::<String>::new());
    let tag = json!({ "ResourceARNList": [instance, stream], "Tags": { "team": "voice" } });
    let done = tagging.ok("TagResources", tag).await;
    assert_eq!(done, json!({ "FailedResourcesMap": {} }));
    assert_eq!(arns(tagging, json!({})).await, [&*instance, &*stream]);
    let gone = json!({ "StreamName": "s", "TagKeys": ["team"] });
    kinesis(&desk).ok("RemoveTagsFromStream", gone).await;
    let answer = tagging.ok("GetResources", json!({})).await;
    let last = json!({ "ResourceARN": stream, "Tags": [] });
    assert_eq!(answer["ResourceTagMappingList"][1], last);
    assert_eq!(answer["PaginationToken"], "");
    let filtered = json!({ "TagFilters": [{ "Key": "team" }] });
    assert_eq!(arns(tagging, filtered).await, [&*instance]);
}

#[tokio::test(start_paused = true)]
async fn types_and_tags_choose_among_the_resources() {
    let desk = Desk::new(unthrottled());
    let tagging = tagging(&desk);
    let id = desk.instance(PRODUCER, "mine").await;
    let connect = desk.connect(PRODUCER);
    let listed = connect.list_queues().instance_id(&id).send().await;
    let listed = listed.expect("queues are listed");
    let queue = listed.queue_summary_list()[0]
        .arn()
        .unwrap_or_default()
        .to_owned();
    let instance = format!("arn:aws:connect:eu-west-2:{PRODUCER}:instance/{id}");
    let root = Wire::new(&desk, PRODUCER);
    root.rest("s3", "PUT", "/records", LOCATION).await.good();
    let bucket = "arn:aws:s3:::records".to_owned();
    for (arn, value) in [(&instance, "a"), (&queue, "b"), (&bucket, "c")] {
        let tag = json!({ "ResourceARNList": [arn], "Tags": { "k": value } });
        let done = tagging.ok("TagResources", tag).await;
        assert_eq!(done, json!({ "FailedResourcesMap": {} }), "{arn}");
    }
    for (asked, wanted) in [
        (json!(["connect"]), vec![&instance, &queue]),
        (json!(["connect:queue"]), vec![&queue]),
        (
            json!(["connect:instance", "s3:bucket"]),
            vec![&instance, &bucket],
        ),
        (json!(["kms"]), vec![]),
    ] {
        let found = arns(tagging, json!({ "ResourceTypeFilters": asked })).await;
        let wanted: Vec<String> = wanted.into_iter().cloned().collect();
        assert_eq!(found, wanted, "{asked}");
    }
    let asked = json!({ "TagFilters": [{ "Key": "k", "Values": ["a", "c"] }] });
    assert_eq!(arns(tagging, asked).await, [&*instance, &*bucket]);
    let asked = json!({ "ResourceARNList": [bucket, "arn:aws:s3:::none"] });
    assert_eq!(arns(tagging, asked).await, [&*bucket]);
    let keys = tagging.ok("GetTagKeys", json!({})).await;
    assert_eq!(keys["TagKeys"], json!(["k"]));
    let values = tagging.ok("GetTagValues", json!({ "Key": "k" })).await;
    assert_eq!(values["TagValues"], json!(["a", "b", "c"]));
}

#[tokio::test(start_paused = true)]
async fn pages_hold_so_many_resources_or_tags() {
    let desk = Desk::new(unthrottled());
    let tagging = tagging(&desk);
    let root = Wire::new(&desk, PRODUCER);
    for n in 0..3 {
        let name = format!("t{n}");
        let mut fields = vec![("Name".to_owned(), name)];
        for tag in 1..=40 {
            fields.push((format!("Tags.member.{tag}.Key"), format!("k{tag}")));
            fields.push((format!("Tags.member.{tag}.Value"), "v".to_owned()));
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (&**k, &**v)).collect();
        root.query("sns", "CreateTopic", &fields).await.good();
    }
    for (asked, sizes) in [
        (json!({ "ResourcesPerPage": 2 }), [2, 1]),
        (json!({ "TagsPerPage": 100 }), [2, 1]),
    ] {
        let first = tagging.ok("GetResources", asked.clone()).await;
        let mut next = asked.clone();
        next["PaginationToken"] = first["PaginationToken"].clone();
        assert_ne!(next["PaginationToken"], "");
        let second = tagging.ok("GetResources", next).await;
        assert_eq!(second["PaginationToken"], "");
        let count = |page: &Value| page["ResourceTagMappingList"].as_array().map(Vec::len);
        assert_eq!([count(&first), count(&second)], sizes.map(Some), "{asked}");
    }
    for wrong in [
        json!({ "ResourcesPerPage": 101 }),
        json!({ "TagsPerPage": 99 }),
        json!({ "PaginationToken": "none" }),
        json!({ "TagFilters": [{ "Values": ["v"] }] }),
        json!({ "ResourceTypeFilters": ["a:b:c"] }),
        json!({ "ResourceARNList": ["arn:aws:s3:::b"], "ResourcesPerPage": 1 }),
        json!({ "ExcludeCompliantResources": true }),
    ] {
        let refused = tagging.refused("GetResources", wrong.clone()).await;
        assert_eq!(refused, "InvalidParameterException", "{wrong}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_tagged_is_listed_and_the_rest_is_done() {
    let desk = Desk::new(unthrottled());
    let tagging = tagging(&desk);
    let stream = stream(kinesis(&desk), "s").await;
    let missing = format!("{stream}x");
    let elsewhere = stream.replace("eu-west-2", "us-east-1");
    let role = format!("arn:aws:iam::{PRODUCER}:role/r");
    let arns = json!([stream, missing, elsewhere, role]);
    let tag = json!({ "ResourceARNList": arns, "Tags": { "a": "b" } });
    let failed = tagging.ok("TagResources", tag).await["FailedResourcesMap"].clone();
    assert_eq!(failed.as_object().map(serde_json::Map::len), Some(3));
    assert_eq!(failed[&missing]["ErrorCode"], "ResourceNotFoundException");
    assert_eq!(failed[&missing]["StatusCode"], 400);
    assert_eq!(failed[&elsewhere]["ErrorCode"], "InvalidParameterException");
    assert_eq!(failed[&role]["ErrorCode"], "InvalidParameterException");
    let found = self::arns(tagging, json!({})).await;
    assert_eq!(found, [&*stream]);
    let untag = json!({ "ResourceARNList": [stream], "TagKeys": ["a", "none"] });
    tagging.ok("UntagResources", untag).await;
    let list = json!({ "StreamName": "s" });
    let left = kinesis(&desk).ok("ListTagsForStream", list).await;
    assert_eq!(left["Tags"], json!([]));
    let reserved = json!({ "ResourceARNList": [stream], "Tags": { "aws:a": "b" } });
    let refused = tagging.refused("TagResources", reserved).await;
    assert_eq!(refused, "InvalidParameterException");
}

#[tokio::test(start_paused = true)]
async fn the_service_itself_has_to_allow_what_is_tagged() {
    let desk = enforced();
    let root = Wire::new(&desk, PRODUCER);
    let stream = stream(kinesis(&desk), "s").await;
    let ann = Wire::new(&desk, &user(&root, "ann").await);
    put(&root, &allow("tag:*")).await;
    let tag = json!({ "ResourceARNList": [stream], "Tags": { "a": "b" } });
    let target = "ResourceGroupsTaggingAPI_20170126.TagResources";
    let done = ann
        .json("tagging", target, tag.clone())
        .await
        .good()
        .value();
    let failure = &done["FailedResourcesMap"][&stream];
    assert_eq!(failure["ErrorCode"], "AccessDeniedException");
    let said = failure["ErrorMessage"].as_str().unwrap_or_default();
    assert!(said.contains("kinesis:AddTagsToStream"), "{said}");
}
