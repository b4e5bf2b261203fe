//! What came of governance, as callers see it.

use control_api::v1 as pb;

use super::rule::severity;
use crate::{
    jobs::{
        AcceptedFinding, AssessDocument, AssessFormat, Assessed, CostRow, CostTold, GoneFinding,
        GovernanceFinding, GovernanceResult, Governed, Mended, PolicyDocument, PolicyMade,
        TagsReviewed, UnjudgedRule, UntaggedResource,
    },
    wire::{job::count, report},
};

/// What came of it, as callers see it.
pub(in crate::wire) fn result(result: &GovernanceResult) -> pb::job::Result {
    match result {
        GovernanceResult::Assess(assessed) => pb::job::Result::Assess(self::assessed(assessed)),
        GovernanceResult::Mend(mended) => pb::job::Result::Mend(self::mended(mended)),
        GovernanceResult::Policy(made) => pb::job::Result::Policy(policy(made)),
        GovernanceResult::Attach(governed) => pb::job::Result::AttachPolicy(changes(governed)),
        GovernanceResult::Ensure(governed) => pb::job::Result::EnsureGovernance(changes(governed)),
        GovernanceResult::Cost(told) => pb::job::Result::Cost(cost(told)),
        GovernanceResult::Tags(reviewed) => pb::job::Result::Tags(tags(reviewed)),
    }
}

fn assessed(assessed: &Assessed) -> pb::AssessResult {
    let unjudged = |rule: &UnjudgedRule| pb::UnjudgedRule {
        rule: rule.rule.clone(),
        why: rule.why.clone(),
    };
    pb::AssessResult {
        center: assessed.center.clone(),
        instance_arn: assessed.instance_arn.clone(),
        findings: assessed.findings.iter().map(finding).collect(),
        accepted: assessed.accepted.iter().map(accepted).collect(),
        unjudged: assessed.unjudged.iter().map(unjudged).collect(),
        sound: assessed.sound.clone(),
        reads: count(assessed.reads),
        looked_at_s: assessed.looked_at_s,
        documents: assessed.documents.iter().map(document).collect(),
        idle_exceptions: assessed.idle_exceptions.clone(),
        gone: assessed.gone.iter().map(gone).collect(),
    }
}

fn gone(gone: &GoneFinding) -> pb::GoneFinding {
    pb::GoneFinding {
        rule: gone.rule.clone(),
        severity: severity(gone.severity).into(),
        kind: gone.kind.clone(),
        name: gone.name.clone(),
        fingerprint: gone.fingerprint.clone(),
    }
}

fn finding(finding: &GovernanceFinding) -> pb::GovernanceFinding {
    pb::GovernanceFinding {
        rule: finding.rule.clone(),
        severity: severity(finding.severity).into(),
        area: finding.area.clone(),
        kind: finding.kind.clone(),
        name: finding.name.clone(),
        arn: finding.arn.clone(),
        evidence: finding.evidence.clone(),
        remedy: finding.remedy.clone(),
        mendable: finding.mendable,
        known: finding.known,
        fingerprint: finding.fingerprint.clone(),
    }
}

fn accepted(accepted: &AcceptedFinding) -> pb::AcceptedFinding {
    pb::AcceptedFinding {
        finding: Some(finding(&accepted.finding)),
        why: accepted.why.clone(),
        until: accepted.until.clone().unwrap_or_default(),
    }
}

fn document(document: &AssessDocument) -> pb::AssessmentDocument {
    let format = match document.format {
        AssessFormat::Json => pb::AssessmentFormat::Json,
        AssessFormat::Sarif => pb::AssessmentFormat::Sarif,
        AssessFormat::Html => pb::AssessmentFormat::Html,
        AssessFormat::Text => pb::AssessmentFormat::Text,
    };
    pb::AssessmentDocument {
        format: format.into(),
        content: document.content.clone().unwrap_or_default(),
        document: format!("documents/{}", document.document),
    }
}

fn changes(governed: &Governed) -> pb::GovernanceChanges {
    pb::GovernanceChanges {
        subject: governed.subject.clone(),
        steps: governed.steps.clone(),
        outcomes: governed.outcomes.iter().map(report::outcome).collect(),
        changes: count(governed.changes),
        reads: count(governed.reads),
        notes: governed.notes.clone(),
        arns: governed.arns.clone(),
    }
}

fn mended(mended: &Mended) -> pb::MendResult {
    pb::MendResult {
        changes: Some(changes(&mended.changes)),
        findings: mended.findings.iter().map(finding).collect(),
        left: mended.left.iter().map(finding).collect(),
    }
}

fn policy(made: &PolicyMade) -> pb::PolicyResult {
    let policy = |policy: &PolicyDocument| pb::GeneratedPolicy {
        name: policy.name.clone(),
        document_json: policy.document.clone(),
        characters: count(policy.characters),
    };
    pb::PolicyResult {
        policies: made.policies.iter().map(policy).collect(),
        operations: made.operations.clone(),
        unverified: made.unverified.clone(),
        notes: made.notes.clone(),
        permissions: made.permissions.clone(),
    }
}

fn cost(told: &CostTold) -> pb::CostResult {
    pb::CostResult {
        currency: told.currency.clone(),
        rows: told.rows.iter().map(row).collect(),
        total: told.total.clone(),
        forecast: told.forecast.iter().map(row).collect(),
        untagged_share: told.untagged_share,
        services: told.services.clone(),
        notes: told.notes.clone(),
        asked_at_s: told.asked_at_s,
    }
}

fn row(row: &CostRow) -> pb::CostRow {
    pb::CostRow {
        start: row.start.clone(),
        end: row.end.clone(),
        group: row.group.clone(),
        amount: row.amount.clone(),
        estimated: row.estimated,
    }
}

fn tags(reviewed: &TagsReviewed) -> pb::TagsResult {
    let lacking = |resource: &UntaggedResource| pb::UntaggedResource {
        arn: resource.arn.clone(),
        kind: resource.kind.clone(),
        name: resource.name.clone(),
        keys: resource.keys.clone(),
    };
    pb::TagsResult {
        required: reviewed.required.clone(),
        lacking: reviewed.lacking.iter().map(lacking).collect(),
        resources: count(reviewed.resources),
        allocation: reviewed.allocation.clone(),
        reads: count(reviewed.reads),
        notes: reviewed.notes.clone(),
    }
}
