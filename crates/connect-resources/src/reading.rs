//! What a kind has at hand when it reads.

use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
    time::UNIX_EPOCH,
};

use connect_model::{AccountId, Alias, Fault, FaultClass, InstanceId, Region, Tags};
use reconcile::{Cancel, Clock, RetryPolicy, RunContext, Verdict, persist};
use tokio::sync::OnceCell;

use crate::{Declared, Depth, Known, Memory, Named, Ports, depth::LAG, setback};

/// The place that all of it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The account.
    pub account: AccountId,
    /// The Region.
    pub region: Region,
    /// The alias of the instance, which names the centre.
    pub alias: Alias,
}

/// What a kind has at hand when it reads.
pub struct Reading<'a> {
    /// The place.
    pub scope: &'a Scope,
    /// The calls.
    pub ports: &'a Ports,
    /// The instance; `None` while there is none.
    pub instance: Option<&'a InstanceId>,
    /// The things of this kind that are declared.
    pub declared: &'a [Declared],
    /// The same by their names.
    pub roll: &'a Roll<'a>,
    /// Whether to read everything that is there as if all of it were declared.
    pub whole: bool,
    /// Whether to find out the owner of things that nobody declares.
    pub owners: bool,
    /// How deep to look.
    pub depth: Depth,
    /// ARNs of things to look at in full, whatever the depth.
    pub wholly: &'a BTreeSet<String>,
    /// What earlier observations remember.
    pub memory: &'a dyn Memory,
    /// What other kinds have listed already.
    pub lists: &'a Lists,
    /// Time.
    pub clock: &'a dyn Clock,
    /// The request to stop.
    pub cancel: &'a Cancel,
    /// How repeats are made.
    pub retry: RetryPolicy,
}

/// Answers that more than one kind needs: each is asked for once in an observation.
#[derive(Debug, Default)]
pub struct Lists {
    instances: OnceCell<Vec<Named>>,
    quick_connects: OnceCell<Vec<Named>>,
    instance_tags: OnceCell<Tags>,
}

/// Declared things of one kind by their names, now and before: a kind asks for the name of each thing
/// that there is.
#[derive(Debug)]
pub struct Roll<'a> {
    things: &'a [Declared],
    by_name: BTreeMap<&'a str, &'a Declared>,
}

/// Of a kind of which nothing is declared.
static NOBODY: Roll<'static> = Roll {
    things: &[],
    by_name: BTreeMap::new(),
};

/// Reads, and reads again while that may help. What is not found is an answer here.
pub async fn read<T, F>(cx: &RunContext, call: impl FnMut() -> F) -> Result<T, Fault>
where
    F: Future<Output = Result<T, Fault>>,
{
    persist(&*cx.clock, cx.retry, &cx.cancel, "read", repeat, call).await
}

/// What a fault of a read means for a repeat of it.
fn repeat(fault: &Fault) -> Verdict {
    match fault.class {
        FaultClass::NotFound => Verdict::Final,
        _ => setback(fault).verdict,
    }
}

// === impl Roll ===

impl Roll<'static> {
    /// Of a kind of which nothing is declared.
    pub fn nobody() -> &'static Self {
        &NOBODY
    }
}

impl<'a> Roll<'a> {
    /// Of these things. The first of two with one name counts.
    pub fn of(things: &'a [Declared]) -> Self {
        let mut by_name = BTreeMap::new();
        for thing in things {
            let names = [Some(thing.key.name.as_str()), thing.was.as_deref()];
            for name in names.into_iter().flatten() {
                by_name.entry(name).or_insert(thing);
            }
        }
        Self { things, by_name }
    }
}

// === impl Reading ===

impl<'a> Reading<'a> {
    /// The same with what is declared of another kind.
    #[must_use]
    pub fn of(&self, roll: &'a Roll<'a>) -> Self {
        let declared = roll.things;
        Self {
            declared,
            roll,
            ..*self
        }
    }

    /// Every instance of the account and Region.
    pub async fn instances(&self) -> Result<&'a [Named], Fault> {
        let list = || self.read(|| self.ports.instance.list());
        Ok(self.lists.instances.get_or_try_init(list).await?)
    }

    /// Every quick connect of an instance: for themselves, and for the queues that list them.
    pub(crate) async fn quick_connects(&self, of: &InstanceId) -> Result<&'a [Named], Fault> {
        let list = || self.read(|| self.ports.quick_connect.list(of));
        Ok(self.lists.quick_connects.get_or_try_init(list).await?)
    }

    /// All tags of the instance, those of ours too.
    pub(crate) async fn instance_tags(&self, instance: &InstanceId) -> Result<&Tags, Fault> {
        let describe = async || {
            let record = self.read(|| self.ports.instance.describe(instance));
            Ok(record.await?.tags)
        };
        self.lists.instance_tags.get_or_try_init(describe).await
    }

    /// Notes them for those who ask later, by who has read them anyway.
    pub(crate) fn note_instance_tags(&self, tags: &Tags) {
        // Those that were noted before are as good.
        let _ = self.lists.instance_tags.set(tags.clone());
    }

    /// Reads, and reads again while that may help. What is not found is an answer here.
    pub async fn read<T, F>(&self, call: impl FnMut() -> F) -> Result<T, Fault>
    where
        F: Future<Output = Result<T, Fault>>,
    {
        persist(self.clock, self.retry, self.cancel, "read", repeat, call).await
    }

    /// Reads something that may be gone by now.
    pub async fn read_some<T, F>(&self, call: impl FnMut() -> F) -> Result<Option<T>, Fault>
    where
        F: Future<Output = Result<T, Fault>>,
    {
        match self.read(call).await {
            Ok(value) => Ok(Some(value)),
            Err(fault) if fault.class == FaultClass::NotFound => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// Whether a name is declared, or was the name of something declared.
    pub fn declares(&self, name: &str) -> bool {
        self.declared_as(name).is_some()
    }

    /// Whether a thing is to be looked at: it is declared, or everything is wanted.
    pub fn wants(&self, name: &str) -> bool {
        self.whole || self.declares(name)
    }

    /// Whether a member of a thing is to be looked at; one inside another is `identity.email`.
    pub fn asks(&self, name: &str, member: &str) -> bool {
        let has = |thing: &Declared| thing.members.has(member);
        self.whole || self.declared_as(name).is_some_and(has)
    }

    /// What is declared under a name, or was called so before.
    pub fn declared_as(&self, name: &str) -> Option<&'a Declared> {
        self.roll.by_name.get(name).copied()
    }

    /// How deep to look at one thing.
    pub fn depth_of(&self, thing: &Known) -> Depth {
        if self.wholly.contains(&thing.arn) {
            Depth::Full
        } else {
            self.depth
        }
    }

    /// Whether a time, in milliseconds since 1970, is so long ago that searches know what happened
    /// then.
    pub(crate) fn is_past(&self, time_ms: i64) -> bool {
        let now = self.clock.now().duration_since(UNIX_EPOCH);
        let now_ms = i64::try_from(now.unwrap_or_default().as_millis()).unwrap_or(i64::MAX);
        let lag_ms = i64::try_from(LAG.as_millis()).unwrap_or(i64::MAX);
        now_ms.saturating_sub(time_ms) >= lag_ms
    }
}
