//! How people are organised: what leaves for AWS, and what comes from it.

use std::fmt::Debug;

use connect_model::{AgentStatusId, Fault, HierarchyGroupId, UserId};
use connect_resources::{
    Ports,
    agent_status::{AgentStatusDraft, AgentStatusRecord},
    hierarchy_group::HierarchyGroupRecord,
    predefined_attribute::{AttributeDraft, AttributeRecord},
    user::{ProficiencyRecord, UserChange},
};
use serde_json::json;

use crate::{
    desk::{instance, session, tags},
    script::{Answer, Script},
};

fn sent<T: Debug>(_: Result<T, Fault>) {}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn welsh(level: u32) -> ProficiencyRecord {
    ProficiencyRecord {
        attribute: "Language".to_owned(),
        value: "Welsh".to_owned(),
        level,
    }
}

/// Sends everything that these ports can send.
pub(crate) async fn send_organisation(ports: &Ports) {
    send_hierarchy(ports).await;
    send_agent_status(ports).await;
    send_predefined_attribute(ports).await;
    let (port, instance, id) = (&ports.user, &instance(), UserId::new("u-1"));
    let change = UserChange::HierarchyGroup(HierarchyGroupId::new("g-1"));
    sent(port.update(instance, &id, &change).await);
    sent(port.proficiencies(instance, &id).await);
    sent(port.add_proficiencies(instance, &id, &[welsh(3)]).await);
    sent(port.change_proficiencies(instance, &id, &[welsh(5)]).await);
    sent(port.remove_proficiency(instance, &id, &welsh(5)).await);
}

async fn send_hierarchy(ports: &Ports) {
    let instance = &instance();
    let port = &ports.hierarchy_structure;
    sent(port.describe(instance).await);
    let levels = texts(&["Region", "Site", "Department", "Team", "Shift"]);
    sent(port.update(instance, &levels).await);
    sent(port.update(instance, &levels[..1]).await);
    sent(port.update(instance, &[]).await);
    let (port, id) = (&ports.hierarchy_group, HierarchyGroupId::new("g-1"));
    sent(port.list(instance).await);
    sent(port.search(instance).await);
    sent(port.describe(instance, &id).await);
    let owned = tags(&[("a", "1")]);
    sent(port.create(instance, "Care", None, &owned).await);
    sent(port.create(instance, "Late", Some(&id), &tags(&[])).await);
    sent(port.rename(instance, &id, "Service").await);
    sent(port.delete(instance, &id).await);
}

async fn send_agent_status(ports: &Ports) {
    let (port, instance, id) = (&ports.agent_status, &instance(), AgentStatusId::new("s-1"));
    let draft = AgentStatusDraft {
        name: "Lunch".to_owned(),
        description: Some("Out to eat".to_owned()),
        state: "ENABLED".to_owned(),
        display_order: Some(3),
    };
    let bare = AgentStatusDraft {
        description: None,
        display_order: None,
        ..draft.clone()
    };
    sent(port.list(instance).await);
    sent(port.search(instance).await);
    sent(port.describe(instance, &id).await);
    sent(port.create(instance, &draft, &tags(&[("a", "1")])).await);
    sent(port.create(instance, &bare, &tags(&[])).await);
    sent(port.update(instance, &id, &draft).await);
    sent(port.update(instance, &id, &bare).await);
    sent(port.disable(instance, &id).await);
}

async fn send_predefined_attribute(ports: &Ports) {
    let (port, instance, name) = (&ports.predefined_attribute, &instance(), "First language");
    let draft = AttributeDraft {
        values: Some(texts(&["English", "Welsh"])),
        purposes: Some(texts(&["Routing"])),
        value_validation: Some(false),
    };
    let none = AttributeDraft {
        values: Some(Vec::new()),
        ..AttributeDraft::default()
    };
    sent(port.list(instance).await);
    sent(port.search(instance).await);
    sent(port.describe(instance, name).await);
    sent(port.create(instance, name, &draft).await);
    sent(
        port.create(instance, name, &AttributeDraft::default())
            .await,
    );
    sent(port.update(instance, name, &draft).await);
    sent(port.update(instance, name, &none).await);
    sent(port.delete(instance, name).await);
}

async fn answering(bodies: impl IntoIterator<Item = serde_json::Value>) -> Ports {
    let answers: Vec<_> = bodies.into_iter().map(|body| Answer::ok(&body)).collect();
    session(Script::of(answers)).await.ports()
}

#[tokio::test(start_paused = true)]
async fn levels_end_at_the_first_gap_and_groups_have_their_path() {
    let step = |id: &str, name: &str| json!({ "Id": id, "Name": name });
    let group = json!({
        "Id": "g-2", "Name": "Late", "LastModifiedTime": 1_790_000_000, "Tags": { "a": "1" },
        "HierarchyPath": { "LevelOne": step("g-1", "Care"), "LevelTwo": step("g-2", "Late") },
    });
    let ports = answering([
        json!({ "HierarchyStructure": {
            "LevelOne": { "Name": "Department" }, "LevelTwo": { "Name": "Team" },
            "LevelFour": { "Name": "Shift" },
        } }),
        json!({}),
        json!({ "UserHierarchyGroups": [group, { "Id": "g-3", "Name": "Nowhere" }] }),
        json!({ "HierarchyGroup": { "Id": "g-3", "Name": "Nowhere" } }),
    ])
    .await;
    let port = &ports.hierarchy_structure;
    let levels = port.describe(&instance()).await.unwrap();
    assert_eq!(levels, ["Department", "Team"]);
    assert!(port.describe(&instance()).await.unwrap().is_empty());
    let path = |id: &str, name: &str| (HierarchyGroupId::new(id), name.to_owned());
    let expected = HierarchyGroupRecord {
        id: HierarchyGroupId::new("g-2"),
        path: vec![path("g-1", "Care"), path("g-2", "Late")],
        tags: tags(&[("a", "1")]),
        modified_ms: Some(1_790_000_000_000),
    };
    let port = &ports.hierarchy_group;
    assert_eq!(port.search(&instance()).await.unwrap(), [expected]);
    let id = HierarchyGroupId::new("g-3");
    let nowhere = port.describe(&instance(), &id).await;
    assert_eq!(nowhere.unwrap_err().code, "AnswerUnreadable");
}

#[tokio::test(start_paused = true)]
async fn statuses_attributes_and_proficiencies_are_read() {
    let ports = answering([
        json!({ "AgentStatuses": [
            { "AgentStatusId": "s-1", "Name": "Lunch", "State": "DISABLED", "Description": "" },
            { "AgentStatusId": "s-2", "Name": "No state" },
        ] }),
        json!({ "PredefinedAttributeSummaryList": [{ "Name": "Language" }, {}] }),
        json!({ "PredefinedAttributes": [
            { "Name": "connect:Language", "Values": { "StringList": ["English"] },
              "AttributeConfiguration": { "IsReadOnly": true,
                "EnableValueValidationOnAssociation": true } },
            { "Name": "Product", "Purposes": ["Routing"] },
        ] }),
        json!({ "UserProficiencyList": [
            { "AttributeName": "Language", "AttributeValue": "Welsh", "Level": 5.0 },
        ] }),
    ])
    .await;
    let lunch = AgentStatusRecord {
        id: AgentStatusId::new("s-1"),
        name: "Lunch".to_owned(),
        description: None,
        state: "DISABLED".to_owned(),
        display_order: None,
        tags: tags(&[]),
        modified_ms: None,
    };
    let found = ports.agent_status.search(&instance()).await.unwrap();
    assert_eq!(found, [lunch]);
    let port = &ports.predefined_attribute;
    let listed = port.list(&instance()).await.unwrap();
    assert_eq!((listed.len(), &*listed[0].known.id), (1, "Language"));
    let theirs = AttributeRecord {
        name: "connect:Language".to_owned(),
        values: texts(&["English"]),
        purposes: Vec::new(),
        value_validation: true,
        read_only: true,
        modified_ms: None,
    };
    let ours = AttributeRecord {
        name: "Product".to_owned(),
        values: Vec::new(),
        purposes: texts(&["Routing"]),
        value_validation: false,
        read_only: false,
        modified_ms: None,
    };
    assert_eq!(port.search(&instance()).await.unwrap(), [theirs, ours]);
    let id = UserId::new("u-1");
    let has = ports.user.proficiencies(&instance(), &id).await;
    assert_eq!(has.unwrap(), [welsh(5)]);
}
