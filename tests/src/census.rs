//! How much there is in a simulated world.

use std::collections::BTreeMap;

use serde_json::Value;

/// How many things of each kind are in `state`, by the place of their table.
pub fn census(state: &Value) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    count(state, "", &mut counts);
    counts
}

fn count(value: &Value, path: &str, counts: &mut BTreeMap<String, usize>) {
    if let Some(items) = value.as_array() {
        for item in items {
            count(item, path, counts);
        }
    }
    let Some(members) = value.as_object() else {
        return;
    };
    if members.contains_key("arn") {
        *counts.entry(path.to_owned()).or_default() += 1;
    }
    for (name, member) in members {
        // Ids, ARNs and account numbers are keys too; they name no table.
        let is_table =
            member.is_object() && !name.contains('-') && !name.starts_with(char::is_numeric);
        if is_table {
            count(member, &format!("{path}.{name}"), counts);
        } else {
            count(member, path, counts);
        }
    }
}
