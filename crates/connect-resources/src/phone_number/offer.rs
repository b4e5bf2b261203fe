//! Whether numbers like those that a plan claims are on offer, before anything is written.

use std::collections::BTreeMap;

use connect_model::{Fault, FaultClass, Finding};

use super::{PhoneNumber, Wish, claim::CANDIDATES};
use crate::{Declared, Reading};

/// The country, the type and the prefix.
type Sort = (String, String, Option<String>);

/// A finding for each number of which AWS offers none, or fewer than are to be claimed. AWS answers
/// for an instance alone: any of the account will do, and without one nothing is known beforehand.
pub(super) async fn missing(cx: &Reading<'_>, new: &[&Declared]) -> Result<Vec<Finding>, Fault> {
    let mut sorts = BTreeMap::<Sort, Vec<&Declared>>::new();
    for thing in new {
        if let Some(sort) = sort(thing) {
            sorts.entry(sort).or_default().push(thing);
        }
    }
    let mut findings = Vec::new();
    if sorts.is_empty() {
        return Ok(findings);
    }
    let Some(target) = target(cx).await? else {
        return Ok(findings);
    };
    for (sort, numbers) in sorts {
        let offered = offered(cx, &target, &sort).await?;
        let short = offered.map_or(0..0, |offered| offered..numbers.len());
        let short = numbers.get(short).into_iter().flatten();
        findings.extend(short.map(|number| finding(&sort, offered.unwrap_or_default(), number)));
    }
    Ok(findings)
}

/// What is asked for, unless the number itself is named.
fn sort(thing: &Declared) -> Option<Sort> {
    let number: PhoneNumber = thing.members.typed().ok()?;
    let is_named = number.number.is_some();
    Some((number.country?, number.r#type?, number.prefix)).filter(|_| !is_named)
}

/// The ARN of the instance, else of another one.
async fn target(cx: &Reading<'_>) -> Result<Option<String>, Fault> {
    if let Some(id) = cx.instance {
        let scope = cx.scope;
        let place = format!("{}:{}", scope.region, scope.account);
        return Ok(Some(format!("arn:aws:connect:{place}:instance/{id}")));
    }
    let listed = cx.instances().await?;
    Ok(listed.first().map(|named| named.known.arn.clone()))
}

/// How many are on offer; `CANDIDATES` are as many as anybody needs. Nothing where AWS does not
/// tell: then the claim will.
async fn offered(cx: &Reading<'_>, target: &str, sort: &Sort) -> Result<Option<usize>, Fault> {
    let (country, r#type, prefix) = sort.clone();
    let wish = Wish {
        target: target.to_owned(),
        country,
        r#type,
        prefix,
    };
    let search = || cx.ports.phone_number.available(&wish, CANDIDATES);
    match cx.read(search).await {
        Ok(candidates) if candidates.len() >= CANDIDATES as usize => Ok(None),
        Ok(candidates) => Ok(Some(candidates.len())),
        Err(fault) if fault.class == FaultClass::Invalid => Ok(Some(0)),
        Err(fault) if [FaultClass::Denied, FaultClass::NotFound].contains(&fault.class) => Ok(None),
        Err(fault) => Err(fault),
    }
}

fn finding((country, r#type, prefix): &Sort, offered: usize, number: &Declared) -> Finding {
    let begins = prefix
        .as_ref()
        .map(|prefix| format!(" that begins with {prefix}"));
    let begins = begins.unwrap_or_default();
    let message = match offered {
        0 => format!("no {type} number of {country}{begins} is on offer in this Region"),
        1 => format!("only one {type} number of {country}{begins} is on offer, and others want it"),
        many => format!("only {many} {type} numbers of {country}{begins} are on offer"),
    };
    Finding {
        rule: "number-not-on-offer".into(),
        place: number.place.clone(),
        message,
        remedy: "declare another country, type or prefix, or ask AWS support".into(),
    }
}
