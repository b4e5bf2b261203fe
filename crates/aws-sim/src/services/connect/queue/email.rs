//! The e-mail addresses of a queue.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{KIND, find};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::connect::{
        email_address, reading,
        state::{self, Instance},
    },
};

/// `EmailAddressConfig`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Config {
    email_address_id: String,
}

/// `OutboundEmailConfig`, with an id in place of an ARN once it is checked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(in crate::services::connect) struct Outbound {
    outbound_email_address_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Associate {
    instance_id: String,
    queue_id: String,
    email_addresses_config: Vec<Config>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Disassociate {
    instance_id: String,
    queue_id: String,
    email_addresses_id: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct List {
    instance_id: String,
    queue_id: String,
    #[serde(flatten)]
    page: PageRequest,
}

/// An address that the queue has already stays, which is a choice.
pub(in crate::services::connect) fn associate(
    ctx: &mut Ctx<'_>,
    input: Associate,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    find(instance, &input.queue_id)?;
    let added = checked(instance, &input.email_addresses_config)?;
    let now = ctx.now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    if let Some(queue) = instance.queues.get_mut(&input.queue_id) {
        queue.body.links_modified = now;
        for id in added {
            queue.body.emails.entry(id).or_insert(now);
        }
    }
    Ok(())
}

/// An address that the queue does not have is passed over, which is a choice; one that does not
/// exist is refused.
pub(in crate::services::connect) fn disassociate(
    ctx: &mut Ctx<'_>,
    input: Disassociate,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    find(instance, &input.queue_id)?;
    let id = |id: &String| Ok(email_address::find(instance, id)?.id.clone());
    let removed: Result<BTreeSet<_>, AwsError> = input.email_addresses_id.iter().map(id).collect();
    let (removed, now) = (removed?, ctx.now);
    let instance = state::open_mut(ctx, &input.instance_id)?;
    if let Some(queue) = instance.queues.get_mut(&input.queue_id) {
        queue.body.links_modified = now;
        queue.body.emails.retain(|id, _| !removed.contains(id));
    }
    Ok(())
}

pub(in crate::services::connect) fn list(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.queue_id;
    let queue = reading::seen(ctx, find(instance, id)?, KIND, id)?;
    let addresses = instance.email_addresses.rows().filter(|(_, address)| {
        let since = queue.body.emails.get(&address.id);
        since.is_some_and(|since| ctx.visible(*since))
    });
    let rows = addresses.map(|(key, address)| {
        let summary = json!({
            "Id": address.id,
            "Arn": address.arn,
            "IsDefaultOutboundEmail": queue.body.outbound_email.address() == Some(&address.id),
        });
        (key, summary)
    });
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({
        "EmailAddressMetadataList": page.items,
        "NextToken": page.next_token,
        "LastModifiedTime": queue.body.links_modified,
        "LastModifiedRegion": ctx.region,
    }))
}

/// The ids of addresses that exist, each once.
pub(super) fn checked(instance: &Instance, given: &[Config]) -> Result<BTreeSet<String>, AwsError> {
    let id = |of: &Config| {
        Ok(email_address::find(instance, &of.email_address_id)?
            .id
            .clone())
    };
    given.iter().map(id).collect()
}

// === impl Outbound ===

impl Outbound {
    /// The same, if the address is in the instance. That the queue need not have it among its own is a
    /// choice.
    pub(super) fn checked(self, instance: &Instance) -> Result<Self, AwsError> {
        let id = self.outbound_email_address_id;
        let id = id.map(|id| email_address::find(instance, &id).map(|found| found.id.clone()));
        Ok(Self {
            outbound_email_address_id: id.transpose()?,
        })
    }

    /// The id of the address.
    pub(in crate::services::connect) fn address(&self) -> Option<&String> {
        self.outbound_email_address_id.as_ref()
    }

    /// The same, if it says anything.
    pub(super) fn shown(&self) -> Option<&Self> {
        Some(self).filter(|outbound| **outbound != Self::default())
    }
}
