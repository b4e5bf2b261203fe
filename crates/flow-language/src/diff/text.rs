//! Differences for people.

use std::fmt::{self, Display, Formatter};

use serde_json::Value;

use crate::diff::{ActionDifference, Block, BranchDifference, Change, Difference, SetDifference};

impl Display for Difference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let start = self.start.iter();
        let beside = start.chain(&self.settings).chain(&self.envelope);
        for change in beside.chain(&self.metadata) {
            writeln!(f, "{change}")?;
        }
        for block in &self.removed {
            writeln!(f, "- {block}")?;
        }
        for block in &self.added {
            writeln!(f, "+ {block}")?;
        }
        self.changed.iter().try_for_each(|action| action.fmt(f))
    }
}

impl Display for SetDifference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for name in &self.removed {
            writeln!(f, "removed flow {}", quoted(name))?;
        }
        for name in &self.added {
            writeln!(f, "added flow {}", quoted(name))?;
        }
        for (name, difference) in &self.changed {
            writeln!(f, "changed flow {}", quoted(name))?;
            for line in difference.to_string().lines() {
                writeln!(f, "  {line}")?;
            }
        }
        Ok(())
    }
}

impl Display for Block {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (label, id) = (quoted(&self.label), quoted(&self.identifier));
        write!(f, "{label} ({}", self.action_type)?;
        if self.label == self.identifier {
            f.write_str(")")
        } else {
            write!(f, ", {id})")
        }
    }
}

impl Display for ActionDifference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "~ {}", self.block)?;
        if let Some(old) = &self.renamed {
            writeln!(f, "    renamed from {}", quoted(old))?;
        }
        for change in &self.parameters {
            writeln!(f, "    {change}")?;
        }
        for branch in &self.branches {
            writeln!(f, "    {branch}")?;
        }
        if self.reordered {
            writeln!(f, "    conditions in another order")?;
        }
        if let Some(moved) = &self.moved {
            let point = |at: &Option<_>| at.map_or_else(|| "nowhere".to_owned(), point);
            writeln!(
                f,
                "    moved: {} -> {}",
                point(&moved.old),
                point(&moved.new)
            )?;
        }
        for change in &self.notes {
            writeln!(f, "    note {change}")?;
        }
        Ok(())
    }
}

impl Display for BranchDifference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let target =
            |name: &Option<String>| name.as_deref().map_or_else(|| "none".to_owned(), quoted);
        let (old, new) = (target(&self.old), target(&self.new));
        write!(f, "branch {}: {old} -> {new}", quoted(&self.label))
    }
}

impl Display for Change {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let path = self.path.strip_prefix('/').unwrap_or(&self.path);
        let path = path.strip_prefix("Parameters/").unwrap_or(path);
        let old = shown(self.old.as_ref(), self.old_name.as_deref());
        let new = shown(self.new.as_ref(), self.new_name.as_deref());
        write!(f, "{path}: {old} -> {new}")
    }
}

fn shown(value: Option<&Value>, name: Option<&str>) -> String {
    match (value, name) {
        (None, _) => "none".to_owned(),
        (Some(_), Some(name)) => quoted(name),
        (Some(value), None) => value.to_string(),
    }
}

/// Control characters of hostile names must not reach a terminal.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn point(at: crate::block::Position) -> String {
    format!("{},{}", at.x, at.y)
}
