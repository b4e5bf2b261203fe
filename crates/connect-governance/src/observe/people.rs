//! Users, what they may do, and when they were there.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{SecurityProfileId, builtin, spec::Kind};
use connect_resources::{Named, user::UserRecord};
use futures::FutureExt;

use super::{
    Look, Seen, Unseen,
    names::{Listed, is_builtin},
};
use crate::world::{Part, RoutingProfile, SecurityProfile, SignIns, User, World};

/// As far back as one question of metrics goes (facts/connect-api.md).
const WINDOW_DAYS: u32 = 30;
const DAY_S: i64 = 86_400;
/// Most values of a filter.
const PROFILES_MAX: usize = 100;

/// What was seen of people.
pub(super) struct People {
    users: Seen<Vec<User>>,
    sign_ins: Seen<BTreeMap<String, (u64, u64)>>,
    security_profiles: Seen<Vec<SecurityProfile>>,
    routing_profiles: Seen<Vec<RoutingProfile>>,
}

pub(super) async fn look(look: &Look<'_>, listed: &Listed) -> People {
    let (sign_ins, security_profiles) =
        futures::join!(sign_ins(look, listed), security_profiles(look, listed));
    People {
        users: users(look, listed),
        sign_ins,
        security_profiles,
        routing_profiles: routing_profiles(look, listed),
    }
}

fn users(look: &Look<'_>, listed: &Listed) -> Seen<Vec<User>> {
    let records = listed.users.as_ref().map_err(Clone::clone)?;
    let named = listed.usernames.as_ref().map_err(Clone::clone)?;
    let by_id: BTreeMap<&str, &Named> = named.iter().map(|it| (it.known.id.as_str(), it)).collect();
    let known = |record: &UserRecord| {
        // One who came between the two lists is told by the next look.
        let named = by_id.get(record.id.as_str())?;
        Some(user(look, listed, record, named))
    };
    Ok(records.iter().filter_map(known).collect())
}

fn user(look: &Look<'_>, listed: &Listed, record: &UserRecord, named: &Named) -> User {
    let profiles = record.security_profiles.iter();
    User {
        name: named.name.clone(),
        arn: format!("{}/agent/{}", look.arn, record.id),
        routing_profile: listed.routing_profile(record.routing_profile.as_str()),
        security_profiles: profiles
            .map(|id| listed.security_profile(id.as_str()))
            .collect(),
        has_group: record.hierarchy_group.is_some(),
        sign_ins: None,
        modified_s: named.modified_ms.map(|ms| ms / 1_000),
    }
}

async fn sign_ins(look: &Look<'_>, listed: &Listed) -> Seen<BTreeMap<String, (u64, u64)>> {
    if !look.needs(&[Part::SignIns]) {
        return Err(Unseen("it was not asked for".to_owned()));
    }
    let users = listed.users.as_ref().map_err(Clone::clone)?;
    let profiles: BTreeSet<&str> = users.iter().map(|it| it.routing_profile.as_str()).collect();
    let profiles: Vec<String> = profiles.into_iter().map(str::to_owned).collect();
    let from_s = look.now_s - i64::from(WINDOW_DAYS) * DAY_S;
    let mut all = BTreeMap::new();
    for some in profiles.chunks(PROFILES_MAX) {
        let center = &look.calls.center;
        let asked = look.ask(&[Part::SignIns], || {
            center.sign_ins(&look.arn, some, from_s, look.now_s)
        });
        all.extend(asked.await?);
    }
    Ok(all)
}

async fn security_profiles(look: &Look<'_>, listed: &Listed) -> Seen<Vec<SecurityProfile>> {
    if !look.needs(&[Part::SecurityProfiles]) {
        return Err(Unseen("it was not asked for".to_owned()));
    }
    let named = listed.security_profiles.as_ref().map_err(Clone::clone)?;
    let each = named.iter().map(|it| security_profile(look, it).boxed());
    let each: Vec<_> = each.collect();
    futures::future::try_join_all(each).await
}

/// What is built in is known; Admin is asked for, since others are held against it.
async fn security_profile(look: &Look<'_>, named: &Named) -> Seen<SecurityProfile> {
    let is_builtin = is_builtin(Kind::SecurityProfile, &named.name);
    let mut profile = SecurityProfile {
        name: named.name.clone(),
        arn: named.known.arn.clone(),
        is_builtin,
        ..SecurityProfile::default()
    };
    if !is_builtin || named.name == builtin::ADMIN {
        let id = SecurityProfileId::new(&named.known.id);
        let port = &look.calls.ports.security_profile;
        let asked = look.ask(&[Part::SecurityProfiles], || {
            port.permissions(&look.instance, &id)
        });
        profile.permissions = asked.await?;
    }
    Ok(profile)
}

fn routing_profiles(look: &Look<'_>, listed: &Listed) -> Seen<Vec<RoutingProfile>> {
    let records = listed.routing_profiles.as_ref().map_err(Clone::clone)?;
    let profile = |record: &connect_resources::routing_profile::RoutingProfileRecord| {
        let queues = record.queues.iter().flatten();
        RoutingProfile {
            name: record.name.clone(),
            arn: format!("{}/routing-profile/{}", look.arn, record.id),
            default_outbound_queue: listed.queue(record.default_outbound_queue.as_str()),
            queues: queues.map(|id| listed.queue(id.as_str())).collect(),
            is_builtin: is_builtin(Kind::RoutingProfile, &record.name),
        }
    };
    Ok(records.iter().map(profile).collect())
}

// === impl People ===

impl People {
    pub(super) fn put(self, world: &mut World) {
        world.take(Part::Users, self.users, |world| &mut world.users);
        match self.sign_ins {
            Ok(known) => sign(&mut world.users, &known),
            Err(Unseen(why)) => {
                world.unseen.insert(Part::SignIns, why);
            }
        }
        let profiles = self.security_profiles;
        world.take(Part::SecurityProfiles, profiles, |world| {
            &mut world.security_profiles
        });
        let profiles = self.routing_profiles;
        world.take(Part::RoutingProfiles, profiles, |world| {
            &mut world.routing_profiles
        });
    }
}

/// Who is left out was not there.
fn sign(users: &mut [User], known: &BTreeMap<String, (u64, u64)>) {
    for user in users {
        let id = user.arn.rsplit('/').next().unwrap_or_default();
        let (online_s, contacts) = known.get(id).copied().unwrap_or_default();
        user.sign_ins = Some(SignIns {
            window_days: WINDOW_DAYS,
            online_s,
            contacts,
        });
    }
}
