//! The users of a crowd.

use std::fmt::Write as _;

use async_trait::async_trait;
use connect_model::{Fault, InstanceId, RoutingProfileId, SecurityProfileId, Tags, UserId};
use connect_resources::{
    Known, Named,
    user::{Channels, Identity, Phone, Port, ProficiencyRecord, UserChange, UserDraft, UserRecord},
};

use super::{Answers, Crowd, id, named, not_asked, profiles, tags};

fn name(n: usize) -> String {
    format!("agent-{n:06}")
}

fn user_id(n: usize) -> String {
    id(3, n)
}

pub(super) fn declare(crowd: Crowd, n: usize, text: &mut String) {
    let (name, profile) = (name(n), profiles::name(crowd.profile_of(n)));
    writeln!(
        text,
        "  - {{ username: {name}, email: {name}@example.com, first_name: Ada, last_name: Agent, \
         password: {{ secret: shared }}, routing_profile: {profile}, security_profiles: [Agent] }}"
    )
    .unwrap();
}

// === impl Answers ===

#[async_trait]
impl Port for Answers {
    async fn list(&self, _: &InstanceId) -> Result<Vec<Named>, Fault> {
        let users = 0..self.crowd.users();
        Ok(users
            .map(|n| named(name(n), &user_id(n), "agent"))
            .collect())
    }

    async fn search(&self, _: &InstanceId) -> Result<Vec<UserRecord>, Fault> {
        let record = |n| UserRecord {
            id: UserId::new(user_id(n)),
            identity: Identity {
                first_name: Some("Ada".into()),
                last_name: Some("Agent".into()),
                ..Identity::default()
            },
            has_addresses: false,
            phone: Phone {
                r#type: "SOFT_PHONE".into(),
                auto_accept: false,
                after_contact_work_seconds: 0,
                desk_phone_number: None,
                persistent_connection: None,
            },
            routing_profile: RoutingProfileId::new(profiles::profile_id(self.crowd.profile_of(n))),
            security_profiles: vec![SecurityProfileId::new(&self.ground.security_profile)],
            hierarchy_group: None,
            channels: Channels::default(),
            directory_user_id: None,
            tags: tags(),
        };
        Ok((0..self.crowd.users()).map(record).collect())
    }

    async fn describe(&self, _: &InstanceId, _: &UserId) -> Result<UserRecord, Fault> {
        not_asked("DescribeUser")
    }

    async fn create(&self, _: &InstanceId, _: &UserDraft, _: &Tags) -> Result<Known, Fault> {
        not_asked("CreateUser")
    }

    async fn update(&self, _: &InstanceId, _: &UserId, _: &UserChange) -> Result<(), Fault> {
        not_asked("UpdateUser")
    }

    async fn proficiencies(
        &self,
        _: &InstanceId,
        _: &UserId,
    ) -> Result<Vec<ProficiencyRecord>, Fault> {
        not_asked("ListUserProficiencies")
    }

    async fn add_proficiencies(
        &self,
        _: &InstanceId,
        _: &UserId,
        _: &[ProficiencyRecord],
    ) -> Result<(), Fault> {
        not_asked("AssociateUserProficiencies")
    }

    async fn change_proficiencies(
        &self,
        _: &InstanceId,
        _: &UserId,
        _: &[ProficiencyRecord],
    ) -> Result<(), Fault> {
        not_asked("UpdateUserProficiencies")
    }

    async fn remove_proficiency(
        &self,
        _: &InstanceId,
        _: &UserId,
        _: &ProficiencyRecord,
    ) -> Result<(), Fault> {
        not_asked("DisassociateUserProficiencies")
    }

    async fn delete(&self, _: &InstanceId, _: &UserId) -> Result<(), Fault> {
        not_asked("DeleteUser")
    }
}
