//! Rows that can be told apart: asked for, and counted as they come.

use std::{
    fs::File,
    io::{BufRead as _, BufReader},
    path::Path,
};

use anyhow::{Context, Result, bail};
use control_api::v1::{
    self as pb, analytics_share_service_client::AnalyticsShareServiceClient,
    query_share_response::Part,
};
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};
use tonic::{Streaming, transport::Endpoint};

/// An answer that is taken part by part, on a connection and a runtime of its own.
pub(super) struct Answer {
    runtime: Runtime,
    parts: Streaming<pb::QueryShareResponse>,
}

/// How rows came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::bench) struct Count {
    /// Each once and in its turn.
    pub(in crate::bench) right: usize,
    /// Twice, too late or not as they are.
    pub(in crate::bench) wrong: usize,
}

/// So many thousand rows, numbered from one, about as wide as contacts with a few members. Athena takes
/// it as it stands: a sequence has 10,000 numbers at most.
pub(super) fn numbered(thousands: u32) -> String {
    format!(
        "SELECT (a.n - 1) * 1000 + b.n AS n, \
         concat('00000000-0000-4000-8000-', lpad(CAST(b.n AS varchar), 12, '0')) AS contact_id, \
         CASE WHEN b.n % 3 = 0 THEN 'VOICE' WHEN b.n % 3 = 1 THEN '' END AS channel, \
         b.n * 1.5 AS seconds \
         FROM UNNEST(SEQUENCE(1, {thousands})) AS a(n) CROSS JOIN UNNEST(SEQUENCE(1, 1000)) AS b(n) ORDER BY n"
    )
}

// === impl Answer ===

impl Answer {
    /// Asks the daemon at `address`.
    pub(super) fn of(address: &str, question: &pb::QueryShareRequest) -> Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let endpoint = Endpoint::from_shared(format!("http://{address}"))?;
        let parts = runtime.block_on(async {
            let mut shares = AnalyticsShareServiceClient::new(endpoint.connect().await?);
            let answer = shares.query_share(question.clone()).await?;
            anyhow::Ok(answer.into_inner())
        })?;
        Ok(Self { runtime, parts })
    }

    /// Takes the first part, which has no rows.
    pub(super) fn columns(&mut self) -> Result<()> {
        match self.part()? {
            Some(Part::Columns(_)) => Ok(()),
            other => bail!("the first part is {other:?}"),
        }
    }

    /// Takes all that is left.
    pub(super) fn take(mut self) -> Result<Count> {
        let mut count = Count::default();
        loop {
            match self.part()?.context("the rows ended without an answer")? {
                Part::Columns(_) => {}
                Part::Rows(rows) => rows.rows.iter().for_each(|row| count.add(number(row))),
                Part::Answer(_) => return Ok(count),
            }
        }
    }

    fn part(&mut self) -> Result<Option<Part>> {
        let part = self.runtime.block_on(self.parts.message())?;
        Ok(part.and_then(|part| part.part))
    }
}

fn number(row: &pb::ShareRow) -> Option<usize> {
    row.values.first()?.text.as_deref()?.parse().ok()
}

// === impl Count ===

impl Count {
    /// Of the rows in a file: a row a line, of JSON or behind the names of the columns.
    pub(in crate::bench) fn of_file(file: &Path) -> Result<Self> {
        let mut count = Self::default();
        let is_json = file.extension().is_some_and(|it| it == "json");
        let lines = BufReader::new(File::open(file)?).lines();
        for line in lines.skip(usize::from(!is_json)) {
            let line = line?;
            if !is_json {
                count.add(line.split(',').next().and_then(|n| n.parse().ok()));
                continue;
            }
            let row: Value = serde_json::from_str(&line).with_context(|| line.clone())?;
            if row["row"].is_object() {
                let n = row["row"]["n"].as_u64();
                count.add(n.and_then(|n| n.try_into().ok()));
            }
        }
        Ok(count)
    }

    fn add(&mut self, number: Option<usize>) {
        if number == Some(self.right + 1) {
            self.right += 1;
        } else {
            self.wrong += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn rows_of_a_file_are_told_apart() {
        let folder = tempfile::tempdir().expect("a folder");
        let (csv, json) = (folder.path().join("r.csv"), folder.path().join("r.json"));
        fs::write(&csv, "n,channel\r\n1,VOICE\r\n2,\r\n2,\"\"\r\n3,\r\n").expect("a file");
        let lines =
            "{\"row\":{\"n\":1}}\n{\"row\":{\"n\":3}}\n{\"row\":{\"n\":2}}\n{\"answer\":{}}\n";
        fs::write(&json, lines).expect("a file");
        let count = |right, wrong| Count { right, wrong };
        assert_eq!(Count::of_file(&csv).expect("rows"), count(3, 1));
        assert_eq!(Count::of_file(&json).expect("rows"), count(2, 1));
    }
}
