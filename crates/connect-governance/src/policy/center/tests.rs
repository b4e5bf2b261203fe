//! Centres and what their applies call.

use std::collections::BTreeMap;

use connect_model::spec::{Sources, load};

use super::{super::is_known, *};

fn center(text: &str) -> ContactCenter {
    let sources = Sources {
        specs: vec!["center.yaml".to_owned()],
        files: BTreeMap::from([("center.yaml".to_owned(), text.as_bytes().to_vec())]),
        variables: BTreeMap::new(),
    };
    load(&sources).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

fn called(text: &str) -> Vec<String> {
    let called = center_operations(&center(text), CenterWork::Create);
    called.iter().map(ToString::to_string).collect()
}

#[test]
fn every_call_of_every_kind_is_known_to_the_tables() {
    let facts = KindId::ALL.iter().map(|kind| kind.kind().facts());
    let of_facts = facts.flat_map(|facts| {
        let lanes = facts.aspects.iter().map(|aspect| aspect.lane);
        lanes.chain([facts.make, facts.remove]).chain(facts.settles)
    });
    for call in calls::all().chain(reads::all()).chain(of_facts) {
        assert!(is_known(&Operation::parse(call).unwrap()), "{call}");
    }
}

#[test]
fn every_aspect_that_has_calls_of_its_own_is_one_of_its_kind() {
    for (kind, aspect) in calls::aspects() {
        assert!(
            kind.kind().facts().aspect(aspect).is_some(),
            "{kind} {aspect}"
        );
    }
}

#[test]
fn the_smallest_centre_calls_for_an_instance_and_its_log_group() {
    assert_eq!(
        called("instance: { alias: small }"),
        [
            "connect:CreateInstance",
            "connect:DescribeInstance",
            "connect:ListInstances",
            "connect:UpdateInstanceAttribute",
            "logs:CreateLogGroup",
            "logs:DescribeLogGroups",
            "logs:PutRetentionPolicy",
        ]
    );
}

#[test]
fn a_ring_is_broken_by_the_same_call_as_in_a_plan() {
    let flow = |other: &str| {
        format!(
            r#"{{"Version":"2019-10-30","StartAction":"a","Actions":[{{"Identifier":"a","Type":"TransferToFlow","Parameters":{{"ContactFlowId":"ref://flow/CONTACT_FLOW/{other}"}},"Transitions":{{"NextAction":"b","Errors":[{{"ErrorType":"NoMatchingError","NextAction":"b"}}],"Conditions":[]}}}},{{"Identifier":"b","Type":"DisconnectParticipant","Parameters":{{}},"Transitions":{{}}}}]}}"#
        )
    };
    let spec = |two: &str| {
        format!(
            "instance: {{ alias: rings }}\ncontact_flows:\n  - {{ name: One, type: CONTACT_FLOW, content: '{}' }}\n  - {{ name: Two, type: CONTACT_FLOW, content: '{}' }}\n",
            flow("Two"),
            flow(two),
        )
    };
    let update = "connect:UpdateContactFlowContent".to_owned();
    assert!(called(&spec("One")).contains(&update));
    // Two names one that is elsewhere.
    let apart = format!("{}uses: {{ flows: [Three] }}\n", spec("Three"));
    let apart = called(&apart);
    assert!(!apart.contains(&update));
    assert!(apart.contains(&"connect:ListContactFlows".to_owned()));
}

#[test]
fn what_a_new_instance_has_is_looked_up_and_taken_over() {
    let text = "
instance: { alias: taken }
queues:
  - { name: Service, hours: Basic Hours }
security_profiles:
  - { name: Agent, permissions: [BasicAgentAccess] }
";
    let called = called(text);
    for expected in [
        "connect:ListHoursOfOperations",
        "connect:ListSecurityProfiles",
        "connect:UpdateSecurityProfile",
    ] {
        assert!(
            called.contains(&expected.to_owned()),
            "{expected}: {called:?}"
        );
    }
}

#[test]
fn what_is_named_and_kept_by_others_is_looked_at_as_far_as_names_go() {
    let text = "
instance: { alias: named }
uses: { predefined_attributes: [Language], hierarchy_groups: [Service] }
users:
  - username: ada
    first_name: Ada
    last_name: Baker
    email: ada@example.com
    routing_profile: Basic Routing Profile
    security_profiles: [Agent]
    hierarchy_group: Service
    proficiencies: [{ attribute: Language, value: English, level: 4 }]
";
    let looked: Vec<_> = center_operations(&center(text), CenterWork::Plan)
        .iter()
        .map(ToString::to_string)
        .collect();
    for expected in [
        "connect:ListPredefinedAttributes",
        "connect:ListUserHierarchyGroups",
        "connect:SearchUserHierarchyGroups",
    ] {
        assert!(
            looked.contains(&expected.to_owned()),
            "{expected}: {looked:?}"
        );
    }
    assert!(!looked.contains(&"connect:DescribePredefinedAttribute".to_owned()));
}
