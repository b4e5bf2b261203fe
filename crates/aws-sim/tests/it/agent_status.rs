//! Agent statuses.

use aws_sdk_connect::types::{
    AgentStatus, AgentStatusSearchCriteria, AgentStatusState, AgentStatusType,
    StringComparisonType, StringCondition,
};
use aws_sim::{Quotas, Settings};

use crate::{
    center::{Center, DUPLICATE, FULL, INVALID_PARAMETER, INVALID_REQUEST, NOT_FOUND, refused},
    desk::unthrottled,
};

fn create(
    center: &Center,
    name: &str,
) -> aws_sdk_connect::operation::create_agent_status::builders::CreateAgentStatusFluentBuilder {
    let create = center.connect.create_agent_status();
    let create = create.instance_id(&center.instance).name(name);
    create.state(AgentStatusState::Enabled)
}

async fn described(center: &Center, id: &str) -> AgentStatus {
    let asked = center.connect.describe_agent_status();
    let asked = asked.instance_id(&center.instance).agent_status_id(id);
    asked
        .send()
        .await
        .expect("an answer")
        .agent_status
        .expect("it is there")
}

#[tokio::test(start_paused = true)]
async fn statuses_are_made_changed_and_found() {
    let center = Center::new(unthrottled()).await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    let create = create(&center, "Lunch")
        .description("Eats")
        .display_order(7);
    let created = create.tags("team", "a").send().await.unwrap();
    let id = created.agent_status_id.unwrap();
    let status = described(&center, &created.agent_status_arn.unwrap()).await;
    assert_eq!(status.r#type, Some(AgentStatusType::Custom));
    assert_eq!(
        (status.description(), status.display_order),
        (Some("Eats"), Some(7))
    );
    assert_eq!(status.tags.unwrap()["team"], "a");

    let found = async |order: &str| {
        let condition = StringCondition::builder()
            .field_name("displayOrder")
            .value(order)
            .comparison_type(StringComparisonType::Exact);
        let criteria = AgentStatusSearchCriteria::builder().string_condition(condition.build());
        let search = connect.search_agent_statuses().instance_id(instance);
        let found = search
            .search_criteria(criteria.build())
            .send()
            .await
            .unwrap();
        found
            .agent_statuses()
            .iter()
            .map(|of| of.name.clone().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(found("7").await, ["Lunch"]);
    let update = || {
        let update = connect.update_agent_status().instance_id(instance);
        update.agent_status_id(&id)
    };
    update().name("Break").description("").send().await.unwrap();
    update()
        .state(AgentStatusState::Disabled)
        .reset_order_number(true)
        .send()
        .await
        .unwrap();
    let status = described(&center, &id).await;
    assert_eq!((status.name(), status.description()), (Some("Break"), None));
    assert_eq!(
        (status.state, status.display_order),
        (Some(AgentStatusState::Disabled), None)
    );
    assert!(found("7").await.is_empty());
    assert_eq!(refused!(update().name("Available")), DUPLICATE);
    assert_eq!(refused!(update().display_order(51)), INVALID_PARAMETER);
}

#[tokio::test(start_paused = true)]
async fn a_new_instance_has_two_that_stay_enabled_and_others_are_counted() {
    let center = Center::new(Settings {
        quotas: Quotas::Custom([("agent-statuses".to_owned(), 1)].into()),
        ..unthrottled()
    })
    .await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    assert_eq!(refused!(create(&center, "Offline")), DUPLICATE);
    create(&center, "Lunch").send().await.unwrap();
    assert_eq!(refused!(create(&center, "Training")), FULL);
    let list = || connect.list_agent_statuses().instance_id(instance);
    let listed = list().send().await.unwrap();
    let kinds: Vec<_> = listed
        .agent_status_summary_list()
        .iter()
        .map(|of| (of.name().unwrap(), of.r#type.clone().unwrap()))
        .collect();
    assert_eq!(
        kinds,
        [
            ("Available", AgentStatusType::Routable),
            ("Offline", AgentStatusType::Offline),
            ("Lunch", AgentStatusType::Custom),
        ]
    );
    let custom = list()
        .agent_status_types(AgentStatusType::Custom)
        .send()
        .await
        .unwrap();
    assert_eq!(custom.agent_status_summary_list().len(), 1);
    let available = listed.agent_status_summary_list()[0].id().unwrap();
    let update = connect.update_agent_status().instance_id(instance);
    let update = update
        .agent_status_id(available)
        .state(AgentStatusState::Disabled);
    assert_eq!(refused!(update.clone()), INVALID_REQUEST);
    assert_eq!(refused!(update.agent_status_id("none")), NOT_FOUND);
}
