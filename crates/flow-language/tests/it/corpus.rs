//! Real flows of public projects: the ground truth.

use std::{collections::BTreeMap, fmt::Write as _, fs, io::Write as _, path::Path};

use expect_test::expect_file;
use flow_language::{
    Document, FlowType, Form, ParseError, Ref, RefKind, RefValue, Reference, Role,
};
use serde_json::Value;

/// One row of the manifest, and its text.
pub(crate) struct Sample {
    pub(crate) file: String,
    pub(crate) format: String,
    pub(crate) declared: String,
    pub(crate) actions: usize,
    pub(crate) text: String,
}

/// The corpus lies beside the repository and is no part of it.
pub(crate) fn samples() -> Vec<Sample> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/flows");
    let Ok(manifest) = fs::read_to_string(folder.join("MANIFEST.tsv")) else {
        // Past the capture of the test runner: a test that checked nothing must not look green.
        let message = "skipped: the flow corpus (../shared/corpus/flows) not found\n";
        std::io::stderr().write_all(message.as_bytes()).unwrap();
        return Vec::new();
    };
    manifest
        .lines()
        .skip(1)
        .map(|row| sample(&folder, row))
        .collect()
}

fn sample(folder: &Path, row: &str) -> Sample {
    let columns: Vec<&str> = row.split('\t').collect();
    let [file, _, _, _, format, declared, actions] = columns[..] else {
        panic!("bad row: {row}")
    };
    Sample {
        file: file.to_owned(),
        format: format.to_owned(),
        declared: declared.to_owned(),
        actions: actions.parse().unwrap(),
        text: fs::read_to_string(folder.join(file)).unwrap(),
    }
}

pub(crate) fn readable() -> Vec<(Sample, Document)> {
    let current = samples()
        .into_iter()
        .filter(|sample| sample.format != "legacy");
    current
        .map(|sample| {
            let document =
                Document::parse(&sample.text).unwrap_or_else(|e| panic!("{}: {e}", sample.file));
            (sample, document)
        })
        .collect()
}

/// Every file that is read, with its name.
pub(crate) fn readable_files() -> Vec<(String, Document)> {
    let all = readable().into_iter();
    all.map(|(sample, document)| (sample.file, document))
        .collect()
}

/// Every file that is read, with its name and text.
pub(crate) fn readable_texts() -> Vec<(String, Document, String)> {
    let all = readable().into_iter();
    all.map(|(sample, document)| (sample.file, document, sample.text))
        .collect()
}

#[test]
fn every_file_is_read_in_its_form_or_refused_as_legacy() {
    for sample in samples() {
        let form = match (sample.format.as_str(), Document::parse(&sample.text)) {
            ("legacy", Err(ParseError::Legacy)) => continue,
            (_, Ok(document)) => {
                assert_eq!(
                    document.actions().count(),
                    sample.actions,
                    "{}",
                    sample.file
                );
                document.form()
            }
            (_, Err(error)) => panic!("{}: {error}", sample.file),
        };
        let expected = match sample.format.as_str() {
            "raw" => Form::Raw,
            "export" | "export-object" => Form::Export,
            "describe" => Form::Describe,
            other => panic!("{}: {other} was read", sample.file),
        };
        assert_eq!(form, expected, "{}", sample.file);
    }
}

#[test]
fn every_file_goes_through_unchanged() {
    for (sample, document) in readable() {
        let file = &sample.file;
        let text = sample.text.trim_start_matches('\u{feff}');
        let source: Value = serde_json::from_str(text).unwrap();
        let content = content_text(&source).unwrap_or_else(|| text.to_owned());
        if !content.contains("\\/") && !content.contains("\\u") {
            let written = if document.form() == Form::Raw {
                document.to_json()
            } else {
                String::new()
            };
            assert!(
                written.is_empty() || written == minified(&content),
                "{file}: order or a value changed"
            );
        }
        let again = serde_json::from_str::<Value>(&document.to_source_form()).unwrap();
        assert!(
            loosely_equal(&source, &again),
            "{file}: the envelope changed"
        );
        let reread = Document::parse(&document.to_pretty()).unwrap();
        assert_eq!(reread.canonical(), document.canonical(), "{file}");
        assert_eq!(
            Document::parse(&document.canonical()).unwrap().canonical(),
            document.canonical(),
            "{file}"
        );
    }
}

/// The content of an envelope as text.
fn content_text(source: &Value) -> Option<String> {
    let envelope = source.get("ContactFlow").unwrap_or(source);
    envelope.get("Content")?.as_str().map(str::to_owned)
}

/// Equal, but for the layout of a content that is kept as a string.
fn loosely_equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|((a, x), (b, y))| a == b && loosely_equal(x, y))
        }
        (Value::String(left), Value::String(right)) if left != right => {
            let parse = |text: &str| serde_json::from_str::<Value>(text).ok();
            parse(left).is_some_and(|value| Some(value) == parse(right))
        }
        _ => left == right,
    }
}

/// The text without the blanks between its tokens: an oracle that knows nothing of JSON values.
fn minified(text: &str) -> String {
    let (mut in_string, mut escaped) = (false, false);
    let keep = |character: &char| {
        if escaped {
            escaped = false;
        } else if *character == '\\' {
            escaped = true;
        } else if *character == '"' {
            in_string = !in_string;
        }
        in_string || !character.is_ascii_whitespace()
    };
    text.chars().filter(keep).collect()
}

#[test]
fn the_declared_type_is_the_hint() {
    for (sample, document) in readable() {
        let declared = match sample.declared.as_str() {
            "" => None,
            "MODULE" => Some(Role::Module),
            other => other
                .parse()
                .ok()
                .or_else(|| FlowType::from_console(other))
                .map(Role::Flow),
        };
        assert_eq!(document.role_hint(), declared, "{}", sample.file);
    }
}

/// What was found in every file. A line that changes is a reference found or lost.
#[test]
fn references_and_problems_of_every_file_are_known() {
    let readable = readable();
    if readable.is_empty() {
        return;
    }
    let mut golden = String::new();
    for (sample, document) in &readable {
        writeln!(golden, "{}", sample.file).unwrap();
        let found = |counts: BTreeMap<String, usize>, golden: &mut String| {
            for (what, count) in counts {
                writeln!(golden, "  {count:>3} {what}").unwrap();
            }
        };
        found(count(document.references().iter().map(hard)), &mut golden);
        let soft = document.soft_references();
        found(
            count(soft.iter().map(|soft| {
                let kind = soft.kind.map_or("id", RefKind::as_str);
                format!("soft {kind} {}", form(&soft.value))
            })),
            &mut golden,
        );
        let unknown = document.actions().filter(|action| action.group().is_none());
        found(
            count(unknown.map(|action| format!("unknown type {}", action.action_type()))),
            &mut golden,
        );
        let role = document
            .role_hint()
            .unwrap_or(Role::Flow(FlowType::ContactFlow));
        found(
            count(
                document
                    .check(role)
                    .iter()
                    .map(|problem| format!("problem {}", problem.rule)),
            ),
            &mut golden,
        );
    }
    expect_file!["./golden/corpus.txt"].assert_eq(&golden);
}

fn hard(reference: &Reference) -> String {
    format!("{} {}", reference.kind, form(&reference.value))
}

fn form(value: &RefValue) -> &'static str {
    match value {
        RefValue::Static(_) => "static",
        RefValue::Named(_) => "named",
        RefValue::Dynamic(_) => "dynamic",
        RefValue::Empty => "empty",
        RefValue::Foreign(_) => "foreign",
        RefValue::Malformed { .. } => "malformed",
    }
}

fn count(items: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    items.for_each(|item| *counts.entry(item).or_default() += 1);
    counts
}

/// Parameterised with an invented inventory and restored, every file is what it was.
#[test]
fn every_file_is_restored_after_it_was_portable() {
    let name = |kind: RefKind, thing: &str| match kind {
        RefKind::Flow => Ref::flow(FlowType::ContactFlow, thing).ok(),
        _ => Ref::new(kind, thing).ok(),
    };
    for (sample, document) in readable() {
        let portable = document.parameterise(&name);
        let left: Vec<_> = portable
            .references()
            .into_iter()
            .map(|reference| reference.value)
            .collect();
        let is_static = |value: &RefValue| matches!(value, RefValue::Static(_));
        assert!(!left.iter().any(is_static), "{}: {left:?}", sample.file);
        let restored = portable
            .resolve(&|name| Some(name.name().to_owned()))
            .unwrap();
        assert_eq!(nameless(&restored), nameless(&document), "{}", sample.file);
        // With the names of that inventory in place, not even those change any more.
        let again = restored.parameterise(&name);
        let again = again.into_resolved(&|name| Some(name.name().to_owned()));
        assert_eq!(again.unwrap(), restored, "{}", sample.file);
        assert_eq!(
            portable.parameterise(&name),
            portable,
            "{}: not a fixed point",
            sample.file
        );
    }
}

/// The content without the names that the designer shows: the invented inventory has others.
fn nameless(document: &Document) -> Value {
    let mut content = document.content().clone();
    if let Some(metadata) = content.get_mut("Metadata") {
        drop_names(metadata);
    }
    content
}

fn drop_names(value: &mut Value) {
    match value {
        Value::Object(members) => {
            let names = [
                "text",
                "displayName",
                "promptName",
                "contactFlowModuleName",
                "templateName",
            ];
            members
                .retain(|name, _| !names.contains(&name.as_str()) && !name.starts_with("lexV2Bot"));
            members.values_mut().for_each(drop_names);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_names),
        _ => {}
    }
}
