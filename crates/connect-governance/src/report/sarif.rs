//! SARIF 2.1.0, for code scanning.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::{references, rule_of};
use crate::{
    Area, Assessment, Finding, Rule, Severity, Subject,
    assess::{Accepted, Found, Unjudged},
};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// What a part of a path has to have in other words (RFC 3986).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
/// The name of our fingerprints, with their version.
const FINGERPRINT: &str = "ruleAndSubject/v1";

/// The assessment as SARIF.
///
/// Rules are told with their help, findings with the subject as a place; what is accepted is
/// suppressed, and what could not be judged is a notification of the tool.
pub fn sarif(assessment: &Assessment, rules: &[&Rule]) -> String {
    let told = told(assessment, rules);
    let open = assessment.findings.iter().map(|it| (it, json!([])));
    let accepted = assessment.accepted.iter();
    let accepted = accepted.map(|it| (&it.finding, json!([suppression(it)])));
    let results = open.chain(accepted);
    let results: Vec<Value> = results
        .map(|(found, suppressions)| {
            let mut result = result(found, &told, assessment);
            result["suppressions"] = suppressions;
            result
        })
        .collect();
    let run = json!({
        "tool": { "driver": driver(&told) },
        "automationDetails": { "id": format!("trunkline/governance/{}/", assessment.alias) },
        "invocations": [invocation(assessment, &told)],
        "results": results,
        "properties": {
            "instanceArn": assessment.instance_arn,
            "account": assessment.account,
            "region": assessment.region,
        },
    });
    let log = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] });
    format!("{log:#}\n")
}

/// What is told of a rule; of one that is not known here there is little.
struct Told<'a> {
    id: &'a str,
    rule: Option<&'a Rule>,
}

/// The rules that were asked for, by id: those that are not spoken of were not.
fn told<'a>(assessment: &'a Assessment, rules: &[&'a Rule]) -> Vec<Told<'a>> {
    let accepted = assessment.accepted.iter().map(|it| &it.finding);
    let found = assessment.findings.iter().chain(accepted);
    let found = found.map(|it| it.finding.rule.as_str());
    let unjudged = assessment.unjudged.iter().map(|it| it.rule.as_str());
    let sound = assessment.sound.iter().map(String::as_str);
    let mut ids: Vec<&str> = found.chain(unjudged).chain(sound).collect();
    ids.sort_unstable();
    ids.dedup();
    let told = |id| Told {
        id,
        rule: rule_of(rules, id),
    };
    ids.into_iter().map(told).collect()
}

fn driver(told: &[Told<'_>]) -> Value {
    let rules: Vec<Value> = told.iter().map(descriptor).collect();
    json!({
        "name": "Trunkline",
        "fullName": "Trunkline: governance of Amazon Connect",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    })
}

fn descriptor(told: &Told<'_>) -> Value {
    let Some(rule) = told.rule else {
        return json!({ "id": told.id });
    };
    json!({
        "id": rule.id,
        "name": pascal(rule.id),
        "shortDescription": { "text": sentence(rule.title) },
        "fullDescription": { "text": rule.why },
        "help": { "text": help(rule) },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": {
            "tags": tags(rule.area),
            "security-severity": score(rule.severity),
            "references": references(rule),
        },
    })
}

/// What to do, and what others call it.
fn help(rule: &Rule) -> String {
    let others = references(rule);
    if others.is_empty() {
        return rule.remedy.to_owned();
    }
    format!(
        "{}\n\nThe same check elsewhere: {}.",
        rule.remedy,
        others.join(", ")
    )
}

/// What is about money, tags or routes is no matter of security.
fn tags(area: Area) -> Vec<&'static str> {
    let is_secure = matches!(
        area,
        Area::Access | Area::Encryption | Area::Data | Area::Audit
    );
    let mut tags = vec!["governance", area.as_str()];
    if is_secure {
        tags.push("security");
    }
    tags
}

fn invocation(assessment: &Assessment, told: &[Told<'_>]) -> Value {
    let notification = |it: &Unjudged| {
        json!({
            "level": "warning",
            "message": { "text": format!("{} could not be judged: {}", it.rule, it.why) },
            "associatedRule": { "id": it.rule, "index": place(told, &it.rule) },
        })
    };
    let notifications: Vec<Value> = assessment.unjudged.iter().map(notification).collect();
    json!({
        "executionSuccessful": true,
        "endTimeUtc": assessment.looked_at().to_string(),
        "toolExecutionNotifications": notifications,
    })
}

fn result(found: &Found, told: &[Told<'_>], assessment: &Assessment) -> Value {
    let (it, alias) = (&found.finding, assessment.alias.as_str());
    let mut result = json!({
        "ruleId": it.rule,
        "ruleIndex": place(told, &it.rule),
        "kind": "fail",
        "level": level(it.severity),
        "message": { "text": message(it) },
        "locations": [location(alias, &it.subject)],
        "partialFingerprints": { FINGERPRINT: found.fingerprint },
        "properties": {
            "severity": it.severity,
            "area": it.area,
            "remedy": it.remedy,
            "mendable": it.mend.is_some(),
        },
    });
    if let Some(arn) = &it.subject.arn {
        result["properties"]["arn"] = json!(arn);
    }
    if assessment.has_baseline {
        let state = if found.known { "unchanged" } else { "new" };
        result["baselineState"] = json!(state);
    }
    result
}

/// A resource is in no file. Code scanning of GitHub takes no result without one, so each has a path of its
/// own, as what is found in images has there.
fn location(alias: &str, subject: &Subject) -> Value {
    let part = |text: &str| utf8_percent_encode(text, RESERVED).to_string();
    let parts = [alias, subject.kind.as_str(), subject.name.as_str()].map(part);
    let uri = format!("amazon-connect/{}", parts.join("/"));
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri },
            "region": { "startLine": 1 },
        },
        "logicalLocations": [{
            "name": subject.name,
            "fullyQualifiedName": subject.to_string(),
            "kind": "resource",
        }],
    })
}

fn message(finding: &Finding) -> String {
    let Finding {
        subject,
        evidence,
        remedy,
        ..
    } = finding;
    format!("{subject}: {evidence}. {remedy}")
}

fn suppression(accepted: &Accepted) -> Value {
    let until = accepted.until.as_ref();
    let until = until
        .map(|day| format!(" (until {day})"))
        .unwrap_or_default();
    json!({
        "kind": "external",
        "status": "accepted",
        "justification": format!("{}{until}", accepted.why),
    })
}

fn place(told: &[Told<'_>], id: &str) -> Option<usize> {
    told.iter().position(|it| it.id == id)
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

/// A number out of ten, by which code scanning sorts.
fn score(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "2.5",
        Severity::Info => "0.0",
    }
}

/// `recordings-unencrypted` becomes `RecordingsUnencrypted`.
fn pascal(id: &str) -> String {
    let word = |word: &str| {
        let mut chars = word.chars();
        let first = chars.next().map(|it| it.to_ascii_uppercase());
        first.into_iter().chain(chars).collect::<String>()
    };
    id.split('-').map(word).collect()
}

fn sentence(title: &str) -> String {
    format!("{title}.")
}
