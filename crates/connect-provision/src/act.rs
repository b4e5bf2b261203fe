//! One step made so, through the kind that it belongs to.

use std::collections::BTreeMap;

use async_trait::async_trait;
use connect_model::{FaultClass, Tags};
use connect_resources::{Acting, Condition, KindId, Known, Order, SETTLING, Trouble, until};
use reconcile::{Act, Attempt, Certainty, Setback, Step, Verdict};
use serde_json::{Value, json};

use crate::blueprint::{Action, Verb};

/// Carries out the steps of a blueprint.
pub(crate) struct Hand<'a> {
    pub(crate) cx: &'a reconcile::RunContext,
    pub(crate) acting: Acting<'a>,
}

// === impl Hand ===

#[async_trait]
impl Act<Action> for Hand<'_> {
    async fn act(&self, step: &Step<Action>, attempt: &Attempt<'_>) -> Result<Value, Setback> {
        let action = &step.action;
        let done = match action.verb {
            Verb::Make => self.make(action, attempt).await,
            Verb::Settle => self.settle(action).await,
            Verb::Mend => self.mend(action, attempt).await,
            Verb::Tag => self.tag(action).await,
            Verb::Remove => self.remove(action).await,
        };
        done.map_err(Setback::from)
    }
}

impl Hand<'_> {
    /// Makes a thing, or takes over the one that has its name by now.
    async fn make(&self, action: &Action, attempt: &Attempt<'_>) -> Result<Value, Trouble> {
        let nothing = BTreeMap::new();
        let order = order(action, attempt, &nothing, None)?;
        let repeats_by_token = action.key.kind == KindId::PhoneNumber;
        if attempt.certainty() == Certainty::MayBeDone
            && !repeats_by_token
            && let Some(known) = self.acting.look(&action.key).await?
        {
            return self.take_over(action, attempt, known).await;
        }
        match action.key.kind.kind().make(&self.acting, &order).await {
            Ok(known) => Ok(self.made(action, known)),
            Err(trouble) if trouble.is(FaultClass::Duplicate) => {
                match self.acting.look(&action.key).await? {
                    Some(known) => self.take_over(action, attempt, known).await,
                    None => Err(not_shown(action)),
                }
            }
            Err(trouble) => Err(trouble),
        }
    }

    /// Brings every aspect of a thing that is there by surprise to what is declared. It is tagged as
    /// ours only if an earlier attempt of this very step may have made it.
    async fn take_over(
        &self,
        action: &Action,
        attempt: &Attempt<'_>,
        known: Known,
    ) -> Result<Value, Trouble> {
        let kind = action.key.kind.kind();
        self.acting.learn(action.key.clone(), known.clone());
        if kind.facts().settles.is_none() {
            let nothing = BTreeMap::new();
            let order = order(action, attempt, &nothing, Some(&known))?;
            for aspect in kind.facts().aspects {
                if order.makes(aspect.name) {
                    kind.mend(&self.acting, &order, aspect.name).await?;
                }
            }
            if kind.facts().tagged {
                let tags = match attempt.certainty() {
                    Certainty::MayBeDone => order.all_tags(self.acting.scope()),
                    Certainty::Clean => order.thing.tags.clone(),
                };
                self.set_tags(&known.arn, &tags).await?;
            }
        }
        Ok(self.made(action, known))
    }

    async fn settle(&self, action: &Action) -> Result<Value, Trouble> {
        let known = self.known(action)?;
        let kind = action.key.kind.kind();
        let what = action.key.to_string();
        until(
            &*self.cx.clock,
            &self.cx.cancel,
            &what,
            SETTLING,
            async || match kind.condition(&self.acting, &known).await? {
                Condition::Ready => Ok(true),
                Condition::Settling => Ok(false),
                Condition::Broken(reason) => Err(broken(&what, &reason)),
            },
        )
        .await?;
        Ok(self.made(action, known))
    }

    async fn mend(&self, action: &Action, attempt: &Attempt<'_>) -> Result<Value, Trouble> {
        let known = self.known(action)?;
        let before = before(action);
        let order = order(action, attempt, &before, Some(&known))?;
        let aspect = action.aspect.as_deref().unwrap_or_default();
        action
            .key
            .kind
            .kind()
            .mend(&self.acting, &order, aspect)
            .await?;
        Ok(Value::Null)
    }

    /// Sets and takes away what the plan says.
    async fn tag(&self, action: &Action) -> Result<Value, Trouble> {
        let known = self.known(action)?;
        let change = action.changes.first();
        let keys = |value: Option<&Value>| -> BTreeMap<String, String> {
            value
                .and_then(|tags| serde_json::from_value(tags.clone()).ok())
                .unwrap_or_default()
        };
        let before = keys(change.and_then(|change| change.before.as_ref()));
        let after = keys(change.and_then(|change| change.after.as_ref()));
        let set = after
            .iter()
            .filter(|(key, value)| before.get(*key) != Some(value));
        let mut tags = Tags::new();
        for (key, value) in set {
            let checked = tags.insert(key, value);
            checked.map_err(|cause| Trouble::stored("TAG_MALFORMED", cause.to_string()))?;
        }
        self.set_tags(&known.arn, &tags).await?;
        let surplus: Vec<String> = before
            .into_keys()
            .filter(|key| !after.contains_key(key))
            .collect();
        if !surplus.is_empty() {
            self.acting.ports().tags.untag(&known.arn, &surplus).await?;
        }
        Ok(Value::Null)
    }

    async fn set_tags(&self, arn: &str, tags: &Tags) -> Result<(), Trouble> {
        if !tags.is_empty() {
            self.acting.ports().tags.tag(arn, tags).await?;
        }
        Ok(())
    }

    async fn remove(&self, action: &Action) -> Result<Value, Trouble> {
        let known = self.known(action)?;
        let kind = action.key.kind.kind();
        if action.with_data {
            match kind.empty(&self.acting, &known).await {
                Err(trouble) if !trouble.is(FaultClass::NotFound) => return Err(trouble),
                _ => {}
            }
        }
        match kind.remove(&self.acting, &action.key, &known).await {
            Err(trouble) if !trouble.is(FaultClass::NotFound) => return Err(trouble),
            _ => {}
        }
        if kind.facts().settles.is_some() {
            let what = format!("the removal of {}", action.key);
            until(&*self.cx.clock, &self.cx.cancel, &what, SETTLING, || {
                kind.gone(&self.acting, &known)
            })
            .await?;
        }
        Ok(Value::Null)
    }

    /// How AWS calls the thing: as observed, else as an earlier step made it.
    fn known(&self, action: &Action) -> Result<Known, Trouble> {
        let made = || self.acting.known_as(&action.key);
        action
            .known
            .clone()
            .or_else(made)
            .ok_or_else(|| undeclared(action))
    }

    fn made(&self, action: &Action, known: Known) -> Value {
        let told = json!(known);
        self.acting.learn(action.key.clone(), known);
        told
    }
}

fn order<'o>(
    action: &'o Action,
    attempt: &'o Attempt<'o>,
    before: &'o BTreeMap<String, Value>,
    known: Option<&'o Known>,
) -> Result<Order<'o>, Trouble> {
    let thing = action.thing.as_ref().ok_or_else(|| undeclared(action))?;
    Ok(Order {
        thing,
        known,
        deferred: &action.deferred,
        before,
        attempt,
    })
}

/// What the plan saw. A thing that this plan made had nothing of what completes it.
fn before(action: &Action) -> BTreeMap<String, Value> {
    let changes = action.changes.iter();
    changes
        .filter_map(|c| Some((c.member.clone(), c.before.clone()?)))
        .collect()
}

/// The name is taken, and no list shows by what: reads lag behind writes.
fn not_shown(action: &Action) -> Trouble {
    let message = format!("{} is there, and no list shows it yet", action.key);
    Setback::new(Verdict::Again, "NOT_SHOWN_YET", message).into()
}

fn broken(what: &str, reason: &str) -> Trouble {
    let message = format!("{what} could not be made: {reason}");
    let setback = Setback::new(Verdict::Final, "CREATION_FAILED", message);
    setback.with("reason", reason).into()
}

fn undeclared(action: &Action) -> Trouble {
    Trouble::stored(
        "STEP_INCOMPLETE",
        format!("the step does not say what {} is", action.key),
    )
}
