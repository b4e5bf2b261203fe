//! The overrides of hours: in no search of the hours, one list for each hours that declare some.
//!
//! They have neither tags nor ARNs, and go with their hours. So they are a member of these and no kind
//! of their own: where the member is declared it names all of them, and one that it does not name goes.

use std::collections::BTreeMap;

use connect_model::{
    Fault, FaultClass, HoursId, InstanceId,
    spec::{self, HoursOverrideSpec},
};
use reconcile::{Setback, Verdict};
use serde_json::{Value, json};

use super::{HoursRecord, Opening, OverrideDraft, OverrideRecord, Port, Recurrence};
use crate::{
    Acting, Declared, Members, Observed, Reading, Trouble,
    census::Survey,
    gap::{Gap, Recall},
};

/// The aspect, and its one member.
pub(super) const ASPECT: &str = "overrides";

/// What is declared, by name: their order says nothing.
pub(super) fn declared(overrides: &[HoursOverrideSpec]) -> Vec<OverrideDraft> {
    by_name(overrides.iter().map(OverrideDraft::from).collect())
}

/// No operation of the hours themselves sets them, so no time of the hours need tell of them.
const GAP: Gap = Gap {
    name: ASPECT,
    members: &[ASPECT],
    is_dated: false,
};

/// Adds the overrides to those hours for which they are declared; for others they are not asked.
pub(super) async fn observe(
    cx: &Reading<'_>,
    instance: &InstanceId,
    seen: Survey<HoursRecord>,
) -> Result<Vec<Observed>, Fault> {
    let port = &cx.ports.hours;
    let mut recall = Recall::of(cx, seen.found.iter().map(|(named, _)| named)).await;
    let mut all = seen.others;
    for (named, record) in seen.found {
        let (id, modified) = (record.id.clone(), named.modified_ms);
        let is_declared = cx.asks(&named.name, ASPECT);
        let mut hours = super::observed((named, record));
        let read = async || Ok(members(port.overrides(instance, &id).await?));
        if !is_declared || recall.fill(&GAP, &mut hours, modified, read).await? {
            all.push(hours);
        }
    }
    recall.keep().await;
    Ok(all)
}

/// Creating hours takes none.
pub(super) fn after_make(thing: &Declared) -> Vec<&'static str> {
    let any = thing.members.get(ASPECT).and_then(Value::as_array);
    if any.is_some_and(|overrides| !overrides.is_empty()) {
        vec![ASPECT]
    } else {
        Vec::new()
    }
}

/// Removes what is not declared, then changes and makes what is. What is there is asked anew, so that
/// a repeat goes on where the last try stopped.
pub(super) async fn mend(
    cx: &Acting<'_>,
    hours: &HoursId,
    declared: &[OverrideDraft],
) -> Result<(), Trouble> {
    let (instance, port) = (cx.instance()?, &*cx.ports().hours);
    let listed = port.overrides(&instance, hours).await?;
    let mut there: BTreeMap<String, OverrideRecord> = listed
        .into_iter()
        .map(|record| (record.says.name.clone(), record))
        .collect();
    let wanted: BTreeMap<&str, &OverrideDraft> = declared
        .iter()
        .map(|draft| (draft.name.as_str(), draft))
        .collect();
    let goes = |name: &String, record: &mut OverrideRecord| {
        wanted
            .get(name.as_str())
            .is_none_or(|draft| record.says.has_what_no_update_takes_away(draft))
    };
    for (_, surplus) in there.extract_if(.., goes).collect::<Vec<_>>() {
        port.delete_override(&instance, hours, &surplus.id).await?;
    }
    for draft in declared {
        bring(port, &instance, hours, draft, there.get(&draft.name)).await?;
    }
    Ok(())
}

async fn bring(
    port: &dyn Port,
    instance: &InstanceId,
    hours: &HoursId,
    draft: &OverrideDraft,
    there: Option<&OverrideRecord>,
) -> Result<(), Trouble> {
    match there {
        Some(record) if record.says == *draft => Ok(()),
        Some(record) => Ok(port
            .update_override(instance, hours, &record.id, draft)
            .await?),
        None => match port.create_override(instance, hours, draft).await {
            Err(fault) if fault.class == FaultClass::Duplicate => Err(not_shown(draft)),
            made => Ok(made?),
        },
    }
}

fn members(records: Vec<OverrideRecord>) -> Members {
    let says = records.into_iter().map(|record| record.says);
    let mut members = Members::default();
    members.set(ASPECT, json!(by_name(says.collect())));
    members
}

fn by_name(mut overrides: Vec<OverrideDraft>) -> Vec<OverrideDraft> {
    overrides.sort_by(|one, other| one.name.cmp(&other.name));
    overrides
}

/// The name is taken, and the list does not show by what: reads lag behind writes.
fn not_shown(draft: &OverrideDraft) -> Trouble {
    let message = format!(
        "the override {} is there, and no list shows it yet",
        draft.name
    );
    Setback::new(Verdict::Again, "NOT_SHOWN_YET", message).into()
}

// === impl OverrideDraft ===

impl OverrideDraft {
    /// An update leaves what it does not name, so what is no longer declared goes with the whole.
    fn has_what_no_update_takes_away(&self, wanted: &Self) -> bool {
        let description = self.description.is_some() && wanted.description.is_none();
        let recurrence = self.recurrence.is_some() && wanted.recurrence.is_none();
        description || recurrence
    }
}

impl From<&HoursOverrideSpec> for OverrideDraft {
    fn from(spec: &HoursOverrideSpec) -> Self {
        Self {
            name: spec.name.to_string(),
            description: spec.description.clone(),
            r#type: spec.r#type.as_str().to_owned(),
            effective_from: spec.effective_from.to_string(),
            effective_till: spec.effective_till.to_string(),
            config: spec.config.iter().map(Opening::from).collect(),
            recurrence: spec.recurrence.as_ref().map(Recurrence::from),
        }
    }
}

impl From<&spec::Recurrence> for Recurrence {
    fn from(spec: &spec::Recurrence) -> Self {
        let int = |month: &u32| i32::try_from(*month).unwrap_or(i32::MAX);
        Self {
            frequency: spec.frequency.as_str().to_owned(),
            interval: int(&spec.interval),
            by_month: spec.by_month.iter().map(int).collect(),
            by_month_day: spec.by_month_day.clone(),
            by_weekday_occurrence: spec.by_weekday_occurrence.clone(),
        }
    }
}
