//! One run of an export.

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use connect_model::{
    Finding,
    share::{AnalyticsShare, ExportSpec},
    suggest,
};
use connect_resources::{Trouble, read};
use reconcile::{
    Act, Attempt, Journal, Lane, Plan, RunContext, RunReport, Setback, Step, StepId, Verdict, run,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{place, unload};
use crate::{
    ask::{AskError, Question, ended, start},
    error::Error,
    policy::EXPORTS_PREFIX,
    port::{Execution, QueryState},
    site::{Deal, Parties},
};

/// What came of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportRun {
    /// What became of its step.
    pub run: RunReport,
    /// What was written, where it was.
    pub told: Option<ExportTold>,
}

/// What a run wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportTold {
    /// The id of the query in Athena.
    pub query: String,
    /// How many rows were written, where Athena says so.
    pub rows: Option<u64>,
    /// How many bytes were read, which is what AWS bills.
    pub scanned_bytes: u64,
    /// Where the files are: `s3://BUCKET/PREFIX/`.
    pub place: String,
    /// The list of the files, which is written last: what it does not name is of no whole run.
    pub manifest: String,
}

/// The one step.
struct Unload;

struct Hand<'a> {
    cx: &'a RunContext,
    deal: Deal<'a>,
    spec: &'a ExportSpec,
    told: Mutex<Option<ExportTold>>,
}

/// Writes a data set to files once, and their list last.
///
/// The calls of the consumer must be those of the query role, which alone may read. A run that is
/// repeated or resumed finds its query by the token, so that none runs twice. One that failed leaves
/// files that no list names.
pub async fn run_export(
    cx: &RunContext,
    share: &AnalyticsShare,
    parties: &Parties<'_>,
    export: &str,
    journal: &dyn Journal,
) -> Result<ExportRun, Error> {
    let spec = (share.exports.iter().find(|it| it.name.as_str() == export))
        .ok_or_else(|| unknown(share, export))?;
    let hand = Hand {
        cx,
        deal: Deal { share, parties },
        spec,
        told: Mutex::default(),
    };
    let step = Step {
        id: StepId::new("export", export, "unload"),
        lane: Lane::new("athena:StartQueryExecution"),
        needs: [].into(),
        stage: 0,
        action: Unload,
    };
    let plan = Plan::new(vec![step]).map_err(|cause| Error::of_plan(&cause))?;
    let run = run(cx, &plan, journal, &hand).await?;
    let told = hand
        .told
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    Ok(ExportRun { run, told })
}

fn unknown(share: &AnalyticsShare, export: &str) -> Error {
    let known: Vec<&str> = share.exports.iter().map(|it| it.name.as_str()).collect();
    let message = format!("{} declares no export {export}", share.name);
    let remedy = suggest(export, &known, "declare it under exports");
    Error::Findings(vec![Finding::of_the_world(
        "unknown-export",
        message,
        remedy,
    )])
}

#[async_trait]
impl Act<Unload> for Hand<'_> {
    async fn act(&self, _: &Step<Unload>, attempt: &Attempt<'_>) -> Result<Value, Setback> {
        let token = attempt.token().await.to_string();
        let told = self.unload(&token).await?;
        let value = json!(told);
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
        Ok(value)
    }
}

impl Hand<'_> {
    async fn unload(&self, token: &str) -> Result<ExportTold, Setback> {
        let (cx, share) = (self.cx, self.deal.share);
        let calls = self.deal.consumer().calls;
        let question = Question {
            sql: unload(self.deal, self.spec, token),
            workgroup: share.workgroup(),
            database: share.database(),
            token: token.to_owned(),
        };
        let query = start(cx, calls, &question).await.map_err(setback)?;
        let execution = ended(cx, calls, &query).await.map_err(setback)?;
        if execution.state != QueryState::Succeeded {
            return Err(failed(&execution));
        }
        let rows = read(cx, || calls.queries.output_rows(&query)).await;
        let mut told = ExportTold {
            query,
            // A help, and no reason to fail.
            rows: rows.unwrap_or_default(),
            scanned_bytes: execution.scanned_bytes,
            place: place(self.deal, self.spec, token),
            manifest: String::new(),
        };
        self.publish(token, &mut told).await?;
        Ok(told)
    }

    /// Lists the files of the run. Who reads begins with the lists, and never sees a part of a run.
    async fn publish(&self, token: &str, told: &mut ExportTold) -> Result<(), Setback> {
        let (cx, bucket) = (self.cx, self.deal.bucket());
        let port = &self.deal.consumer().calls.objects;
        let name = self.spec.name.as_str();
        let prefix = format!("{EXPORTS_PREFIX}{name}/run={token}/");
        let files = read(cx, || port.objects(&bucket, &prefix)).await;
        let files = files.map_err(|fault| Setback::from(Trouble::from(fault)))?;
        // Where there are files, no rows are no count of theirs: what Athena tells of an UNLOAD is not
        // documented.
        if !files.is_empty() {
            told.rows = told.rows.filter(|rows| *rows > 0);
        }
        let list: Vec<Value> = files
            .iter()
            .map(|(key, bytes)| json!({ "file": format!("s3://{bucket}/{key}"), "bytes": bytes }))
            .collect();
        let manifest = json!({
            "export": name,
            "data_set": self.spec.data_set.as_str(),
            "format": self.spec.format.as_str(),
            "window_hours": self.spec.window_hours,
            "query": told.query,
            "rows": told.rows,
            "scanned_bytes": told.scanned_bytes,
            "files": list,
        });
        let key = format!("{EXPORTS_PREFIX}{name}/manifests/run={token}.json");
        let text = serde_json::to_vec_pretty(&manifest).expect("texts and numbers can be written");
        let put = port.put_object(&bucket, &key, text).await;
        put.map_err(|fault| Setback::from(Trouble::from(fault)))?;
        told.manifest = format!("s3://{bucket}/{key}");
        Ok(())
    }
}

/// What a query that failed left is in the way of a repeat, so that one gets a place of its own.
fn failed(execution: &Execution) -> Setback {
    let reason = execution
        .reason
        .clone()
        .unwrap_or_else(|| "Athena gives no reason".into());
    let verdict = if execution.retryable {
        Verdict::Redraw
    } else {
        Verdict::Final
    };
    Setback::new(
        verdict,
        "QUERY_FAILED",
        format!("the query failed: {reason}"),
    )
    .with("scanned_bytes", execution.scanned_bytes.to_string())
}

fn setback(error: AskError) -> Setback {
    match error {
        AskError::Fault(fault) => Trouble::from(*fault).into(),
        AskError::Cancelled { .. } => Setback::new(Verdict::Again, "CANCELLED", error.to_string()),
        AskError::Failed { .. } | AskError::Torn { .. } | AskError::NotTaken => {
            Setback::new(Verdict::Final, "QUERY_FAILED", error.to_string())
        }
    }
}
