//! Ids of modules as identifiers of actions.

use std::collections::{HashMap, HashSet};

use crate::{
    check::{IDENTIFIER_CHARS_MAX, identifier_fault},
    legacy::flow::{LegacyFlow, Module},
};

/// Room for a dash and a number. No flow has so many modules that it is too little.
const SUFFIX_CHARS_MAX: usize = 8;

/// The identifier of each module. Ids stay what they are wherever the flow language allows.
#[derive(Debug, Default)]
pub(super) struct Identifiers<'a> {
    /// Of modules with the same id the first one counts.
    by_id: HashMap<&'a str, String>,
    /// By position of the module.
    own: Vec<String>,
    taken: HashSet<String>,
    /// The first number behind a text that may be free.
    next: HashMap<String, usize>,
}

// === impl Identifiers ===

impl<'a> Identifiers<'a> {
    pub(super) fn of(flow: &'a LegacyFlow) -> Self {
        let ids: Vec<&str> = flow.modules().map(Module::id).collect();
        let mut all = Self {
            taken: ids.iter().map(|&id| id.to_owned()).collect(),
            ..Self::default()
        };
        for (index, &id) in ids.iter().enumerate() {
            let fits = identifier_fault(id).is_none() && !all.by_id.contains_key(id);
            let own = if fits {
                id.to_owned()
            } else {
                all.fresh(&format!("module-{}", index + 1))
            };
            all.by_id.entry(id).or_insert_with(|| own.clone());
            all.own.push(own);
        }
        all
    }

    /// The identifier of the module at a position.
    pub(super) fn own(&self, index: usize) -> &str {
        &self.own[index]
    }

    /// The identifier of the module with this id.
    pub(super) fn find(&self, id: &str) -> Option<&str> {
        self.by_id.get(id).map(String::as_str)
    }

    /// An identifier for a further action of the module with this one.
    pub(super) fn beside(&mut self, identifier: &str) -> String {
        let is_long = identifier.chars().count() + SUFFIX_CHARS_MAX > IDENTIFIER_CHARS_MAX;
        self.numbered(if is_long { "module" } else { identifier })
    }

    /// The text itself if no action has it, else with a number.
    fn fresh(&mut self, text: &str) -> String {
        if self.taken.insert(text.to_owned()) {
            return text.to_owned();
        }
        self.numbered(text)
    }

    /// The text with the first number that is free: the same flow gives the same identifiers.
    fn numbered(&mut self, text: &str) -> String {
        let next = self.next.entry(text.to_owned()).or_insert(2);
        loop {
            let candidate = format!("{text}-{next}");
            *next += 1;
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}
