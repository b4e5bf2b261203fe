//! Test cases of flows, and their runs.

use std::time::Duration;

use aws_sdk_connect::types::{
    ContactFlowType, TestCaseEntryPoint, TestCaseEntryPointType, TestCaseExecutionStatus,
    TestCaseStatus, VoiceCallEntryPointParameters,
};

use crate::{
    center::{Center, DUPLICATE, NOT_FOUND, Refusal, refused},
    desk::unthrottled,
};

fn malformed() -> Refusal {
    Refusal("InvalidTestCaseException".into(), 400)
}

fn entering(flow: &str) -> TestCaseEntryPoint {
    let voice = VoiceCallEntryPointParameters::builder().flow_id(flow);
    TestCaseEntryPoint::builder()
        .r#type(TestCaseEntryPointType::VoiceCall)
        .voice_call_entry_point_parameters(voice.build())
        .build()
}

/// The id of a flow that ends at once.
async fn flow(center: &Center) -> String {
    let end = r#"{"Version":"2019-10-30","StartAction":"end","Metadata":{},"Actions":[{"Identifier":"end","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}"#;
    let create = center.connect.create_contact_flow();
    let create = create.instance_id(&center.instance).name("Menu");
    let create = create.r#type(ContactFlowType::ContactFlow).content(end);
    let made = create.send().await.expect("a flow");
    made.contact_flow_id.expect("its id")
}

/// Of each run the test case, and how it stands.
async fn runs(center: &Center) -> Vec<(String, TestCaseExecutionStatus)> {
    let list = center.connect.list_test_case_executions();
    let listed = list.instance_id(&center.instance).send().await;
    let listed = listed.expect("a list");
    let runs = listed.test_case_executions.unwrap_or_default().into_iter();
    runs.map(|run| {
        let status = run.test_case_execution_status.expect("a status");
        (run.test_case_id.expect("a test case"), status)
    })
    .collect()
}

#[tokio::test(start_paused = true)]
async fn what_is_published_is_looked_at_and_what_is_saved_is_not() {
    let center = Center::new(unthrottled()).await;
    let create = || {
        let create = center.connect.create_test_case();
        create.instance_id(&center.instance).name("Call")
    };
    let saved = create()
        .content("no JSON")
        .entry_point(entering("00000000-0000-4000-8000-000000000000"))
        .status(TestCaseStatus::Saved);
    let published = |content: &str, flow: &str| {
        let create = create().content(content).entry_point(entering(flow));
        create.status(TestCaseStatus::Published)
    };
    let flow = flow(&center).await;
    assert_eq!(refused!(published("no JSON", &flow)), malformed());
    let gone = "00000000-0000-4000-8000-000000000000";
    assert_eq!(refused!(published("{}", gone)), NOT_FOUND);
    let id = saved.send().await.unwrap().test_case_id.unwrap();
    assert_eq!(refused!(published("{}", &flow)), DUPLICATE);
    let update = center.connect.update_test_case();
    let update = update.instance_id(&center.instance).test_case_id(&id);
    let publish = update.status(TestCaseStatus::Published);
    assert_eq!(refused!(publish.clone()), malformed());
    let mended = publish.content("{}").entry_point(entering(&flow));
    mended.send().await.unwrap();
    let describe = center.connect.describe_test_case();
    let describe = describe.instance_id(&center.instance).test_case_id(&id);
    let case = describe.send().await.unwrap().test_case.unwrap();
    assert_eq!(case.content(), Some("{}"));
    assert_eq!(case.status(), Some(&TestCaseStatus::Published));
    assert_eq!(case.entry_point(), Some(&entering(&flow)));
}

#[tokio::test(start_paused = true)]
async fn a_run_ends_and_fails_where_what_it_enters_is_gone() {
    let center = Center::new(unthrottled()).await;
    let flow = flow(&center).await;
    let create = center.connect.create_test_case();
    let create = create.instance_id(&center.instance).name("Call");
    let create = create.content("{}").entry_point(entering(&flow));
    let id = create.send().await.unwrap().test_case_id.unwrap();
    let start = || {
        let start = center.connect.start_test_case_execution();
        start.instance_id(&center.instance).test_case_id(&id)
    };
    let first = start().client_token("one").send().await.unwrap();
    let again = start().client_token("one").send().await.unwrap();
    assert_eq!(first.test_case_execution_id, again.test_case_execution_id);
    let of = |status| (id.clone(), status);
    assert_eq!(
        runs(&center).await,
        [of(TestCaseExecutionStatus::InProgress)]
    );
    tokio::time::sleep(Duration::from_mins(2)).await;
    let delete = center.connect.delete_contact_flow();
    let delete = delete.instance_id(&center.instance).contact_flow_id(&flow);
    delete.send().await.unwrap();
    start().send().await.unwrap();
    tokio::time::sleep(Duration::from_mins(2)).await;
    assert_eq!(
        runs(&center).await,
        [
            of(TestCaseExecutionStatus::Passed),
            of(TestCaseExecutionStatus::Failed)
        ]
    );
    let search = center.connect.search_test_cases();
    let found = search.instance_id(&center.instance).send().await.unwrap();
    assert_eq!(found.approximate_total_count, Some(1));
    let delete = center.connect.delete_test_case();
    let delete = delete.instance_id(&center.instance).test_case_id(&id);
    delete.clone().send().await.unwrap();
    assert_eq!(refused!(delete), NOT_FOUND);
    assert_eq!(runs(&center).await, []);
}
