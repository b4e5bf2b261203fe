//! The way of a flow from one instance into a bundle and back, beside what JSON costs alone.

use std::{hint::black_box, path::Path};

use flow_language::{Document, RefValue};
use serde_json::{Value, json};

use crate::{inventory::Corpus, stopwatch::ms};

const ROUNDS: usize = 15;
/// How often the corpus is gone through in a round: long enough for the clock.
const TIMES: usize = 5;

pub(crate) fn measure(folder: &Path, things: usize) -> Value {
    let corpus = Corpus::read(folder, things);
    check(&corpus);
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    // They take turns, so that what else goes on meets both.
    for _ in 0..ROUNDS {
        ours.push(each(&corpus, there_and_back));
        bare.push(each(&corpus, |_, text| json_alone(text)));
    }
    json!({
        "flows": corpus.texts.len(),
        "bytes": corpus.bytes(),
        "things": corpus.inventory.len(),
        "ours_ms": ours,
        "bare_ms": bare,
    })
}

/// What is timed is the real thing: no id is left in between, and all are there again at the end.
fn check(corpus: &Corpus) {
    for text in &corpus.texts {
        let document = Document::parse(text).unwrap();
        let portable = document.parameterise(&|kind, thing| corpus.inventory.name(kind, thing));
        let is_static = |value: &RefValue| matches!(value, RefValue::Static(_));
        assert!(
            !portable
                .references()
                .iter()
                .any(|reference| is_static(&reference.value))
        );
        let restored = there_and_back(corpus, text);
        let restored = Document::parse(&restored).unwrap();
        assert_eq!(restored.references(), document.references());
    }
}

fn each(corpus: &Corpus, act: impl Fn(&Corpus, &str) -> String) -> f64 {
    let all = || {
        for text in (0..TIMES).flat_map(|_| &corpus.texts) {
            black_box(act(corpus, black_box(text)));
        }
    };
    #[expect(clippy::cast_precision_loss, reason = "a handful")]
    let times = TIMES as f64;
    ms(all).0 / times
}

/// Read, names for ids, ids for names, printed.
fn there_and_back(corpus: &Corpus, text: &str) -> String {
    let inventory = &corpus.inventory;
    let document = Document::parse(text).unwrap();
    let portable = document.into_parameterised(&|kind, thing| inventory.name(kind, thing));
    let restored = portable
        .into_resolved(&|name| inventory.thing(name))
        .unwrap();
    restored.to_json()
}

fn json_alone(text: &str) -> String {
    let value: Value = serde_json::from_str(text).unwrap();
    value.to_string()
}
