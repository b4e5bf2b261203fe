//! What Terraform has made, as the files of a spec.
//!
//! No job, no AWS: files go in, and files come out as documents. What goes in may hold secrets, so it
//! stays in memory, and neither a log nor an error repeats anything of it but positions and aliases.

use std::{collections::BTreeMap, sync::Arc};

use connect_model::Alias;
use futures::{StreamExt, TryStreamExt, stream};
use reconcile::Clock;
use terraform_import::{Import, Options, REMOVED, Reading, Report, Unreadable};
use tokio::sync::Semaphore;

use crate::{
    jobs::{Digest, ExportedFile, FileRef},
    refusal::{Misread, Refusal, Violation},
    store::{NewDocument, Store},
};

/// Most bytes of all files of one import, as much as one document has.
const BYTES_MAX: usize = 16 << 20;
/// Most imports at a time: what is read takes many times the room of its text.
const IMPORTS_MAX: usize = 2;
/// Most documents on their way into the store.
const PUTS_MAX: usize = 64;
/// Most aliases that an error names, and the longest of them. Errors travel in headers.
const ALIASES_MAX: usize = 20;
const ALIAS_CHARS_MAX: usize = 64;

/// Makes specs of Terraform's files.
#[derive(Clone)]
pub struct Takeovers {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    room: Arc<Semaphore>,
}

/// What to take over.
#[derive(Clone)]
pub struct Order {
    /// One state, or values of variables of which the last win.
    pub files: Vec<FileRef>,
    /// Contents that came with the request; others are documents.
    pub contents: BTreeMap<Digest, Vec<u8>>,
    /// Which instance.
    pub alias: Option<Alias>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenOver {
    /// The spec and the files that it names, sorted by path.
    pub files: Vec<ExportedFile>,
    /// What makes Terraform forget.
    pub removed: Option<ExportedFile>,
    /// What was taken over and what was not.
    pub report: Report,
}

// === impl Takeovers ===

impl Takeovers {
    /// Takeovers that keep their files in this store.
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>) -> Self {
        Self {
            store,
            clock,
            room: Arc::new(Semaphore::new(IMPORTS_MAX)),
        }
    }

    /// Makes a spec of the files. An import waits until there is room for it.
    pub async fn import(&self, order: Order) -> Result<TakenOver, Refusal> {
        let room = Arc::clone(&self.room).acquire_owned().await;
        let room = room.map_err(|_| Refusal::Draining)?;
        let files = self.contents(order.files, order.contents).await?;
        let options = Options {
            alias: order.alias.map(|alias| alias.as_str().to_owned()),
        };
        // Reading a large state takes long enough to hold others up. A call that is given up leaves
        // this thread behind, so the thread has the room.
        let import = tokio::task::spawn_blocking(move || {
            let _room = room;
            read(&files)?
                .import(&options)
                .map_err(|cause| of_all(&files, cause))
        });
        // What a panic says could be a piece of the file.
        let import = import
            .await
            .map_err(|_| Refusal::Internal("an import panicked".into()))?;
        let Import { files, report } = import?;
        let mut files = self.keep(files).await?;
        let removed = files.iter().position(|file| file.path == REMOVED);
        let removed = removed.map(|at| files.remove(at));
        Ok(TakenOver {
            files,
            removed,
            report,
        })
    }

    /// Paths and contents, in the order of the request.
    async fn contents(
        &self,
        files: Vec<FileRef>,
        contents: BTreeMap<Digest, Vec<u8>>,
    ) -> Result<Vec<(String, Vec<u8>)>, Refusal> {
        let (mut read, mut bytes) = (Vec::with_capacity(files.len()), 0);
        for FileRef { path, content } in files {
            let content = match contents.get(&content) {
                Some(content) => content.clone(),
                None => self.uploaded(content).await?,
            };
            bytes += content.len();
            if bytes > BYTES_MAX {
                let wrong = format!("take more than {BYTES_MAX} bytes together");
                return Err(Refusal::Invalid(vec![Violation::new("files", wrong)]));
            }
            read.push((path, content));
        }
        Ok(read)
    }

    async fn uploaded(&self, digest: Digest) -> Result<Vec<u8>, Refusal> {
        let found = self.store.content(digest).await?;
        found.ok_or_else(|| Refusal::no_document(digest))
    }

    /// Keeps files as if they had been uploaded now.
    async fn keep(&self, files: BTreeMap<String, String>) -> Result<Vec<ExportedFile>, Refusal> {
        let at = self.clock.now();
        let keep = async |(path, text): (String, String)| {
            let content = text.into_bytes();
            let (digest, size_bytes) = (Digest::of(&content), content.len() as u64);
            let document = NewDocument { digest, content };
            self.store.put(document, at).await?;
            Ok(ExportedFile {
                path,
                content: digest,
                size_bytes,
            })
        };
        let kept = stream::iter(files).map(keep).buffered(PUTS_MAX);
        kept.try_collect().await
    }
}

/// What stands in the files together, or everything that cannot be read.
fn read(files: &[(String, Vec<u8>)]) -> Result<Reading, Refusal> {
    let (mut all, mut misread): (Option<Reading>, _) = (None, Vec::new());
    for (number, (path, content)) in files.iter().enumerate() {
        let joined = Reading::of_bytes(content).and_then(|reading| match all.take() {
            Some(earlier) => earlier.and(reading),
            None => Ok(reading),
        });
        match joined {
            Ok(reading) => all = Some(reading),
            Err(cause) => misread.push(Misread {
                field: format!("files[{number}]"),
                file: path.clone(),
                cause,
            }),
        }
    }
    match all {
        Some(all) if misread.is_empty() => Ok(all),
        _ => Err(Refusal::Terraform(misread)),
    }
}

/// What is wrong with the files together.
fn of_all(files: &[(String, Vec<u8>)], mut cause: Unreadable) -> Refusal {
    let field = match &mut cause {
        Unreadable::SeveralInstances { aliases } | Unreadable::UnknownAlias { aliases, .. } => {
            aliases.truncate(ALIASES_MAX);
            for alias in aliases {
                *alias = alias.chars().take(ALIAS_CHARS_MAX).collect();
            }
            "alias"
        }
        Unreadable::NoAlias => "alias",
        _ => "files",
    };
    let file = match files {
        [(path, _)] => path.clone(),
        _ => String::new(),
    };
    Refusal::Terraform(vec![Misread {
        field: field.to_owned(),
        file,
        cause,
    }])
}
