//! Users by the hundred thousand, each made when the import asks for its page.

use async_trait::async_trait;
use connect_agents::{Page, RosterPort, Searched};
use connect_model::{Fault, InstanceId, RoutingProfileId, SecurityProfileId, Tags, UserId};
use connect_resources::{
    Known, Named,
    user::{Channels, Identity, Phone, UserRecord},
};

use crate::answers::{ROUTING_PROFILE, SECURITY_PROFILE};

/// Long before today, in milliseconds: what a search shows of them counts.
const MODIFIED_MS: i64 = 1_700_000_000_000;

/// So many users.
pub(crate) struct Crowd(pub(crate) usize);

/// The login of one of them.
pub(crate) fn login(n: usize) -> String {
    format!("agent-{n:07}")
}

fn id(n: usize) -> String {
    format!("00000003-0000-4000-8000-{n:012x}")
}

fn record(n: usize) -> UserRecord {
    let mut tags = Tags::new();
    tags.insert("Site", "Cardiff").unwrap();
    tags.insert(connect_agents::DIRECTORY_TAG, "agents")
        .unwrap();
    UserRecord {
        id: UserId::new(id(n)),
        identity: Identity {
            first_name: Some("Ada".to_owned()),
            last_name: Some("Agent".to_owned()),
            ..Identity::default()
        },
        has_addresses: false,
        phone: Phone {
            r#type: "SOFT_PHONE".to_owned(),
            ..Phone::default()
        },
        routing_profile: RoutingProfileId::new(ROUTING_PROFILE),
        security_profiles: vec![SecurityProfileId::new(SECURITY_PROFILE)],
        hierarchy_group: None,
        channels: Channels::default(),
        directory_user_id: None,
        tags,
    }
}

// === impl Crowd ===

impl Crowd {
    fn page<T>(&self, page: Option<&str>, size: usize, item: impl Fn(usize) -> T) -> Page<T> {
        let start: usize = page.map_or(0, |page| page.parse().unwrap());
        let end = self.0.min(start + size);
        Page {
            items: (start..end).map(item).collect(),
            next: (end < self.0).then(|| end.to_string()),
        }
    }
}

#[async_trait]
impl RosterPort for Crowd {
    async fn listed(&self, _: &InstanceId, page: Option<&str>) -> Result<Page<Named>, Fault> {
        Ok(self.page(page, 1_000, |n| Named {
            name: login(n),
            known: Known::new(
                id(n),
                format!(
                    "arn:aws:connect:eu-west-2:111111111111:instance/i/agent/{}",
                    id(n)
                ),
            ),
            modified_ms: Some(MODIFIED_MS),
        }))
    }

    async fn searched(&self, _: &InstanceId, page: Option<&str>) -> Result<Page<Searched>, Fault> {
        Ok(self.page(page, 500, |n| Searched {
            username: login(n),
            record: record(n),
        }))
    }
}
