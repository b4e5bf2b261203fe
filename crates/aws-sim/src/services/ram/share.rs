//! Resource shares.

use std::{collections::BTreeMap, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    association::{self, Subjects},
    directory, errors, permission,
    tag::{self, Tag},
};
use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    paging::{Page, PageRequest},
    place::{Account, Region},
    time::Time,
    world::Tags,
};

/// One share, of an account or of a service.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Share {
    pub(super) arn: String,
    pub(super) name: String,
    pub(super) owner: Account,
    pub(super) region: Region,
    pub(super) allow_external: bool,
    pub(super) deleted: Option<Time>,
    pub(super) tags: Tags,
    pub(super) created: Time,
    pub(super) updated: Time,
    /// Account ids and ARNs, with the moment of the association.
    pub(super) principals: BTreeMap<String, Time>,
    /// ARNs, with the moment of the association.
    pub(super) resources: BTreeMap<String, Time>,
    /// The managed permission for each type of resource.
    pub(super) permissions: BTreeMap<String, String>,
    /// Every invitation that was ever sent, oldest first.
    pub(super) invitations: Vec<Invitation>,
}

/// What an account of another organisation gets when a share names it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Invitation {
    pub(super) arn: String,
    pub(super) receiver: Account,
    pub(super) sent: Time,
    pub(super) answer: Option<Answer>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) enum Answer {
    Accepted(Time),
    Rejected(Time),
}

/// What became of an invitation, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    Accepted,
    Pending,
    Expired,
    Rejected,
}

/// The two members by which RAM pages.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Paging {
    max_results: Option<usize>,
    next_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Create {
    name: String,
    #[serde(flatten)]
    subjects: Subjects,
    #[serde(default)]
    tags: Vec<Tag>,
    allow_external_principals: Option<bool>,
    #[serde(default)]
    permission_arns: Vec<String>,
    client_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Get {
    resource_owner: Owner,
    #[serde(default)]
    resource_share_arns: Vec<String>,
    resource_share_status: Option<String>,
    name: Option<String>,
    #[serde(default)]
    tag_filters: Vec<tag::Filter>,
    permission_arn: Option<String>,
    #[serde(flatten)]
    page: Paging,
}

/// Whose shares are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum Owner {
    #[serde(rename = "SELF")]
    Own,
    #[serde(rename = "OTHER-ACCOUNTS")]
    Others,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Update {
    resource_share_arn: String,
    name: Option<String>,
    allow_external_principals: Option<bool>,
    client_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Delete {
    resource_share_arn: String,
    client_token: Option<String>,
}

/// An invitation can be answered for so long.
const LIFE: Duration = Duration::from_hours(12);

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let id = ctx.ids.uuid();
    let mut share = Share {
        arn: ctx.arn("ram", &format!("resource-share/{id}")),
        name: input.name,
        owner: ctx.account.clone(),
        region: ctx.region.clone(),
        allow_external: input.allow_external_principals.unwrap_or(true),
        deleted: None,
        tags: input.tags.into_iter().map(Tag::pair).collect(),
        created: ctx.now,
        updated: ctx.now,
        principals: BTreeMap::new(),
        resources: BTreeMap::new(),
        permissions: BTreeMap::new(),
        invitations: Vec::new(),
    };
    for arn in &input.permission_arns {
        let (kind, arn) = permission::named(arn)?;
        share.permissions.insert(kind, arn);
    }
    association::add(ctx, &mut share, &input.subjects)?;
    let answer = json!({ "resourceShare": shown(&share), "clientToken": input.client_token });
    let state = ctx.world.ram.at(ctx.account, ctx.region);
    state.shares.insert(share.arn.clone(), share);
    Ok(answer)
}

/// A share of another account is not there until its invitation is accepted: to ask for it by ARN
/// is refused, and lists leave it out.
pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let shares = of(ctx, input.resource_owner);
    if let Some(missing) = missing(&shares, &input.resource_share_arns) {
        return Err(errors::unknown(missing));
    }
    let shares = shares.iter().filter(|share| input.fits(share));
    let rows = shares.map(|share| (share.arn.clone(), shown(share)));
    let page = page(ctx, &input.page, rows)?;
    Ok(json!({ "resourceShares": page.items, "nextToken": page.next_token }))
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<Value, AwsError> {
    let now = ctx.now;
    let share = own(ctx, &input.resource_share_arn)?;
    share.updated = now;
    if let Some(name) = input.name {
        share.name = name;
    }
    if let Some(external) = input.allow_external_principals {
        share.allow_external = external;
    }
    Ok(json!({ "resourceShare": shown(share), "clientToken": input.client_token }))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Delete) -> Result<Value, AwsError> {
    let now = ctx.now;
    let share = own(ctx, &input.resource_share_arn)?;
    (share.deleted, share.updated) = (Some(now), now);
    Ok(json!({ "returnValue": true, "clientToken": input.client_token }))
}

/// The share of the caller with this ARN, if it is not deleted.
pub(super) fn own<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> Result<&'w mut Share, AwsError> {
    parse(arn)?;
    let shares = &mut ctx.world.ram.at(ctx.account, ctx.region).shares;
    let share = shares.get_mut(arn).filter(|share| share.deleted.is_none());
    share.ok_or_else(|| errors::unknown(arn))
}

/// The shares that the caller made, deleted ones too, or those of others that it has accepted.
pub(super) fn of(ctx: &Ctx<'_>, owner: Owner) -> Vec<Share> {
    if owner == Owner::Own {
        let state = ctx.world.ram.get(ctx.account, ctx.region);
        let shares = state.into_iter().flat_map(|state| state.shares.values());
        return shares
            .filter(|share| ctx.visible(share.created))
            .cloned()
            .collect();
    }
    let mut shares = directory::all(ctx.world, ctx.region);
    shares.retain(|share| {
        let standing = share.standing(ctx.account, ctx.now);
        share.owner != *ctx.account && standing == Some(Standing::Accepted)
    });
    shares
}

/// The first of `arns` that is none of `shares`.
pub(super) fn missing<'a>(shares: &[Share], arns: &'a [String]) -> Option<&'a str> {
    let known = |arn: &&String| shares.iter().any(|share| share.arn == **arn);
    arns.iter().find(|arn| !known(arn)).map(String::as_str)
}

/// Refuses what is not the ARN of something of RAM.
pub(super) fn parse(arn: &str) -> Result<Arn<'_>, AwsError> {
    let parsed = Arn::parse(arn).filter(|parsed| parsed.service == "ram");
    parsed.ok_or_else(|| errors::malformed(arn))
}

/// One page, with RAM's own code for a bad token.
pub(super) fn page<T>(
    ctx: &Ctx<'_>,
    asked: &Paging,
    rows: impl IntoIterator<Item = (String, T)>,
) -> Result<Page<T>, AwsError> {
    let request = PageRequest {
        max_results: asked.max_results,
        next_token: asked.next_token.clone(),
    };
    let refused = |error: AwsError| AwsError::new("InvalidNextTokenException", error.message);
    ctx.page(&request, rows).map_err(refused)
}

fn shown(share: &Share) -> Value {
    json!({
        "resourceShareArn": share.arn,
        "name": share.name,
        "owningAccountId": share.owner,
        "allowExternalPrincipals": share.allow_external,
        "status": share.status(),
        "tags": tag::list(&share.tags),
        "creationTime": share.created,
        "lastUpdatedTime": share.updated,
        "featureSet": "STANDARD",
    })
}

// === impl Get ===

impl Get {
    fn fits(&self, share: &Share) -> bool {
        let arns = &self.resource_share_arns;
        let permission = self.permission_arn.as_ref();
        (arns.is_empty() || arns.contains(&share.arn))
            && self.name.as_ref().is_none_or(|name| *name == share.name)
            && self
                .resource_share_status
                .as_deref()
                .is_none_or(|status| status == share.status())
            && self
                .tag_filters
                .iter()
                .all(|filter| filter.fits(&share.tags))
            && permission.is_none_or(|arn| share.permissions.values().any(|has| has == arn))
    }
}

// === impl Share ===

impl Share {
    /// How `account` stands to what is shared, by its latest invitation; nothing if the share does
    /// not name it.
    pub(crate) fn standing(&self, account: &Account, now: Time) -> Option<Standing> {
        if self.deleted.is_some() || !self.invites(account) {
            return None;
        }
        let mut sent = self.invitations.iter().rev();
        let latest = sent.find(|invitation| invitation.receiver == *account)?;
        Some(latest.standing(now))
    }

    /// Whether the share names the account, or a principal in it.
    pub(super) fn invites(&self, account: &Account) -> bool {
        self.principals
            .keys()
            .any(|principal| account_of(principal).as_ref() == Some(account))
    }

    /// The account that shares.
    pub(crate) fn owner(&self) -> &Account {
        &self.owner
    }

    pub(crate) fn arn(&self) -> &str {
        &self.arn
    }

    /// The ARNs of what is shared.
    pub(crate) fn resources(&self) -> impl Iterator<Item = &str> {
        self.resources.keys().map(String::as_str)
    }

    /// Notes what `account` answered to its latest invitation.
    pub(super) fn answer(&mut self, account: &Account, answer: Answer) {
        let mut sent = self.invitations.iter_mut().rev();
        if let Some(latest) = sent.find(|invitation| invitation.receiver == *account) {
            latest.answer = Some(answer);
        }
    }

    fn status(&self) -> &'static str {
        if self.deleted.is_some() {
            "DELETED"
        } else {
            "ACTIVE"
        }
    }
}

/// The account that a principal is, or is in.
pub(super) fn account_of(principal: &str) -> Option<Account> {
    Account::new(principal).or_else(|| Arn::parse(principal)?.owner())
}

// === impl Invitation ===

impl Invitation {
    pub(super) fn standing(&self, now: Time) -> Standing {
        match self.answer {
            Some(Answer::Accepted(_)) => Standing::Accepted,
            Some(Answer::Rejected(_)) => Standing::Rejected,
            None if now.since(self.sent) < LIFE => Standing::Pending,
            None => Standing::Expired,
        }
    }
}

// === impl Standing ===

impl Standing {
    /// As RAM writes it.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "ACCEPTED",
            Self::Pending => "PENDING",
            Self::Expired => "EXPIRED",
            Self::Rejected => "REJECTED",
        }
    }
}
