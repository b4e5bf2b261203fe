//! What the columns of a file are about.

use std::collections::BTreeMap;

use connect_model::{Finding, suggest};

use super::{Mapping, ReadError, finding};
use crate::{
    agent::{Field, is_password},
    row::Column,
};

/// How much of a header is shown.
const HEADER_CHARS: usize = 40;

/// The columns of a file, in its order.
#[derive(Debug)]
pub(super) struct Columns {
    /// What each is about; nothing, if it is not for us.
    pub(super) fields: Vec<Option<Field>>,
    /// What each is called, and which it is.
    pub(super) places: Vec<Column>,
}

/// What a header means: by the mapping, else as people usually call it.
pub(super) fn known(header: &str, mapping: &Mapping) -> Option<Field> {
    let header = header.trim();
    let is = |told: &str| told.eq_ignore_ascii_case(header);
    let told = mapping.columns.iter().find(|(told, _)| is(told));
    if let Some((_, field)) = told {
        return Some(*field);
    }
    let is_ignored = mapping.ignore.iter().any(|told| is(told));
    Field::called(header).filter(|_| !is_ignored)
}

/// As much of a header as is shown.
pub(super) fn shown(header: &str) -> String {
    let header = header.trim().chars();
    header
        .filter(|letter| !letter.is_control())
        .take(HEADER_CHARS)
        .collect()
}

/// Which of these names say that passwords stand there: each refuses the file as a whole.
pub(super) fn passwords<'n>(
    at: (&str, u64),
    names: impl IntoIterator<Item = &'n String>,
) -> Vec<Finding> {
    let passwords = names.into_iter().filter(|name| is_password(name));
    passwords.map(|name| password(at, name)).collect()
}

fn password(at: (&str, u64), header: &str) -> Finding {
    let message = format!(
        "{:?} holds passwords, which stand in no file of agents",
        shown(header)
    );
    let remedy = "delete it and import again: passwords are generated to the policy and kept in AWS \
                  Secrets Manager, and the results name the secret of each new agent";
    finding("password-column", at, message, remedy)
}

// === impl Columns ===

impl Columns {
    /// Reads a header. All that is wrong with it is said at once.
    pub(super) fn of(
        at: (&str, u64),
        header: &[String],
        mapping: &Mapping,
    ) -> Result<Self, ReadError> {
        let columns = Self::known(header, mapping);
        let mut findings = passwords(at, header);
        findings.extend(doubled(at, header, &columns.fields));
        findings.extend(unmet(at, header, mapping));
        columns.refuse_strangers(at.0)?;
        if findings.is_empty() {
            Ok(columns)
        } else {
            Err(ReadError::Findings(findings))
        }
    }

    /// Looks at the members of the first object of a file. Another may have what this one lacks.
    pub(super) fn of_object(
        at: (&str, u64),
        members: &[String],
        mapping: &Mapping,
    ) -> Result<(), ReadError> {
        Self::known(members, mapping).refuse_strangers(at.0)
    }

    fn known(header: &[String], mapping: &Mapping) -> Self {
        Self {
            fields: header.iter().map(|name| known(name, mapping)).collect(),
            places: (1..).zip(header).map(place).collect(),
        }
    }

    /// A file of agents has their logins, and something about them, be it what no such file may have.
    fn refuse_strangers(&self, file: &str) -> Result<(), ReadError> {
        let has = |field| self.fields.contains(&Some(field));
        let has_password = self.places.iter().any(|place| is_password(&place.name));
        let known = self.fields.iter().flatten().count() + usize::from(has_password);
        if has(Field::Username) && known > 1 {
            return Ok(());
        }
        let message = if has(Field::Username) {
            "it has logins and nothing that is known about them"
        } else {
            "it has no column of logins"
        };
        let remedy =
            "if it is one, name its columns in a mapping, such as { columns: { Login: username } }";
        Err(ReadError::not_agents(file, message, remedy))
    }
}

fn place((number, name): (usize, &String)) -> Column {
    Column {
        name: shown(name),
        number,
    }
}

/// Two columns about one thing.
fn doubled(at: (&str, u64), header: &[String], fields: &[Option<Field>]) -> Vec<Finding> {
    let mut seen = BTreeMap::new();
    let mut findings = Vec::new();
    for (name, field) in header.iter().zip(fields) {
        let Some(field) = field else { continue };
        if let Some(first) = seen.insert(*field, name) {
            let message = format!(
                "{:?} and {:?} are both about {field}",
                shown(first),
                shown(name)
            );
            let remedy = "delete one of the two, or list it under ignore in the mapping";
            findings.push(finding("column-twice", at, message, remedy));
        }
    }
    findings
}

/// Columns that the mapping names and the file does not have.
fn unmet(at: (&str, u64), header: &[String], mapping: &Mapping) -> Vec<Finding> {
    let has = |told: &str| {
        let is = |header: &String| header.trim().eq_ignore_ascii_case(told);
        header.iter().any(is)
    };
    let names: Vec<&str> = header.iter().map(|header| header.trim()).collect();
    let absent = mapping.columns.keys().filter(|told| !has(told));
    let unmet = |told: &String| {
        let message = format!("the file has no column {told:?}");
        finding(
            "unknown-column",
            at,
            message,
            suggest(told, &names, "mend the mapping"),
        )
    };
    absent.map(unmet).collect()
}
