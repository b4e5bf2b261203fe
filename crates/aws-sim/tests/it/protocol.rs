//! On the wire: routing, validation, forms of answers and errors.

use aws_sim::{Rate, Settings};
use serde_json::json;

use crate::desk::{Desk, PRODUCER};

fn open() -> Settings {
    Settings {
        rate: Rate::None,
        ..Settings::default()
    }
}

#[tokio::test(start_paused = true)]
async fn literal_segments_win_over_labels_and_unknown_routes_are_404() {
    let desk = Desk::new(open());
    let named = async |method: &str, path: &str| {
        desk.connect_raw(method, path, "").await;
        desk.simulator.log().pop().map(|entry| entry.operation)
    };
    let is = |operation: &str| Some(format!("connect.{operation}"));
    assert_eq!(
        named("GET", "/phone-number/abc").await,
        is("DescribePhoneNumber")
    );
    assert_eq!(
        named("POST", "/phone-number/list").await,
        is("ListPhoneNumbersV2")
    );
    assert_eq!(
        named("POST", "/phone-number/claim").await,
        is("ClaimPhoneNumber")
    );
    assert_eq!(named("GET", "/instance/abc/bots").await, is("ListBots"));
    assert_eq!(
        named("POST", "/instance/abc/bot").await,
        is("DisassociateBot")
    );
    assert_eq!(
        named("GET", "/tags/arn%3Aaws%3Aa%2Fb").await,
        is("ListTagsForResource")
    );

    let (status, code, body) = desk.connect_raw("GET", "/no/such/path", "").await;
    assert_eq!((status, code.as_str()), (404, "UnknownOperationException"));
    assert!(body["message"].is_string());
}

#[tokio::test(start_paused = true)]
async fn what_is_not_simulated_answers_501_with_a_code() {
    let desk = Desk::new(open());
    let (status, code, body) = desk.connect_raw("GET", "/contacts/abc/def", "").await;
    assert_eq!((status, code.as_str()), (501, "NotImplemented"));
    assert_eq!(
        body,
        json!({ "message": "connect.DescribeContact is not simulated." })
    );
    let unknown = desk.raw("glacier", "GET", "/", &[], "").await.unwrap();
    assert_eq!(unknown.status(), 501);
    assert_eq!(unknown.headers()["x-amzn-errortype"], "NotImplemented");
    assert!(unknown.headers().contains_key("x-amzn-requestid"));
}

#[tokio::test(start_paused = true)]
async fn one_message_names_every_violation() {
    let desk = Desk::new(open());
    let body = json!({
        "Name": "x".repeat(300),
        "Config": [{ "Day": "FUNDAY", "StartTime": { "Hours": 24 }, "EndTime": 9 }],
        "Tags": { "aws:mine": "x" },
        "Unknown": 1,
    });
    let path = "/hours-of-operations/abc";
    let (status, code, body) = desk.connect_raw("PUT", path, &body.to_string()).await;
    assert_eq!((status, code.as_str()), (400, "InvalidParameterException"));
    expect_test::expect_file!["golden/violations.txt"]
        .assert_eq(&body["Message"].as_str().unwrap().replace("; ", ";\n"));

    // DescribeInstance lists no InvalidParameterException.
    let long = format!("/instance/{}", "x".repeat(101));
    let (status, code, _) = desk.connect_raw("GET", &long, "").await;
    assert_eq!((status, code.as_str()), (400, "InvalidRequestException"));
    let (status, code, _) = desk.connect_raw("PUT", path, "{").await;
    assert_eq!((status, code.as_str()), (400, "SerializationException"));
    let (status, code, _) = desk.connect_raw("PUT", path, &"[".repeat(100_000)).await;
    assert_eq!((status, code.as_str()), (400, "SerializationException"));
}

#[tokio::test(start_paused = true)]
async fn sensitive_values_are_not_shown_in_violations() {
    let desk = Desk::new(open());
    let create = json!({
        "IdentityManagementType": "SAML",
        "InstanceAlias": "d-hidden",
        "InboundCallsEnabled": "yes",
        "OutboundCallsEnabled": true,
    });
    let (_, code, body) = desk
        .connect_raw("PUT", "/instance", &create.to_string())
        .await;
    let message = body["Message"].as_str().unwrap();
    assert_eq!(code, "InvalidRequestException");
    assert!(message.starts_with("2 validation errors detected") && !message.contains("hidden"));
    assert!(message.contains("'InboundCallsEnabled'"), "{message}");
}

#[tokio::test(start_paused = true)]
async fn answers_hold_epoch_seconds_zeros_and_nothing_null() {
    let desk = Desk::new(open());
    let id = desk.instance(PRODUCER, "uk-center").await;
    let (_, _, body) = desk
        .connect_raw("GET", &format!("/instance/{id}"), "")
        .await;
    assert_eq!(body["Instance"]["CreatedTime"], json!(1_790_000_000));
    assert!(!body.to_string().contains("null"));
    let (_, _, list) = desk
        .connect_raw(
            "GET",
            &format!("/hours-of-operations-summary/{id}?maxResults=1"),
            "",
        )
        .await;
    let hours = list["HoursOfOperationSummaryList"][0]["Id"]
        .as_str()
        .unwrap();
    let path = format!("/hours-of-operations/{id}/{hours}");
    let (_, _, body) = desk.connect_raw("GET", &path, "").await;
    let start = &body["HoursOfOperation"]["Config"][0]["StartTime"];
    assert_eq!(*start, json!({ "Hours": 0, "Minutes": 0 }));
}

#[tokio::test(start_paused = true)]
async fn json_targets_and_query_forms_name_operations() {
    let desk = Desk::new(open());
    let target = [("x-amz-target", "secretsmanager.GetSecretValue")];
    let answer = desk
        .raw(
            "secretsmanager",
            "POST",
            "/",
            &target,
            r#"{"SecretId":"a"}"#,
        )
        .await
        .unwrap();
    assert_eq!(answer.status(), 400);
    assert_eq!(
        answer.headers()["content-type"],
        "application/x-amz-json-1.1"
    );
    let body: serde_json::Value = serde_json::from_slice(answer.body()).unwrap();
    assert_eq!(body["__type"], "ResourceNotFoundException");

    let form = "Action=GetCallerIdentity&Version=2011-06-15";
    let answer = desk.raw("sts", "POST", "/", &[], form).await.unwrap();
    let xml = String::from_utf8(answer.body().to_vec()).unwrap();
    expect_test::expect_file!["golden/caller.xml"].assert_eq(&xml);
    let form = "Action=AssumeRole&Version=2011-06-15&RoleSessionName=a";
    let answer = desk.raw("sts", "POST", "/", &[], form).await.unwrap();
    assert_eq!(answer.status(), 400);
    let xml = String::from_utf8(answer.body().to_vec()).unwrap();
    assert!(
        xml.contains("<Code>ValidationError</Code>") && xml.contains("'RoleArn'"),
        "{xml}"
    );
}
