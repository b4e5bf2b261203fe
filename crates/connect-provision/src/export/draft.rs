//! One try at a spec.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{
    Finding, Place, Tags, builtin,
    spec::{Uses, to_yaml},
};
use connect_resources::{
    Bond, Condition, Exporter, KindId, Observed, Ownership, Said, Section, TAGS, ThingKey, Unsaid,
    Written, tag_map,
};
use serde_json::{Map, Value};

use super::{Export, ExportReport, Left, SPEC, tags};
use crate::{blueprint::Action, observe::World};

/// AWS is through with making what a fresh instance holds by then; what was changed later, somebody
/// changed. What was changed sooner is taken for fresh.
const FRESH_MS: i64 = 10 * 60 * 1000;

/// What no section is for.
const WITHOUT_SECTION: &str = "views, task templates, rules, evaluation forms, vocabularies, data tables, \
     integrations and campaigns have no section and were not looked at";

/// A spec as it would be written.
#[derive(Debug)]
pub(super) struct Draft<'w> {
    world: &'w World,
    pub(super) files: BTreeMap<String, String>,
    entries: BTreeMap<String, usize>,
    unsaid: Vec<Unsaid>,
    places: BTreeMap<String, ThingKey>,
    said: BTreeSet<ThingKey>,
    uses: BTreeSet<ThingKey>,
}

// === impl Draft ===

impl<'w> Draft<'w> {
    /// Of all that there is but what was left out.
    pub(super) fn of(world: &'w World, left: &Left) -> Self {
        let mut unsaid = Vec::new();
        let said: BTreeSet<ThingKey> = world
            .things
            .values()
            .filter(|thing| is_said(world, thing, left, &mut unsaid))
            .map(|thing| thing.key.clone())
            .collect();
        let managed = said.iter().filter_map(|key| world.things.get(key));
        let shared = tags::shared(managed.filter(|thing| is_entry(&thing.key)));
        let mut spec = Exporter::new(&world.scope, &said);
        for kind in KindId::ALL {
            write(*kind, world, &said, &shared, &mut spec);
        }
        let mut written = spec.finish();
        unsaid.append(&mut written.unsaid);
        let uses = uses(world, &said, left);
        let mut places = written.places;
        let named = named(&uses, &mut places);
        let entries = written.sections.iter();
        let entries =
            entries.filter_map(|(word, section)| Some(((*word).to_owned(), count(word, section)?)));
        let entries = entries.collect();
        let mut files = written.files;
        let document = document(written.sections, named);
        files.insert(SPEC.to_owned(), headed(world, &to_yaml(&document)));
        Self {
            world,
            files,
            entries,
            unsaid,
            places,
            said,
            uses,
        }
    }

    /// The thing whose entry, or whose name under `uses`, stands at a path or around it.
    pub(super) fn thing_at(&self, path: &str) -> Option<&ThingKey> {
        let is_around = |place: &str| {
            let rest = path.strip_prefix(place);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let (_, thing) = self.places.iter().find(|(place, _)| is_around(place))?;
        Some(thing)
    }

    /// Whether a thing is named under `uses`.
    pub(super) fn uses(&self, thing: &ThingKey) -> bool {
        self.uses.contains(thing)
    }

    /// The thing that a step of a plan would change, if it can be left out, and a finding about that.
    pub(super) fn unfaithful(&self, action: &Action) -> (Option<ThingKey>, Finding) {
        let members: Vec<_> = action.changes.iter().map(|it| it.member.as_str()).collect();
        let what = match members.as_slice() {
            [] => String::new(),
            members => format!(" ({})", members.join(", ")),
        };
        let finding = Finding {
            rule: "not-as-found".into(),
            place: Place::default(),
            message: format!("what a spec can say of it is not what it is{what}"),
            remedy: "declare it by hand, and look at the plan".into(),
        };
        let can_go = action.key.kind != KindId::Instance && self.said.contains(&action.key);
        (can_go.then(|| action.key.clone()), finding)
    }

    pub(super) fn into_export(mut self, left: &Left, findings: Vec<Finding>) -> Export {
        self.unsaid.extend(left.things.values().cloned());
        self.unsaid.sort();
        self.unsaid.push(Unsaid {
            thing: "all else".to_owned(),
            why: WITHOUT_SECTION.to_owned(),
            remedy: "nothing: no plan touches them".to_owned(),
        });
        Export {
            files: self.files,
            report: ExportReport {
                alias: self.world.scope.alias.to_string(),
                entries: self.entries,
                unsaid: self.unsaid,
                findings,
            },
        }
    }
}

/// Whether a thing gets what its kind says of it; else why not, where somebody may miss it.
fn is_said(world: &World, thing: &Observed, left: &Left, unsaid: &mut Vec<Unsaid>) -> bool {
    if left.things.contains_key(&thing.key) || is_fresh(world, thing) {
        return false;
    }
    let (why, remedy) = match (&thing.condition, thing.key.kind.kind().said(thing)) {
        (_, Said::Nothing) => return false,
        (Condition::Ready, Said::Entry) => return true,
        (Condition::Ready, Said::Not { why, remedy }) => (why.to_owned(), remedy),
        (Condition::Settling, _) => ("AWS is still at it".to_owned(), "export again later"),
        (Condition::Broken(reason), _) => (reason.clone(), "remove it, or mend it"),
    };
    unsaid.push(Unsaid {
        thing: thing.key.to_string(),
        why,
        remedy: remedy.to_owned(),
    });
    false
}

/// Whether a thing came with the instance and nobody has changed it since.
fn is_fresh(world: &World, thing: &Observed) -> bool {
    let made_ms = world.instance().and_then(|instance| instance.modified_ms);
    let is_changed = made_ms
        .zip(thing.modified_ms)
        .is_some_and(|(made_ms, changed_ms)| changed_ms > made_ms.saturating_add(FRESH_MS));
    let is_tagged = thing.tags.as_ref().is_some_and(|tags| !tags.is_empty());
    let is_ours = matches!(thing.ownership, Ownership::Center(_));
    is_builtin(&thing.key) && !is_changed && !is_tagged && !is_ours
}

fn is_builtin(thing: &ThingKey) -> bool {
    let section = thing.kind.kind().section();
    section.is_some_and(|section| builtin::is_builtin(section, &thing.name))
}

/// Whether what is said of a thing stands in an entry, or is the instance itself.
fn is_entry(thing: &ThingKey) -> bool {
    thing.kind == KindId::Instance || thing.kind.kind().section().is_some()
}

fn write(
    kind: KindId,
    world: &World,
    said: &BTreeSet<ThingKey>,
    shared: &Tags,
    spec: &mut Exporter<'_>,
) {
    let of_kind = world.things.values().filter(|thing| thing.key.kind == kind);
    let mut things = of_kind.filter(|thing| said.contains(&thing.key)).peekable();
    if let (None, Some(instance)) = (things.peek(), world.instance()) {
        kind.kind().export_none(instance, spec);
    }
    for thing in things {
        let all = thing.tags.clone().unwrap_or_default();
        let own = tags::own(&all, shared);
        spec.turn_to(&thing.key, own.clone());
        if let Err(trouble) = kind.kind().export(thing, spec) {
            let remedy = "this is a mistake of the program: report it";
            spec.note(format!("it cannot be read: {trouble:?}"), remedy);
        }
        if kind == KindId::Instance {
            let entry = Written::new()
                .with_some(TAGS, Some(tag_map(shared)))
                .with_some("instance_tags", Some(tag_map(&own)));
            spec.within("instance", entry);
        }
    }
}

/// What has no entry and is to be known all the same: what entries refer to, and what was left out.
fn uses(world: &World, said: &BTreeSet<ThingKey>, left: &Left) -> BTreeSet<ThingKey> {
    let referred = said.iter().flat_map(|key| {
        let members = world.things.get(key).into_iter();
        let members = members.flat_map(|thing| thing.members.iter());
        members.flat_map(|(member, value)| key.kind.kind().references(member, value))
    });
    let unsaid = world.things.values().filter(|thing| {
        let kind = thing.key.kind.kind();
        let is_kept = kind.facts().bond == Bond::Owned && kind.can_go(thing);
        is_kept && matches!(kind.said(thing), Said::Not { .. })
    });
    let unsaid = unsaid.map(|thing| thing.key.clone());
    referred
        .chain(unsaid)
        .chain(left.things.keys().cloned())
        .filter(|key| !said.contains(key) && !is_builtin(key) && !left.nameless.contains(key))
        .filter(|key| uses_member(key).is_some())
        .collect()
}

fn uses_member(thing: &ThingKey) -> Option<&'static str> {
    Uses::member(thing.kind.kind().section()?)
}

/// The section `uses`; notes where in it each name stands.
fn named(uses: &BTreeSet<ThingKey>, places: &mut BTreeMap<String, ThingKey>) -> Map<String, Value> {
    let mut section: Map<String, Value> = Map::new();
    for key in uses {
        let Some(member) = uses_member(key) else {
            continue;
        };
        let names = section
            .entry(member)
            .or_insert_with(|| Value::Array(Vec::new()));
        if let Some(names) = names.as_array_mut() {
            places.insert(format!("uses.{member}[{}]", names.len()), key.clone());
            names.push(key.name.as_str().into());
        }
    }
    section
}

/// How many entries there are, of what is a section of entries.
fn count(word: &str, section: &Value) -> Option<usize> {
    word.parse::<Section>().ok()?;
    match section {
        Value::Array(entries) => Some(entries.len()),
        Value::Object(entries) => Some(entries.len()),
        _ => None,
    }
}

/// The whole, in the order in which a spec lists its sections.
fn document(
    mut sections: BTreeMap<&'static str, Value>,
    uses: Map<String, Value>,
) -> Map<String, Value> {
    let mut document = Map::new();
    document.insert("api_version".to_owned(), "trunkline/v1".into());
    document.insert("kind".to_owned(), "ContactCenter".into());
    let words = Section::ALL.iter().map(|section| section.as_str());
    for word in ["instance"].into_iter().chain(words) {
        let (outer, inner) = word.split_once('.').unwrap_or((word, ""));
        let mut value = sections.remove(outer);
        if let (false, Some(entries)) = (inner.is_empty(), sections.remove(word)) {
            let members = value.get_or_insert_with(|| Value::Object(Map::new()));
            members[inner] = entries;
        }
        if let Some(value) = value {
            document.insert(outer.to_owned(), value);
        }
    }
    if !uses.is_empty() {
        document.insert("uses".to_owned(), Value::Object(uses));
    }
    document
}

fn headed(world: &World, spec: &str) -> String {
    let scope = &world.scope;
    format!(
        "# The instance {} in {} / {}, as connectctl export found it.\n\n{spec}",
        scope.alias, scope.account, scope.region
    )
}
