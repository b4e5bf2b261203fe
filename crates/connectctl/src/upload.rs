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

/// The spec as a request holds it, with its large files already uploaded.
pub(crate) async fn spec(daemon: &Daemon<'_>, spec: &SpecFiles) -> Result<pb::Spec, Failure> {
    let mut documents = BTreeMap::new();
    for file in too_large(spec) {
        documents.insert(
            file.path.as_str(),
            daemon.upload(parts(&file.bytes)).await?.name,
        );
    }
    let files = |files: &[SpecFile]| {
        let file = |file: &SpecFile| pb::SourceFile {
            path: file.path.clone(),
            content: Some(match documents.get(file.path.as_str()) {
                Some(document) => Content::Document(document.clone()),
                None => inline(&file.bytes),
            }),
        };
        files.iter().map(file).collect()
    };
    Ok(pb::Spec {
        specs: files(&spec.specs),
        files: files(&spec.files),
        variables: spec.variables.clone(),
    })
}

/// The largest files, as few as make the rest fit.
fn too_large(spec: &SpecFiles) -> Vec<&SpecFile> {
    let mut files: Vec<_> = spec.specs.iter().chain(&spec.files).collect();
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
