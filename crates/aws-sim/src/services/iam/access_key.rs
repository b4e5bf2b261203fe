//! Access keys: the credentials of users.
//!
//! The secret is told once and is not kept: signatures are not checked.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{State, accessed::Access, errors, naming::UPPER, page::Paging, user};
use crate::{context::Ctx, error::AwsError, time::Time};

#[derive(Debug, Serialize)]
pub(crate) struct AccessKey {
    /// The name of the user.
    pub(crate) user: String,
    status: Status,
    created: Time,
    /// The service that it was last used for, and when.
    #[serde(skip)]
    pub(super) used: Option<(String, Access)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Status {
    Active,
    Inactive,
    /// It stays in mind, so that nobody takes its credentials for those of somebody else.
    Deleted,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    user_name: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    user_name: Option<String>,
    #[serde(flatten)]
    page: Paging,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    user_name: Option<String>,
    access_key_id: String,
    status: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Delete {
    user_name: Option<String>,
    access_key_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct LastUsed {
    access_key_id: String,
}

const MIXED: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let most = ctx.quota("iam-access-keys-per-user");
    let user = user::caller(ctx, input.user_name)?;
    let state = ctx.world.iam.at(ctx.account);
    state.user(&user)?;
    if state.keys_of(&user).count() as u64 >= most {
        return Err(errors::limit("AccessKeysPerUser", most));
    }
    let id = format!("AKIA{}", ctx.ids.letters(UPPER, 16));
    let key = AccessKey {
        user,
        status: Status::Active,
        created: ctx.now,
        used: None,
    };
    let mut answer = key.shown(&id);
    answer["SecretAccessKey"] = json!(ctx.ids.letters(MIXED, 40));
    state.access_keys.insert(id, key);
    Ok(json!({ "AccessKey": answer }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let user = user::caller(ctx, input.user_name)?;
    let state = ctx.world.iam.at(ctx.account);
    state.user(&user)?;
    let keys = state.keys_of(&user);
    let rows = keys.map(|(id, key)| (id.clone(), key.shown(id))).collect();
    input.page.page(ctx, "AccessKeyMetadata", rows)
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    let status = match input.status.as_str() {
        "Active" => Status::Active,
        "Inactive" => Status::Inactive,
        // The model lists Expired, which only AWS sets.
        other => return Err(errors::validation(format!("Status {other} cannot be set."))),
    };
    let user = user::caller(ctx, input.user_name)?;
    find(ctx, &user, &input.access_key_id)?.status = status;
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Delete) -> Result<(), AwsError> {
    let user = user::caller(ctx, input.user_name)?;
    find(ctx, &user, &input.access_key_id)?.status = Status::Deleted;
    Ok(())
}

/// A key that was never used has no date.
pub(super) fn last_used(ctx: &mut Ctx<'_>, input: LastUsed) -> Result<Value, AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    let key = state.access_keys.get(&input.access_key_id);
    let key = key
        .filter(|key| key.is_there())
        .ok_or_else(|| errors::no_such("access key", &input.access_key_id))?;
    let used = match &key.used {
        None => json!({ "ServiceName": "N/A", "Region": "N/A" }),
        Some((service, access)) => json!({
            "ServiceName": service,
            "Region": access.region,
            "LastUsedDate": access.at,
        }),
    };
    Ok(json!({ "UserName": key.user, "AccessKeyLastUsed": used }))
}

fn find<'w>(ctx: &'w mut Ctx<'_>, user: &str, id: &str) -> Result<&'w mut AccessKey, AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    state.user(user)?;
    let key = state.access_keys.get_mut(id);
    key.filter(|key| key.is_there() && key.user == user)
        .ok_or_else(|| errors::no_entity(format!("The Access Key with id {id} cannot be found.")))
}

// === impl AccessKey ===

impl AccessKey {
    /// Whether its credentials are good.
    pub(crate) fn is_active(&self) -> bool {
        self.status == Status::Active
    }

    fn is_there(&self) -> bool {
        self.status != Status::Deleted
    }

    fn shown(&self, id: &str) -> Value {
        json!({
            "UserName": self.user,
            "AccessKeyId": id,
            "Status": self.status,
            "CreateDate": self.created,
        })
    }
}

// === impl State ===

impl State {
    /// The key with this id, in use or not.
    pub(crate) fn access_key(&self, id: &str) -> Option<&AccessKey> {
        self.access_keys.get(id)
    }

    /// The keys of a user.
    pub(super) fn keys_of(&self, user: &str) -> impl Iterator<Item = (&String, &AccessKey)> {
        let keys = self.access_keys.iter();
        keys.filter(move |(_, key)| key.is_there() && key.user == user)
    }
}
