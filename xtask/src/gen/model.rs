//! One published service model as a line-based table of facts.
//!
//! The form is described where it is read: `crates/aws-sim/src/model/read.rs`.

use std::{
    collections::BTreeSet,
    fmt::{Display, Write as _},
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::{
    pattern::{self, Pattern},
    rest_xml,
};

/// Values that the models leave out although the service documents and takes them.
const UNPUBLISHED: &[(&str, &str, &str)] = &[("s3", "BucketCannedACL", "log-delivery-write")];

/// The table of the service `name`, whose published model is `model`.
pub(super) fn table(name: &str, model: &Value) -> Result<String> {
    let mut table = String::from("# Made by `cargo xtask gen` from the published model.\n");
    head(&mut table, name, &model["metadata"])?;
    let operations = current(model)?;
    for (operation, facts) in &operations {
        write_operation(&mut table, name, operation, facts)?;
    }
    let shapes = &model["shapes"];
    for shape in reachable(&operations, shapes) {
        write_shape(&mut table, name, shape, &shapes[shape])
            .with_context(|| format!("{name}: shape {shape}"))?;
    }
    Ok(table)
}

/// The operations in order of their names. Where the path alone tells operations apart, one that
/// is deprecated hides the one that has its path now: it is left out.
fn current(model: &Value) -> Result<Vec<(&str, &Value)>> {
    let mut operations = sorted(&model["operations"])?;
    if model["metadata"]["protocol"] == "rest-xml" {
        operations.retain(|(_, facts)| facts["deprecated"] != true);
    }
    Ok(operations)
}

fn head(table: &mut String, name: &str, metadata: &Value) -> Result<()> {
    let protocol = match (spoken(metadata), metadata["jsonVersion"].as_str()) {
        (Some("rest-json"), _) => "restJson1",
        (Some("json"), Some("1.0")) => "awsJson1.0",
        (Some("json"), _) => "awsJson1.1",
        (Some("query"), _) => "awsQuery",
        (Some("rest-xml"), _) => "restXml",
        (other, _) => bail!("{name}: unknown protocol {other:?}"),
    };
    writeln!(table, "service {name}\nprotocol {protocol}")?;
    let host = metadata["endpointPrefix"]
        .as_str()
        .context("no endpoint prefix")?;
    writeln!(
        table,
        "signing {}",
        metadata["signingName"].as_str().unwrap_or(host)
    )?;
    writeln!(table, "host {host}")?;
    for (word, key) in [
        ("version", "apiVersion"),
        ("target", "targetPrefix"),
        ("namespace", "xmlNamespace"),
    ] {
        if let Some(value) = metadata[key].as_str() {
            writeln!(table, "{word} {value}")?;
        }
    }
    if let Some(namespace) = rest_xml::namespace(name) {
        writeln!(table, "namespace {namespace}")?;
    }
    Ok(())
}

/// The protocol that the simulator speaks: JSON, where a service takes CBOR and JSON alike.
fn spoken(metadata: &Value) -> Option<&str> {
    let json = list(&metadata["protocols"]).any(|protocol| protocol == "json");
    match metadata["protocol"].as_str() {
        Some("smithy-rpc-v2-cbor") if json => Some("json"),
        protocol => protocol,
    }
}

fn write_operation(table: &mut String, service: &str, name: &str, facts: &Value) -> Result<()> {
    let http = &facts["http"];
    let method = http["method"].as_str().context("no method")?;
    let uri = http["requestUri"].as_str().context("no URI")?;
    write!(table, "operation {name} {method} {uri}")?;
    if let Some(status) = http["responseCode"]
        .as_u64()
        .filter(|status| *status != 200)
    {
        write!(table, " status={status}")?;
    }
    if let Some(root) = rest_xml::root(service, name) {
        write!(table, " root={root}")?;
    }
    writeln!(table)?;
    for direction in ["input", "output"] {
        if let Some(shape) = facts[direction]["shape"].as_str() {
            writeln!(table, " {direction} {shape}")?;
        }
    }
    let errors: BTreeSet<&str> = list(&facts["errors"]).filter_map(shape_of).collect();
    if !errors.is_empty() {
        writeln!(table, " errors {}", Vec::from_iter(errors).join(" "))?;
    }
    Ok(())
}

fn write_shape(table: &mut String, service: &str, name: &str, shape: &Value) -> Result<()> {
    let kind = match &shape["type"] {
        _ if shape["document"] == true => "document",
        published => published.as_str().context("no type")?,
    };
    let pattern = match shape["pattern"].as_str() {
        Some(published) => pattern::normalised(service, name, published)?,
        None => None,
    };
    let longest = pattern.as_ref().and_then(|pattern| pattern.longest.clone());
    let mut line = format!("{kind} {name}");
    for part in ["member", "key", "value"] {
        if let Some(of) = shape_of(&shape[part]) {
            write!(line, " {of}")?;
        }
    }
    fact(&mut line, "min", number(&shape["min"]));
    fact(&mut line, "max", number(&shape["max"]).or(longest));
    fact(&mut line, "format", shape["timestampFormat"].as_str());
    fact(&mut line, "payload", shape["payload"].as_str());
    for (word, part) in [("item", "member"), ("key", "key"), ("value", "value")] {
        fact(&mut line, word, shape[part]["locationName"].as_str());
    }
    fact(&mut line, "error", status(shape));
    fact(
        &mut line,
        "code",
        shape["error"]["code"].as_str().filter(|code| *code != name),
    );
    for flag in ["sensitive", "union", "flattened"] {
        if shape[flag] == true {
            write!(line, " {flag}")?;
        }
    }
    writeln!(table, "{line}")?;
    write_members(table, shape)?;
    write_values(table, &values(service, name, shape), pattern.as_ref())
}

fn write_members(table: &mut String, shape: &Value) -> Result<()> {
    let Some(members) = shape["members"].as_object() else {
        return Ok(());
    };
    let required: BTreeSet<&str> = list(&shape["required"]).filter_map(Value::as_str).collect();
    for (name, member) in members {
        let mut line = format!(" {name} {}", shape_of(member).context("no shape")?);
        if required.contains(name.as_str()) {
            line.push_str(" required");
        }
        if member["idempotencyToken"] == true {
            line.push_str(" token");
        }
        if member["flattened"] == true {
            line.push_str(" flattened");
        }
        let wire = member["locationName"].as_str();
        match member["location"].as_str() {
            Some("querystring") => fact(&mut line, "query", wire.or(Some(name))),
            Some("statusCode") => line.push_str(" status"),
            Some(place) => fact(&mut line, place, wire.or(Some(name))),
            None if member["xmlAttribute"] == true => fact(&mut line, "attribute", wire),
            None => fact(&mut line, "as", wire.filter(|wire| wire != name)),
        }
        writeln!(table, "{line}")?;
    }
    Ok(())
}

/// The closed set of values of a shape: the published ones, and those that the service takes besides.
fn values<'s>(service: &str, name: &str, shape: &'s Value) -> Vec<&'s str> {
    let published = list(&shape["enum"]).filter_map(Value::as_str);
    let unpublished = UNPUBLISHED
        .iter()
        .filter(|(of, shape, _)| *of == service && *shape == name);
    published
        .chain(unpublished.map(|(_, _, value)| *value))
        .collect()
}

/// The closed set of values, and the pattern: each may hold blanks, so each has a line of its own.
fn write_values(table: &mut String, values: &[&str], pattern: Option<&Pattern>) -> Result<()> {
    ensure!(
        values.iter().all(|value| !value.contains('|')),
        "a value with a bar"
    );
    if !values.is_empty() {
        writeln!(table, " enum {}", values.join("|"))?;
    }
    if let Some(Pattern { text, .. }) = pattern {
        ensure!(!text.contains('\n'), "a pattern of several lines");
        writeln!(table, " pattern {text}")?;
    }
    Ok(())
}

/// The status of an error. Where the model gives none, the protocol's rule holds.
fn status(shape: &Value) -> Option<u64> {
    let of_kind = if shape["fault"] == true { 500 } else { 400 };
    (shape["exception"] == true)
        .then(|| shape["error"]["httpStatusCode"].as_u64().unwrap_or(of_kind))
}

/// The shapes that some operation reaches, in order of their names.
fn reachable<'m>(operations: &[(&str, &'m Value)], shapes: &'m Value) -> BTreeSet<&'m str> {
    let mut waiting: Vec<&str> = Vec::new();
    for (_, operation) in operations {
        let sides = ["input", "output"].iter();
        waiting.extend(sides.filter_map(|side| shape_of(&operation[side])));
        waiting.extend(list(&operation["errors"]).filter_map(shape_of));
    }
    let mut reached = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if reached.insert(name) {
            let shape = &shapes[name];
            waiting.extend(
                ["member", "key", "value"]
                    .iter()
                    .filter_map(|p| shape_of(&shape[p])),
            );
            let members = shape["members"].as_object().into_iter().flatten();
            waiting.extend(members.filter_map(|(_, member)| shape_of(member)));
        }
    }
    reached
}

fn fact(line: &mut String, word: &str, value: Option<impl Display>) {
    if let Some(value) = value {
        line.extend([" ", word, "=", &value.to_string()]);
    }
}

fn number(value: &Value) -> Option<String> {
    value.is_number().then(|| value.to_string())
}

fn shape_of(value: &Value) -> Option<&str> {
    value["shape"].as_str()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn sorted(value: &Value) -> Result<Vec<(&str, &Value)>> {
    let mut rows: Vec<_> = value
        .as_object()
        .context("not an object")?
        .iter()
        .map(|(k, v)| (k.as_str(), v))
        .collect();
    rows.sort_by_key(|(name, _)| *name);
    Ok(rows)
}
