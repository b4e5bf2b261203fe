//! The buckets, in virtual time.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use connect_aws::{Buckets, Rate, Rates};
use connect_model::{AccountId, Region};
use connect_resources::Quota;
use proptest::prelude::*;
use reconcile::{Clock, Lane, Pace, Urgency};
use tokio::task::JoinSet;

use crate::desk::clock;

const MILLI: u64 = 1_000_000;

struct World {
    clock: Arc<dyn Clock>,
    buckets: Arc<Buckets>,
    lane: Lane,
    /// Who left, and when, in milliseconds.
    left: Arc<Mutex<Vec<(&'static str, u64)>>>,
    tasks: JoinSet<()>,
}

// === impl World ===

impl World {
    fn new(rates: Rates) -> Self {
        let clock = clock();
        Self {
            buckets: Buckets::new(Arc::clone(&clock), rates),
            clock,
            lane: Lane::new("111111111111/eu-west-2/connect:CreateQueue"),
            left: Arc::default(),
            tasks: JoinSet::new(),
        }
    }

    /// Somebody comes after `wait_ms` and leaves when the bucket allows.
    fn comes(&mut self, who: &'static str, wait_ms: u64, urgency: Urgency) {
        let buckets = Arc::clone(&self.buckets) as _;
        self.comes_of(buckets, who, wait_ms, urgency);
    }

    /// The same as one of a party.
    fn comes_of(
        &mut self,
        buckets: Arc<dyn Pace>,
        who: &'static str,
        wait_ms: u64,
        urgency: Urgency,
    ) {
        let clock = Arc::clone(&self.clock);
        let (lane, left) = (self.lane.clone(), Arc::clone(&self.left));
        let start = clock.now();
        self.tasks.spawn(async move {
            clock.sleep(Duration::from_millis(wait_ms)).await;
            buckets.admit(&lane, urgency).await;
            let at = clock.now().duration_since(start).unwrap();
            let at_ms = u64::try_from(at.as_millis()).unwrap();
            left.lock().unwrap().push((who, at_ms));
        });
    }

    async fn all_left(mut self) -> Vec<(&'static str, u64)> {
        self.wait().await;
        self.left.lock().unwrap().clone()
    }

    /// Until nobody waits any more. Who was forgotten would wait for ever.
    async fn wait(&mut self) {
        let all = async { while self.tasks.join_next().await.is_some() {} };
        let waited = tokio::time::timeout(Duration::from_hours(24), all).await;
        waited.expect("everybody gets through");
    }
}

#[tokio::test(start_paused = true)]
async fn the_documented_rate_holds_with_one_call_of_the_burst_kept_back() {
    let mut world = World::new(Rates::documented());
    for _ in 0..8 {
        world.comes("bulk", 0, Urgency::Bulk);
    }
    let times: Vec<_> = world
        .all_left()
        .await
        .into_iter()
        .map(|(_, at)| at)
        .collect();
    assert_eq!(times, [0, 0, 0, 0, 500, 1_000, 1_500, 2_000]);
}

#[tokio::test(start_paused = true)]
async fn lanes_do_not_wait_for_one_another() {
    let mut world = World::new(Rates::uniform(Rate::per_second(1, 1)));
    world.comes("queue", 0, Urgency::Bulk);
    world.lane = Lane::new("111111111111/us-east-1/connect:CreateQueue");
    world.comes("other region", 0, Urgency::Bulk);
    world.lane = Lane::new("111111111111/eu-west-2/connect:DeleteQueue");
    world.comes("other operation", 0, Urgency::Bulk);
    assert!(world.all_left().await.iter().all(|(_, at)| *at == 0));
}

#[tokio::test(start_paused = true)]
async fn parties_take_turns_however_many_calls_each_has_and_persons_go_before_all() {
    let mut world = World::new(Rates::uniform(Rate::per_second(1, 1)));
    let [one, two, person] = [(); 3].map(|()| world.buckets.party());
    for _ in 0..5 {
        world.comes_of(Arc::clone(&one), "one", 0, Urgency::Bulk);
    }
    for _ in 0..2 {
        world.comes_of(Arc::clone(&two), "two", 1, Urgency::Bulk);
    }
    world.comes_of(person, "person", 1_500, Urgency::Interactive);
    let order: Vec<_> = world
        .all_left()
        .await
        .into_iter()
        .map(|(who, _)| who)
        .collect();
    assert_eq!(
        order,
        ["one", "two", "person", "one", "two", "one", "one", "one"]
    );
}

fn rate_of(operation: &str, value: f64) -> Quota {
    Quota {
        name: format!("Rate of {operation} API requests"),
        value,
        ..Quota::default()
    }
}

#[tokio::test(start_paused = true)]
async fn a_rate_that_an_account_tells_holds_at_once_and_for_that_account_alone() {
    let mut world = World::new(Rates::documented());
    for _ in 0..14 {
        world.comes("ours", 0, Urgency::Bulk);
    }
    let account = AccountId::new("111111111111").unwrap();
    let region = Region::new("eu-west-2").unwrap();
    // All stand in the line by then.
    tokio::time::sleep(Duration::from_millis(100)).await;
    let told = [rate_of("CreateQueue", 10.0), rate_of("CreateUser", 2.0)];
    world.buckets.learn(&account, &region, &told);
    let told = world.buckets.told(&account, &region);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(
        (&*told[0].lane, told[0].per_1000_s),
        ("connect:CreateQueue", 10_000)
    );
    world.wait().await;
    world.lane = Lane::new("222222222222/eu-west-2/connect:CreateQueue");
    for _ in 0..5 {
        world.comes("others", 0, Urgency::Bulk);
    }
    let left = world.all_left().await;
    let last = |who| {
        left.iter()
            .filter(|(of, _)| *of == who)
            .map(|(_, at)| *at)
            .max()
    };
    assert!(last("ours") <= Some(1_200), "{left:?}");
    assert_eq!(last("others"), Some(500));
}

#[tokio::test(start_paused = true)]
async fn interactive_goes_first_and_each_urgency_in_its_order() {
    let mut world = World::new(Rates::uniform(Rate::per_second(1, 1)));
    world.comes("first", 0, Urgency::Bulk);
    world.comes("bulk 1", 1, Urgency::Bulk);
    world.comes("bulk 2", 2, Urgency::Bulk);
    world.comes("person 1", 3, Urgency::Interactive);
    world.comes("person 2", 1_500, Urgency::Interactive);
    let expected = [
        ("first", 0),
        ("person 1", 1_000),
        ("person 2", 2_000),
        ("bulk 1", 3_000),
        ("bulk 2", 4_000),
    ];
    assert_eq!(world.all_left().await, expected);
}

#[tokio::test(start_paused = true)]
async fn bulk_gets_one_call_of_ten_however_many_people_come() {
    let mut world = World::new(Rates::uniform(Rate::per_second(1, 1)));
    world.comes("first", 0, Urgency::Bulk);
    world.comes("bulk", 1, Urgency::Bulk);
    world.comes("bulk", 2, Urgency::Bulk);
    for _ in 0..40 {
        world.comes("person", 3, Urgency::Interactive);
    }
    let left = world.all_left().await;
    let bulk: Vec<_> = left.iter().filter(|(who, _)| *who == "bulk").collect();
    assert_eq!(bulk, [&("bulk", 10_000), &("bulk", 20_000)]);
}

#[tokio::test(start_paused = true)]
async fn a_waiter_that_is_dropped_has_paid_nothing_and_holds_nobody_up() {
    let mut world = World::new(Rates::uniform(Rate::per_second(1, 1)));
    world.comes("first", 0, Urgency::Bulk);
    world.comes("dropped", 1, Urgency::Interactive);
    world.comes("bulk", 2, Urgency::Bulk);
    tokio::time::sleep(Duration::from_millis(10)).await;
    // A stranger waits in front of all, and goes away in the very moment of its turn.
    let buckets = Arc::clone(&world.buckets);
    let stranger = buckets.admit(&world.lane, Urgency::Interactive);
    let gone = tokio::time::timeout(Duration::from_millis(1_500), stranger).await;
    assert!(gone.is_err(), "the stranger must not have got through");
    let expected = [("first", 0), ("dropped", 1_000), ("bulk", 2_000)];
    assert_eq!(world.all_left().await, expected);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_slows_the_lane_down_and_calls_that_are_taken_bring_it_back() {
    let mut world = World::new(Rates::documented());
    world.buckets.refused(&world.lane);
    for _ in 0..3 {
        world.comes("bulk", 0, Urgency::Bulk);
    }
    world.wait().await;
    let times = |world: &World| -> Vec<u64> {
        let mut left = world.left.lock().unwrap();
        std::mem::take(&mut *left)
            .into_iter()
            .map(|(_, at)| at)
            .collect()
    };
    assert_eq!(
        times(&world),
        [1_000, 2_000, 3_000],
        "half the rate, no burst"
    );
    for _ in 0..24 {
        world.buckets.accepted(&world.lane);
    }
    for _ in 0..3 {
        world.comes("bulk", 0, Urgency::Bulk);
    }
    world.wait().await;
    assert_eq!(times(&world), [500, 1_000, 1_500], "the whole rate");
}

fn virtual_time() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap()
}

fn run(per_1000_s: u32, burst: u32, comers: &[(u64, bool)]) -> Vec<(&'static str, u64)> {
    virtual_time().block_on(async {
        let mut world = World::new(Rates::uniform(Rate { per_1000_s, burst }));
        for (wait_ms, is_person) in comers {
            match is_person {
                true => world.comes("person", *wait_ms, Urgency::Interactive),
                false => world.comes("bulk", *wait_ms, Urgency::Bulk),
            }
        }
        world.all_left().await
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn everybody_leaves_no_window_holds_too_much_and_equal_runs_are_equal(
        per_1000_s in 100_u32..20_000,
        burst in 1_u32..12,
        comers in proptest::collection::vec((0_u64..5_000, any::<bool>()), 1..60),
    ) {
        let left = run(per_1000_s, burst, &comers);
        prop_assert_eq!(left.len(), comers.len());
        for (first, (_, start)) in left.iter().enumerate() {
            for (last, (_, end)) in left.iter().enumerate().skip(first) {
                // Time is seen in whole milliseconds here, so a window may be one longer.
                let count = (last - first + 1) as u64;
                let passed = (end - start + 1) * u64::from(per_1000_s);
                prop_assert!(count * MILLI <= u64::from(burst) * MILLI + passed);
            }
        }
        prop_assert_eq!(run(per_1000_s, burst, &comers), left);
    }
}
