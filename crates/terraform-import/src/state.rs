//! The state of Terraform, version 4.

use serde_json::Value;

use crate::{address::Address, reading::THINGS_MAX, resource::Resource, unreadable::Unreadable};

/// The format that Terraform writes since 0.12.
const VERSION: u64 = 4;
/// Longest name of a module, a type and a resource together; each instance repeats them.
const NAME_BYTES_MAX: usize = 1024;

/// Whether a JSON document claims to be a state.
pub(crate) fn is_state(document: &Value) -> bool {
    document.get("version").is_some()
        && ["resources", "modules", "lineage"]
            .iter()
            .any(|member| document.get(member).is_some())
}

/// Every instance of every resource and data source. What is not of the format is passed over.
pub(crate) fn resources(document: &Value) -> Result<Vec<Resource>, Unreadable> {
    let version = document.get("version");
    if version.and_then(Value::as_u64) != Some(VERSION) {
        let version = match version {
            Some(Value::Number(number)) => number.to_string(),
            _ => "unknown".to_owned(),
        };
        return Err(Unreadable::StateVersion { version });
    }
    let resources = || items(document, "resources");
    let count = resources().flat_map(|resource| items(resource, "instances"));
    if count.take(THINGS_MAX + 1).count() > THINGS_MAX {
        return Err(Unreadable::TooMany { max: THINGS_MAX });
    }
    Ok(resources().flat_map(instances).collect())
}

fn instances(resource: &Value) -> Vec<Resource> {
    let text = |name: &str| {
        resource
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let (r#type, name, module) = (text("type"), text("name"), text("module"));
    let is_data = text("mode") == "data";
    let is_long = module.len() + r#type.len() + name.len() > NAME_BYTES_MAX;
    if is_long || !is_identifier(r#type) || !is_identifier(name) {
        return Vec::new();
    }
    let read = |instance: &Value| {
        let index = instance
            .get("index_key")
            .filter(|key| key.is_string() || key.is_u64());
        let needs = items(instance, "dependencies").filter_map(Value::as_str);
        let mut values = instance.get("attributes").cloned().unwrap_or_default();
        let sensitive = take_sensitive(instance, &mut values);
        Resource {
            address: Address::new(module, is_data, (r#type, name), index.map(Value::to_string)),
            is_managed: !is_data,
            r#type: r#type.to_owned(),
            label: label(name, index),
            needs: needs.map(str::to_owned).collect(),
            values,
            sensitive,
        }
    };
    // A deposed instance is about to be destroyed: another has taken its place.
    let current = items(resource, "instances").filter(|instance| instance.get("deposed").is_none());
    current.map(read).collect()
}

/// Takes away the attributes that the state marks as sensitive, or something in them. Passwords stay,
/// to be counted; nobody reads them.
fn take_sensitive(instance: &Value, values: &mut Value) -> Vec<String> {
    let paths = items(instance, "sensitive_attributes").filter_map(Value::as_array);
    let names = paths.filter_map(|path| path.first()?.get("value")?.as_str());
    let names = names.filter(|name| *name != "password");
    let mut taken = Vec::new();
    if let Value::Object(values) = values {
        for name in names {
            let value = values.shift_remove(name);
            if value.is_some_and(|value| !value.is_null()) {
                taken.push(name.to_owned());
            }
        }
    }
    taken
}

/// Whether a `removed` block can name it; Terraform itself writes nothing else.
fn is_identifier(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    !text.is_empty() && text.bytes().all(is_inner)
}

fn label(name: &str, index: Option<&Value>) -> String {
    match index {
        Some(Value::String(key)) if !key.is_empty() => key.clone(),
        Some(Value::Number(number)) => format!("{name}_{number}"),
        _ => name.to_owned(),
    }
}

fn items<'a>(value: &'a Value, member: &str) -> impl Iterator<Item = &'a Value> {
    value
        .get(member)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}
