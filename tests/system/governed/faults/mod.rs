//! For each rule a world that breaks it: the sound account, and one thing that went wrong in it.

mod access;
mod audit;
mod cost;
mod data;
mod encryption;
mod flows;
mod resilience;
mod routing;
mod tags;

use std::{collections::BTreeSet, panic::AssertUnwindSafe, pin::Pin};

use connect_governance::{Assessment, Found, report, rules};
use futures::FutureExt as _;
use reconcile::Ended;

use super::{
    estate::Estate,
    sound::{Swaps, sound_but},
};

type Deed<'e> = Pin<Box<dyn Future<Output = ()> + Send + 'e>>;

/// Something that goes wrong.
struct Wrong {
    /// The rule that finds it.
    rule: &'static str,
    /// What is declared in another way than in the sound account.
    swaps: Swaps,
    /// What somebody does afterwards.
    done: Option<for<'e> fn(&'e Estate) -> Deed<'e>>,
}

/// Something that is declared wrong.
const fn declared(rule: &'static str, swaps: Swaps) -> Wrong {
    Wrong {
        rule,
        swaps,
        done: None,
    }
}

/// Something that somebody does wrong.
const fn done(rule: &'static str, done: for<'e> fn(&'e Estate) -> Deed<'e>) -> Wrong {
    Wrong {
        rule,
        swaps: &[],
        done: Some(done),
    }
}

const AREAS: [&[Wrong]; 9] = [
    access::WRONGS,
    audit::WRONGS,
    cost::WRONGS,
    data::WRONGS,
    encryption::WRONGS,
    flows::WRONGS,
    resilience::WRONGS,
    routing::WRONGS,
    tags::WRONGS,
];

/// Each is found, and gone again where it can be mended without asking anybody.
async fn all_are_found(wrongs: &[Wrong]) {
    let mut missed = Vec::new();
    for wrong in wrongs {
        let tried = AssertUnwindSafe(wrong.is_found()).catch_unwind().await;
        if tried.is_err() {
            missed.push(wrong.rule);
        }
    }
    assert!(missed.is_empty(), "{missed:?}");
}

// === impl Wrong ===

impl Wrong {
    async fn is_found(&self) {
        let (estate, options) = sound_but(self.swaps).await;
        if let Some(done) = self.done {
            done(&estate).await;
        }
        let assessment = estate.assessed(&options).await;
        let found = of(&assessment, self.rule);
        let text = || report::text(&assessment, rules());
        assert!(!found.is_empty(), "{}: {}", self.rule, text());
        let mendable = found.iter().filter(|it| it.finding.mend.is_some());
        let mendable: BTreeSet<_> = mendable.map(|it| &it.fingerprint).collect();
        if mendable.is_empty() {
            return;
        }
        let run = estate.mended(4, &assessment).await;
        let setbacks: Vec<_> = run.setbacks().collect();
        assert_eq!(run.ended, Ended::Done, "{}: {setbacks:#?}", self.rule);
        let after = estate.assessed(&options).await;
        let mut left = of(&after, self.rule);
        left.retain(|it| mendable.contains(&it.fingerprint));
        assert!(left.is_empty(), "{left:#?}");
    }
}

fn of<'a>(assessment: &'a Assessment, rule: &str) -> Vec<&'a Found> {
    let findings = assessment.findings.iter();
    findings.filter(|it| it.finding.rule == rule).collect()
}

#[test]
fn every_rule_has_a_world_that_breaks_it() {
    let broken: BTreeSet<_> = AREAS.iter().copied().flatten().map(|it| it.rule).collect();
    let all: BTreeSet<_> = rules().iter().map(|it| it.id).collect();
    let missing: Vec<_> = all.difference(&broken).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(broken.is_subset(&all));
}
