//! What a kind has at hand when it acts.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use connect_model::{InstanceId, Secret, Tags};
use reconcile::{Attempt, Setback, Verdict};

use crate::{
    Declared, Index, KindId, Known, Lists, PasswordSource, Ports, Reading, Reference, Scope,
    ThingKey, Trouble, own_tags,
};

/// What a kind has at hand when it acts.
pub struct Acting<'a> {
    /// Reads, for what must be looked up on the way.
    pub reading: Reading<'a>,
    /// Makes first passwords.
    pub passwords: &'a dyn PasswordSource,
    index: Mutex<Index>,
    /// Kinds whose names have been listed on the way. The lock is held over the list, so that many
    /// steps that miss a name cause one call.
    listed: tokio::sync::Mutex<BTreeSet<KindId>>,
    /// Passwords that were made in this run, so that they need not be read back.
    fresh: Mutex<BTreeMap<String, Secret>>,
    /// Secrets of others that were read in this run. The lock is held over the call, so that many
    /// users with one password cause one.
    held: tokio::sync::Mutex<BTreeMap<String, Secret>>,
    /// Candidates that steps of this run have taken, so that no two claim one number.
    taken: Mutex<BTreeSet<String>>,
}

/// One thing to make or mend.
pub struct Order<'a> {
    /// What is declared.
    pub thing: &'a Declared,
    /// How AWS calls it, once it is there.
    pub known: Option<&'a Known>,
    /// Aspects that come later.
    pub deferred: &'a BTreeSet<String>,
    /// What the aspect to mend was like, member by member, where that was observed.
    pub before: &'a BTreeMap<String, serde_json::Value>,
    /// This try.
    pub attempt: &'a Attempt<'a>,
}

// === impl Acting ===

impl<'a> Acting<'a> {
    /// Starts with what was observed.
    pub fn new(reading: Reading<'a>, passwords: &'a dyn PasswordSource, index: Index) -> Self {
        Self {
            reading,
            passwords,
            index: Mutex::new(index),
            listed: tokio::sync::Mutex::default(),
            fresh: Mutex::default(),
            held: tokio::sync::Mutex::default(),
            taken: Mutex::default(),
        }
    }

    /// The calls.
    pub fn ports(&self) -> &'a Ports {
        self.reading.ports
    }

    /// The place.
    pub fn scope(&self) -> &'a Scope {
        self.reading.scope
    }

    /// The instance, which is there before anything in it.
    pub fn instance(&self) -> Result<InstanceId, Trouble> {
        Ok(InstanceId::new(self.instance_known()?.id))
    }

    /// The id and ARN of the instance.
    pub fn instance_known(&self) -> Result<Known, Trouble> {
        let key = ThingKey::new(KindId::Instance, self.scope().alias.as_str());
        self.index().get(&key).cloned().ok_or_else(|| missing(&key))
    }

    /// Makes a thing known to later steps.
    pub fn learn(&self, key: ThingKey, known: Known) {
        self.index().learn(key, known);
    }

    /// How AWS calls a thing, if that is known by now.
    pub fn known_as(&self, key: &ThingKey) -> Option<Known> {
        self.index().get(key).cloned()
    }

    /// All that is known now.
    pub fn known(&self) -> Index {
        self.index().clone()
    }

    /// The id and ARN of what is referred to. A name that nobody declared (a built-in of a new
    /// instance) is looked up, with one list for each kind.
    pub async fn resolve(&self, reference: &Reference) -> Result<Known, Trouble> {
        if let Some((_, id)) = Reference::read_id(reference.as_str()) {
            return Ok(Known::new(id, id));
        }
        let key = reference.key().ok_or_else(|| unreadable(reference))?;
        self.find(&key).await?.ok_or_else(|| missing(&key))
    }

    /// The same for an optional reference.
    pub async fn resolve_some(
        &self,
        reference: Option<&Reference>,
    ) -> Result<Option<Known>, Trouble> {
        match reference {
            Some(reference) => self.resolve(reference).await.map(Some),
            None => Ok(None),
        }
    }

    /// The same for many, in their order.
    pub async fn resolve_all(
        &self,
        references: impl IntoIterator<Item = &Reference>,
    ) -> Result<Vec<Known>, Trouble> {
        let mut all = Vec::new();
        for reference in references {
            all.push(self.resolve(reference).await?);
        }
        Ok(all)
    }

    /// A thing by its key, if there is one.
    pub async fn find(&self, key: &ThingKey) -> Result<Option<Known>, Trouble> {
        if let Some(known) = self.known_as(key) {
            return Ok(Some(known));
        }
        let mut listed = self.listed.lock().await;
        if !listed.contains(&key.kind) {
            self.list(key.kind).await?;
            listed.insert(key.kind);
        }
        Ok(self.known_as(key))
    }

    /// Looks a name up afresh, past what is known.
    pub async fn look(&self, key: &ThingKey) -> Result<Option<Known>, Trouble> {
        self.list(key.kind).await?;
        Ok(self.known_as(key))
    }

    async fn list(&self, kind: KindId) -> Result<(), Trouble> {
        let (instance, lists) = (self.instance().ok(), Lists::default());
        let reading = Reading {
            instance: instance.as_ref(),
            lists: &lists,
            ..self.reading
        };
        for named in kind.kind().names(&reading).await? {
            self.learn(ThingKey::new(kind, named.name), named.known);
        }
        Ok(())
    }

    /// Remembers a password of this run under the name of its secret.
    pub fn keep_password(&self, secret: &str, password: Secret) {
        let mut fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        fresh.insert(secret.to_owned(), password);
    }

    /// A password of this run; a step that is repeated gets it again.
    pub fn fresh_password(&self, secret: &str) -> Option<Secret> {
        self.fresh
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(secret)
            .cloned()
    }

    /// A secret that somebody else keeps, read once in a run.
    pub async fn held_secret(&self, name: &str) -> Result<Secret, Trouble> {
        let mut held = self.held.lock().await;
        if let Some(secret) = held.get(name) {
            return Ok(secret.clone());
        }
        let secret = self.ports().secret()?.value(name).await?;
        held.insert(name.to_owned(), secret.clone());
        Ok(secret)
    }

    /// Takes a candidate for this step alone; false when another step has it.
    pub fn take_candidate(&self, candidate: &str) -> bool {
        self.taken
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(candidate.to_owned())
    }

    fn index(&self) -> MutexGuard<'_, Index> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

// === impl Order ===

impl Order<'_> {
    /// The tags of a new thing: what is declared, and whose it is.
    pub fn all_tags(&self, scope: &Scope) -> Tags {
        self.thing.tags.overlaid(&own_tags(&self.thing.key, scope))
    }

    /// How AWS calls the thing to mend.
    pub fn known(&self) -> Result<&Known, Trouble> {
        self.known.ok_or_else(|| missing(&self.thing.key))
    }

    /// Whether an aspect is part of making.
    pub fn makes(&self, aspect: &str) -> bool {
        !self.deferred.contains(aspect)
    }
}

fn missing(key: &ThingKey) -> Trouble {
    let message = format!("there is no {key} in the instance");
    let setback = Setback::new(Verdict::Again, "REFERENCE_NOT_FOUND", message);
    setback
        .with("kind", key.kind.as_str())
        .with("name", key.name.clone())
        .into()
}

fn unreadable(reference: &Reference) -> Trouble {
    Trouble::stored(
        "REFERENCE_UNREADABLE",
        format!("{reference} is not a reference"),
    )
}
