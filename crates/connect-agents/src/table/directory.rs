//! The directory: batches, and what is asked for again.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    future::Future,
    sync::Arc,
};

use async_trait::async_trait;
use connect_model::{DirectoryName, Email, Fault, FaultClass, Username};
use connect_resources::{Scope, read};
use futures::{StreamExt, TryStreamExt, stream};
use reconcile::{RunContext, Verdict, pause};

use super::{AgentRow, Batch, RowRange, TableError, TablePlace, TablePort};
use crate::{
    directory::{Directory, DirectoryError, Entry},
    listing::{AgentFilter, DirectoryReader, login_key, page},
    port::Page,
};

/// How many agents are read and written in one call.
const READ_MAX: usize = 100;
const WRITTEN_MAX: usize = 25;
/// How many calls about one agent each are under way at once.
const WIDTH: usize = 16;
/// How many pages of the table are read for one page of a list. A filter that fits nobody would read all.
const PAGES_MAX: usize = 16;

/// An agent directory in a table. Calls again while that may help, as its context says.
pub struct TableDirectory {
    port: Arc<dyn TablePort>,
    place: TablePlace,
    cx: RunContext,
}

// === impl TableDirectory ===

impl TableDirectory {
    /// A directory of an instance. Nothing is called yet.
    pub fn new(
        port: Arc<dyn TablePort>,
        table: impl Into<String>,
        scope: &Scope,
        directory: &DirectoryName,
        cx: RunContext,
    ) -> Self {
        let Scope {
            account,
            region,
            alias,
        } = scope;
        let place = TablePlace {
            table: table.into(),
            directory: format!("{account}/{region}/{alias}/{directory}"),
        };
        Self { port, place, cx }
    }

    /// The same for other work: with its request to stop, and its way to repeat.
    #[must_use]
    pub fn within(&self, cx: RunContext) -> Self {
        let (port, place) = (Arc::clone(&self.port), self.place.clone());
        Self { port, place, cx }
    }

    fn wrong(&self, fault: Fault) -> TableError {
        TableError::of(&self.place.table, fault)
    }

    /// Calls about everything in `keys`, so many at once, until nothing is left.
    async fn drained<K, T, F>(
        &self,
        keys: Vec<K>,
        most: usize,
        call: impl Fn(Vec<K>) -> F,
    ) -> Result<Vec<T>, TableError>
    where
        K: Clone,
        F: Future<Output = Result<Batch<T, K>, Fault>>,
    {
        let mut found = Vec::new();
        for chunk in keys.chunks(most) {
            let (mut left, mut tries) = (chunk.to_vec(), 0);
            while !left.is_empty() {
                let asked = left.len();
                let batch = read(&self.cx, || call(left.clone())).await;
                let batch = batch.map_err(|fault| self.wrong(fault))?;
                found.extend(batch.found);
                left = batch.left;
                // What was done is progress; only a batch that is left as it was counts as a try.
                tries = if left.len() < asked { 1 } else { tries + 1 };
                if !left.is_empty() {
                    self.wait(tries).await?;
                }
            }
        }
        Ok(found)
    }

    /// What is left over was refused for its rate.
    async fn wait(&self, tries: u32) -> Result<(), TableError> {
        let cx = &self.cx;
        let salt = &self.place.directory;
        let Some(wait) = cx.retry.wait(Verdict::Throttled, tries, salt) else {
            return Err(self.wrong(left_over()));
        };
        if pause(&*cx.clock, &cx.cancel, wait).await {
            Ok(())
        } else {
            Err(TableError::Cancelled)
        }
    }

    async fn entries(&self, logins: Vec<String>) -> Result<Vec<Entry>, TableError> {
        let (port, place) = (&self.port, &self.place);
        let get = |logins: Vec<String>| async move { port.get(place, &logins).await };
        let rows = self.drained(logins, READ_MAX, get).await?;
        Ok(rows.iter().filter_map(AgentRow::entry).collect())
    }

    /// Every login that has an address.
    async fn logins(&self, email: &Email) -> Result<Vec<String>, TableError> {
        let (mut logins, mut page) = (Vec::new(), None);
        loop {
            let next = || {
                self.port
                    .logins(&self.place, email.as_str(), page.as_deref())
            };
            let found = read(&self.cx, next).await;
            let found = found.map_err(|fault| self.wrong(fault))?;
            logins.extend(found.items);
            match found.next {
                None => return Ok(logins),
                next => page = next,
            }
        }
    }

    /// The agents of these addresses, by their keys. The index may be late, so the items decide.
    async fn addressed(&self, emails: &[Email]) -> Result<BTreeMap<String, Entry>, TableError> {
        let wanted: BTreeSet<&Email> = emails.iter().collect();
        let calls: Vec<_> = wanted.iter().map(|email| self.logins(email)).collect();
        let calls = stream::iter(calls).buffer_unordered(WIDTH);
        let logins: Vec<Vec<String>> = calls.try_collect().await?;
        let logins: BTreeSet<String> = logins.into_iter().flatten().collect();
        let entries = self.entries(logins.into_iter().collect()).await?;
        let has = |entry: &Entry| {
            let email = entry.agent.email.as_ref();
            email.is_some_and(|email| wanted.contains(email))
        };
        let entries = entries.into_iter().filter(has);
        Ok(entries
            .map(|entry| (login_key(&entry.agent.username), entry))
            .collect())
    }

    async fn date_one(&self, login: String, modified_ms: i64) -> Result<(), TableError> {
        let date = || self.port.date(&self.place, &login, modified_ms);
        let dated = read(&self.cx, date).await;
        dated.map_err(|fault| self.wrong(fault))
    }

    /// A page of a list, out of as many pages of the table as that takes.
    async fn found(
        &self,
        filter: &AgentFilter,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<Entry>, TableError> {
        let shows_all = AgentFilter {
            login_prefix: None,
            ..filter.clone()
        } == AgentFilter::default();
        let prefix = filter.key_prefix();
        let Some(after) = start(&prefix, after) else {
            let (items, next) = (Vec::new(), None);
            return Ok(Page { items, next });
        };
        let mut range = RowRange {
            prefix,
            after,
            rows_max: u32::try_from(limit).ok().filter(|_| shows_all),
        };
        let mut items = Vec::new();
        for _ in 0..PAGES_MAX {
            let rows = read(&self.cx, || self.port.rows(&self.place, &range)).await;
            let rows = rows.map_err(|fault| self.wrong(fault))?;
            for row in rows.items {
                if items.len() == limit {
                    let next = range.after;
                    return Ok(Page { items, next });
                }
                items.extend(row.entry().filter(|entry| filter.fits(entry)));
                range.after = Some(row.login);
            }
            if rows.next.is_none() {
                return Ok(Page { items, next: None });
            }
            range.after = rows.next;
            if items.len() == limit {
                break;
            }
        }
        let next = range.after;
        Ok(Page { items, next })
    }
}

#[async_trait]
impl Directory for TableDirectory {
    async fn recall(&self, usernames: &[Username]) -> Result<Vec<Entry>, DirectoryError> {
        Ok(self.entries(keys(usernames)).await?)
    }

    async fn holders(&self, emails: &[Email]) -> Result<Vec<Entry>, DirectoryError> {
        Ok(self.addressed(emails).await?.into_values().collect())
    }

    async fn remember(&self, entries: Vec<Entry>) -> Result<(), DirectoryError> {
        let rows = entries.into_iter().map(AgentRow::of);
        let rows: Result<Vec<_>, _> = rows.collect();
        // AWS takes no agent twice in a call; the last word counts.
        let rows = rows.map_err(TableError::Entry)?.into_iter();
        let rows: BTreeMap<_, _> = rows.map(|row| (row.login.clone(), row)).collect();
        let (port, place) = (&self.port, &self.place);
        let put =
            |rows: Vec<AgentRow>| async move { Ok(Batch::left(port.put(place, rows).await?)) };
        let rows = rows.into_values().collect();
        self.drained(rows, WRITTEN_MAX, put).await?;
        Ok(())
    }

    async fn date(&self, times: &[(Username, i64)]) -> Result<(), DirectoryError> {
        let times = times.iter();
        let times: BTreeMap<_, _> = times.map(|(name, time)| (login_key(name), *time)).collect();
        let calls = times.into_iter();
        let calls: Vec<_> = calls
            .map(|(login, time)| self.date_one(login, time))
            .collect();
        let calls = stream::iter(calls).buffer_unordered(WIDTH);
        Ok(calls.try_collect().await?)
    }

    async fn forget(&self, usernames: &[Username]) -> Result<(), DirectoryError> {
        let (port, place) = (&self.port, &self.place);
        let take =
            |logins: Vec<String>| async move { Ok(Batch::left(port.take(place, &logins).await?)) };
        self.drained(keys(usernames), WRITTEN_MAX, take).await?;
        Ok(())
    }
}

#[async_trait]
impl DirectoryReader for TableDirectory {
    async fn list(
        &self,
        filter: &AgentFilter,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<Entry>, DirectoryError> {
        let Some(email) = &filter.email else {
            return Ok(self.found(filter, after, limit).await?);
        };
        let entries = self.addressed(std::slice::from_ref(email)).await?;
        Ok(page(entries.into_values(), filter, after, limit))
    }
}

impl fmt::Debug for TableDirectory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TableDirectory")
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

// === impl AgentRow ===

impl AgentRow {
    fn of(mut entry: Entry) -> Result<Self, serde_json::Error> {
        let modified_ms = entry.modified_ms.take();
        let email = entry.agent.email.as_ref();
        Ok(Self {
            login: login_key(&entry.agent.username),
            email: email.map(|email| email.as_str().to_owned()),
            modified_ms,
            entry: serde_json::to_string(&entry)?,
        })
    }

    /// What is remembered. An item that nobody can read counts as forgotten.
    fn entry(&self) -> Option<Entry> {
        let mut entry: Entry = serde_json::from_str(&self.entry).ok()?;
        entry.modified_ms = self.modified_ms;
        Some(entry)
    }
}

// === impl Batch ===

impl<K> Batch<(), K> {
    fn left(left: Vec<K>) -> Self {
        let found = Vec::new();
        Self { found, left }
    }
}

/// The keys of some logins, each once.
fn keys(usernames: &[Username]) -> Vec<String> {
    let keys: BTreeSet<String> = usernames.iter().map(login_key).collect();
    keys.into_iter().collect()
}

/// The login after which a page begins, if any; nothing at all, where no login follows that begins so. AWS
/// refuses to go on from a place that is not within what is asked for.
#[expect(
    clippy::option_option,
    reason = "to begin at the first is one thing, to be at the end another"
)]
fn start(prefix: &str, after: Option<&str>) -> Option<Option<String>> {
    match after.filter(|after| !after.is_empty()) {
        Some(after) if after.starts_with(prefix) => Some(Some(after.to_owned())),
        Some(after) if after > prefix => None,
        _ => Some(None),
    }
}

/// The table had no room for it in all the time.
fn left_over() -> Fault {
    Fault {
        class: FaultClass::Throttled,
        service: "dynamodb".to_owned(),
        operation: "Batch".to_owned(),
        code: "UnprocessedItems".to_owned(),
        message: "the table does not keep up".to_owned(),
        request_id: None,
        problems: Vec::new(),
    }
}
