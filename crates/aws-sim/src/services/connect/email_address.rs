//! E-mail addresses, and aliases of one for another.
//!
//! Whether the domain of an address was verified is not asked.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors,
    reading::{self, Query},
    state::{self, Instance},
    uses,
};
use crate::{
    context::Ctx,
    error::AwsError,
    time::{Time, iso8601},
    world::{Tags, Thing},
};

/// What an address has besides what all things have; its name is the address.
#[derive(Debug, Clone, Serialize)]
pub(super) struct EmailAddress {
    display_name: Option<String>,
    description: Option<String>,
    /// Ids of addresses, in the order in which they were associated.
    pub(super) aliases: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    email_address: String,
    display_name: Option<String>,
    description: Option<String>,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    email_address_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct UpdateMetadata {
    instance_id: String,
    email_address_id: String,
    display_name: Option<String>,
    description: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Alias {
    instance_id: String,
    email_address_id: String,
    alias_configuration: AliasConfiguration,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct AliasConfiguration {
    email_address_id: String,
}

const KIND: &str = "Email address";

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let address = input.email_address;
    let parts = address.split_once('@');
    if !parts.is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.')) {
        return Err(errors::invalid_parameter(&format!(
            "EmailAddress {address} is not an e-mail address."
        )));
    }
    let instance = state::open(ctx, &input.instance_id)?;
    if instance.email_addresses.named(&address).is_some() {
        return Err(errors::duplicate(KIND, &address));
    }
    let limit = ctx.quota("email-addresses");
    if instance.email_addresses.own() >= limit {
        return Err(errors::quota_exceeded("email addresses", limit));
    }
    let body = EmailAddress {
        display_name: input.display_name,
        description: input.description,
        aliases: Vec::new(),
    };
    let (path, name) = ("email-address", address.clone());
    let made = state::new_thing(ctx, &input.instance_id, path, name, input.tags, body)?;
    let answer = identifiers(&made);
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance
        .email_addresses
        .add(made)
        .map_err(|_| errors::duplicate(KIND, &address))?;
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.email_address_id;
    let address = reading::seen(ctx, find(instance, id)?, KIND, id)?;
    let mut shown = searched(address);
    shown["CreateTimestamp"] = json!(written(address.created));
    shown["ModifiedTimestamp"] = json!(written(address.modified));
    shown["Tags"] = json!(address.tags);
    Ok(shown)
}

/// Knows no tags and no times.
pub(super) fn search(ctx: &mut Ctx<'_>, query: Query) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &query.instance_id)?;
    reading::search(
        ctx,
        &query.page,
        &instance.email_addresses,
        "EmailAddresses",
        |address| query.fits(&address.tags, &|name| field(address, name)),
        searched,
    )
}

/// What is left out stays as it is.
pub(super) fn update_metadata(ctx: &mut Ctx<'_>, input: UpdateMetadata) -> Result<Value, AwsError> {
    let address = touch(ctx, &input.instance_id, &input.email_address_id)?;
    let body = &mut address.body;
    body.display_name = input.display_name.or_else(|| body.display_name.take());
    body.description = input.description.or_else(|| body.description.take());
    Ok(identifiers(address))
}

/// An address that a queue has or that is an alias stays; the operation has no other error for that.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let id = find(instance, &input.email_address_id)?.id.clone();
    if let Some(user) = uses::email_address(instance, &id) {
        return Err(conflict(&format!("{KIND} {id} is in use by {user}.")));
    }
    instance.email_addresses.remove(&id);
    Ok(json!({}))
}

pub(super) fn associate_alias(ctx: &mut Ctx<'_>, input: Alias) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let address = find(instance, &input.email_address_id)?;
    let alias = find(instance, &input.alias_configuration.email_address_id)?;
    if alias.id == address.id || alias.body.aliases.contains(&address.id) {
        return Err(errors::invalid_request(
            "Addresses cannot be aliases of each other.",
        ));
    }
    if address.body.aliases.contains(&alias.id) {
        return Err(errors::conflict(KIND, &alias.id));
    }
    let alias = alias.id.clone();
    let address = touch(ctx, &input.instance_id, &input.email_address_id)?;
    address.body.aliases.push(alias);
    Ok(json!({}))
}

pub(super) fn disassociate_alias(ctx: &mut Ctx<'_>, input: Alias) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let address = find(instance, &input.email_address_id)?;
    let alias = find(instance, &input.alias_configuration.email_address_id)?;
    if !address.body.aliases.contains(&alias.id) {
        return Err(errors::not_found("Alias", &alias.id));
    }
    let alias = alias.id.clone();
    let address = touch(ctx, &input.instance_id, &input.email_address_id)?;
    address.body.aliases.retain(|id| *id != alias);
    Ok(json!({}))
}

/// The address with this id or ARN.
pub(super) fn find<'i>(
    instance: &'i Instance,
    id: &str,
) -> Result<&'i Thing<EmailAddress>, AwsError> {
    let address = instance.email_addresses.get(id);
    address.ok_or_else(|| errors::not_found(KIND, id))
}

/// The same, to be changed now.
fn touch<'w>(
    ctx: &'w mut Ctx<'_>,
    instance_id: &str,
    id: &str,
) -> Result<&'w mut Thing<EmailAddress>, AwsError> {
    let now = ctx.now;
    let instance = state::open_mut(ctx, instance_id)?;
    let address = instance.email_addresses.get_mut(id);
    let address = address.ok_or_else(|| errors::not_found(KIND, id))?;
    address.modified = now;
    Ok(address)
}

fn field<'t>(address: &'t Thing<EmailAddress>, name: &str) -> Option<&'t str> {
    match name {
        "emailaddress" | "name" => Some(&address.name),
        "displayname" => address.body.display_name.as_deref(),
        "description" => address.body.description.as_deref(),
        "emailaddressid" | "resourceid" => Some(&address.id),
        _ => None,
    }
}

fn identifiers(address: &Thing<EmailAddress>) -> Value {
    json!({ "EmailAddressId": address.id, "EmailAddressArn": address.arn })
}

fn searched(address: &Thing<EmailAddress>) -> Value {
    let aliases = address.body.aliases.iter();
    let aliases = aliases.map(|id| json!({ "EmailAddressId": id }));
    json!({
        "EmailAddressId": address.id,
        "EmailAddressArn": address.arn,
        "EmailAddress": address.name,
        "DisplayName": address.body.display_name,
        "Description": address.body.description,
        "AliasConfigurations": aliases.collect::<Vec<_>>(),
    })
}

/// The model has times of this kind as texts, and does not say in which form.
fn written(time: Time) -> Option<String> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds since 1970 fit into 53 bits"
    )]
    let seconds = (time.as_micros() / 1_000) as f64 / 1_000.0;
    iso8601(seconds)
}

fn conflict(message: &str) -> AwsError {
    AwsError::new("ResourceConflictException", message)
}
