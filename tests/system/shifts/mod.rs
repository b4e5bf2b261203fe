//! An instance replicated, and its traffic shifted: by percent, away from a Region that fails, and by
//! processes that die at any moment.

mod deaths;
mod replication;

use std::collections::BTreeMap;

use aws_sim::{Action, Rule, Settings, When};
use connect_model::{Alias, Region, spec::ContactCenter};
use connect_resiliency::{
    Error, GroupTraffic, Replicate, Replicated, Shares, Shift, Shifted, SignIn, Site, Subject,
    Wanted, replicate, shift, traffic, via,
};
use connect_resources::{Ports, traffic_distribution_group::Distribution};
use reconcile::{Ended, Journal, MemoryJournal};
use system_tests::{Desk, reliability::Guillotine, spec};

const LONDON: &str = "eu-west-2";
const FRANKFURT: &str = "eu-central-1";

fn region(text: &str) -> Region {
    Region::new(text).unwrap()
}

fn center(identity: &str) -> ContactCenter {
    spec(&format!(
        "instance: {{ alias: pair, identity_management: {identity} }}"
    ))
}

/// The ports of both Regions, through ways that may be watched or die.
struct Sides {
    near: Ports,
    far: Ports,
}

impl Sides {
    async fn of(desk: &Desk) -> Self {
        let way = || desk.simulator.http_client();
        Self {
            near: desk.ports().await,
            far: desk.ports_in(FRANKFURT, way()).await,
        }
    }

    async fn dying(desk: &Desk, guillotine: &Guillotine) -> Self {
        let way = || guillotine.around(desk.simulator.http_client());
        Self {
            near: desk.ports_through(way()).await,
            far: desk.ports_in(FRANKFURT, way()).await,
        }
    }

    async fn replicate(
        &self,
        desk: &Desk,
        job: u128,
        order: &Replicate,
        journal: &dyn Journal,
    ) -> Result<Replicated, Error> {
        let (london, to) = (region(LONDON), &order.to);
        let near = Site {
            region: &london,
            ports: &self.near,
        };
        let far = Site {
            region: to,
            ports: &self.far,
        };
        replicate(&desk.context(job), near, far, order, journal).await
    }

    /// Shifts through the Region that the order asks for.
    async fn shift(
        &self,
        desk: &Desk,
        job: u128,
        order: &Shift,
        journal: &dyn Journal,
    ) -> Result<Shifted, Error> {
        let called = via(&order.wanted, &region(LONDON)).unwrap();
        let ports = if called == LONDON {
            &self.near
        } else {
            &self.far
        };
        let site = Site {
            region: &called,
            ports,
        };
        shift(&desk.context(job), site, order, journal).await
    }

    async fn traffic(&self, desk: &Desk) -> Vec<GroupTraffic> {
        let london = region(LONDON);
        let site = Site {
            region: &london,
            ports: &self.near,
        };
        traffic(&desk.context(0), site, &of_instance("pair"))
            .await
            .unwrap()
    }
}

fn order() -> Replicate {
    Replicate {
        instance: Alias::new("pair").unwrap(),
        to: region(FRANKFURT),
        replica_alias: None,
    }
}

fn of_instance(instance: &str) -> Subject {
    Subject {
        instance: Some(instance.to_owned()),
        group: None,
    }
}

fn of_group(group: &str) -> Subject {
    Subject {
        instance: None,
        group: Some(group.to_owned()),
    }
}

fn shares(london: u32, frankfurt: u32) -> Shares {
    let shares = [(LONDON, london), (FRANKFURT, frankfurt)];
    let shares = shares.map(|(region, share)| (region.to_owned(), share));
    Shares::new(shares.into()).unwrap()
}

fn by_percent(subject: Subject, london: u32, frankfurt: u32) -> Shift {
    Shift {
        subject,
        wanted: Wanted::Shares {
            telephony: Some(shares(london, frankfurt)),
            agents: Some(shares(london, frankfurt)),
            sign_in: None,
        },
    }
}

fn away(subject: Subject, from: &str) -> Shift {
    Shift {
        subject,
        wanted: Wanted::Away(region(from)),
    }
}

fn calls(distribution: &Distribution) -> [u32; 2] {
    let shares = distribution.telephony.as_ref().unwrap();
    [shares[LONDON], shares[FRANKFURT]]
}

/// An instance with a replica and a group, Sales, beside its own.
async fn pair(settings: Settings) -> (Desk, Sides) {
    let desk = Desk::new(settings);
    desk.applied(1, &center("SAML")).await;
    let sides = Sides::of(&desk).await;
    let journal = MemoryJournal::default();
    let done = sides.replicate(&desk, 2, &order(), &journal).await.unwrap();
    assert_eq!(done.run.ended, Ended::Done);
    let with_group = "
instance: { alias: pair, identity_management: SAML }
traffic_distribution_groups:
  - { name: Sales }
";
    desk.applied(3, &spec(with_group)).await;
    (desk, sides)
}

fn findings(error: Error) -> Vec<(String, String)> {
    match error {
        Error::Findings(findings) => {
            let rows = findings.into_iter().map(|it| (it.rule, it.remedy));
            rows.collect()
        }
        other => panic!("{other:?}"),
    }
}

fn rules(error: Error) -> Vec<String> {
    findings(error).into_iter().map(|(rule, _)| rule).collect()
}

#[tokio::test(start_paused = true)]
async fn traffic_is_shifted_by_percent_and_nothing_is_sent_where_it_is_so_already() {
    let (desk, sides) = pair(Settings::default()).await;
    let before = sides.traffic(&desk).await;
    let names: Vec<_> = before.iter().map(|group| group.is_default).collect();
    assert_eq!(names, [true, false], "the instance's own comes first");
    assert_eq!(calls(&before[0].distribution), [100, 0]);
    let journal = MemoryJournal::default();
    desk.reset_calls();
    let stays = by_percent(of_group("Sales"), 100, 0);
    let done = sides.shift(&desk, 4, &stays, &journal).await.unwrap();
    assert_eq!((done.run.ended, done.changes()), (Ended::Done, 0));
    assert!(
        !desk
            .calls()
            .contains_key("connect.UpdateTrafficDistribution")
    );

    let even = by_percent(of_group("Sales"), 50, 50);
    let done = sides.shift(&desk, 5, &even, &journal).await.unwrap();
    assert_eq!((done.run.ended, done.changes()), (Ended::Done, 1));
    assert_eq!(calls(&done.groups[0].before.distribution), [100, 0]);
    assert_eq!(calls(&done.groups[0].after), [50, 50]);
    assert_eq!(done.via, LONDON);

    let most = by_percent(of_group(&before[1].arn), 40, 60);
    let done = sides
        .shift(&desk, 6, &most, &MemoryJournal::default())
        .await
        .unwrap();
    assert_eq!(done.via, FRANKFURT, "it is called where the traffic goes");
    let now = sides.traffic(&desk).await;
    assert_eq!(calls(&now[1].distribution), [40, 60]);
    assert_eq!(
        calls(&now[0].distribution),
        [100, 0],
        "the other group stays"
    );
}

#[tokio::test(start_paused = true)]
async fn sign_in_moves_with_the_own_group_and_calls_without_agents_are_noted() {
    let (desk, sides) = pair(Settings::default()).await;
    let doors = [(LONDON, false), (FRANKFURT, true)].map(|(at, on)| (at.to_owned(), on));
    let sign_in = |subject| Shift {
        subject,
        wanted: Wanted::Shares {
            telephony: None,
            agents: None,
            sign_in: Some(SignIn::new(BTreeMap::from(doors.clone())).unwrap()),
        },
    };
    let journal = MemoryJournal::default();
    let refused = sides
        .shift(&desk, 4, &sign_in(of_group("Sales")), &journal)
        .await;
    assert_eq!(rules(refused.unwrap_err()), ["sign-in-not-of-group"]);
    let done = sides
        .shift(&desk, 5, &sign_in(of_instance("pair")), &journal)
        .await;
    let done = done.unwrap();
    assert_eq!((done.changes(), done.via.as_str()), (1, FRANKFURT));
    assert!(!done.groups[0].after.sign_in.as_ref().unwrap()[LONDON]);
    assert!(done.notes.is_empty());
    let alone = Shift {
        subject: of_group("Sales"),
        wanted: Wanted::Shares {
            telephony: Some(shares(0, 100)),
            agents: None,
            sign_in: None,
        },
    };
    let done = sides.shift(&desk, 6, &alone, &journal).await.unwrap();
    assert!(done.notes[0].contains("agents"), "{:?}", done.notes);
    let agents = done.groups[0].after.agents.as_ref().unwrap();
    assert_eq!(agents[LONDON], 100, "what is not asked for stays");
}

#[tokio::test(start_paused = true)]
async fn everything_goes_away_from_a_region_that_answers_nothing_at_all() {
    let (desk, sides) = pair(Settings::default()).await;
    desk.reset_calls();
    desk.faults(vec![Rule {
        region: Some(LONDON.to_owned()),
        action: Action::Error {
            code: "ServiceUnavailableException".to_owned(),
            status: Some(503),
            message: "the Region is down".to_owned(),
        },
        ..Rule::default()
    }]);
    let journal = MemoryJournal::default();
    let order = away(of_instance("pair"), LONDON);
    let done = sides.shift(&desk, 4, &order, &journal).await.unwrap();
    assert_eq!((done.run.ended, done.changes()), (Ended::Done, 2));
    assert_eq!(done.via, FRANKFURT);
    for group in &done.groups {
        assert_eq!(calls(&group.after), [0, 100], "{}", group.before.name);
        assert_eq!(group.after.agents.as_ref().unwrap()[FRANKFURT], 100);
    }
    let doors = done.groups[0].after.sign_in.as_ref().unwrap();
    assert!(!doors[LONDON] && doors[FRANKFURT]);
    let failed: u64 = desk.calls().values().map(|calls| calls.failed).sum();
    assert_eq!(failed, 0, "the Region that fails is not called");

    desk.faults(Vec::new());
    let back = away(of_instance("pair-eu-central-1"), FRANKFURT);
    let refused = sides.shift(&desk, 5, &back, &journal).await;
    let found = findings(refused.unwrap_err());
    assert_eq!(
        found[0].0, "unknown-instance",
        "aliases are those of the Region that is called"
    );
    let back = away(of_instance("pair"), FRANKFURT);
    let done = sides
        .shift(&desk, 6, &back, &MemoryJournal::default())
        .await
        .unwrap();
    assert_eq!((done.changes(), done.via.as_str()), (2, LONDON));
    assert_eq!(calls(&sides.traffic(&desk).await[0].distribution), [100, 0]);
}

#[tokio::test(start_paused = true)]
async fn what_does_not_fit_a_group_is_refused_whole_and_nothing_is_sent() {
    let (desk, sides) = pair(Settings::default()).await;
    desk.reset_calls();
    let journal = MemoryJournal::default();
    let misspelt = by_percent(of_group("Seles"), 50, 50);
    let unknown = sides.shift(&desk, 4, &misspelt, &journal).await;
    let found = findings(unknown.unwrap_err());
    assert_eq!(
        found,
        [(
            "unknown-group".to_owned(),
            "did you mean \"Sales\"?".to_owned()
        )]
    );
    let elsewhere = [(LONDON, 40), ("us-east-1", 60)].map(|(at, share)| (at.to_owned(), share));
    let order = Shift {
        subject: of_instance("pair"),
        wanted: Wanted::Shares {
            telephony: Some(Shares::new(elsewhere.into()).unwrap()),
            agents: None,
            sign_in: None,
        },
    };
    let site = region(LONDON);
    let site = Site {
        region: &site,
        ports: &sides.near,
    };
    let refused = shift(&desk.context(5), site, &order, &journal).await;
    let twice = ["region-not-of-group", "region-missing"].repeat(2);
    assert_eq!(rules(refused.unwrap_err()), twice, "of both groups");
    assert!(
        !desk
            .calls()
            .contains_key("connect.UpdateTrafficDistribution")
    );
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_and_a_shift_under_way_are_looked_at_before_another_is_sent() {
    let (desk, sides) = pair(Settings::default()).await;
    let calls_of = |name: &str| desk.calls().get(name).map_or(0, |calls| calls.calls);
    desk.reset_calls();
    desk.faults(vec![Rule {
        operation: Some("UpdateTrafficDistribution".to_owned()),
        nth: Some(1),
        when: When::After,
        action: Action::Drop,
        ..Rule::default()
    }]);
    let journal = MemoryJournal::default();
    let first = by_percent(of_group("Sales"), 10, 90);
    let done = sides.shift(&desk, 4, &first, &journal).await.unwrap();
    assert_eq!(done.run.ended, Ended::Done);
    assert_eq!(calls_of("connect.UpdateTrafficDistribution"), 1);
    // The second comes while AWS is still at the first.
    let second = by_percent(of_group("Sales"), 30, 70);
    let done = sides
        .shift(&desk, 5, &second, &MemoryJournal::default())
        .await
        .unwrap();
    assert_eq!(done.run.ended, Ended::Done);
    assert_eq!(calls(&sides.traffic(&desk).await[1].distribution), [30, 70]);
    assert_eq!(calls_of("connect.UpdateTrafficDistribution"), 2);
}
