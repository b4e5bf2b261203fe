//! What has to move. Pure.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Finding, Region, suggest};
use connect_resources::traffic_distribution_group::Distribution;
use reconcile::{Lane, Plan, Step, StepId};

use super::{Shift, Wanted};
use crate::{
    pairs::partner,
    shares::{Shares, SignIn},
    traffic::GroupTraffic,
};

const LANE: &str = "connect:UpdateTrafficDistribution";

/// One group to move.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Move {
    /// The ARN of the group.
    pub(super) arn: String,
    /// What of it has to be otherwise.
    pub(super) change: Distribution,
}

/// The Region to call: AWS wants to be called where the traffic is to go. Where that is nowhere alone, it
/// is `home`.
pub fn via(wanted: &Wanted, home: &Region) -> Result<Region, Finding> {
    let region = match wanted {
        Wanted::Away(from) if from != home => return Ok(home.clone()),
        Wanted::Away(from) => partner(from.as_str()).ok_or_else(|| {
            let message = format!("{from} shares instances with no Region that is known");
            Finding::of_the_world("unpaired-region", message, "say which Region to call")
        })?,
        Wanted::Shares {
            telephony,
            agents,
            sign_in,
        } => {
            let largest = |shares: &Option<Shares>| {
                let largest = shares.as_ref().and_then(Shares::largest);
                largest.map(str::to_owned)
            };
            let only = sign_in.as_ref().and_then(SignIn::only).map(str::to_owned);
            let region = largest(telephony).or_else(|| largest(agents)).or(only);
            let region = region.and_then(|region| Region::new(region).ok());
            return Ok(region.unwrap_or_else(|| home.clone()));
        }
    };
    Ok(Region::new(region).expect("paired Regions are Regions"))
}

/// The step of a group.
pub(super) fn step_id(group: &GroupTraffic) -> StepId {
    StepId::new("traffic-distribution-group", &group.name, "distribution")
}

/// One step for each group that does not distribute so yet; else every reason why it cannot.
pub(super) fn plan(order: &Shift, groups: &[GroupTraffic]) -> Result<Plan<Move>, Vec<Finding>> {
    let (mut steps, mut findings) = (Vec::new(), Vec::new());
    for group in groups {
        match target(order, group) {
            Ok(target) => steps.extend(step(group, &target)),
            Err(wrong) => findings.extend(wrong),
        }
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    Ok(Plan::new(steps).expect("groups do not wait for one another"))
}

/// What people may want to know before calls go where nobody answers them.
pub(super) fn notes(order: &Shift, groups: &[GroupTraffic]) -> Vec<String> {
    let Wanted::Shares {
        telephony: Some(telephony),
        agents: None,
        sign_in: None,
    } = &order.wanted
    else {
        return Vec::new();
    };
    let moves = |group: &&GroupTraffic| {
        group.distribution.telephony.as_ref() != Some(telephony.by_region())
    };
    let note = |group: &GroupTraffic| {
        let name = &group.name;
        format!("calls of {name} move, and its agents stay: move them too, or nobody answers")
    };
    groups.iter().filter(moves).map(note).collect()
}

fn step(group: &GroupTraffic, target: &Distribution) -> Option<Step<Move>> {
    let change = missing(target, &group.distribution);
    (change != Distribution::default()).then(|| Step {
        id: step_id(group),
        lane: Lane::new(LANE),
        needs: BTreeSet::new(),
        stage: 0,
        action: Move {
            arn: group.arn.clone(),
            change,
        },
    })
}

/// What of a target is not so.
pub(super) fn missing(target: &Distribution, have: &Distribution) -> Distribution {
    fn other<T: Clone + PartialEq>(target: Option<&T>, have: Option<&T>) -> Option<T> {
        target.filter(|_| target != have).cloned()
    }
    Distribution {
        telephony: other(target.telephony.as_ref(), have.telephony.as_ref()),
        agents: other(target.agents.as_ref(), have.agents.as_ref()),
        sign_in: other(target.sign_in.as_ref(), have.sign_in.as_ref()),
    }
}

/// How a group is to distribute. What it does not have is left out.
fn target(order: &Shift, group: &GroupTraffic) -> Result<Distribution, Vec<Finding>> {
    match &order.wanted {
        Wanted::Away(from) => away(from.as_str(), group).map_err(|wrong| vec![wrong]),
        Wanted::Shares {
            telephony,
            agents,
            sign_in,
        } => {
            let shares = telephony
                .iter()
                .chain(agents)
                .map(|all| all.by_region().keys());
            let places = sign_in.iter().map(|all| all.by_region().keys());
            let mut wrong: Vec<_> = shares
                .flat_map(|given| regions(given, group))
                .chain(places.flat_map(|given| regions(given, group)))
                .collect();
            wrong.dedup();
            if sign_in.is_some() && !group.is_default && order.subject.group.is_some() {
                wrong.push(not_default(group));
            }
            if !wrong.is_empty() {
                return Err(wrong);
            }
            let sign_in = sign_in.as_ref().filter(|_| group.is_default);
            Ok(Distribution {
                telephony: telephony.as_ref().map(|all| all.by_region().clone()),
                agents: agents.as_ref().map(|all| all.by_region().clone()),
                sign_in: sign_in.map(|all| all.by_region().clone()),
            })
        }
    }
}

/// Everything to the other Region.
fn away(from: &str, group: &GroupTraffic) -> Result<Distribution, Finding> {
    let regions = group.regions();
    let others: Vec<&str> = regions.iter().copied().filter(|it| *it != from).collect();
    let [other] = others[..] else {
        return Err(foreign(from, group));
    };
    if !regions.contains(&from) {
        return Err(foreign(from, group));
    }
    let shares = || BTreeMap::from([(from.to_owned(), 0), (other.to_owned(), 100)]);
    let places = || BTreeMap::from([(from.to_owned(), false), (other.to_owned(), true)]);
    let have = &group.distribution;
    Ok(Distribution {
        telephony: have.telephony.is_some().then(shares),
        agents: have.agents.is_some().then(shares),
        sign_in: have.sign_in.is_some().then(places),
    })
}

/// Regions that are not the group's, and those of the group that are not there.
fn regions<'r>(given: impl Iterator<Item = &'r String>, group: &GroupTraffic) -> Vec<Finding> {
    let (given, own): (Vec<&str>, _) = (given.map(String::as_str).collect(), group.regions());
    let foreign_ones = given.iter().filter(|region| !own.contains(region));
    let mut wrong: Vec<_> = foreign_ones.map(|region| foreign(region, group)).collect();
    for region in own.iter().filter(|region| !given.contains(region)) {
        let message = format!("{region} of {} has no share", group.name);
        let remedy = format!("say what goes to {region}, be it 0");
        wrong.push(Finding::of_the_world("region-missing", message, remedy));
    }
    wrong
}

fn foreign(region: &str, group: &GroupTraffic) -> Finding {
    let own = group.regions();
    let message = format!(
        "{} does not distribute to {region}, but to {}",
        group.name,
        own.join(" and ")
    );
    Finding::of_the_world(
        "region-not-of-group",
        message,
        suggest(region, &own, "name these"),
    )
}

fn not_default(group: &GroupTraffic) -> Finding {
    let message = format!(
        "{} does not say where people sign in; only the instance's own group does",
        group.name
    );
    let remedy = "name that group, or the instance";
    Finding::of_the_world("sign-in-not-of-group", message, remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::traffic::Subject;

    fn group(is_default: bool) -> GroupTraffic {
        let shares = || {
            Some(BTreeMap::from([
                ("aa-a-1".to_owned(), 100),
                ("bb-b-1".to_owned(), 0),
            ]))
        };
        let places = BTreeMap::from([("aa-a-1".to_owned(), true), ("bb-b-1".to_owned(), true)]);
        GroupTraffic {
            name: "Sales".to_owned(),
            id: "id".to_owned(),
            arn: "arn:aws:connect:aa-a-1:111111111111:traffic-distribution-group/id".to_owned(),
            instance_arn: String::new(),
            is_default,
            distribution: Distribution {
                telephony: shares(),
                agents: shares(),
                sign_in: is_default.then_some(places),
            },
        }
    }

    fn order(wanted: Wanted) -> Shift {
        Shift {
            subject: Subject {
                group: Some("Sales".to_owned()),
                ..Subject::default()
            },
            wanted,
        }
    }

    fn shares(of: &[(&str, u32)]) -> Shares {
        let of = of
            .iter()
            .map(|(region, share)| ((*region).to_owned(), *share));
        Shares::new(of.collect()).expect("they are fine")
    }

    #[test]
    fn away_moves_all_that_a_group_has_and_nothing_twice() {
        let from = Region::new("aa-a-1").expect("a Region");
        let order = order(Wanted::Away(from));
        let steps = plan(&order, &[group(true)]).expect("a plan").into_steps();
        let change = &steps[0].action.change;
        assert_eq!(
            change.telephony.as_ref().expect("calls move")["bb-b-1"],
            100
        );
        assert!(!change.sign_in.as_ref().expect("people move")["aa-a-1"]);
        let mut moved = group(true);
        moved.distribution = change.clone();
        assert!(plan(&order, &[moved]).expect("a plan").steps().is_empty());
    }

    #[test]
    fn every_region_that_does_not_fit_is_said() {
        let wanted = Wanted::Shares {
            telephony: Some(shares(&[("aa-a-1", 40), ("cc-c-1", 60)])),
            agents: None,
            sign_in: Some(SignIn::new([("aa-a-1".to_owned(), true)].into()).expect("fine")),
        };
        let findings = plan(&order(wanted), &[group(false)]).expect_err("much is wrong");
        let rules: Vec<_> = findings
            .iter()
            .map(|finding| finding.rule.as_str())
            .collect();
        let expected = [
            "region-not-of-group",
            "region-missing",
            "sign-in-not-of-group",
        ];
        assert_eq!(rules, expected, "{findings:#?}");
    }

    #[test]
    fn aws_is_called_where_the_traffic_goes() {
        let home = Region::new("eu-west-2").expect("a Region");
        let called = |wanted| via(&wanted, &home).map(|region| region.to_string());
        assert_eq!(
            called(Wanted::Away(home.clone())).as_deref(),
            Ok("eu-central-1")
        );
        let other = Region::new("eu-central-1").expect("a Region");
        assert_eq!(called(Wanted::Away(other)).as_deref(), Ok("eu-west-2"));
        let most = |telephony| Wanted::Shares {
            telephony,
            agents: None,
            sign_in: None,
        };
        let to_other = most(Some(shares(&[("eu-west-2", 10), ("eu-central-1", 90)])));
        assert_eq!(called(to_other).as_deref(), Ok("eu-central-1"));
        let even = most(Some(shares(&[("eu-west-2", 50), ("eu-central-1", 50)])));
        assert_eq!(called(even).as_deref(), Ok("eu-west-2"));
        let alone = Region::new("sa-east-1").expect("a Region");
        assert!(via(&Wanted::Away(alone.clone()), &alone).is_err());
    }
}
