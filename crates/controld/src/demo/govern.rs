//! The instance held to the rules of governance, before and after what can be mended is mended.

use std::collections::BTreeMap;

use anyhow::bail;
use control_api::v1 as pb;

use super::{Caller, Say};

const TARGET: &str = "targets/local";
const ALIAS: &str = "full-contact-center";

/// Assesses, mends, and assesses again.
pub(super) async fn governance(caller: &mut Caller, say: Say<'_>) -> anyhow::Result<()> {
    say("\nHolding full-contact-center to the rules of governance:")?;
    let before = assess("12121212-1212-4212-8212-121212121212");
    let before = caller.assess(before, say).await?;
    told(&before, say)?;
    say("\nMending what can be mended without deciding anything:")?;
    let mended = caller.mend(mend(), say).await?;
    say("\nHolding it to the rules again:")?;
    let after = assess("34343434-3434-4434-8434-343434343434");
    let after = caller.assess(after, say).await?;
    told(&after, say)?;
    let changes = mended.changes.unwrap_or_default().changes;
    let (found, left) = (before.findings.len(), after.findings.len());
    say(&format!(
        "\n{found} findings before, {left} after {changes} changes; what is left is for somebody to decide."
    ))?;
    let mendable = before.findings.iter().filter(|it| it.mendable).count();
    let still = after.findings.iter().any(|it| it.mendable);
    if mendable == 0 || changes == 0 || still || left + mendable > found {
        bail!("what can be mended must be found once, and be gone after that");
    }
    Ok(())
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
        "  {}; {sound} rules found nothing, {} were not judged; {reads} calls",
        counts.collect::<Vec<_>>().join(", "),
        assessed.unjudged.len(),
    ))?;
    Ok(())
}

fn assess(request_id: &str) -> pb::AssessInstanceRequest {
    pb::AssessInstanceRequest {
        target: TARGET.to_owned(),
        alias: ALIAS.to_owned(),
        request_id: request_id.to_owned(),
        ..pb::AssessInstanceRequest::default()
    }
}

fn mend() -> pb::MendFindingsRequest {
    pb::MendFindingsRequest {
        target: TARGET.to_owned(),
        alias: ALIAS.to_owned(),
        request_id: "56565656-5656-4656-8656-565656565656".to_owned(),
        ..pb::MendFindingsRequest::default()
    }
}
