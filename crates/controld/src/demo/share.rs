//! The analytics of the instance shared with the account of target `consumer`, proved, and asked.

use anyhow::bail;
use control_api::v1 as pb;

use super::{Caller, Say, sample};

/// A question whose answer fits on a screen.
const QUESTION: &str = "SELECT channel, count(*) AS contacts, min(initiation_timestamp) AS earliest, \
     max(initiation_timestamp) AS latest FROM contact_record GROUP BY channel ORDER BY contacts DESC";

/// Shares twice, looks at every link, and asks a question.
pub(super) async fn analytics(caller: &mut Caller, say: Say<'_>) -> anyhow::Result<()> {
    say("\nSharing the analytics of full-contact-center with target consumer, another account:")?;
    let first = ensure("77777777-7777-4777-8777-777777777777");
    let first = caller.ensure(first, say).await?;
    say("\nSharing the same again:")?;
    let second = ensure("88888888-8888-4888-8888-888888888888");
    let second = caller.ensure(second, say).await?;
    if second.changes == 0 {
        say("  nothing to do")?;
    }
    for kept in &second.schedules {
        let (what, when) = (&kept.word, &kept.expression);
        say(&format!("  by itself the daemon starts {what} at {when}"))?;
    }
    say("\nLooking at every link of the chain, down to a row of each table:")?;
    let verified = caller.verify(verify(), say).await?;
    for link in &verified.links {
        say(&format!(
            "  {:18} {}: {}",
            link.rule, link.subject, link.evidence
        ))?;
    }
    say(&format!("\n{QUESTION}"))?;
    let rows = ask(caller, say).await?;
    say(&format!(
        "\nThe first ensure made {} changes, the second {}; {rows} rows came from the other account.",
        first.changes, second.changes
    ))?;
    if first.changes == 0 || second.changes != 0 || !verified.sound || rows == 0 {
        bail!("a share must be made once, be sound, and have rows");
    }
    Ok(())
}

fn ensure(request_id: &str) -> pb::EnsureShareRequest {
    pb::EnsureShareRequest {
        spec: Some(sample::share()),
        request_id: request_id.to_owned(),
        ..pb::EnsureShareRequest::default()
    }
}

fn verify() -> pb::VerifyShareRequest {
    pb::VerifyShareRequest {
        spec: Some(sample::share()),
        request_id: "99999999-9999-4999-8999-999999999999".to_owned(),
        ..pb::VerifyShareRequest::default()
    }
}

/// Prints the rows as they come, and counts them.
async fn ask(caller: &mut Caller, say: Say<'_>) -> anyhow::Result<usize> {
    use pb::{query_share_request::Question, query_share_response::Part};
    let request = pb::QueryShareRequest {
        spec: Some(sample::share()),
        question: Some(Question::Sql(QUESTION.to_owned())),
        ..pb::QueryShareRequest::default()
    };
    let (mut parts, mut count) = (caller.query(request).await?, 0);
    while let Some(part) = parts.message().await? {
        match part.part {
            Some(Part::Columns(columns)) => {
                let names = columns.columns.into_iter().map(|column| column.name);
                say(&format!("  {}", line(names)))?;
            }
            Some(Part::Rows(rows)) => {
                count += rows.rows.len();
                for row in rows.rows {
                    let values = row.values.into_iter();
                    let values = values.map(|value| value.text.unwrap_or_default());
                    say(&format!("  {}", line(values)))?;
                }
            }
            Some(Part::Answer(answer)) => {
                say(&format!("  {} bytes were scanned", answer.scanned_bytes))?;
            }
            None => {}
        }
    }
    Ok(count)
}

fn line(values: impl Iterator<Item = String>) -> String {
    let padded = values.map(|value| format!("{value:26}"));
    padded.collect::<String>().trim_end().to_owned()
}
