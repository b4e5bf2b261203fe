//! What a kind of thing is, to the engine.

use async_trait::async_trait;
use connect_model::{Fault, Finding, spec::ContactCenter};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    Acting, Condition, Declared, Exporter, Index, KindId, Known, Limit, Members, Named, NotBuiltIn,
    Observed, Order, Ports, Reading, Said, Section, ThingKey, Trouble, members,
};

/// The aspect of every kind that has tags.
pub const TAGS: &str = "tags";

/// A part of a centre that can be planned and applied alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// The instance, its attributes and its numbers.
    Instance,
    /// What it stands on outside of Amazon Connect: buckets, bots that are built here.
    Supporting,
    /// Functions and bots that are associated with it.
    Lambda,
    /// What administrators keep: hours, queues, profiles, users.
    Admin,
    /// Flows.
    Flows,
}

/// What is fixed about a kind. The lanes are `service:Operation`, as AWS limits them.
#[derive(Debug)]
pub struct Facts {
    /// Which kind.
    pub id: KindId,
    /// What one of them is called in a sentence.
    pub noun: &'static str,
    /// The layer that its things belong to.
    pub layer: Layer,
    /// Whether its things carry tags.
    pub tagged: bool,
    /// How its things belong to a centre.
    pub bond: Bond,
    /// The lane of the call that makes one.
    pub make: &'static str,
    /// The lane of the call that removes one.
    pub remove: &'static str,
    /// The lane of the call that tells when one is ready, for kinds that take their time.
    pub settles: Option<&'static str>,
    /// Members that AWS cannot change.
    pub fixed: &'static [&'static str],
    /// What can be changed, each by a call of its own.
    pub aspects: &'static [Aspect],
    /// When things of this kind go in a tear-down, unless the kind tells them apart.
    pub teardown: u8,
}

/// How a thing belongs to a centre, and so what making and removing it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bond {
    /// It is created and deleted.
    Owned,
    /// It is created, and AWS deletes none: one that is removed is disabled and stays.
    Kept,
    /// It is claimed out of a pool and released into it.
    Claimed,
    /// It lives elsewhere; the instance is associated with it.
    Associated,
}

/// Members that one call changes.
#[derive(Debug)]
pub struct Aspect {
    /// The name, as in step ids.
    pub name: &'static str,
    /// The members; `name` among them means that this call renames.
    pub members: &'static [&'static str],
    /// The lane of the call.
    pub lane: &'static str,
    /// Whether a thing can be made first and get this later, to break a ring.
    pub deferrable: bool,
    /// When it has its turn.
    pub turn: Turn,
}

/// When an aspect has its turn among the other steps of a plan.
///
/// A list that others pick from grows before they pick and shrinks after they let go. Its kind has
/// an aspect for each half, both with the same member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Any time.
    Any,
    /// Before whatever refers to the thing. Such an aspect refers to nothing itself.
    First,
    /// Before what is sent of those that refer to the thing: AWS holds them against this. Where that
    /// would close a ring, any time.
    Leading,
    /// After everything, removals too.
    Last,
}

/// A kind of thing.
///
/// Contract: reads are plain; a fault goes to the caller, which repeats. `make`, `mend` and `remove`
/// may be called again after any fault. "Already so" and "already gone" are success. A name that is
/// taken comes back as a fault of class `Duplicate`; the engine adopts. Each of them makes the one
/// effect that its name says; none loops for retries.
#[async_trait]
pub trait Kind: Send + Sync {
    /// What is fixed about it.
    fn facts(&self) -> &'static Facts;

    /// The things of this kind that a centre declares.
    fn declare(&self, center: &ContactCenter) -> Vec<Declared>;

    /// The names of things that a centre uses and others keep, for kinds whose things carry no tag
    /// that would say so.
    fn used(&self, _: &ContactCenter) -> Vec<String> {
        Vec::new()
    }

    /// The section of a spec that has an entry for each thing of this kind.
    fn section(&self) -> Option<Section> {
        None
    }

    /// How a spec can say a thing.
    fn said(&self, _: &Observed) -> Said {
        Said::Entry
    }

    /// What a spec may call a thing that AWS knows by no name and that is not declared.
    fn label(&self, _: &Observed) -> Option<String> {
        None
    }

    /// Writes what a spec says of a thing as it was observed, with names in the place of ids.
    fn export(&self, _: &Observed, _: &mut Exporter<'_>) -> Result<(), Trouble> {
        Ok(())
    }

    /// Writes what keeps plans from making a thing of this kind where none is exported.
    fn export_none(&self, _instance: &Observed, _: &mut Exporter<'_>) {}

    /// Every name of this kind in the instance, by the cheapest list.
    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault>;

    /// Every thing of this kind. Of what is declared all members that can be, as far as the depth
    /// of the reading goes; what it leaves out or remembers is among the doubts of the thing.
    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault>;

    /// Makes a thing without the aspects that the order defers.
    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble>;

    /// Brings one aspect to what is declared.
    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble>;

    /// Removes a thing.
    async fn remove(&self, cx: &Acting<'_>, key: &ThingKey, known: &Known) -> Result<(), Trouble>;

    /// Whether a thing that takes its time is ready.
    async fn condition(&self, _: &Acting<'_>, _: &Known) -> Result<Condition, Trouble> {
        Ok(Condition::Ready)
    }

    /// Whether a thing that takes its time to go is gone.
    async fn gone(&self, _: &Acting<'_>, _: &Known) -> Result<bool, Trouble> {
        Ok(true)
    }

    /// Aspects that the call that makes a thing cannot take, for this thing.
    fn after_make(&self, _: &Declared) -> Vec<&'static str> {
        Vec::new()
    }

    /// What a member refers to.
    fn references(&self, _: &str, value: &Value) -> Vec<ThingKey> {
        members::named_in(value)
    }

    /// Kinds that observed things of this one may refer to although nothing that is declared does.
    fn shows(&self) -> &'static [KindId] {
        &[]
    }

    /// Puts names in the place of ids in what was observed.
    fn name_ids(&self, observed: &mut Members, index: &Index) {
        for (_, value) in observed.iter_mut() {
            members::name_ids(value, &|text| index.named(text));
        }
    }

    /// Whether a member is not as declared, as far as an aspect is concerned. Inside an object, what
    /// is not declared does not matter.
    fn differs(&self, _: &Aspect, _: &str, want: &Value, have: Option<&Value>) -> bool {
        !members::covers(have, want)
    }

    /// Brings what was declared into the form that it would be observed in.
    fn settle_form(&self, _: &mut Members, _: &Index) {}

    /// The quotas that limit how many there may be.
    fn limits(&self) -> &'static [Limit] {
        &[]
    }

    /// How many there are for those quotas, where observations do not show all of them.
    async fn count(&self, _: &Reading<'_>) -> Result<Option<usize>, Fault> {
        Ok(None)
    }

    /// What keeps these from being made, as far as AWS tells before anything is written.
    async fn obstacles(&self, _: &Reading<'_>, _new: &[&Declared]) -> Result<Vec<Finding>, Fault> {
        Ok(Vec::new())
    }

    /// The names of those that a fresh instance has.
    fn builtin(&self) -> Vec<&'static str> {
        Vec::new()
    }

    /// Whether its things are made for others alone, and so never before them.
    fn serves(&self) -> bool {
        false
    }

    /// When a thing goes in a tear-down; equal ranks go together.
    fn teardown(&self, _: &ThingKey) -> u8 {
        self.facts().teardown
    }

    /// Whether there is anything to remove. What AWS keeps for ever may be as far gone as it can be.
    fn can_go(&self, _: &Observed) -> bool {
        true
    }

    /// The lane of the calls that set and take away tags.
    fn tag_lane(&self) -> &'static str {
        "connect:TagResource"
    }

    /// Whether a thing lives on when the instance is gone.
    fn outlives_instance(&self) -> bool {
        false
    }

    /// Whether it is the instance itself, here or in another Region: it stays until the whole centre
    /// goes, declared or not.
    fn embodies_instance(&self) -> bool {
        false
    }

    /// Whether an instance that goes as a whole cannot go before its things of this kind.
    fn bars_instance(&self) -> bool {
        false
    }

    /// Whether a thing holds data that would be lost with it, as far as was observed.
    fn holds_data(&self, _: &Observed) -> bool {
        false
    }

    /// Deletes the data in a thing, so that it can be removed.
    async fn empty(&self, _: &Acting<'_>, _: &Known) -> Result<(), Trouble> {
        Ok(())
    }

    /// Why a thing cannot be brought up: the program is built without what would have to be called.
    fn lack(&self, ports: &Ports, _: &Declared) -> Option<NotBuiltIn> {
        ports.lack(self.facts().id)
    }

    /// Whether a thing that is not there needs to be made, given what is there.
    fn wanted(&self, _: &Declared, _: &Index) -> bool {
        true
    }
}

// === impl Layer ===

impl Layer {
    /// Every layer, in the order in which they come up.
    pub const ALL: &'static [Self] = &[
        Self::Instance,
        Self::Supporting,
        Self::Lambda,
        Self::Admin,
        Self::Flows,
    ];

    /// The layer by its word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|layer| layer.as_str() == word)
    }

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Instance => "instance",
            Self::Supporting => "supporting",
            Self::Lambda => "lambda",
            Self::Admin => "admin",
            Self::Flows => "flows",
        }
    }
}

// === impl Aspect ===

impl Aspect {
    /// An aspect that is part of making a thing.
    pub(crate) const fn of(
        name: &'static str,
        members: &'static [&'static str],
        lane: &'static str,
    ) -> Self {
        Self {
            name,
            members,
            lane,
            deferrable: false,
            turn: Turn::Any,
        }
    }

    /// An aspect that comes before whatever refers to the thing, or after everything.
    pub(crate) const fn in_turn(
        turn: Turn,
        name: &'static str,
        members: &'static [&'static str],
        lane: &'static str,
    ) -> Self {
        Self {
            turn,
            ..Self::of(name, members, lane)
        }
    }

    /// An aspect that can come after, to break a ring.
    pub(crate) const fn deferrable(
        name: &'static str,
        members: &'static [&'static str],
        lane: &'static str,
    ) -> Self {
        Self {
            deferrable: true,
            ..Self::of(name, members, lane)
        }
    }

    /// The same, which goes before changes of what refers to the thing.
    pub(crate) const fn leading(self) -> Self {
        Self {
            turn: Turn::Leading,
            ..self
        }
    }
}

// === impl Facts ===

impl Facts {
    /// The aspect that a member belongs to.
    pub fn aspect_of(&self, member: &str) -> Option<&'static Aspect> {
        self.aspects
            .iter()
            .find(|aspect| aspect.members.contains(&member))
    }

    /// An aspect by its name.
    pub fn aspect(&self, name: &str) -> Option<&'static Aspect> {
        self.aspects.iter().find(|aspect| aspect.name == name)
    }
}
