//! The manual lists every span and every log line: whoever filters or alerts by them sees it when one changes.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use controld::telemetry::HOUSE;
use expect_test::expect_file;
use syn::visit::Visit;

/// Programs of their own, which nobody's collector hears.
const OTHERS: [&str; 2] = ["aws_sim", "connectctl"];

/// What one macro of `tracing` says.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    level: String,
    is_span: bool,
    words: String,
    fields: Vec<String>,
    krate: String,
}

/// Finds the macros of `tracing` in a file of a crate.
struct Search<'s> {
    krate: &'s str,
    found: &'s mut BTreeSet<Said>,
}

// === impl Said ===

impl Said {
    fn read(krate: &str, called: &syn::Macro) -> Option<Self> {
        let path: Vec<_> = called.path.segments.iter().map(|it| &it.ident).collect();
        let [of, name] = *path else { return None };
        if of != "tracing" {
            return None;
        }
        let name = name.to_string();
        let level = name.trim_end_matches("_span");
        let mut said = Self {
            level: level.to_owned(),
            is_span: level != name,
            words: String::new(),
            fields: Vec::new(),
            krate: krate.to_owned(),
        };
        let parts = parts(called);
        let arguments = parts.iter().filter(|part| !part.starts_with("parent:"));
        arguments.for_each(|argument| said.take(argument));
        Some(said)
    }

    /// The words, or a field: `name`, `%name`, `name = value`.
    fn take(&mut self, argument: &str) {
        let (name, value) = argument.split_once('=').unwrap_or((argument, ""));
        if value.is_empty() && name.starts_with('"') {
            name.trim_matches('"').clone_into(&mut self.words);
        } else {
            let name = name.trim_matches(['%', '?', '"', '&']);
            self.fields.push(name.to_owned());
        }
    }

    fn row(&self) -> String {
        let fields: Vec<_> = self.fields.iter().map(|it| format!("`{it}`")).collect();
        let (words, level, krate) = (&self.words, &self.level, &self.krate);
        format!(
            "| `{words}` | {level} | {} | `{krate}` |",
            fields.join(", ")
        )
    }
}

// === impl Search ===

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        self.found.extend(Said::read(self.krate, called));
    }
}

impl Search<'_> {
    fn through(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                self.through(&path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let file = syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap();
                self.visit_file(&file);
            }
        }
    }
}

/// The arguments of a macro, without spaces outside of texts.
fn parts(called: &syn::Macro) -> Vec<String> {
    let mut parts = vec![String::new()];
    for token in called.tokens.clone() {
        match (token.to_string().as_str(), parts.last_mut()) {
            (",", _) => parts.push(String::new()),
            (text, Some(part)) => part.push_str(text),
            (_, None) => {}
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn all_said() -> BTreeSet<Said> {
    let mut found = BTreeSet::new();
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for entry in fs::read_dir(crates).unwrap() {
        let entry = entry.unwrap();
        let krate = entry.file_name().into_string().unwrap().replace('-', "_");
        let source = entry.path().join("src");
        if !OTHERS.contains(&&*krate) && source.is_dir() {
            let mut search = Search {
                krate: &krate,
                found: &mut found,
            };
            search.through(&source);
        }
    }
    found
}

#[test]
fn the_manual_lists_every_span_and_line() {
    let all = all_said();
    let mut page = "# Spans and log lines\n\n\
        What `controld` says besides its [metrics](metrics.md). Whoever looks for a line by its words, or for a span\n\
        by its name or an attribute, finds here what there is; a change of one is a change of this page.\n\n\
        This page is generated: `UPDATE_EXPECT=1 cargo test -p controld the_manual`. How to collect them is in\n\
        [telemetry.md](telemetry.md).\n"
        .to_owned();
    for (title, is_span) in [("Spans", true), ("Log lines", false)] {
        let first = if is_span { "Span" } else { "Line" };
        writeln!(
            page,
            "\n## {title}\n\n| {first} | Level | Fields | Crate |\n|---|---|---|---|"
        )
        .unwrap();
        for said in all.iter().filter(|said| said.is_span == is_span) {
            page.push_str(&said.row());
            page.push('\n');
        }
    }
    expect_file!["../../../../docs/log-lines.md"].assert_eq(&page);
}

#[test]
fn whatever_is_said_has_words_and_is_told_to_collectors() {
    let all = all_said();
    assert!(all.iter().filter(|said| said.is_span).count() >= 4);
    for said in all {
        assert!(
            !said.words.is_empty() && !said.words.contains('{'),
            "{said:?}"
        );
        assert!(HOUSE.contains(&&*said.krate), "{said:?}");
    }
}
