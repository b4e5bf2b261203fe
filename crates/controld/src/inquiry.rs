//! Questions to shared analytics. No job, and nothing is kept: rows go through, no faster than they are
//! taken.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use analytics_share::{Answer, Listener, Report, Window, report_sql};
use async_trait::async_trait;
use connect_model::{Finding, share::AnalyticsShare};
use futures::Stream;
use reconcile::Cancel;
use tokio::sync::mpsc::{self, Sender};
use tokio_stream::wrappers::ReceiverStream;
use uuid::Uuid;

use crate::{
    ids::Ids,
    jobs::{Digest, Jobs, ShareFiles},
    refusal::{Refusal, Violation},
    task::Crew,
};

/// Most bytes of values in one part: readers of gRPC take messages of 4 MiB by default.
const PART_BYTES_MAX: usize = 1 << 20;
/// Parts that wait to be taken. One keeps Athena and the reader busy at the same time.
const PARTS_WAITING_MAX: usize = 1;

/// Reads a share on behalf of its query role.
///
/// Contract: when `cancel` of the reading is asked, or the listener takes no more, the query is stopped in
/// AWS before `read` returns. What was read before is not taken back.
#[async_trait]
pub trait ShareReader: Send + Sync {
    /// Runs a question and hands its rows to the listener.
    async fn read(&self, reading: &Reading, listener: &mut dyn Listener)
    -> Result<Answer, Refusal>;
}

/// What is to be read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Names the session and the query.
    pub id: Uuid,
    /// The share.
    pub share: AnalyticsShare,
    /// The question.
    pub sql: String,
    /// The request to stop.
    pub cancel: Cancel,
}

/// A question as it comes out of a request.
#[derive(Clone, Debug)]
pub struct Inquiry {
    /// The share.
    pub of: ShareFiles,
    /// Contents that came with the request.
    pub contents: BTreeMap<Digest, Vec<u8>>,
    /// What is asked.
    pub question: Question,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// In SQL.
    Sql(String),
    /// A ready question about some days.
    Report(Report, Window),
}

/// A part of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Names and types of the columns, first and once.
    Columns(Vec<(String, String)>),
    /// Some rows.
    Rows(Vec<Row>),
    /// What there is to say of the query, last and once.
    Answer {
        /// The SQL that was run.
        sql: String,
        /// What came of it.
        answer: Answer,
    },
}

/// A value for each column; a null is none.
pub type Row = Vec<Option<String>>;

/// Answers questions.
#[derive(Clone)]
pub struct Inquiries {
    jobs: Jobs,
    reader: Arc<dyn ShareReader>,
    ids: Arc<dyn Ids>,
    drain: Cancel,
    crew: Arc<Mutex<Crew>>,
}

/// Hands rows on to who asked.
struct Outlet {
    parts: Sender<Result<Part, Refusal>>,
    cancel: Cancel,
}

// === impl Inquiries ===

impl Inquiries {
    /// Answers through `reader`, until `drain` is asked.
    pub fn new(jobs: Jobs, reader: Arc<dyn ShareReader>, ids: Arc<dyn Ids>, drain: Cancel) -> Self {
        Self {
            jobs,
            reader,
            ids,
            drain,
            crew: Arc::default(),
        }
    }

    /// Asks. Who drops the answer stops the query.
    pub async fn ask(
        &self,
        inquiry: Inquiry,
    ) -> Result<impl Stream<Item = Result<Part, Refusal>> + Send + use<>, Refusal> {
        let share = self.jobs.declared_share(&inquiry.of, &inquiry.contents);
        let share = share.await?;
        self.jobs.target(&share.consumer)?;
        let sql = inquiry.question.sql(&share);
        let sql = sql.map_err(|finding| unfit(&finding))?;
        let reading = Reading {
            id: self.ids.fresh(),
            share,
            sql,
            cancel: Cancel::new(),
        };
        let (parts, taken) = mpsc::channel(PARTS_WAITING_MAX);
        let work = carry(Arc::clone(&self.reader), reading, parts, self.drain.clone());
        self.start(work);
        Ok(ReceiverStream::new(taken))
    }

    /// Returns when no query runs any more.
    pub async fn all_ended(&self) {
        let mut crew = {
            let mut crew = self.crew.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *crew)
        };
        crew.all_ended().await;
    }

    /// The query outlives the stream of its answer by as long as it takes to stop it.
    fn start(&self, work: impl Future<Output = ()> + Send + 'static) {
        let mut crew = self.crew.lock().unwrap_or_else(PoisonError::into_inner);
        crew.let_go();
        crew.start(work);
    }
}

impl fmt::Debug for Inquiries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Inquiries")
    }
}

/// Carries a question to its end, which is near once nobody takes its parts or the daemon stops.
async fn carry(
    reader: Arc<dyn ShareReader>,
    reading: Reading,
    parts: Sender<Result<Part, Refusal>>,
    drain: Cancel,
) {
    let mut outlet = Outlet {
        parts: parts.clone(),
        cancel: reading.cancel.clone(),
    };
    let needless = async {
        tokio::select! {
            () = parts.closed() => {}
            () = drain.asked() => {}
        }
        reading.cancel.ask();
        std::future::pending().await
    };
    let answer = tokio::select! {
        answer = reader.read(&reading, &mut outlet) => answer,
        never = needless => never,
    };
    let last = answer.map(|answer| Part::Answer {
        sql: reading.sql,
        answer,
    });
    // Whoever is gone does not want to know.
    let _ = parts.send(last).await;
}

fn unfit(finding: &Finding) -> Refusal {
    let why = format!("{}; {}", finding.message, finding.remedy);
    Refusal::Invalid(vec![Violation::new("report.report", why)])
}

// === impl Question ===

impl Question {
    fn sql(self, share: &AnalyticsShare) -> Result<String, Finding> {
        match self {
            Self::Sql(sql) => Ok(sql),
            Self::Report(report, window) => report_sql(report, share, &window),
        }
    }
}

// === impl Outlet ===

impl Outlet {
    async fn send(&self, part: Part) -> bool {
        tokio::select! {
            sent = self.parts.send(Ok(part)) => sent.is_ok(),
            () = self.cancel.asked() => false,
        }
    }
}

#[async_trait]
impl Listener for Outlet {
    async fn columns(&mut self, columns: Vec<(String, String)>) -> bool {
        self.send(Part::Columns(columns)).await
    }

    async fn rows(&mut self, rows: Vec<Row>) -> bool {
        let (mut part, mut bytes) = (Vec::new(), 0);
        for row in rows {
            let more = weight(&row);
            if bytes + more > PART_BYTES_MAX && !part.is_empty() {
                if !self.send(Part::Rows(std::mem::take(&mut part))).await {
                    return false;
                }
                bytes = 0;
            }
            bytes += more;
            part.push(row);
        }
        part.is_empty() || self.send(Part::Rows(part)).await
    }
}

/// Bytes of a row on the wire, about.
fn weight(row: &Row) -> usize {
    const FRAME: usize = 8;
    let value = |value: &Option<String>| FRAME + value.as_ref().map_or(0, String::len);
    FRAME + row.iter().map(value).sum::<usize>()
}
