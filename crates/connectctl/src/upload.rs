//! Bringing a spec to the daemon: small ones travel inside the request, of larger ones the largest
//! files are uploaded before.

use std::collections::BTreeMap;

use control_api::v1::{self as pb, source_file::Content, upload_document_request::Part};

use crate::{
    daemon::Daemon,
    spec::{SpecFile, SpecFiles},
    status::Failure,
};

/// What may travel inside a request, as the contract of `Spec` has it.
const INLINE_BYTES_MAX: usize = 1 << 20;
/// A piece of an upload; the daemon takes up to 1 MiB.
const CHUNK_BYTES: usize = 256 << 10;

/// Files by the documents that they were uploaded as.
type Documents<'f> = BTreeMap<&'f str, String>;

/// The spec as a request holds it, with its large files already uploaded.
pub(crate) async fn spec(daemon: &Daemon<'_>, spec: &SpecFiles) -> Result<pb::Spec, Failure> {
    let all = spec.specs.iter().chain(&spec.files).collect();
    let documents = uploaded(daemon, all).await?;
    Ok(pb::Spec {
        specs: sources(&spec.specs, &documents),
        files: sources(&spec.files, &documents),
        variables: spec.variables.clone(),
    })
}

/// Other files as a request holds them, with the large ones already uploaded.
pub(crate) async fn files(
    daemon: &Daemon<'_>,
    files: &[SpecFile],
) -> Result<Vec<pb::SourceFile>, Failure> {
    let documents = uploaded(daemon, files.iter().collect()).await?;
    Ok(sources(files, &documents))
}

async fn uploaded<'f>(
    daemon: &Daemon<'_>,
    files: Vec<&'f SpecFile>,
) -> Result<Documents<'f>, Failure> {
    let mut documents = Documents::new();
    for file in too_large(files) {
        let document = daemon.upload(parts(&file.bytes)).await?;
        documents.insert(file.path.as_str(), document.name);
    }
    Ok(documents)
}

fn sources(files: &[SpecFile], documents: &Documents<'_>) -> Vec<pb::SourceFile> {
    let file = |file: &SpecFile| pb::SourceFile {
        path: file.path.clone(),
        content: Some(match documents.get(file.path.as_str()) {
            Some(document) => Content::Document(document.clone()),
            None => inline(&file.bytes),
        }),
    };
    files.iter().map(file).collect()
}

/// The largest files, as few as make the rest fit.
fn too_large(mut files: Vec<&SpecFile>) -> Vec<&SpecFile> {
    let mut inline_bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    files.sort_by_key(|file| std::cmp::Reverse(file.bytes.len()));
    let larger = files.into_iter().take_while(|file| {
        let is_too_much = inline_bytes > INLINE_BYTES_MAX;
        inline_bytes -= file.bytes.len();
        is_too_much
    });
    larger.collect()
}

fn inline(bytes: &[u8]) -> Content {
    match std::str::from_utf8(bytes) {
        Ok(text) => Content::Text(text.to_owned()),
        Err(_) => Content::Data(bytes.to_vec()),
    }
}

fn parts(bytes: &[u8]) -> Vec<pb::UploadDocumentRequest> {
    let header = Part::Header(pb::DocumentHeader::default());
    let chunks = bytes
        .chunks(CHUNK_BYTES)
        .map(|chunk| Part::Chunk(chunk.to_vec()));
    let part = |part| pb::UploadDocumentRequest { part: Some(part) };
    std::iter::once(header).chain(chunks).map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upload_announces_itself_and_comes_in_pieces() {
        let bytes: Vec<u8> = (0..CHUNK_BYTES + 3)
            .map(|i| u8::try_from(i % 251).unwrap())
            .collect();
        let mut parts = parts(&bytes).into_iter().map(|part| part.part.unwrap());
        assert!(matches!(parts.next(), Some(Part::Header(_))));
        let chunks: Vec<_> = parts
            .map(|part| match part {
                Part::Chunk(chunk) => chunk,
                Part::Header(_) => panic!("a second header"),
            })
            .collect();
        assert_eq!(
            chunks.iter().map(Vec::len).collect::<Vec<_>>(),
            [CHUNK_BYTES, 3]
        );
        assert_eq!(chunks.concat(), bytes);
    }
}
