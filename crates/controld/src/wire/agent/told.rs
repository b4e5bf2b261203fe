//! What came of agents, as callers see it.

use std::collections::BTreeMap;

use connect_agents::Outcome;
use control_api::v1 as pb;

use crate::{
    jobs::{AgentRow, AgentTally, AgentsTold},
    wire::{inquiry::large, job::count, readings, report},
};

pub(super) fn told(told: &AgentsTold) -> pb::AgentsResult {
    pb::AgentsResult {
        directory: told.directory.to_string(),
        file: told.file.clone(),
        sha256: told.sha256.clone(),
        digest: told.digest.clone(),
        look: told.look,
        tally: Some(tally(&told.tally)),
        rows: told.rows.iter().map(row).collect(),
        results: told.results.as_ref().map(readings::file),
        groups: told.groups.clone(),
        ignored_columns: told.ignored.clone(),
        foreign: large(told.foreign),
        unsure: large(told.unsure),
        kept: large(told.kept),
        findings: told.findings.iter().map(report::finding).collect(),
        reads: count(told.reads),
    }
}

fn tally(tally: &AgentTally) -> pb::AgentTally {
    let of = |outcome| large(tally.of(outcome));
    let counts = |map: &BTreeMap<String, u64>| {
        let counts = map.iter();
        counts.map(|(word, n)| (word.clone(), large(*n))).collect()
    };
    pb::AgentTally {
        rows: large(tally.rows),
        created: of(Outcome::Created),
        updated: of(Outcome::Updated),
        unchanged: of(Outcome::Unchanged),
        skipped: of(Outcome::Skipped),
        failed: of(Outcome::Failed),
        disabled: of(Outcome::Disabled),
        deleted: of(Outcome::Deleted),
        secrets: large(tally.secrets),
        changes: counts(&tally.changes),
        rules: counts(&tally.rules),
    }
}

fn row(row: &AgentRow) -> pb::AgentRow {
    use pb::agent_row::Outcome as Said;
    let outcome = match row.outcome {
        Outcome::Created => Said::Created,
        Outcome::Updated => Said::Updated,
        Outcome::Unchanged => Said::Unchanged,
        Outcome::Skipped => Said::Skipped,
        Outcome::Failed => Said::Failed,
        Outcome::Disabled => Said::Disabled,
        Outcome::Deleted => Said::Deleted,
    };
    let issue = |(rule, text): &(String, String)| pb::AgentRowIssue {
        rule: rule.clone(),
        text: text.clone(),
    };
    pb::AgentRow {
        line: large(row.line.unwrap_or_default()),
        username: row
            .username
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        outcome: outcome.into(),
        changes: row.changes.clone(),
        secret: row.secret.clone().unwrap_or_default(),
        issues: row.issues.iter().map(issue).collect(),
    }
}
