//! What the crates show to Rust programs: one list for each under `docs/api`, which a change of a
//! boundary has to change too.
//!
//! The compiler is asked, and not the source, because much of what is public comes out of macros.
//! rustdoc tells it as JSON, which it does not promise to keep as it is: a toolchain with another
//! format skips the check.

mod foreign;
mod items;
mod rustdoc;
mod signature;

use std::{fs, path::Path, process::ExitCode};

use anyhow::{Context, Result};

pub(crate) use self::rustdoc::{as_rustdoc, unreadable};
use crate::{
    r#gen::Mode,
    suite::{root, say},
};

/// The crates that programs link. What `controld` and `connectctl` show is for themselves.
const CRATES: &[&str] = &[
    "analytics-share",
    "connect-agents",
    "connect-aws",
    "connect-governance",
    "connect-model",
    "connect-provision",
    "connect-resiliency",
    "connect-resources",
    "control-api",
    "flow-language",
    "flow-port",
    "reconcile",
    "terraform-import",
];

/// Writes the lists, or says what in them is no longer so, and what shows that must not.
pub(crate) fn lists(mode: Mode) -> Result<ExitCode> {
    let folder = rustdoc::written()?;
    let mut wrong = Vec::new();
    for name in CRATES {
        let list = items::lines(&rustdoc::told(&folder, name)?);
        wrong.extend(foreign::shown(name, &list));
        let path = root().join(format!("docs/api/{name}.txt"));
        match mode {
            Mode::Write => write(&path, &list)?,
            Mode::Check => wrong.extend(changed(name, &read(&path), &list)),
        }
    }
    for line in &wrong {
        say(line);
    }
    Ok(if wrong.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn write(path: &Path, list: &[String]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, list.join("\n") + "\n").with_context(|| path.display().to_string())
}

/// A list that is not there yet is empty.
fn read(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// What is new and what is gone, and how to accept it.
fn changed(name: &str, kept: &[String], list: &[String]) -> Vec<String> {
    let without = |these: &[String], sign: char, those: &[String]| -> Vec<String> {
        let missing = these.iter().filter(|line| !those.contains(line));
        missing.map(|line| format!("{sign} {line}")).collect()
    };
    let mut lines = without(kept, '-', list);
    lines.extend(without(list, '+', kept));
    if !lines.is_empty() {
        let headline = format!(
            "{name} shows something else than docs/api/{name}.txt says. If that is meant, run \
             `cargo xtask api`, and commit the list together with the change:"
        );
        lines.insert(0, headline);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn what_is_new_and_what_is_gone_is_told_with_the_way_to_accept_it() {
        let kept = list(&["pub fn a::one()", "pub fn a::two()"]);
        assert_eq!(changed("a", &kept, &kept), Vec::<String>::new());
        let now = list(&["pub fn a::two()", "pub fn a::two(u8)"]);
        let told = changed("a", &kept, &now);
        assert!(told[0].contains("`cargo xtask api`"), "{told:?}");
        assert_eq!(told[1..], ["- pub fn a::one()", "+ pub fn a::two(u8)"]);
    }

    #[test]
    fn every_crate_that_programs_link_has_a_list() {
        for name in CRATES {
            let path = root().join(format!("docs/api/{name}.txt"));
            assert!(!read(&path).is_empty(), "{}", path.display());
        }
    }
}
