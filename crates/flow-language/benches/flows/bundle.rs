//! A bundle of very many flows, from a folder and back into one.

use std::{fs, path::Path};

use flow_language::{
    FlowType,
    bundle::{Bundle, Content, Files, Item, ItemName, Loose},
    lint,
};
use serde_json::{Value, json};

use crate::{
    inventory::Corpus,
    stopwatch::{Stopwatch, ms, peak_mib, wall_ms},
};

/// Writes a bundle of so many flows: those of the corpus in turn, with names for ids.
pub(crate) fn write(folder: &Path, to: &Path, count: usize) -> Value {
    let corpus = Corpus::read(folder, 0);
    let portable: Vec<Content> = corpus
        .texts
        .iter()
        .map(|text| {
            let document = flow_language::Document::parse(text).unwrap();
            Content::of(&document.parameterise(&|kind, thing| corpus.inventory.name(kind, thing)))
        })
        .collect();
    let mut bundle = Bundle::default();
    for (number, content) in (0..count).zip(portable.iter().cycle()) {
        let name = ItemName::flow(FlowType::ContactFlow, format!("Flow {number}"));
        bundle.items.insert(name, Item::new(content.clone()));
    }
    let files = bundle.to_files();
    save(to, &files);
    json!({ "bytes": files.values().map(Vec::len).sum::<usize>() })
}

/// Reads the folder, digests what it holds, looks every name up, checks all and writes it again.
pub(crate) fn measure(from: &Path, to: &Path) -> Value {
    let watch = Stopwatch::start();
    let (wall_ms, (bundle, mut told)) = wall_ms(|| through(from, to));
    told["whole_ms"] = watch.ms().into();
    told["wall_ms"] = wall_ms.into();
    told["peak_mib"] = peak_mib().into();
    // The check comes last: it is told by itself, and its memory is its own.
    let (check_ms, findings) = ms(|| check(&bundle));
    told["check_ms"] = check_ms.into();
    told["findings"] = findings.into();
    told
}

fn through(from: &Path, to: &Path) -> (Bundle, Value) {
    let (load_ms, files) = ms(|| load(from));
    let (read_ms, read) = ms(|| Bundle::read(&files, Loose::default()));
    drop(files);
    assert!(read.troubles.is_empty() && read.skipped.is_empty());
    let bundle = read.bundle;
    let (digest_ms, digest) = ms(|| bundle.digest());
    let (names_ms, names) = ms(|| bundle.names());
    let (write_ms, ()) = ms(|| save(to, &bundle.to_files()));
    let told = json!({
        "flows": bundle.items.len(),
        "digest": digest.to_string(),
        "names": names.len(),
        "read_ms": read_ms, "digest_ms": digest_ms, "names_ms": names_ms,
        "disk_ms": load_ms + write_ms,
    });
    (bundle, told)
}

/// Flow by flow, so that no more than one is held as a document.
fn check(bundle: &Bundle) -> usize {
    let context = lint::Context::default();
    let of_item = |(name, item): (&ItemName, &Item)| {
        lint::flow(&item.content.document(), name.role, &context).len()
    };
    bundle.items.iter().map(of_item).sum()
}

fn load(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
                files.insert(name.to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    files
}

fn save(folder: &Path, files: &Files) {
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}
