//! Documents.

use std::time::Duration;

use connect_agents::read::{BytesSource, passwords};
use connect_model::spec::ARCHIVE_BYTES_MAX;
use control_api::v1 as pb;
use futures::{Stream, TryStreamExt};
use tonic::{Request, Status};

use super::{reader::Reader, timestamp};
use crate::{
    jobs::Digest,
    refusal::{Refusal, Violation},
    store::{Document, NewDocument},
};

/// Largest piece of an upload.
const CHUNK_BYTES_MAX: usize = 1 << 20;
/// A piece of what is given out.
const PIECE_BYTES: usize = 256 << 10;
/// Largest document: one that a spec may name.
const DOCUMENT_BYTES_MAX: usize = ARCHIVE_BYTES_MAX;

/// Which document to tell of.
pub fn get(request: Request<pb::GetDocumentRequest>) -> Result<Digest, Refusal> {
    let mut reader = Reader::new();
    let digest = reader.required("name", &request.into_inner().name, digest);
    reader.finish(digest)
}

/// Which document to give out.
pub fn download(request: Request<pb::DownloadDocumentRequest>) -> Result<Digest, Refusal> {
    let mut reader = Reader::new();
    let digest = reader.required("name", &request.into_inner().name, digest);
    reader.finish(digest)
}

/// A content in pieces.
pub fn pieces(content: &[u8]) -> Vec<pb::DownloadDocumentResponse> {
    let piece = |piece: &[u8]| pb::DownloadDocumentResponse {
        chunk: piece.to_vec(),
    };
    if content.is_empty() {
        return vec![piece(content)];
    }
    content.chunks(PIECE_BYTES).map(piece).collect()
}

/// Reads an upload to its end.
pub async fn upload<S>(mut parts: S) -> Result<NewDocument, Status>
where
    S: Stream<Item = Result<pb::UploadDocumentRequest, Status>> + Unpin,
{
    use pb::upload_document_request::Part;
    let first = parts.try_next().await?.and_then(|first| first.part);
    let Some(Part::Header(header)) = first else {
        return Err(one("header", "must come first").into());
    };
    let mut reader = Reader::new();
    let expected = reader.optional("header.name", &header.name, digest);
    let expected = reader.finish(expected)?;
    let mut content = Vec::new();
    while let Some(part) = parts.try_next().await? {
        let Some(Part::Chunk(chunk)) = part.part else {
            return Err(one("chunk", "is required in every part but the first").into());
        };
        if chunk.len() > CHUNK_BYTES_MAX {
            let wrong = format!("has {} bytes, more than {CHUNK_BYTES_MAX}", chunk.len());
            return Err(one("chunk", &wrong).into());
        }
        if content.len() + chunk.len() > DOCUMENT_BYTES_MAX {
            let limit_bytes = DOCUMENT_BYTES_MAX;
            return Err(Refusal::TooLarge { limit_bytes }.into());
        }
        content.extend_from_slice(&chunk);
    }
    refuse_passwords(&content)?;
    let digest = Digest::of(&content);
    if expected.is_some_and(|expected| expected != digest) {
        let wrong = format!("the content is documents/{digest}");
        return Err(one("header.name", &wrong).into());
    }
    Ok(NewDocument { digest, content })
}

/// No passwords are kept, not even until somebody finds that no file of agents may have them.
fn refuse_passwords(content: &[u8]) -> Result<(), Refusal> {
    let findings = passwords(&BytesSource::new("document", content));
    if findings.is_empty() {
        return Ok(());
    }
    Err(Refusal::Spec(findings))
}

/// A document as callers see it.
pub fn to_pb(document: &Document, retention: Duration) -> pb::Document {
    pb::Document {
        name: format!("documents/{}", document.digest),
        create_time: Some(timestamp(document.created)),
        expire_time: Some(timestamp(document.used + retention)),
        size_bytes: i64::try_from(document.size).unwrap_or(i64::MAX),
    }
}

/// `documents/sha256:HEX`.
pub(super) fn digest(text: &str) -> Result<Digest, String> {
    let expected = "expected documents/sha256:HEX";
    let digest = text.strip_prefix("documents/").ok_or(expected)?;
    Digest::parse(digest).map_err(|wrong| format!("{expected}: {wrong}"))
}

fn one(field: &str, description: &str) -> Refusal {
    Refusal::Invalid(vec![Violation::new(field, description)])
}
