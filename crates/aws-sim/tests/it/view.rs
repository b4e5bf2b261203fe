//! Views.

use aws_sdk_connect::{
    operation::create_view::builders::CreateViewFluentBuilder,
    types::{ContactFlowType, ViewInputContent, ViewStatus, ViewType},
};
use serde_json::json;

use crate::{
    center::{Center, DUPLICATE, IN_USE, INVALID_PARAMETER, INVALID_REQUEST, NOT_FOUND, refused},
    desk::unthrottled,
};

fn content(title: &str) -> ViewInputContent {
    let template = json!({ "Head": { "Title": title }, "Body": [] });
    let content = ViewInputContent::builder().template(template.to_string());
    content.actions("Next").build()
}

fn create(center: &Center, name: &str, status: ViewStatus) -> CreateViewFluentBuilder {
    let create = center.connect.create_view().instance_id(&center.instance);
    create.name(name).status(status).content(content("first"))
}

#[tokio::test(start_paused = true)]
async fn a_draft_is_seen_by_its_qualifier_until_it_is_published() {
    let center = Center::new(unthrottled()).await;
    let made = create(&center, "Guide", ViewStatus::Saved);
    let id = made.send().await.unwrap().view.unwrap().id.unwrap();
    let describe = |qualifier: &str| {
        let asked = center.connect.describe_view();
        let asked = asked.instance_id(&center.instance);
        asked.view_id(format!("{id}{qualifier}"))
    };
    assert_eq!(refused!(describe("")), NOT_FOUND);
    let draft = describe(":$SAVED").send().await.unwrap().view.unwrap();
    assert_eq!(draft.status(), Some(&ViewStatus::Saved));

    let update = async |title: &str, status: ViewStatus| {
        let asked = center.connect.update_view_content();
        let asked = asked.instance_id(&center.instance).view_id(&id);
        let updated = asked.status(status).content(content(title)).send().await;
        updated.unwrap().view.unwrap()
    };
    let published = update("second", ViewStatus::Published).await;
    update("third", ViewStatus::Saved).await;
    let latest = describe("").send().await.unwrap().view.unwrap();
    assert_eq!(latest.content(), published.content());
    assert_eq!(latest.status(), Some(&ViewStatus::Published));
    let empty = center.connect.update_view_content();
    let empty = empty.instance_id(&center.instance).view_id(&id);
    let empty = empty.content(ViewInputContent::builder().build());
    assert_eq!(
        refused!(empty.status(ViewStatus::Published)),
        INVALID_PARAMETER
    );
    assert_eq!(
        refused!(create(&center, "Guide", ViewStatus::Saved)),
        DUPLICATE
    );
}

#[tokio::test(start_paused = true)]
async fn a_version_is_made_when_something_changed_and_never_changes() {
    let center = Center::new(unthrottled()).await;
    let made = create(&center, "Guide", ViewStatus::Published);
    let id = made.send().await.unwrap().view.unwrap().id.unwrap();
    let version = async || {
        let asked = center.connect.create_view_version();
        let asked = asked.instance_id(&center.instance).view_id(&id);
        asked.send().await.unwrap().view.unwrap().version()
    };
    assert_eq!((version().await, version().await), (1, 1));
    let update = center.connect.update_view_content();
    let update = update.instance_id(&center.instance).view_id(&id);
    let update = update.content(content("second"));
    update.status(ViewStatus::Published).send().await.unwrap();
    assert_eq!(version().await, 2);

    let list = center.connect.list_view_versions();
    let list = list.instance_id(&center.instance).view_id(&id);
    let listed = list.clone().send().await.unwrap();
    let versions = listed.view_version_summary_list().iter();
    let versions: Vec<_> = versions
        .map(aws_sdk_connect::types::ViewVersionSummary::version)
        .collect();
    assert_eq!(versions, [2, 1]);
    let describe = center.connect.describe_view();
    let describe = describe.instance_id(&center.instance);
    let first = describe.view_id(format!("{id}:1")).send().await.unwrap();
    let first = first.view.unwrap();
    assert_eq!(
        first.content().unwrap().template(),
        content("first").template()
    );
    let delete = center.connect.delete_view_version();
    let delete = delete.instance_id(&center.instance).view_id(&id);
    delete.view_version(1).send().await.unwrap();
    assert_eq!(
        list.send().await.unwrap().view_version_summary_list().len(),
        1
    );
}

#[tokio::test(start_paused = true)]
async fn a_view_that_a_flow_shows_stays_and_those_of_aws_do_not_change() {
    let center = Center::new(unthrottled()).await;
    let made = create(&center, "Guide", ViewStatus::Published);
    let view = made.send().await.unwrap().view.unwrap();
    let show = |name: &str, view: &str| {
        let content = json!({
            "Version": "2019-10-30",
            "StartAction": "show",
            "Actions": [
                { "Identifier": "show", "Type": "ShowView",
                  "Parameters": { "ViewResource": { "Id": view } },
                  "Transitions": { "NextAction": "end", "Errors": [], "Conditions": [] } },
                { "Identifier": "end", "Type": "DisconnectParticipant", "Transitions": {} },
            ],
        });
        let create = center.connect.create_contact_flow();
        let create = create.instance_id(&center.instance).name(name);
        create
            .r#type(ContactFlowType::ContactFlow)
            .content(content.to_string())
    };
    let flow = show("Shows", view.arn().unwrap()).send().await.unwrap();
    show("Shows a form", "form").send().await.unwrap();
    assert_eq!(
        refused!(show("Shows nothing", "none")).0,
        "InvalidContactFlowException"
    );
    let delete = center.connect.delete_view().instance_id(&center.instance);
    let own = delete.clone().view_id(view.id().unwrap());
    assert_eq!(refused!(own.clone()), IN_USE);
    let gone = center.connect.delete_contact_flow();
    let gone = gone.instance_id(&center.instance);
    let gone = gone.contact_flow_id(flow.contact_flow_id().unwrap());
    gone.send().await.unwrap();
    own.send().await.unwrap();

    assert_eq!(refused!(delete.view_id("form")), INVALID_REQUEST);
    let list = center.connect.list_views().instance_id(&center.instance);
    let listed = list.r#type(ViewType::AwsManaged).send().await.unwrap();
    assert!(
        listed
            .views_summary_list()
            .iter()
            .any(|view| view.name() == Some("form"))
    );
}
