//! What there is: reads, as few as it takes.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::{Duration, UNIX_EPOCH},
};

use connect_model::{
    Fault, FaultClass, Finding, InstanceId, UserId, Username, spec::IdentityManagement, suggest,
};
use connect_resources::{
    Depth, KindId, Lists, Named, NoMemory, Reading, Roll, read,
    user::{ProficiencyRecord, UserRecord},
};
use futures::{StreamExt, TryStreamExt, stream};
use reconcile::RunContext;
use serde_json::Value;

use crate::{
    agent::{Agent, Field, Proficiency},
    directory::Entry,
    error::Error,
    plan::{Change, Scales, Stand, There, addresses, difference, identity_members, says_addresses},
    roster::{Roster, Seen},
    row::RowIssue,
    scene::{Names, Scene},
    site::Site,
};

/// How long a search may lag behind a list (facts/connect-api.md, 3: some seconds).
const LAG: Duration = Duration::from_mins(1);
/// How many reads are in flight; the pace says how many a second.
const WIDTH: usize = 16;

/// What agents of a file refer to. What no column is about is not asked for.
pub(crate) async fn scene(
    cx: &RunContext,
    site: Site<'_>,
    says: &(dyn Fn(Field) -> bool + Sync),
) -> Result<Scene, Error> {
    let instance = instance(cx, site).await?;
    let id = InstanceId::new(&instance.known.id);
    let ports = site.ports;
    let record = read(cx, || ports.instance.describe(&id)).await?;
    let identity = record.identity_management.parse();
    let mut scene = Scene {
        instance: instance.known,
        identity: identity.unwrap_or(IdentityManagement::ExistingDirectory),
        routing_profiles: named(read(cx, || ports.routing_profile.list(&id)).await?),
        security_profiles: named(read(cx, || ports.security_profile.list(&id)).await?),
        groups: Names::default(),
        levels: 0,
        attributes: BTreeMap::new(),
        unmade: BTreeMap::new(),
    };
    let (lists, nobody) = (Lists::default(), BTreeSet::new());
    let reading = reading(cx, site, &id, &lists, &nobody);
    if says(Field::Hierarchy) {
        scene.groups = named(KindId::HierarchyGroup.kind().names(&reading).await?);
        let levels = read(cx, || ports.hierarchy_structure.describe(&id)).await?;
        scene.levels = levels.len();
    }
    if says(Field::Proficiencies) {
        let kind = KindId::PredefinedAttribute.kind();
        let observed = kind.observe(&reading).await?;
        let values = |value: Option<&Value>| -> BTreeSet<String> {
            let values = value.and_then(Value::as_array).into_iter().flatten();
            values
                .filter_map(|value| value.as_str().map(ToOwned::to_owned))
                .collect()
        };
        let all = observed.into_iter();
        scene.attributes = all
            .map(|thing| (thing.key.name, values(thing.members.get("values"))))
            .collect();
    }
    Ok(scene)
}

/// Everybody who is there.
pub(crate) async fn roster(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
) -> Result<Roster, Error> {
    let mut roster = listed(cx, site, instance).await?;
    let calls = &site.calls.roster;
    let mut next = None;
    while roster.len() > 0 {
        let page = read(cx, || calls.searched(instance, next.as_deref())).await?;
        for found in page.items {
            roster.show(&found.username, found.record);
        }
        match page.next {
            Some(token) => next = Some(token),
            None => break,
        }
    }
    roster.hide_since(now_ms(cx) - millis(LAG));
    Ok(roster)
}

/// Everybody who is there, as the list alone shows it.
pub(crate) async fn listed(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
) -> Result<Roster, Error> {
    let mut roster = Roster::default();
    let calls = &site.calls.roster;
    let mut next = None;
    loop {
        let page = read(cx, || calls.listed(instance, next.as_deref())).await?;
        page.items.into_iter().for_each(|named| roster.list(named));
        match page.next {
            Some(token) => next = Some(token),
            None => return Ok(roster),
        }
    }
}

/// When each user was changed last, page by page.
pub(crate) async fn times<F>(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
    mut take: impl FnMut(Vec<(Username, i64)>) -> F,
) -> Result<(), Error>
where
    F: Future<Output = Result<(), Error>>,
{
    let calls = &site.calls.roster;
    let mut next = None;
    loop {
        let page = read(cx, || calls.listed(instance, next.as_deref())).await?;
        let time = |named: Named| Some((Username::new(named.name).ok()?, named.modified_ms?));
        take(page.items.into_iter().filter_map(time).collect()).await?;
        match page.next {
            Some(token) => next = Some(token),
            None => return Ok(()),
        }
    }
}

/// Reads those whom no search shows yet, so that everybody is shown.
pub(crate) async fn show_hidden(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
    roster: &mut Roster,
    hidden: Vec<Username>,
) -> Result<(), Error> {
    let found = {
        let known = hidden
            .into_iter()
            .filter_map(|name| Some((roster.id(&name)?, name)));
        let known: Vec<_> = known.collect();
        let read = stream::iter(known).map(async |(id, name)| {
            let record = describe(cx, site, instance, &id).await?;
            Ok::<_, Fault>((name, record))
        });
        read.buffer_unordered(WIDTH).try_collect::<Vec<_>>().await?
    };
    for (name, record) in found {
        if let Some(record) = record {
            roster.show(name.as_str(), record);
        }
    }
    Ok(())
}

/// How closely those who are there are looked at.
pub(crate) struct Glass<'g> {
    pub(crate) cx: &'g RunContext,
    pub(crate) site: Site<'g>,
    pub(crate) scales: Scales<'g>,
    /// Whether nothing that is remembered counts.
    pub(crate) verify: bool,
}

/// Somebody of the file who is there, looked at.
pub(crate) struct Looked {
    pub(crate) stand: Stand,
    /// Whether what was compared rests on what is remembered and may have changed without a trace.
    pub(crate) is_unsure: bool,
}

/// Somebody of the file about whom AWS has to be asked.
struct Unseen {
    agent: Agent,
    /// What is remembered, unless it is in `seen`.
    entry: Option<Entry>,
    /// What searches show, where that is all but what somebody is good at.
    seen: Option<Seen>,
}

// === impl Glass ===

impl Glass<'_> {
    /// What is remembered of these, as far as it still counts.
    pub(crate) async fn recall(
        &self,
        usernames: &[Username],
    ) -> Result<BTreeMap<String, Entry>, Error> {
        if usernames.is_empty() {
            return Ok(BTreeMap::new());
        }
        let entries = self.site.directory.recall(usernames).await?;
        let counts = |entry: &Entry| {
            let username = &entry.agent.username;
            let id = self.scales.roster.id(username);
            let modified = self.scales.roster.modified_ms(username);
            id.is_some_and(|id| entry.is_of(id.as_str(), modified))
        };
        let current = entries.into_iter().filter(counts);
        let key = |entry: &Entry| entry.agent.username.as_str().to_ascii_lowercase();
        Ok(current.map(|entry| (key(&entry), entry)).collect())
    }

    /// Looks at many at once, in their order.
    pub(crate) async fn look_all(
        &self,
        agents: Vec<(Agent, Option<Entry>)>,
    ) -> Result<Vec<Looked>, Error> {
        let mut looked = Vec::with_capacity(agents.len());
        let mut rest = Vec::new();
        for (place, (agent, entry)) in agents.into_iter().enumerate() {
            match self.glance(agent, entry) {
                Ok(found) => looked.push((place, found)),
                Err(unseen) => rest.push((place, unseen)),
            }
        }
        let looks = rest
            .into_iter()
            .map(async |(place, unseen): (usize, Box<Unseen>)| {
                Ok::<_, Fault>((place, self.look(*unseen).await?))
            });
        let looks = stream::iter(looks).buffer_unordered(WIDTH);
        looked.extend(looks.try_collect::<Vec<_>>().await?);
        looked.sort_unstable_by_key(|(place, _)| *place);
        Ok(looked.into_iter().map(|(_, found)| found).collect())
    }

    /// Looks at somebody of whom no more has to be read: most of the file, usually.
    fn glance(&self, agent: Agent, entry: Option<Entry>) -> Result<Looked, Box<Unseen>> {
        let unseen = |agent, entry, seen| Err(Box::new(Unseen { agent, entry, seen }));
        let Some(mut seen) = self.scales.roster.seen(&agent.username) else {
            return unseen(agent, entry, None);
        };
        seen.remembered = entry;
        if self.must_describe(&agent, &seen) {
            unseen(agent, seen.remembered, None)
        } else if agent.proficiencies.is_some() {
            unseen(agent, None, Some(seen))
        } else {
            Ok(Looked::there(agent, seen, None, false))
        }
    }

    async fn look(&self, unseen: Unseen) -> Result<Looked, Fault> {
        let Unseen { agent, entry, seen } = unseen;
        if let Some(seen) = seen {
            return self.good_at(agent, seen).await;
        }
        let roster = self.scales.roster;
        let Some(id) = roster.id(&agent.username) else {
            return Ok(Looked::new(agent));
        };
        let instance = self.scales.scene.instance_id();
        let record = describe(self.cx, self.site, &instance, &id).await?;
        let seen = record.and_then(|record| roster.described(&agent.username, record));
        let Some(mut seen) = seen else {
            return Ok(Looked::new(agent));
        };
        seen.remembered = entry;
        self.good_at(agent, seen).await
    }

    /// What no search shows is read unless it is remembered, and what a call replaces as a whole, or a
    /// search may tell in other units, is read before it is written.
    fn must_describe(&self, agent: &Agent, seen: &Seen) -> bool {
        let is_hidden = says_addresses(self.scales.scene, agent) && addresses(seen).is_none();
        let differs = || {
            let has_channels = |changes: &[(Change, _)]| {
                changes
                    .iter()
                    .any(|(change, _)| change.aspect == "channels")
            };
            let members = identity_members(self.scales, agent, seen);
            !members.is_empty()
                || agent.channel_work.is_some()
                    && has_channels(&difference(self.scales, agent, seen, None).changes)
        };
        self.verify || is_hidden || differs()
    }

    async fn good_at(&self, agent: Agent, seen: Seen) -> Result<Looked, Fault> {
        let Some(wanted) = &agent.proficiencies else {
            return Ok(Looked::there(agent, seen, None, false));
        };
        let remembered = seen.remembered.as_ref().filter(|_| !self.verify);
        let remembered = remembered.and_then(|entry| entry.agent.proficiencies.clone());
        // A difference may be one of memory alone.
        if let Some(remembered) = remembered.filter(|remembered| remembered == wanted) {
            return Ok(Looked::there(agent, seen, Some(remembered), true));
        }
        let (instance, port) = (self.scales.scene.instance_id(), &self.site.ports.user);
        let listed = read(self.cx, || port.proficiencies(&instance, &seen.id)).await;
        let there = match listed {
            Err(fault) if fault.class == FaultClass::NotFound => return Ok(Looked::new(agent)),
            listed => listed?,
        };
        let mut there: Vec<_> = there.into_iter().map(proficiency).collect();
        there.sort_unstable();
        Ok(Looked::there(agent, seen, Some(there), false))
    }
}

// === impl Looked ===

impl Looked {
    fn new(agent: Agent) -> Self {
        Self {
            stand: Stand::New(Arc::new(agent)),
            is_unsure: false,
        }
    }

    fn there(
        agent: Agent,
        seen: Seen,
        proficiencies: Option<Vec<Proficiency>>,
        is_unsure: bool,
    ) -> Self {
        let there = There {
            agent,
            seen,
            proficiencies,
        };
        Self {
            stand: Stand::There(Box::new(there)),
            is_unsure,
        }
    }
}

/// What is wrong with touching somebody who is there.
pub(crate) fn unfit(seen: &Seen, alias: &str, directory: &str, takes: bool) -> Option<RowIssue> {
    let center = seen.tags.get(connect_resources::CENTER_TAG);
    if center == Some(alias) {
        return Some(RowIssue::plain(
            "declared-in-spec",
            "the user is declared in the spec of the contact centre",
            "leave the user out of the spec, or out of the file",
        ));
    }
    let other = seen.tags.get(crate::plan::DIRECTORY_TAG);
    let other = other.filter(|other| *other != directory && !takes)?;
    Some(RowIssue::plain(
        "other-directory",
        format!("the user belongs to the directory {other}"),
        "take the user out of that directory first, or take ownership",
    ))
}

/// Milliseconds since 1970.
pub(crate) fn now_ms(cx: &RunContext) -> i64 {
    let now = cx.clock.now().duration_since(UNIX_EPOCH);
    millis(now.unwrap_or_default())
}

/// How long after a change a time that a list tells may still be that of the change.
pub(crate) fn lag_ms() -> i64 {
    millis(LAG)
}

async fn instance(cx: &RunContext, site: Site<'_>) -> Result<Named, Error> {
    let alias = site.scope.alias.as_str();
    let listed = read(cx, || site.ports.instance.list()).await?;
    if let Some(found) = listed.iter().find(|named| named.name == alias) {
        return Ok(found.clone());
    }
    let names: Vec<&str> = listed.iter().map(|named| named.name.as_str()).collect();
    let region = &site.scope.region;
    let message = format!("there is no instance with the alias {alias} in {region}");
    let remedy = suggest(alias, &names, "name an instance that is there");
    let finding = Finding::of_the_world("unknown-instance", message, remedy);
    Err(Error::Findings(vec![finding]))
}

/// Somebody in full; nothing if there is nobody of that id any more.
pub(crate) async fn describe(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
    id: &UserId,
) -> Result<Option<UserRecord>, Fault> {
    match read(cx, || site.ports.user.describe(instance, id)).await {
        Err(fault) if fault.class == FaultClass::NotFound => Ok(None),
        record => record.map(Some),
    }
}

fn named(listed: Vec<Named>) -> Names {
    listed
        .into_iter()
        .map(|named| (named.name, named.known.id))
        .collect()
}

fn proficiency(record: ProficiencyRecord) -> Proficiency {
    Proficiency {
        attribute: record.attribute,
        value: record.value,
        level: record.level,
    }
}

fn millis(length: Duration) -> i64 {
    i64::try_from(length.as_millis()).unwrap_or(i64::MAX)
}

/// What a kind of thing has at hand to read with: all that there is.
pub(crate) fn reading<'a>(
    cx: &'a RunContext,
    site: Site<'a>,
    instance: &'a InstanceId,
    lists: &'a Lists,
    wholly: &'a BTreeSet<String>,
) -> Reading<'a> {
    Reading {
        scope: site.scope,
        ports: site.ports,
        instance: Some(instance),
        declared: &[],
        roll: Roll::nobody(),
        owners: false,
        whole: true,
        depth: Depth::Full,
        wholly,
        memory: &NoMemory,
        lists,
        clock: &*cx.clock,
        cancel: &cx.cancel,
        retry: cx.retry,
    }
}
