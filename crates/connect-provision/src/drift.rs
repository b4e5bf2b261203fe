//! What differs between what is declared and what is there, without a plan to change it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use connect_model::{builtin, spec::ContactCenter};
use connect_resources::{
    Condition, Declared, Depth, KindId, Observed, Ownership, Said, TAGS, ThingKey,
};
use reconcile::RunContext;
use serde::Serialize;
use serde_json::Value;

use crate::{
    diff,
    error::Error,
    observe::{Look, Site, World, declared, observe, used},
    options::PlanOptions,
    plan::will_be_ours,
    removal,
    render::{shown, unsure},
    unbuilt,
    unsure::{Tally, Unsure},
};

/// What to look for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DriftOptions {
    /// How deep to look.
    pub depth: Depth,
    /// Whether to tell of what nobody declared and somebody else made.
    pub undeclared: bool,
}

/// What differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Drift {
    /// The account.
    pub account: String,
    /// The Region.
    pub region: String,
    /// The alias.
    pub alias: String,
    /// How deep was looked.
    pub depth: Depth,
    /// What differs, in the order of kinds and names.
    pub things: Vec<Drifted>,
    /// How many declared things are as declared.
    pub unchanged: usize,
    /// How many fields differ that the spec says to leave alone.
    pub ignored: usize,
    /// Declared members that the depth left in doubt.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unsure: Vec<Unsure>,
}

/// One thing that is not as declared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Drifted {
    /// What and which.
    pub key: ThingKey,
    /// Whose it is; `None` for one that is not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// In what it differs.
    pub deviation: Deviation,
}

/// Whose a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// It was made for the centre.
    Ours,
    /// Somebody else made it.
    Foreign,
}

/// In what a thing differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Deviation {
    /// One field is not as declared; one inside another is `identity.email`.
    Field {
        /// Which.
        field: String,
        /// What is declared; `None` for a tag that is not.
        declared: Option<Value>,
        /// What is there, if there is anything.
        found: Option<Value>,
    },
    /// It is declared and not there.
    Missing,
    /// It is declared and there, and not ready, for a reason if there is one.
    NotReady(String),
    /// It is ours and no longer declared.
    Surplus,
    /// It is there, and nobody declared it.
    Undeclared,
}

/// Looks at what there is, and tells what differs from what is declared. Reads only.
pub async fn detect(
    cx: &RunContext,
    site: Site<'_>,
    center: &ContactCenter,
    options: DriftOptions,
) -> Result<Drift, Error> {
    let look = Look {
        owners: true,
        ..Look::at(options.depth)
    };
    let declared = declared(center);
    unbuilt::refuse(site.ports, &declared)?;
    let world = observe(cx, site, &declared, &look)
        .await
        .map_err(Error::observe)?;
    Ok(drift(center, &world, options))
}

/// What differs between what is declared and a world. Pure.
pub fn drift(center: &ContactCenter, world: &World, options: DriftOptions) -> Drift {
    let declared = declared(center);
    let mut sight = Sight::default();
    let is_ours = will_be_ours(world, &PlanOptions::default());
    let all = declared.values().flatten();
    for thing in all.filter(|thing| !thing.implied || is_ours) {
        sight.compare(world, thing);
    }
    let used = used(center);
    let known: BTreeSet<&ThingKey> = declared
        .values()
        .flatten()
        .filter_map(|thing| Some(&world.find(thing)?.key))
        .chain(&used)
        .collect();
    let others = world.things.values();
    for thing in others.filter(|thing| !known.contains(&thing.key)) {
        let deviation = of_other(center, world, thing, options);
        sight.things.extend(deviation.map(|deviation| Drifted {
            owner: Some(owner(world, thing)),
            key: thing.key.clone(),
            deviation,
        }));
    }
    sight.things.sort_by(|one, other| one.key.cmp(&other.key));
    Drift {
        account: world.scope.account.to_string(),
        region: world.scope.region.to_string(),
        alias: world.scope.alias.to_string(),
        depth: world.depth,
        things: sight.things,
        unchanged: sight.unchanged,
        ignored: sight.ignored,
        unsure: sight.unsure.into_unsure(),
    }
}

/// What was seen so far.
#[derive(Default)]
struct Sight {
    things: Vec<Drifted>,
    unchanged: usize,
    ignored: usize,
    unsure: Tally,
}

/// Fields by name: what is declared, and what is there.
type Fields = BTreeMap<String, (Option<Value>, Option<Value>)>;

// === impl Drift ===

impl Drift {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.things.is_empty()
    }

    fn count(&self, is: impl Fn(&Deviation) -> bool) -> usize {
        let of = |drifted: &&Drifted| is(&drifted.deviation);
        self.things.iter().filter(of).count()
    }
}

// === impl Sight ===

impl Sight {
    fn compare(&mut self, world: &World, thing: &Declared) {
        let Some(observed) = world.find(thing) else {
            if thing.key.kind.kind().wanted(thing, &world.index) {
                self.tell(&thing.key, None, Deviation::Missing);
            }
            return;
        };
        let owner = Some(owner(world, observed));
        match &observed.condition {
            Condition::Ready => {}
            Condition::Settling => {
                let why = "AWS is still at it".to_owned();
                return self.tell(&thing.key, owner, Deviation::NotReady(why));
            }
            Condition::Broken(why) => {
                return self.tell(&thing.key, owner, Deviation::NotReady(why.clone()));
            }
        }
        self.unsure.count(thing, observed);
        let fields = fields(world, thing, observed);
        let all = Declared {
            ignore: BTreeSet::new(),
            ..thing.clone()
        };
        let all = self::fields(world, &all, observed);
        self.ignored += all
            .keys()
            .filter(|field| !fields.contains_key(*field))
            .count();
        if fields.is_empty() {
            self.unchanged += 1;
        }
        for (field, (declared, found)) in fields {
            let deviation = Deviation::Field {
                field,
                declared,
                found,
            };
            self.tell(&thing.key, owner, deviation);
        }
    }

    fn tell(&mut self, key: &ThingKey, owner: Option<Owner>, deviation: Deviation) {
        self.things.push(Drifted {
            key: key.clone(),
            owner,
            deviation,
        });
    }
}

/// The fields of a thing that are not as declared, those that AWS cannot change among them.
fn fields(world: &World, thing: &Declared, observed: &Observed) -> Fields {
    let mut fields = Fields::new();
    for difference in diff::differences(thing, observed, &world.index) {
        for change in difference.changes {
            note(&mut fields, &change.member, change.after, change.before);
        }
    }
    let fixed = thing.key.kind.kind().facts().fixed.iter();
    for member in fixed.filter(|member| !thing.ignore.contains(**member)) {
        let (want, have) = (thing.members.get(member), observed.members.get(member));
        if have.is_some() && want.is_some() {
            note(&mut fields, member, want.cloned(), have.cloned());
        }
    }
    let tags = diff::tag_change(thing, observed, &world.scope, &PlanOptions::default());
    if let Some(change) = tags {
        let (want, have) = (map(change.after), map(change.before));
        let keys: BTreeSet<_> = want.keys().chain(have.keys()).cloned().collect();
        for key in keys {
            let field = format!("{TAGS}.{key}");
            let (want, have) = (want.get(&key).cloned(), have.get(&key).cloned());
            if want != have {
                fields.insert(field, (want, have));
            }
        }
    }
    fields
}

/// Notes a field that differs; of an object, what differs inside.
fn note(fields: &mut Fields, field: &str, want: Option<Value>, have: Option<Value>) {
    match (want, have) {
        (Some(Value::Object(want)), Some(Value::Object(mut have))) => {
            for (name, want) in want {
                note(
                    fields,
                    &format!("{field}.{name}"),
                    Some(want),
                    have.remove(&name),
                );
            }
        }
        (want, have) if want != have => {
            fields.insert(field.to_owned(), (want, have));
        }
        _ => {}
    }
}

fn map(value: Option<Value>) -> serde_json::Map<String, Value> {
    match value {
        Some(Value::Object(members)) => members,
        _ => serde_json::Map::new(),
    }
}

fn owner(world: &World, thing: &Observed) -> Owner {
    if removal::ours(world, thing) {
        Owner::Ours
    } else {
        Owner::Foreign
    }
}

/// What there is to tell of a thing that is not declared.
fn of_other(
    center: &ContactCenter,
    world: &World,
    thing: &Observed,
    options: DriftOptions,
) -> Option<Deviation> {
    let kind = thing.key.kind.kind();
    if thing.key.kind == KindId::Instance || !kind.can_go(thing) {
        return None;
    }
    if removal::ours(world, thing) {
        return Some(Deviation::Surplus);
    }
    let name = &thing.key.name;
    let is_known = kind.section().is_some_and(|section| {
        let used = center.uses.of(section);
        let is_used = used.is_some_and(|used| used.iter().any(|used| used.as_str() == name));
        is_used || builtin::is_builtin(section, name)
    });
    let is_hidden = is_known || kind.said(thing) == Said::Nothing;
    let is_foreign = thing.ownership != Ownership::OfInstance || kind.section().is_some();
    (options.undeclared && is_foreign && !is_hidden).then_some(Deviation::Undeclared)
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            alias,
            account,
            region,
            depth,
            ..
        } = self;
        writeln!(
            f,
            "Drift of {alias} in {account} / {region} (depth: {depth})"
        )?;
        let mut last = None;
        for drifted in &self.things {
            if last.replace(&drifted.key) != Some(&drifted.key) {
                writeln!(f)?;
                headline(f, drifted)?;
            }
            line(f, &drifted.deviation)?;
        }
        unsure(f, &self.unsure)?;
        writeln!(
            f,
            "\n{} fields differ, {} things missing, {} surplus, {} undeclared; {} as declared, \
             {} fields ignored",
            self.count(|it| matches!(it, Deviation::Field { .. } | Deviation::NotReady(_))),
            self.count(|it| *it == Deviation::Missing),
            self.count(|it| *it == Deviation::Surplus),
            self.count(|it| *it == Deviation::Undeclared),
            self.unchanged,
            self.ignored,
        )
    }
}

fn headline(f: &mut fmt::Formatter<'_>, drifted: &Drifted) -> fmt::Result {
    let (sign, what) = match &drifted.deviation {
        Deviation::Field { .. } | Deviation::NotReady(_) => ('~', ""),
        Deviation::Missing => ('-', ": declared, and not there"),
        Deviation::Surplus => ('+', ": not declared any more"),
        Deviation::Undeclared => ('+', ": nobody declared it"),
    };
    let owner = match drifted.owner {
        Some(Owner::Ours) => " (ours)",
        Some(Owner::Foreign) => " (foreign)",
        None => "",
    };
    writeln!(f, "  {sign} {}{owner}{what}", drifted.key)
}

fn line(f: &mut fmt::Formatter<'_>, deviation: &Deviation) -> fmt::Result {
    let said = |value: &Option<Value>| value.as_ref().map_or_else(|| "nothing".to_owned(), shown);
    match deviation {
        Deviation::Field {
            field,
            declared,
            found,
        } => writeln!(
            f,
            "      {field}: declared {}, found {}",
            said(declared),
            said(found)
        ),
        Deviation::NotReady(why) => writeln!(f, "      not ready: {why}"),
        Deviation::Missing | Deviation::Surplus | Deviation::Undeclared => Ok(()),
    }
}
