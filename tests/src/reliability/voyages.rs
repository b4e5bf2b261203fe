//! Flows on their way: what an uninterrupted deploy, release or way back makes of the world, and what one
//! that dies, or is left without an answer, makes of it.

use aws_sim::Rule;
use flow_language::bundle::Bundle;
use flow_port::{Error, Fate, Released, Returned};
use reconcile::{Ended, MemoryJournal, RunReport};
use serde_json::Value;

use super::{
    answers::{Loss, made, rules},
    guillotine::{Guillotine, Moment},
    journals::MortalJournal,
    likeness::{Difference, Likeness},
    row::Row,
    trial::{Finding, NUMBER, REST, settings},
};
use crate::{
    Fleet,
    fleet::Berth,
    freight::{first_edition, harbour, lading, second_edition},
    pair::{FRANKFURT, bring_function, paired, with_lookup},
};

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// A bundle with a ring goes where nothing of it is.
    Arrive,
    /// Its second edition takes the place of the first.
    Follow,
    /// The first edition comes back.
    Return,
}

/// Where an errand goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// So many instances, one after another.
    Stops(usize),
    /// One instance and its replica, which AWS keeps in step.
    Pair,
}

/// An errand, and what an uninterrupted run of it is like.
pub struct Voyage {
    errand: Errand,
    route: Route,
    reference: Vec<Likeness>,
    moments: Vec<Moment>,
    calls: Vec<(usize, Rule)>,
}

/// A world in which an errand begins.
struct Sea<'v> {
    voyage: &'v Voyage,
    fleet: Fleet,
    journal: MemoryJournal,
    /// What the errand takes back.
    released: Option<Released>,
    records_intents: bool,
}

/// What came of an errand.
enum Came {
    Released(Released),
    Returned(Returned),
}

/// A tag that saves a later look and is left out where the read that it needs lags behind.
const PROOF: &str = "trunkline:proof";
/// Where the stops are, with what they call the queue.
const STOPS: [(&str, &str, &str); 3] = [
    ("111111111111", "eu-west-2", "Sales"),
    ("222222222222", "us-east-1", "Sales US"),
    ("333333333333", "eu-central-1", "Vertrieb"),
];

// === impl Errand ===

impl Errand {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Arrive, Self::Follow, Self::Return];

    /// What people call it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Arrive => "first release",
            Self::Follow => "second release",
            Self::Return => "rollback",
        }
    }

    fn bundle(self, route: Route) -> Bundle {
        match self {
            Self::Arrive => route.lookup(first_edition()),
            Self::Follow | Self::Return => route.lookup(second_edition()),
        }
    }
}

// === impl Route ===

impl Route {
    /// A pair has a function too: AWS does not tie it to the replica.
    fn lookup(self, bundle: Bundle) -> Bundle {
        match self {
            Self::Stops(_) => bundle,
            Self::Pair => with_lookup(bundle),
        }
    }

    async fn berths(self) -> Vec<Berth> {
        let Self::Stops(stops) = self else {
            let berth = paired(settings()).await;
            bring_function(&berth.ports(Some(FRANKFURT)).await).await;
            return vec![berth];
        };
        let mut berths = Vec::new();
        for (account, region, queue) in STOPS.iter().take(stops) {
            let center = harbour("harbour", queue, "CONNECT_MANAGED");
            let place = (*account, *region);
            berths.push(Berth::at(place, settings(), &center, lading(queue)).await);
        }
        berths
    }
}

// === impl Voyage ===

impl Voyage {
    /// The errand, run once without trouble.
    pub async fn of(errand: Errand, route: Route) -> Self {
        let mut voyage = Self {
            errand,
            route,
            reference: Vec::new(),
            moments: Vec::new(),
            calls: Vec::new(),
        };
        let guillotine = Guillotine::counting();
        let sea = voyage.sea().await;
        for berth in &sea.fleet.berths {
            berth.desk.reset_calls();
        }
        let came = sea.run(&guillotine).await.expect("it does not fall");
        assert_eq!(unfinished(&came), None);
        let berths = sea.fleet.berths.iter().enumerate();
        let calls = berths
            .flat_map(|(n, berth)| rules(&berth.desk).into_iter().map(move |rule| (n, rule)))
            .collect();
        let reference = sea.rested().await;
        drop(sea);
        voyage.reference = reference;
        voyage.moments = guillotine.passed();
        voyage.calls = calls;
        voyage
    }

    /// The errand.
    pub fn errand(&self) -> Errand {
        self.errand
    }

    /// The moments of an uninterrupted run, at each of which the process may die.
    pub fn moments(&self) -> &[Moment] {
        &self.moments
    }

    /// The calls of it that change something, from 0, but for those that cannot have this fate.
    ///
    /// AWS takes no token for a version and refuses no second, so one that it carries out after the job is
    /// one more, to which nothing leads.
    pub fn calls_for(&self, loss: Loss) -> impl Iterator<Item = usize> {
        let all = 0..self.calls.len();
        all.filter(move |call| loss != Loss::Forgotten || !self.makes_version(*call))
    }

    fn makes_version(&self, call: usize) -> bool {
        let operation = self.calls[call].1.operation.as_deref();
        operation.is_some_and(|operation| operation.ends_with("Version"))
    }

    /// Dies at each of these moments, from 1, and runs the errand again to its end.
    pub async fn deaths(&self, moments: impl IntoIterator<Item = usize>) -> Row {
        let mut row = Row::default();
        for n in moments {
            let guillotine = Guillotine::falling_at(n);
            let sea = self.sea().await;
            sea.run(&guillotine).await;
            let last = sea.run_on().await;
            let found = sea.judge(&last).await;
            let place = format!("moment {n}, {:?}", guillotine.passed().last());
            row.count(place, guillotine.has_fallen(), 2, found);
        }
        row
    }

    /// Lets each of these calls that change something, from 0, have this fate. The errand has to end in
    /// one run.
    pub async fn lost_answers(&self, loss: Loss, calls: impl IntoIterator<Item = usize>) -> Row {
        let mut row = Row::default();
        for n in calls {
            let (berth, rule) = &self.calls[n];
            let sea = self.sea().await;
            let desk = &sea.fleet.berths[*berth].desk;
            desk.reset_calls();
            desk.faults(vec![loss.rule(rule)]);
            let last = sea.run_on().await;
            let is_hit = made(desk, rule);
            let place = format!("stop {berth}: {:?} {:?}", rule.operation, rule.nth);
            row.count(place, is_hit, 1, sea.judge(&last).await);
        }
        row
    }

    /// Dies at each of these moments in a process that writes no intents down, until that is seen.
    pub async fn without_intents(
        &self,
        moments: impl IntoIterator<Item = usize>,
    ) -> Option<Finding> {
        for n in moments {
            let mut sea = self.sea().await;
            sea.records_intents = false;
            sea.run(&Guillotine::falling_at(n)).await;
            let last = sea.run_on().await;
            let found = sea.judge(&last).await;
            if found.is_some() {
                return found;
            }
        }
        None
    }

    async fn sea(&self) -> Sea<'_> {
        let route = self.route;
        let mut sea = Sea {
            voyage: self,
            fleet: Fleet::of(route.berths().await),
            journal: MemoryJournal::default(),
            released: None,
            records_intents: true,
        };
        sea.rest().await;
        if self.errand != Errand::Arrive {
            sea.fleet.released(2, &route.lookup(first_edition())).await;
            sea.rest().await;
        }
        if self.errand == Errand::Return {
            let second = route.lookup(second_edition());
            sea.released = Some(sea.fleet.released(3, &second).await);
            sea.rest().await;
        }
        sea
    }
}

// === impl Sea ===

impl Sea<'_> {
    /// Runs the errand in a process of its own; nothing if it dies.
    async fn run(&self, guillotine: &Guillotine) -> Option<Result<Came, Error>> {
        let journal = MortalJournal {
            inner: &self.journal,
            guillotine: guillotine.clone(),
            records_intents: self.records_intents,
        };
        let work = async {
            let bundle = self.voyage.errand.bundle(self.voyage.route);
            let fleet = &self.fleet;
            if let Some(released) = &self.released {
                let returned = fleet.roll_back(NUMBER, released, &journal, Some(guillotine));
                return returned.await.map(Came::Returned);
            }
            let released = fleet.release(NUMBER, &bundle, &journal, Some(guillotine));
            released.await.map(Came::Released)
        };
        guillotine.until_death(Box::pin(work)).await
    }

    async fn run_on(&self) -> Result<Came, Error> {
        let counting = Guillotine::counting();
        self.run(&counting).await.expect("it does not fall")
    }

    async fn rest(&self) {
        // Time passes at all stops.
        self.fleet.berths[0].desk.clock.sleep(REST).await;
    }

    /// What there is at each stop when all has come to rest.
    async fn rested(&self) -> Vec<Likeness> {
        self.rest().await;
        let berths = self.fleet.berths.iter();
        berths
            .map(|berth| {
                let mut state = berth.desk.state();
                if self.voyage.errand != Errand::Return {
                    without_digests(&mut state);
                }
                Likeness::of(&state)
            })
            .collect()
    }

    /// What is wrong after the last run; nothing if all is as it should be.
    async fn judge(&self, last: &Result<Came, Error>) -> Option<Finding> {
        let mut difference = Difference::default();
        let reference = &self.voyage.reference;
        for (wanted, found) in reference.iter().zip(self.rested().await) {
            difference.add(wanted.difference(&found));
        }
        let finding = Finding {
            unfinished: unfinished(last),
            difference,
            to_do: self.to_do(last).await,
            ..Finding::default()
        };
        finding.unless_clean()
    }

    /// What another release would do, or what there is no way back from.
    async fn to_do(&self, last: &Result<Came, Error>) -> Option<String> {
        let Ok(Came::Released(released)) = last else {
            return None;
        };
        let kept = |name: &str| self.fleet.cellar.get(name).is_some();
        let mut came = released.stops.iter();
        let astray = came.find(|stop| !stop.before.as_deref().is_some_and(kept));
        if let Some(stop) = astray {
            return Some(format!("{} tells no way back", stop.name));
        }
        let bundle = self.voyage.errand.bundle(self.voyage.route);
        match self.fleet.look(&bundle).await {
            Ok(drafts) => {
                let steps = drafts.into_iter().flat_map(|stop| stop.steps);
                // Both sides of a pair are waited for and compared each time.
                let steps: Vec<_> = steps.filter(|step| !step.starts_with("replica/")).collect();
                (!steps.is_empty()).then(|| steps.join(", "))
            }
            Err(error) => Some(format!("{error:?}")),
        }
    }
}

fn unfinished(last: &Result<Came, Error>) -> Option<String> {
    match last {
        Ok(Came::Released(released)) if released.ended() == Ended::Done => None,
        Ok(Came::Returned(returned)) if returned.ended() == Ended::Done => None,
        Ok(Came::Released(released)) => {
            let stops = released.stops.iter();
            Some(told(stops.map(|stop| (&stop.fate, &stop.run))))
        }
        Ok(Came::Returned(returned)) => {
            let stops = returned.stops.iter();
            Some(told(stops.map(|stop| (&stop.fate, &stop.run))))
        }
        Err(error) => Some(format!("{error:?}")),
    }
}

fn told<'s>(stops: impl Iterator<Item = (&'s Fate, &'s RunReport)>) -> String {
    let stop = |(fate, run): (&Fate, &RunReport)| {
        let setbacks = run
            .setbacks()
            .map(|(id, setback)| format!("{id}: {setback}"));
        format!("{fate:?}: {}", setbacks.collect::<Vec<_>>().join(", "))
    };
    stops.map(stop).collect::<Vec<_>>().join("; ")
}

/// What the tags of flows say of their contents depends on ids that AWS draws. That they fit is seen from
/// what a further release would do.
fn without_digests(state: &mut Value) {
    match state {
        Value::Object(members) => {
            members.remove(PROOF);
            for (name, member) in members {
                let is_digest =
                    ["trunkline:content", "trunkline:versioned"].contains(&name.as_str());
                if is_digest && member.is_string() {
                    *member = "a digest".into();
                } else {
                    without_digests(member);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(without_digests),
        _ => {}
    }
}
