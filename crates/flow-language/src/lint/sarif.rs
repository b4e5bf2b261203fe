//! Findings as SARIF 2.1.0, which code hosts and editors show beside the file.

use std::{collections::BTreeMap, fmt::Write as _};

use serde_json::{Value, json};

use crate::{
    bundle::{Files, ItemName, Read},
    document::{Document, Form},
    lint::{
        RULES,
        finding::Finding,
        locate::{Spot, locate_content},
        rule::Rule,
    },
};

/// The file that a flow was read from.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// Where the file is: a path relative to the root of its repository, with `/` between steps.
    pub uri: &'a str,
    /// All of its text.
    pub text: &'a str,
    /// The form in which the flow is kept there.
    pub form: Form,
}

/// The file of each flow of a bundle, as far as its text can be read.
pub fn sources<'f>(read: &'f Read, files: &'f Files) -> BTreeMap<&'f ItemName, Source<'f>> {
    let source = |(name, file): (&'f ItemName, &'f String)| {
        let text = std::str::from_utf8(files.get(file)?).ok()?;
        let source = Source {
            uri: file,
            text,
            form: Document::parse(text).ok()?.form(),
        };
        Some((name, source))
    };
    read.files.iter().filter_map(source).collect()
}

/// A SARIF log with one run. `version` is that of the program that is named as the tool; sources are
/// found by the flow, and a finding in a flow without a source has no file.
pub fn sarif(
    findings: &[Finding],
    sources: &BTreeMap<&ItemName, Source<'_>>,
    version: &str,
) -> Value {
    let spots = spots(findings, sources);
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let source = finding.flow.as_ref().and_then(|flow| sources.get(flow));
            let spots = finding.flow.as_ref().and_then(|flow| spots.get(flow));
            let spot = spots.and_then(|spots| spots.get(finding.path.as_str()).copied());
            result(finding, source, spot)
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "connectctl",
                "semanticVersion": version,
                "rules": RULES.iter().map(described).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// Each file is read once, for all findings in it.
fn spots<'f>(
    findings: &'f [Finding],
    sources: &BTreeMap<&ItemName, Source<'_>>,
) -> BTreeMap<&'f ItemName, BTreeMap<&'f str, Spot>> {
    let mut paths: BTreeMap<&ItemName, Vec<&str>> = BTreeMap::new();
    for finding in findings {
        if let Some(flow) = &finding.flow {
            paths.entry(flow).or_default().push(&finding.path);
        }
    }
    let found = paths.into_iter().filter_map(|(flow, paths)| {
        let source = sources.get(flow)?;
        Some((flow, locate_content(source.text, source.form, paths)))
    });
    found.collect()
}

fn described(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "name": pascal(rule.code),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.explanation},
        "help": {
            "text": format!("{} What to do: {}.", rule.explanation, rule.remedy),
            "markdown": format!("{}\n\n**What to do:** {}.", rule.explanation, rule.remedy),
        },
        "defaultConfiguration": {"level": rule.severity.as_str()},
    })
}

fn result(finding: &Finding, source: Option<&Source<'_>>, spot: Option<Spot>) -> Value {
    let index = RULES.iter().position(|rule| rule.code == finding.code);
    let mut location = json!({"logicalLocations": [logical(finding)]});
    if let Some(source) = source {
        let mut physical = json!({"artifactLocation": {"uri": encoded(source.uri)}});
        if let Some(spot) = spot {
            physical["region"] = json!({"startLine": spot.line, "startColumn": spot.column});
        }
        location["physicalLocation"] = physical;
    }
    json!({
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": finding.severity.as_str(),
        "message": {"text": format!("{}. What to do: {}.", finding.message, finding.remedy)},
        "locations": [location],
    })
}

/// The block, or the flow where no block is meant.
fn logical(finding: &Finding) -> Value {
    let flow = finding.flow.as_ref();
    let name = flow.map_or("flow", |flow| &flow.name);
    let whole = flow.map_or_else(
        || name.to_owned(),
        |flow| format!("{}/{name}", flow.role.as_str()),
    );
    match (&finding.action, &finding.block) {
        (Some(action), block) => json!({
            "name": block.as_ref().unwrap_or(action),
            "fullyQualifiedName": format!("{whole}/{action}"),
            "kind": "element",
        }),
        _ => json!({"name": name, "fullyQualifiedName": whole, "kind": "module"}),
    }
}

/// `unreachable-block` as `UnreachableBlock`, which SARIF wants for names.
fn pascal(code: &str) -> String {
    let upper = |word: &str| word[..1].to_uppercase() + &word[1..];
    code.split('-').map(upper).collect()
}

/// A path as a relative reference: what may not stand there is escaped.
fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _infallible = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
