//! The instance held to the rules of governance, before and after it is given what is declared for it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::bail;
use control_api::v1 as pb;

use super::{Caller, Say, sample};

const TARGET: &str = "targets/local";

/// Assesses, makes keys, storage, tags and budgets so, mends, and assesses again.
pub(super) async fn governance(caller: &mut Caller, say: Say<'_>) -> anyhow::Result<()> {
    say("\nHolding full-contact-center to the rules of governance:")?;
    let before = assess("12121212-1212-4212-8212-121212121212");
    let before = caller.assess(before, say).await?;
    told(&before, say)?;
    say("\nMaking what examples/governance/full-contact-center.yaml declares so:")?;
    let ensured = caller.govern(ensure(), say).await?;
    say("\nMending what can be mended without deciding anything:")?;
    let mended = caller.mend(mend(), say).await?;
    say("\nHolding it to the rules again:")?;
    let after = assess("34343434-3434-4434-8434-343434343434");
    let after = caller.assess(after, say).await?;
    told(&after, say)?;
    let changes = ensured.changes + mended.changes.unwrap_or_default().changes;
    let (found, left) = (before.findings.len(), after.findings.len());
    say(&format!(
        "\n{found} findings before, {left} after {changes} changes; what is left is for somebody to decide."
    ))?;
    let gone = |rule: &str| rules(&before).contains(rule) && !rules(&after).contains(rule);
    let still = after.findings.iter().any(|it| it.mendable);
    let is_done = ["budget-missing", "storage-missing", "storage-without-key"]
        .into_iter()
        .all(gone);
    if changes == 0 || still || !is_done {
        bail!("what was declared must be found missing once, and be there after that");
    }
    Ok(())
}

fn rules(assessed: &pb::AssessResult) -> BTreeSet<&str> {
    assessed
        .findings
        .iter()
        .map(|it| it.rule.as_str())
        .collect()
}

fn told(assessed: &pb::AssessResult, say: Say<'_>) -> anyhow::Result<()> {
    let mut by_severity: BTreeMap<i32, usize> = BTreeMap::new();
    for finding in &assessed.findings {
        *by_severity.entry(finding.severity).or_default() += 1;
        let mark = if finding.mendable { '*' } else { ' ' };
        let (rule, kind, name) = (&finding.rule, &finding.kind, &finding.name);
        say(&format!("  {mark} {rule:32} {kind}/{name}"))?;
    }
    let counts = by_severity.iter().rev().map(|(severity, count)| {
        let word = pb::Severity::try_from(*severity).unwrap_or_default();
        let word = word.as_str_name().trim_start_matches("SEVERITY_");
        format!("{count} {}", word.to_ascii_lowercase())
    });
    let (sound, reads) = (assessed.sound.len(), assessed.reads);
    say(&format!(
        "  {}; {sound} rules found nothing, {} could not be judged; {reads} calls",
        counts.collect::<Vec<_>>().join(", "),
        assessed.unjudged.len(),
    ))?;
    Ok(())
}

fn assess(request_id: &str) -> pb::AssessInstanceRequest {
    pb::AssessInstanceRequest {
        target: TARGET.to_owned(),
        spec: Some(sample::governance()),
        request_id: request_id.to_owned(),
        ..pb::AssessInstanceRequest::default()
    }
}

fn ensure() -> pb::EnsureGovernanceRequest {
    pb::EnsureGovernanceRequest {
        target: TARGET.to_owned(),
        spec: Some(sample::governance()),
        request_id: "78787878-7878-4878-8878-787878787878".to_owned(),
        ..pb::EnsureGovernanceRequest::default()
    }
}

fn mend() -> pb::MendFindingsRequest {
    pb::MendFindingsRequest {
        target: TARGET.to_owned(),
        spec: Some(sample::governance()),
        request_id: "56565656-5656-4656-8656-565656565656".to_owned(),
        ..pb::MendFindingsRequest::default()
    }
}
