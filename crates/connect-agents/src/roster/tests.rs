use connect_model::{HierarchyGroupId, RoutingProfileId, SecurityProfileId};
use connect_resources::Known;

use super::*;

const UUID: &str = "8aa5e0c6-1111-4000-8000-00000000abcd";

fn named(name: &str, id: &str, modified_ms: i64) -> Named {
    Named {
        name: name.to_owned(),
        known: Known::new(id, format!("arn:instance/i/agent/{id}")),
        modified_ms: Some(modified_ms),
    }
}

fn record(id: &str, group: Option<&str>) -> UserRecord {
    UserRecord {
        id: UserId::new(id),
        identity: Identity {
            first_name: Some("Ada".to_owned()),
            ..Identity::default()
        },
        has_addresses: false,
        phone: Phone::default(),
        routing_profile: RoutingProfileId::new("rp"),
        security_profiles: vec![SecurityProfileId::new("s2"), SecurityProfileId::new("s1")],
        hierarchy_group: group.map(HierarchyGroupId::new),
        channels: Channels::default(),
        directory_user_id: Some(format!("d-{id}")),
        tags: Tags::new(),
    }
}

fn login(text: &str) -> Username {
    Username::new(text).unwrap()
}

#[test]
fn what_is_put_in_comes_out_whatever_its_id_and_capitals() {
    let mut roster = Roster::default();
    for (name, id) in [
        ("Ada.L", UUID),
        ("bob", "b-1"),
        ("carol", "8AA5E0C6-1111-4000-8000-00000000ABCD"),
    ] {
        roster.list(named(name, id, 7));
        roster.show(name, record(id, (name == "bob").then_some("g")));
    }
    let ada = roster.seen(&login("ADA.l")).unwrap();
    assert_eq!((ada.id.as_str(), ada.username.as_str()), (UUID, "Ada.L"));
    assert_eq!(ada.arn, format!("arn:instance/i/agent/{UUID}"));
    assert_eq!(ada.names.first, roster.hash(Some("Ada")));
    assert_eq!(ada.names.last, roster.hash(None));
    assert_eq!(Vec::from_iter(ada.security_profiles), ["s1", "s2"]);
    let bob = roster.seen(&login("bob")).unwrap();
    assert_eq!((bob.id.as_str(), bob.group.as_deref()), ("b-1", Some("g")));
    // An id in capitals is no other id of AWS's, and is kept as it is.
    let carol = roster.seen(&login("carol")).unwrap();
    assert_eq!(carol.id.as_str(), "8AA5E0C6-1111-4000-8000-00000000ABCD");
    assert_eq!(
        roster.by_directory_id()[format!("d-{UUID}").as_str()],
        "ada.l"
    );
}

#[test]
fn a_search_says_nothing_of_who_has_changed_since_or_is_somebody_else_by_now() {
    let mut roster = Roster::default();
    roster.list(named("ada", UUID, 100));
    roster.list(named("bob", "b-2", 10));
    roster.show("ada", record(UUID, None));
    roster.show("bob", record("b-1", None));
    roster.show("nobody", record("n-1", None));
    assert!(roster.seen(&login("ada")).is_some() && roster.seen(&login("bob")).is_none());
    roster.hide_since(50);
    assert!(roster.seen(&login("ada")).is_none());
    assert_eq!(roster.len(), 2);
}

#[test]
fn the_first_row_about_somebody_counts() {
    let mut roster = Roster::default();
    roster.list(named("ada", UUID, 1));
    assert_eq!(roster.claim(&login("Ada"), 2), Ok(()));
    assert_eq!(roster.claim(&login("ada"), 2), Ok(()));
    assert_eq!(roster.claim(&login("ADA"), 9), Err(2));
    assert_eq!(roster.claim(&login("new"), 3), Ok(()));
    assert_eq!(roster.claim(&login("New"), 4), Err(3));
    assert_eq!(roster.claimed(&login("NEW")), Some(3));
    assert_eq!(roster.claimed(&login("other")), None);
    assert!(roster.absent().is_empty());
}
