//! A row: from cells to an agent, or to what is wrong with them. Pure.

mod cell;
mod issue;
mod parts;
mod print;

use connect_model::{Username, spec::PhoneType};

pub(crate) use self::{cell::Cell, print::push_cell};
use self::{cell::Value, parts::Refused};
pub use self::{
    issue::{Column, RowIssue, ValueClass},
    print::{print_header, print_json, print_row},
};
use crate::{
    agent::{Agent, Field},
    read::Mapping,
};

/// A cell with what it is about and where it stands.
pub(crate) struct Placed<'r> {
    pub(crate) field: Field,
    /// Nothing for what the mapping says of all rows.
    pub(crate) column: Option<&'r Column>,
    pub(crate) cell: Cell<'r>,
}

/// What a row comes to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Read {
    /// The login, if it can be read, whatever else is wrong.
    pub(crate) username: Option<Username>,
    pub(crate) agent: Result<Agent, Vec<RowIssue>>,
    /// What cells of a wrong row say that can be read.
    pub(crate) rest: Option<Box<Agent>>,
}

/// Makes an agent of the cells of a row. All that is wrong is said at once, without a value.
pub(crate) fn read(cells: &[Placed<'_>], mapping: &Mapping) -> Read {
    let mut issues = Vec::new();
    let username = username(cells, mapping, &mut issues);
    let mut agent = Agent::new(username.clone().unwrap_or_else(nobody));
    for placed in cells.iter().filter(|it| it.field != Field::Username) {
        let value = placed.cell.value(placed.field, mapping);
        if let Err(refused) = parts::take(&mut agent, placed.field, &value) {
            issues.push(RowIssue::refused(placed, refused));
        }
    }
    if issues.is_empty() {
        issues.extend(conflicts(&agent));
    }
    let (agent, rest) = if issues.is_empty() {
        (Ok(agent), None)
    } else {
        (Err(issues), Some(Box::new(agent)))
    };
    Read {
        username,
        agent,
        rest,
    }
}

fn username(
    cells: &[Placed<'_>],
    mapping: &Mapping,
    issues: &mut Vec<RowIssue>,
) -> Option<Username> {
    let Some(placed) = cells.iter().find(|it| it.field == Field::Username) else {
        issues.push(RowIssue::missing(Field::Username, None));
        return None;
    };
    let read = match placed.cell.value(placed.field, mapping) {
        Value::One(text) => Username::new(text).map_err(Refused::from),
        Value::Unsaid | Value::Nothing => {
            issues.push(RowIssue::missing(Field::Username, placed.column));
            return None;
        }
        Value::Many(_) => Err(Refused::of("bad-username", "this is a list")),
    };
    let read = read.map_err(|refused| RowIssue::refused(placed, refused.ruled("bad-username")));
    read.map_err(|issue| issues.push(issue)).ok()
}

/// Stands for the login of a row that has none, and is never shown.
fn nobody() -> Username {
    Username::new("nobody").expect("letters are a login")
}

/// What does not go together, whatever AWS has.
fn conflicts(agent: &Agent) -> Vec<RowIssue> {
    let mut issues = Vec::new();
    if agent.channel_work.is_some() && agent.after_contact_work_seconds.is_some() {
        issues.push(RowIssue::plain(
            "conflicting-columns",
            "after-contact work is said for all channels and for single ones",
            "leave one of the two empty: AWS takes one of them",
        ));
    }
    let is_desk = agent.phone_type == Some(PhoneType::DeskPhone);
    if is_desk && agent.auto_accept == Some(true) {
        issues.push(RowIssue::plain(
            "unfit-phone",
            "only a soft phone accepts by itself",
            "say no under auto_accept, or use a soft phone",
        ));
    }
    issues
}
