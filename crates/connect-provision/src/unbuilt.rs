//! What is declared and cannot be brought up, because the program is built without its service.

use std::collections::BTreeSet;

use connect_model::{Finding, Place};
use connect_resources::{Declared, NotBuiltIn, Ports};

use crate::{error::Error, observe::ByKind};

/// Says all of it at once, before anything is read or written.
pub(crate) fn refuse(ports: &Ports, declared: &ByKind) -> Result<(), Error> {
    let mut told = BTreeSet::new();
    let mut findings = Vec::new();
    for thing in declared.values().flatten() {
        for lack in lacks(ports, thing) {
            // A user and its secret stand in one place.
            let is_new = told.insert((thing.place.clone(), lack.remedy()));
            if is_new || thing.place == Place::default() {
                findings.push(finding(thing, &lack));
            }
        }
    }
    if findings.is_empty() {
        Ok(())
    } else {
        Err(Error::Findings(findings))
    }
}

/// For a thing itself, and for what it names of other kinds.
fn lacks(ports: &Ports, thing: &Declared) -> Vec<NotBuiltIn> {
    let kind = thing.key.kind.kind();
    let members = thing.members.iter();
    let named = members.flat_map(|(member, value)| kind.references(member, value));
    let kinds: BTreeSet<_> = named.map(|key| key.kind).collect();
    let mut lacks: Vec<_> = kind.lack(ports, thing).into_iter().collect();
    for lack in kinds.into_iter().filter_map(|kind| ports.lack(kind)) {
        if !lacks.contains(&lack) {
            lacks.push(lack);
        }
    }
    lacks
}

fn finding(thing: &Declared, lack: &NotBuiltIn) -> Finding {
    Finding {
        rule: "service-not-built-in".into(),
        place: thing.place.clone(),
        message: format!("{} cannot be brought up: {lack}", thing.key),
        remedy: format!("{}, or do without it in the spec", lack.remedy()),
    }
}
