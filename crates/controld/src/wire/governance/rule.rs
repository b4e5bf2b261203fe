//! The rules of assessment as callers see them.

use connect_governance::{Reference, Rule, Severity};
use control_api::v1 as pb;

/// All rules.
pub fn rules() -> pb::ListRulesResponse {
    let rules = connect_governance::rules().iter();
    pb::ListRulesResponse {
        rules: rules.map(|rule| self::rule(rule)).collect(),
    }
}

pub(super) fn severity(severity: Severity) -> pb::Severity {
    match severity {
        Severity::Info => pb::Severity::Info,
        Severity::Low => pb::Severity::Low,
        Severity::Medium => pb::Severity::Medium,
        Severity::High => pb::Severity::High,
        Severity::Critical => pb::Severity::Critical,
    }
}

fn rule(rule: &Rule) -> pb::GovernanceRule {
    let reference = |reference: &Reference| pb::RuleReference {
        source: reference.source.to_owned(),
        id: reference.id.to_owned(),
    };
    pb::GovernanceRule {
        id: rule.id.to_owned(),
        area: rule.area.to_string(),
        severity: severity(rule.severity).into(),
        title: rule.title.to_owned(),
        why: rule.why.to_owned(),
        remedy: rule.remedy.to_owned(),
        references: rule.references.iter().map(reference).collect(),
    }
}
