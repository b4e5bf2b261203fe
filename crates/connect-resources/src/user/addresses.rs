//! E-mail addresses and mobile numbers of users: in no search, so who has some declared is described.

use connect_model::{Fault, InstanceId, UserId};
use serde_json::json;

use super::{Identity, UserRecord, observed, proficiency};
use crate::{
    Depth, KindId, Members, Named, Observed, Reading,
    census::{Survey, survey},
    gap::{Gap, Recall},
};

/// `UpdateUserIdentityInfo` sets them.
const ADDRESSES: Gap = Gap {
    name: "addresses",
    members: &[
        "identity.email",
        "identity.secondary_email",
        "identity.mobile",
    ],
    is_dated: true,
};

/// Every user. A description tells all, so at full depth nobody is searched for who is described.
pub(super) async fn observe(
    cx: &Reading<'_>,
    instance: &InstanceId,
    listed: Vec<Named>,
) -> Result<Vec<Observed>, Fault> {
    let describe = async |id: String| {
        let id = UserId::new(id);
        cx.ports.user.describe(instance, &id).await
    };
    let is_described =
        |named: &Named| cx.depth_of(&named.known) == Depth::Full && has_addresses(cx, &named.name);
    let (described, others): (Vec<_>, Vec<_>) = listed.into_iter().partition(is_described);
    let search = || cx.ports.user.search(instance);
    let seen = survey(cx, KindId::User, others, search, describe).await?;
    let Survey { mut found, others } = seen;
    for named in described {
        let record = cx.read_some(|| describe(named.known.id.clone())).await?;
        found.extend(record.map(|record| (named, record)));
    }
    let mut users = fill(cx, instance, found, describe).await?;
    users.extend(others);
    Ok(users)
}

/// Adds the addresses of those who have some declared, and their proficiencies.
async fn fill<F>(
    cx: &Reading<'_>,
    instance: &InstanceId,
    found: Vec<(Named, UserRecord)>,
    describe: impl Fn(String) -> F,
) -> Result<Vec<Observed>, Fault>
where
    F: Future<Output = Result<UserRecord, Fault>>,
{
    let mut recall = Recall::of(cx, found.iter().map(|(named, _)| named)).await;
    let mut users = Vec::with_capacity(found.len());
    for (named, record) in found {
        let (id, modified) = (named.known.id.clone(), named.modified_ms);
        let asks = has_addresses(cx, &named.name);
        let told = record.has_addresses.then(|| addresses(&record.identity));
        let mut user = observed(named, record);
        let read = async || Ok(addresses(&describe(id.clone()).await?.identity));
        let is_there = match told {
            Some(told) => {
                recall.note(&ADDRESSES, &user, modified, told);
                true
            }
            None => !asks || recall.fill(&ADDRESSES, &mut user, modified, read).await?,
        };
        let is_there =
            is_there && proficiency::fill(cx, instance, &mut recall, &mut user, modified).await?;
        users.extend(is_there.then_some(user));
    }
    recall.keep().await;
    Ok(users)
}

fn has_addresses(cx: &Reading<'_>, name: &str) -> bool {
    ADDRESSES.members.iter().any(|member| cx.asks(name, member))
}

fn addresses(identity: &Identity) -> Members {
    let addresses = Identity {
        first_name: None,
        last_name: None,
        ..identity.clone()
    };
    let mut members = Members::default();
    members.set("identity", json!(addresses));
    members
}
