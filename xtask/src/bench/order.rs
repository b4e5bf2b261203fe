//! What the words after `cargo xtask bench` ask for.

use anyhow::{Context, Result, bail, ensure};

use super::subjects::{SUBJECTS, Subject};

/// Every subject, also those that take long.
const ALL: &str = "all";

/// What to measure, and what to do with the figures.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) subjects: Vec<&'static Subject>,
    /// Whether to update `BENCHMARKS.md`.
    pub(super) write: bool,
    pub(super) form: Form,
}

/// How the figures are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As in `BENCHMARKS.md`.
    Text,
    /// For programs.
    Json,
}

// === impl Order ===

impl Order {
    pub(super) fn read(words: &[&str]) -> Result<Self> {
        let (mut names, mut write, mut form) = (Vec::new(), false, Form::Text);
        let mut words = words.iter().copied();
        while let Some(word) = words.next() {
            match word {
                "--write" => write = true,
                "--output" => form = Form::read(words.next().unwrap_or_default())?,
                flag if flag.starts_with('-') => bail!("bench knows no {flag}"),
                name => names.push(name),
            }
        }
        Ok(Self {
            subjects: chosen(&names)?,
            write,
            form,
        })
    }
}

// === impl Form ===

impl Form {
    fn read(word: &str) -> Result<Self> {
        match word {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            other => bail!("--output takes text or json, not {other:?}"),
        }
    }
}

/// The subjects of these names, each once and in the order of the table. Without a name those that
/// are quick.
fn chosen(names: &[&str]) -> Result<Vec<&'static Subject>> {
    for name in names {
        let known = *name == ALL || SUBJECTS.iter().any(|subject| subject.name == *name);
        ensure!(known, "there is no subject {name}; {}", known_names());
    }
    let wanted = |subject: &&Subject| match names {
        [] => !subject.takes_long,
        names => names.contains(&ALL) || names.contains(&subject.name),
    };
    let subjects: Vec<_> = SUBJECTS.iter().filter(wanted).collect();
    subjects.first().context("nothing to measure")?;
    Ok(subjects)
}

fn known_names() -> String {
    let names: Vec<_> = SUBJECTS.iter().map(|subject| subject.name).collect();
    format!("there are {} and {ALL}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(words: &[&str]) -> Vec<&'static str> {
        let order = Order::read(words).expect("a good order");
        order.subjects.iter().map(|subject| subject.name).collect()
    }

    #[test]
    fn without_a_name_only_the_quick_subjects_are_measured() {
        assert!(names(&[]).contains(&"daemon"));
        assert!(!names(&[]).contains(&"build"));
        assert_eq!(names(&["all"]).len(), SUBJECTS.len());
    }

    #[test]
    fn a_subject_is_measured_once_however_often_it_is_named() {
        assert_eq!(names(&["build", "--write", "build"]), ["build"]);
    }

    #[test]
    fn flags_may_stand_anywhere() {
        let order = Order::read(&["--output", "json", "daemon", "--write"]).expect("a good order");
        assert_eq!((order.form, order.write), (Form::Json, true));
        let order = Order::read(&["daemon"]).expect("a good order");
        assert_eq!((order.form, order.write), (Form::Text, false));
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for words in [
            &["deamon"][..],
            &["--wirte"],
            &["--output"],
            &["--output", "xml"],
        ] {
            assert!(Order::read(words).is_err(), "{words:?}");
        }
    }

    #[test]
    fn no_two_subjects_share_a_name() {
        let mut names: Vec<_> = SUBJECTS.iter().map(|subject| subject.name).collect();
        names.push(ALL);
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
