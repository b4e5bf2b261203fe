//! The contact that a command line describes.

use std::fs;

use flow_language::walk::Contact;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::{args::ContactArgs, session::Session, status::Failure};

/// The key that stands for all hours, functions and bots.
const ALL: &str = "default";

/// The contact of a file, with what the options say put over it.
pub(super) fn contact(args: &ContactArgs, session: &Session<'_>) -> Result<Contact, Failure> {
    let contact: Contact = match &args.contact {
        Some(path) => yaml(path, session)?,
        None => Contact::default(),
    };
    let mut said = json!(contact);
    let texts = [
        ("channel", args.channel.as_ref().map(|it| it.to_uppercase())),
        ("from", args.from.clone()),
        ("to", args.to.clone()),
    ];
    for (member, text) in texts {
        if let Some(text) = text {
            said[member] = text.into();
        }
    }
    if !args.press.is_empty() {
        said["input"] = json!(args.press);
    }
    let pairs = |pairs: &[(String, String)]| -> Vec<(String, Value)> {
        let pair = |(key, value): &(String, String)| (key.clone(), value.as_str().into());
        pairs.iter().map(pair).collect()
    };
    put(&mut said, "attributes", pairs(&args.attribute));
    put(&mut said, "results", pairs(&args.result));
    put(
        &mut said,
        "hours",
        args.hours.iter().map(|it| named(it, &word)),
    );
    put(
        &mut said,
        "lambda",
        args.lambda.iter().map(|it| named(it, &answer)),
    );
    put(
        &mut said,
        "lex",
        args.lex.iter().map(|it| named(it, &intent)),
    );
    serde_json::from_value(said).map_err(|error| {
        Failure::usage(
            format!("the contact is not one: {error}"),
            "`connectctl flow try --help` says what each option takes.",
        )
    })
}

/// Reads a file of YAML or JSON.
pub(super) fn yaml<T: DeserializeOwned>(typed: &str, session: &Session<'_>) -> Result<T, Failure> {
    let unreadable = |cause: String| Failure::Unreadable {
        file: typed.to_owned(),
        cause,
    };
    let text = fs::read_to_string(session.folder.join(typed))
        .map_err(|error| unreadable(error.to_string()))?;
    serde_saphyr::from_str(&text).map_err(|error| unreadable(error.to_string()))
}

/// Puts entries over those of the file. What is said for all leaves nothing of the file.
fn put(contact: &mut Value, member: &str, entries: impl IntoIterator<Item = (String, Value)>) {
    let entries: Vec<_> = entries.into_iter().collect();
    let map = contact
        .as_object_mut()
        .map(|members| members.entry(member).or_insert_with(|| Map::new().into()));
    if let Some(Value::Object(map)) = map {
        if entries.iter().any(|(name, _)| name == ALL) {
            map.clear();
        }
        map.extend(entries);
    }
}

/// `NAME=WHAT`, or what holds for all. An object of JSON may have a sign in it.
fn named(text: &str, read: &dyn Fn(&str) -> Value) -> (String, Value) {
    let sign = text.find('=').filter(|sign| {
        let brace = text.find('{').unwrap_or(text.len());
        *sign > 0 && *sign < brace
    });
    match sign {
        Some(sign) => (text[..sign].to_owned(), read(&text[sign + 1..])),
        None => (ALL.to_owned(), read(text)),
    }
}

fn word(text: &str) -> Value {
    text.into()
}

fn answer(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

fn intent(text: &str) -> Value {
    match (text, answer(text)) {
        ("noMatch" | "error", word) => word,
        (_, object @ Value::Object(_)) => object,
        (intent, _) => json!({ "intent": intent }),
    }
}
