//! The file in which Athena keeps a result, read piece by piece.
//!
//! A piece is a call of its own: who takes rows slowly holds no connection to S3 open, and a piece that
//! breaks off is fetched again by itself. The entity tag keeps all pieces to one version of the file.

use std::path::Path;

use connect_model::FaultClass;
use connect_resources::read;
use reconcile::RunContext;

use super::{AskError, Row, csv::Records};
use crate::port::{ObjectPort, Piece, Slice};

/// Bytes of a piece: as many as keep the waiting for each small beside its transfer.
const PIECE_BYTES: u64 = 4 << 20;
/// Rows that are handed on at once, as many as a page has.
const ROWS_AT_ONCE: usize = 1_000;

/// A file of which some is read.
pub(super) struct ResultFile<'c> {
    cx: &'c RunContext,
    objects: &'c dyn ObjectPort,
    place: Place,
    /// Its entity tag.
    version: Option<String>,
    /// How many bytes it has, and how many of them were fetched.
    whole: u64,
    fetched: u64,
    records: Records,
}

#[derive(Clone, Debug)]
struct Place {
    bucket: String,
    key: String,
}

// === impl ResultFile ===

impl<'c> ResultFile<'c> {
    /// Opens the file at `output`. None where it is no text of these columns, as when the caller has the
    /// result encrypted on its own side; nor is one that the caller may not read, or that is gone.
    pub(super) async fn open(
        cx: &'c RunContext,
        objects: &'c dyn ObjectPort,
        output: &str,
        names: &Row,
    ) -> Result<Option<Self>, AskError> {
        let Some(place) = Place::of(output) else {
            return Ok(None);
        };
        let mut file = Self {
            cx,
            objects,
            place,
            version: None,
            whole: 0,
            fetched: 0,
            records: Records::of(names.len()),
        };
        match file.fetch().await {
            Err(AskError::Fault(fault)) if is_closed(fault.class) => return Ok(None),
            fetched => fetched?,
        }
        let head = file.row().await;
        Ok(matches!(head, Ok(Some(head)) if head == *names).then_some(file))
    }

    /// Passes over so many rows.
    pub(super) async fn skip(&mut self, rows: u64) -> Result<(), AskError> {
        for _ in 0..rows {
            self.row().await?.ok_or_else(|| self.torn())?;
        }
        Ok(())
    }

    /// Some more rows; none at the end.
    pub(super) async fn rows(&mut self) -> Result<Vec<Row>, AskError> {
        let mut rows = Vec::new();
        while rows.len() < ROWS_AT_ONCE {
            match self.row().await? {
                Some(row) => rows.push(row),
                None => break,
            }
        }
        Ok(rows)
    }

    async fn row(&mut self) -> Result<Option<Row>, AskError> {
        loop {
            let is_all = self.fetched >= self.whole;
            match self.records.next(is_all) {
                Ok(None) if !is_all => self.fetch().await?,
                row => return row.map_err(|_| self.torn()),
            }
        }
    }

    async fn fetch(&mut self) -> Result<(), AskError> {
        let slice = Slice {
            bucket: &self.place.bucket,
            key: &self.place.key,
            from: self.fetched,
            length: PIECE_BYTES,
            version: self.version.as_deref(),
        };
        let piece = read(self.cx, || self.objects.piece(&slice)).await?;
        let Piece {
            bytes,
            whole,
            version,
        } = piece;
        self.fetched += bytes.len() as u64;
        (self.whole, self.version) = (whole, version);
        if bytes.is_empty() && self.fetched < self.whole {
            return Err(self.torn());
        }
        self.records.add(&bytes);
        Ok(())
    }

    fn torn(&self) -> AskError {
        let Place { bucket, key } = &self.place;
        let file = format!("s3://{bucket}/{key}");
        AskError::Torn { file }
    }
}

/// A fault that another way around the file may not meet: Athena reads it in the caller's name, but
/// policies may want it to be asked (`aws:CalledVia`).
fn is_closed(class: FaultClass) -> bool {
    matches!(class, FaultClass::Denied | FaultClass::NotFound)
}

// === impl Place ===

impl Place {
    /// Of `s3://BUCKET/KEY` where the key is that of rows: what utility statements leave is no CSV.
    fn of(output: &str) -> Option<Self> {
        let (bucket, key) = output.strip_prefix("s3://")?.split_once('/')?;
        let is_rows = Path::new(key).extension() == Some("csv".as_ref());
        is_rows.then(|| Self {
            bucket: bucket.to_owned(),
            key: key.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_rows_are_read() {
        let place = Place::of("s3://bucket/results/1.csv").unwrap();
        assert_eq!(
            (place.bucket.as_str(), place.key.as_str()),
            ("bucket", "results/1.csv")
        );
        for other in ["s3://bucket/results/1.txt", "s3://bucket", "1.csv", ""] {
            assert!(Place::of(other).is_none(), "{other}");
        }
    }
}
