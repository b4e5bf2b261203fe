//! Users.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{
    Fault, HierarchyGroupId, InstanceId, RoutingProfileId, Secret, SecurityProfileId, Tags, UserId,
};
use connect_resources::{
    Known, Named,
    user::{
        ChannelWork, Channels, Identity, Phone, Port, ProficiencyRecord, UserChange, UserDraft,
        UserRecord,
    },
};

use crate::{
    aws::Aws,
    connect::{
        LARGE_SEARCH_PAGE, LINK_PAGE, LIST_PAGE, count, described, filled, int, made, named,
        tag_map, tags, whole,
    },
    fault,
};

#[async_trait]
impl Port for Aws {
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault> {
        let request = self.connect.list_users();
        let request = request
            .instance_id(instance.as_str())
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListUsers",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.user_summary_list, page.next_token),
        );
        let entry = |entry: types::UserSummary| {
            named(
                entry.username,
                entry.id,
                entry.arn,
                entry.last_modified_time,
            )
        };
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn search(&self, instance: &InstanceId) -> Result<Vec<UserRecord>, Fault> {
        let request = self.connect.search_users();
        let request = request
            .instance_id(instance.as_str())
            .max_results(LARGE_SEARCH_PAGE);
        let found = self.pages(
            "SearchUsers",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.users, page.next_token),
        );
        Ok(found.await?.into_iter().filter_map(searched).collect())
    }

    async fn describe(&self, instance: &InstanceId, id: &UserId) -> Result<UserRecord, Fault> {
        let request = self.connect.describe_user();
        let request = request.instance_id(instance.as_str()).user_id(id.as_str());
        let answer = self.call("DescribeUser", request.send()).await?;
        described("DescribeUser", answer.user.and_then(record))
    }

    async fn create(
        &self,
        instance: &InstanceId,
        draft: &UserDraft,
        tags: &Tags,
    ) -> Result<Known, Fault> {
        let password = draft.password.as_ref();
        let request = self.connect.create_user();
        let request = request
            .instance_id(instance.as_str())
            .username(&draft.username)
            .set_password(password.map(|password| password.expose().to_owned()))
            .identity_info(identity_info(&draft.identity))
            .phone_config(phone_config(&draft.phone))
            .routing_profile_id(draft.routing_profile.as_str())
            .set_security_profile_ids(Some(texts(&draft.security_profiles)))
            .set_hierarchy_group_id(draft.hierarchy_group.as_ref().map(ToString::to_string))
            .set_directory_user_id(draft.directory_user_id.clone())
            .set_after_contact_work_configs(channel_work(&draft.channels))
            .set_tags(tag_map(tags));
        let answer = self.call("CreateUser", request.send()).await;
        let answer = answer.map_err(|fault| without(password, fault))?;
        made("CreateUser", answer.user_id, answer.user_arn)
    }

    async fn update(
        &self,
        instance: &InstanceId,
        id: &UserId,
        change: &UserChange,
    ) -> Result<(), Fault> {
        let (instance, id) = (instance.as_str(), id.as_str());
        match change {
            UserChange::Identity(identity) => {
                let request = self.connect.update_user_identity_info();
                let request = request.instance_id(instance).user_id(id);
                let request = request.identity_info(identity_info(identity));
                self.call("UpdateUserIdentityInfo", request.send()).await?;
            }
            UserChange::Phone(phone) => {
                let request = self.connect.update_user_phone_config();
                let request = request.instance_id(instance).user_id(id);
                let request = request.phone_config(phone_config(phone));
                self.call("UpdateUserPhoneConfig", request.send()).await?;
            }
            UserChange::Channels(channels) => {
                let request = self.connect.update_user_config();
                let request = request.instance_id(instance).user_id(id);
                let work = channel_work(channels).unwrap_or_default();
                let request = request.set_after_contact_work_configs(Some(work));
                self.call("UpdateUserConfig", request.send()).await?;
            }
            UserChange::RoutingProfile(profile) => {
                let request = self.connect.update_user_routing_profile();
                let request = request.instance_id(instance).user_id(id);
                let request = request.routing_profile_id(profile.as_str());
                self.call("UpdateUserRoutingProfile", request.send())
                    .await?;
            }
            UserChange::SecurityProfiles(profiles) => {
                let request = self.connect.update_user_security_profiles();
                let request = request.instance_id(instance).user_id(id);
                let request = request.set_security_profile_ids(Some(texts(profiles)));
                self.call("UpdateUserSecurityProfiles", request.send())
                    .await?;
            }
            UserChange::HierarchyGroup(group) => {
                let request = self.connect.update_user_hierarchy();
                let request = request.instance_id(instance).user_id(id);
                let request = request.hierarchy_group_id(group.as_str());
                self.call("UpdateUserHierarchy", request.send()).await?;
            }
            UserChange::NoHierarchyGroup => {
                let request = self.connect.update_user_hierarchy();
                let request = request.instance_id(instance).user_id(id);
                self.call("UpdateUserHierarchy", request.send()).await?;
            }
        }
        Ok(())
    }

    async fn proficiencies(
        &self,
        instance: &InstanceId,
        id: &UserId,
    ) -> Result<Vec<ProficiencyRecord>, Fault> {
        let request = self.connect.list_user_proficiencies();
        let request = request
            .instance_id(instance.as_str())
            .user_id(id.as_str())
            .max_results(LINK_PAGE);
        let listed = self.pages(
            "ListUserProficiencies",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.user_proficiency_list, page.next_token),
        );
        Ok(listed.await?.into_iter().map(proficiency).collect())
    }

    async fn add_proficiencies(
        &self,
        instance: &InstanceId,
        id: &UserId,
        proficiencies: &[ProficiencyRecord],
    ) -> Result<(), Fault> {
        let request = self.connect.associate_user_proficiencies();
        let request = request
            .instance_id(instance.as_str())
            .user_id(id.as_str())
            .set_user_proficiencies(Some(user_proficiencies(proficiencies)));
        self.call("AssociateUserProficiencies", request.send())
            .await?;
        Ok(())
    }

    async fn change_proficiencies(
        &self,
        instance: &InstanceId,
        id: &UserId,
        proficiencies: &[ProficiencyRecord],
    ) -> Result<(), Fault> {
        let request = self.connect.update_user_proficiencies();
        let request = request
            .instance_id(instance.as_str())
            .user_id(id.as_str())
            .set_user_proficiencies(Some(user_proficiencies(proficiencies)));
        self.call("UpdateUserProficiencies", request.send()).await?;
        Ok(())
    }

    async fn remove_proficiency(
        &self,
        instance: &InstanceId,
        id: &UserId,
        proficiency: &ProficiencyRecord,
    ) -> Result<(), Fault> {
        let named = types::UserProficiencyDisassociate::builder()
            .attribute_name(&proficiency.attribute)
            .attribute_value(&proficiency.value);
        let request = self.connect.disassociate_user_proficiencies();
        let request = request
            .instance_id(instance.as_str())
            .user_id(id.as_str())
            .user_proficiencies(whole(named.build()));
        self.call("DisassociateUserProficiencies", request.send())
            .await?;
        Ok(())
    }

    async fn delete(&self, instance: &InstanceId, id: &UserId) -> Result<(), Fault> {
        let request = self.connect.delete_user();
        let request = request.instance_id(instance.as_str()).user_id(id.as_str());
        self.call("DeleteUser", request.send()).await?;
        Ok(())
    }
}

fn record(user: types::User) -> Option<UserRecord> {
    let profiles = user.security_profile_ids.unwrap_or_default();
    Some(UserRecord {
        id: UserId::new(user.id?),
        identity: user.identity_info.map(identity).unwrap_or_default(),
        has_addresses: true,
        phone: phone(user.phone_config),
        routing_profile: RoutingProfileId::new(user.routing_profile_id?),
        security_profiles: profiles.into_iter().map(SecurityProfileId::new).collect(),
        hierarchy_group: filled(user.hierarchy_group_id).map(HierarchyGroupId::new),
        channels: channels(user.after_contact_work_configs),
        directory_user_id: filled(user.directory_user_id),
        tags: tags(user.tags),
    })
}

/// What a search shows: no addresses, and after-contact work in milliseconds.
pub(crate) fn searched(user: types::UserSearchSummary) -> Option<UserRecord> {
    let profiles = user.security_profile_ids.unwrap_or_default();
    let names = |info: types::UserIdentityInfoLite| Identity {
        first_name: filled(info.first_name),
        last_name: filled(info.last_name),
        ..Identity::default()
    };
    let mut phone = phone(user.phone_config);
    phone.after_contact_work_seconds /= 1_000;
    Some(UserRecord {
        id: UserId::new(user.id?),
        identity: user.identity_info.map(names).unwrap_or_default(),
        has_addresses: false,
        phone,
        routing_profile: RoutingProfileId::new(user.routing_profile_id?),
        security_profiles: profiles.into_iter().map(SecurityProfileId::new).collect(),
        hierarchy_group: filled(user.hierarchy_group_id).map(HierarchyGroupId::new),
        channels: channels(user.after_contact_work_configs),
        directory_user_id: filled(user.directory_user_id),
        tags: tags(user.tags),
    })
}

fn identity(info: types::UserIdentityInfo) -> Identity {
    Identity {
        first_name: filled(info.first_name),
        last_name: filled(info.last_name),
        email: filled(info.email),
        secondary_email: filled(info.secondary_email),
        mobile: filled(info.mobile),
    }
}

/// Replaces all that AWS keeps; with SAML an e-mail address is an error, so what is not set is not
/// sent.
fn identity_info(identity: &Identity) -> types::UserIdentityInfo {
    types::UserIdentityInfo::builder()
        .set_first_name(identity.first_name.clone())
        .set_last_name(identity.last_name.clone())
        .set_email(identity.email.clone())
        .set_secondary_email(identity.secondary_email.clone())
        .set_mobile(identity.mobile.clone())
        .build()
}

/// Absent members are false and 0. `DescribeUser` tells after-contact work in seconds, unlike
/// `SearchUsers`. A user without any configuration has no type, so that a plan sets one.
fn phone(config: Option<types::UserPhoneConfig>) -> Phone {
    match config {
        Some(config) => Phone {
            r#type: config.phone_type.as_str().to_owned(),
            auto_accept: config.auto_accept,
            after_contact_work_seconds: count(config.after_contact_work_time_limit),
            desk_phone_number: filled(config.desk_phone_number),
            persistent_connection: config.persistent_connection,
        },
        None => Phone::default(),
    }
}

/// The SDK leaves out false and 0, which mean the same to AWS.
fn phone_config(phone: &Phone) -> types::UserPhoneConfig {
    types::UserPhoneConfig::builder()
        .phone_type(phone.r#type.as_str().into())
        .auto_accept(phone.auto_accept)
        .after_contact_work_time_limit(int(phone.after_contact_work_seconds))
        .set_desk_phone_number(phone.desk_phone_number.clone())
        .set_persistent_connection(phone.persistent_connection)
        .build()
}

/// That searches tell these in seconds is a guess: the documentation names milliseconds for the limit of
/// all channels alone.
fn channels(configs: Option<Vec<types::AfterContactWorkConfigPerChannel>>) -> Channels {
    let seconds =
        |config: types::AfterContactWorkConfig| count(config.after_contact_work_time_limit);
    let one = |config: types::AfterContactWorkConfigPerChannel| {
        let work = ChannelWork {
            seconds: config.after_contact_work_config.map_or(0, seconds),
            callback_seconds: config
                .agent_first_callback_after_contact_work_config
                .map(seconds),
        };
        (config.channel.as_str().to_owned(), work)
    };
    Channels {
        after_contact_work: configs.into_iter().flatten().map(one).collect(),
    }
}

fn channel_work(channels: &Channels) -> Option<Vec<types::AfterContactWorkConfigPerChannel>> {
    let config = |seconds| {
        types::AfterContactWorkConfig::builder()
            .after_contact_work_time_limit(int(seconds))
            .build()
    };
    let one = |(channel, work): (&String, &ChannelWork)| {
        let built = types::AfterContactWorkConfigPerChannel::builder()
            .channel(channel.as_str().into())
            .after_contact_work_config(config(work.seconds))
            .set_agent_first_callback_after_contact_work_config(work.callback_seconds.map(config));
        whole(built.build())
    };
    let all: Vec<_> = channels.after_contact_work.iter().map(one).collect();
    (!all.is_empty()).then_some(all)
}

/// AWS may quote the password that it refuses.
fn without(password: Option<&Secret>, fault: Fault) -> Fault {
    match password {
        Some(password) => fault::without(password, fault),
        None => fault,
    }
}

fn texts(ids: &[SecurityProfileId]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

/// The API has levels as fractions, and AWS takes whole ones alone.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "levels are whole numbers from 1 to 5"
)]
fn proficiency(given: types::UserProficiency) -> ProficiencyRecord {
    ProficiencyRecord {
        attribute: given.attribute_name,
        value: given.attribute_value,
        level: given.level.round() as u32,
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "levels are whole numbers from 1 to 5"
)]
fn user_proficiencies(records: &[ProficiencyRecord]) -> Vec<types::UserProficiency> {
    let one = |record: &ProficiencyRecord| {
        let proficiency = types::UserProficiency::builder()
            .attribute_name(&record.attribute)
            .attribute_value(&record.value)
            .level(record.level as f32);
        whole(proficiency.build())
    };
    records.iter().map(one).collect()
}
