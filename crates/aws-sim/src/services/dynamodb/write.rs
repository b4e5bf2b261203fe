//! What a write makes of an item, and whether its condition lets it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    Table, errors,
    expression::{Condition, Path, Scope, Update},
    key::Key,
    value::{self, Attribute, Item},
};
use crate::error::AwsError;

/// The members that all conditional writes have.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Terms {
    pub(super) condition_expression: Option<String>,
    pub(super) expression_attribute_names: Option<BTreeMap<String, String>>,
    pub(super) expression_attribute_values: Option<BTreeMap<String, Attribute>>,
    pub(super) return_values_on_condition_check_failure: Option<String>,
}

/// What is to be done to one item.
#[derive(Debug)]
pub(super) enum Act {
    Put(Item),
    Delete,
    Update(Update),
    /// Nothing but to look.
    Check,
}

/// A write that was read and belongs to a key.
#[derive(Debug)]
pub(super) struct Write {
    pub(super) key: Key,
    /// The key as attributes, for an item that is not there yet.
    attributes: Item,
    act: Act,
    condition: Option<Condition>,
    shows_old: bool,
}

/// What a write does.
#[derive(Debug)]
pub(super) struct Effect {
    pub(super) key: Key,
    pub(super) old: Option<Item>,
    pub(super) new: Option<Item>,
}

/// An item has at most so many bytes (developer guide, "Quotas").
const LARGEST: usize = 400 * 1_024;

// === impl Write ===

impl Write {
    /// A write of a whole item.
    pub(super) fn put(table: &Table, item: Item, terms: Terms) -> Result<Self, AwsError> {
        table.check_item(&item)?;
        Self::new(table, item.clone(), Act::Put(item), terms, None)
    }

    /// A write to the item with this key; an update if there is an expression of one.
    pub(super) fn at(
        table: &Table,
        key: Item,
        update: Option<&str>,
        act: Act,
        terms: Terms,
    ) -> Result<Self, AwsError> {
        table.only_key(&key)?;
        Self::new(table, key, act, terms, update)
    }

    fn new(
        table: &Table,
        attributes: Item,
        act: Act,
        terms: Terms,
        update: Option<&str>,
    ) -> Result<Self, AwsError> {
        let mut scope = Scope::new(
            terms.expression_attribute_names,
            terms.expression_attribute_values,
        );
        let condition = terms
            .condition_expression
            .map(|text| scope.condition("ConditionExpression", &text))
            .transpose()?;
        let update = update.map(|text| scope.update(text)).transpose()?;
        scope.finish()?;
        let act = update.map_or(act, Act::Update);
        if let Act::Update(update) = &act {
            table.check_update(update)?;
        }
        let shows_old =
            terms.return_values_on_condition_check_failure.as_deref() == Some("ALL_OLD");
        Ok(Self {
            key: table.key(&attributes)?,
            attributes: table.key_attributes(&attributes),
            act,
            condition,
            shows_old,
        })
    }

    /// The paths that an update changes.
    pub(super) fn paths(&self) -> Vec<Path> {
        match &self.act {
            Act::Update(update) => update.paths(),
            _ => Vec::new(),
        }
    }

    /// What the write does to `table`, which stays as it is.
    pub(super) fn effect(self, table: &Table) -> Result<Effect, AwsError> {
        let old = table.items.get(&self.key).cloned();
        let nothing = Item::new();
        let seen = old.as_ref().unwrap_or(&nothing);
        if self
            .condition
            .as_ref()
            .is_some_and(|condition| !condition.holds(seen))
        {
            return Err(errors::condition_failed(
                old.as_ref().filter(|_| self.shows_old),
            ));
        }
        let new = match self.act {
            Act::Put(item) => Some(item),
            Act::Delete => None,
            Act::Check => old.clone(),
            Act::Update(update) => {
                let base = old.clone().unwrap_or(self.attributes);
                let item = update.apply(&base)?;
                table.check_item(&item)?;
                Some(item)
            }
        };
        Ok(Effect {
            key: self.key,
            old,
            new,
        })
    }
}

// === impl Effect ===

impl Effect {
    /// The bytes that were written: those of the larger of the two items.
    pub(super) fn bytes(&self) -> usize {
        let size = |item: &Option<Item>| item.as_ref().map_or(0, value::stored_bytes);
        size(&self.old).max(size(&self.new))
    }
}

// === impl Table ===

impl Table {
    /// Lets a write take place.
    pub(super) fn carry_out(&mut self, effect: &Effect) {
        match &effect.new {
            Some(item) => self.items.insert(effect.key.clone(), item.clone()),
            None => self.items.remove(&effect.key),
        };
    }

    /// Refuses an item that cannot be stored.
    fn check_item(&self, item: &Item) -> Result<(), AwsError> {
        self.key(item)?;
        for index in self.indexes.values() {
            for name in index.schema.names() {
                let wanted = self.types.get(name).map_or("", String::as_str);
                if let Some(value) = item.get(name).filter(|value| value.kind() != wanted) {
                    return Err(errors::invalid(format!(
                        "One or more parameter values were invalid: Type mismatch for Index Key \
                         {name} Expected: {wanted} Actual: {}",
                        value.kind()
                    )));
                }
            }
        }
        if item.values().any(Attribute::has_empty_set) {
            return Err(errors::invalid(
                "One or more parameter values were invalid: An set may not be empty",
            ));
        }
        if value::stored_bytes(item) > LARGEST {
            return Err(errors::invalid(
                "Item size has exceeded the maximum allowed size",
            ));
        }
        Ok(())
    }

    /// Refuses to change a key.
    fn check_update(&self, update: &Update) -> Result<(), AwsError> {
        let paths = update.paths();
        let mut names = self.schema.names();
        let key = names.find(|name| paths.iter().any(|path| path.attribute() == *name));
        key.map_or(Ok(()), |name| {
            Err(errors::invalid(format!(
                "One or more parameter values were invalid: Cannot update attribute {name}. This \
                 attribute is part of the key"
            )))
        })
    }
}
