//! What users are good at. No call that makes or describes a user knows of it.

use connect_model::{Fault, FaultClass, InstanceId, UserId, spec};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Port, ProficiencyRecord};
use crate::{
    Acting, KindId, Members, Observed, Reading, Reference, Trouble, Written,
    export::name_of,
    gap::{Gap, Recall},
};

/// The aspect, and the member.
pub(super) const ASPECT: &str = "proficiencies";

/// Links, so that no time of the user tells of their change.
const PROFICIENCIES: Gap = Gap {
    name: ASPECT,
    members: &[ASPECT],
    is_dated: false,
};

#[derive(Clone, Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Proficiency {
    attribute: Reference,
    value: String,
    level: u32,
}

/// As declared, in the order in which they are compared.
pub(super) fn declared(all: &[spec::Proficiency]) -> Vec<Proficiency> {
    let one = |proficiency: &spec::Proficiency| Proficiency {
        attribute: attribute(proficiency.attribute.as_str()),
        value: proficiency.value.clone(),
        level: proficiency.level,
    };
    sorted(all.iter().map(one).collect())
}

/// Adds the proficiencies of a user who has some declared, by one list. False when the user is gone.
pub(super) async fn fill(
    cx: &Reading<'_>,
    instance: &InstanceId,
    recall: &mut Recall<'_>,
    user: &mut Observed,
    modified_ms: Option<i64>,
) -> Result<bool, Fault> {
    if !cx.asks(&user.key.name, ASPECT) {
        return Ok(true);
    }
    let id = UserId::new(&user.known.id);
    let read = async || Ok(members(cx.ports.user.proficiencies(instance, &id).await?));
    recall.fill(&PROFICIENCIES, user, modified_ms, read).await
}

/// As observed, in the order in which they are compared.
fn members(all: Vec<ProficiencyRecord>) -> Members {
    let one = |record: ProficiencyRecord| Proficiency {
        attribute: attribute(&record.attribute),
        value: record.value,
        level: record.level,
    };
    let proficiencies = sorted(all.into_iter().map(one).collect());
    let mut members = Members::default();
    members.set(ASPECT, json!(proficiencies));
    members
}

fn attribute(name: &str) -> Reference {
    Reference::named(KindId::PredefinedAttribute, name)
}

fn sorted(mut all: Vec<Proficiency>) -> Vec<Proficiency> {
    all.sort();
    all
}

/// Brings the proficiencies of a user to what is declared.
pub(super) async fn mend(
    cx: &Acting<'_>,
    instance: &InstanceId,
    id: &UserId,
    declared: &[Proficiency],
) -> Result<(), Trouble> {
    let port = cx.ports().user.as_ref();
    let wanted: Vec<_> = declared.iter().filter_map(Proficiency::record).collect();
    Ok(set_proficiencies(port, instance, id, &wanted).await?)
}

/// Takes away what is too much, changes levels, adds what is missing: in this order, because AWS
/// takes only so many.
///
/// The list is read first, because no call replaces it; and since it may be behind, what an earlier
/// try has done already is no fault.
pub async fn set_proficiencies(
    port: &dyn Port,
    instance: &InstanceId,
    id: &UserId,
    wanted: &[ProficiencyRecord],
) -> Result<(), Fault> {
    let there = port.proficiencies(instance, id).await?;
    let (mut missing, mut different) = (Vec::new(), Vec::new());
    for record in wanted {
        match there.iter().find(|seen| seen.is_of(record)) {
            None => missing.push(record.clone()),
            Some(seen) if seen != record => different.push(record.clone()),
            Some(_) => {}
        }
    }
    let is_surplus = |seen: &&ProficiencyRecord| !wanted.iter().any(|record| seen.is_of(record));
    for surplus in there.iter().filter(is_surplus) {
        take_away(port, instance, id, surplus).await?;
    }
    if !different.is_empty() {
        port.change_proficiencies(instance, id, &different).await?;
    }
    if !missing.is_empty() {
        add(port, instance, id, &missing).await?;
    }
    Ok(())
}

async fn take_away(
    port: &dyn Port,
    instance: &InstanceId,
    id: &UserId,
    surplus: &ProficiencyRecord,
) -> Result<(), Fault> {
    match port.remove_proficiency(instance, id, surplus).await {
        Err(fault) if fault.class == FaultClass::NotFound => Ok(()),
        done => done,
    }
}

/// AWS does not say which error it gives for what is there already. If its level can be changed, it
/// was.
async fn add(
    port: &dyn Port,
    instance: &InstanceId,
    id: &UserId,
    missing: &[ProficiencyRecord],
) -> Result<(), Fault> {
    match port.add_proficiencies(instance, id, missing).await {
        Err(fault) if matches!(fault.class, FaultClass::Invalid | FaultClass::Duplicate) => {
            let changed = port.change_proficiencies(instance, id, missing).await;
            changed.map_err(|_| fault)
        }
        done => done,
    }
}

// === impl Proficiency ===

impl Proficiency {
    pub(super) fn said(&self) -> Written {
        Written::new()
            .with("attribute", name_of(&self.attribute.as_str().into()))
            .with("value", self.value.as_str())
            .with("level", self.level)
    }

    fn record(&self) -> Option<ProficiencyRecord> {
        Some(ProficiencyRecord {
            attribute: self.attribute.key()?.name,
            value: self.value.clone(),
            level: self.level,
        })
    }
}

// === impl ProficiencyRecord ===

impl ProficiencyRecord {
    /// Whether both are levels in one value.
    fn is_of(&self, other: &Self) -> bool {
        self.attribute == other.attribute && self.value == other.value
    }
}
