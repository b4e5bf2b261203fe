//! Plans: order, rings, stable ids.

use proptest::prelude::*;
use reconcile::{Plan, PlanError, StepId};

use crate::world::{id, staged, step};

#[test]
fn steps_stand_after_what_they_need_and_keep_their_order_else() {
    let steps = vec![
        step("c", &["b"]),
        step("z", &[]),
        step("b", &["a"]),
        step("a", &[]),
    ];
    let plan = Plan::new(steps).unwrap();
    let names: Vec<_> = plan
        .steps()
        .iter()
        .map(|step| step.action.as_str())
        .collect();
    assert_eq!(names, ["a", "b", "c", "z"]);
}

#[test]
fn stages_come_one_after_the_other_and_nothing_needs_a_later_one() {
    let steps = vec![staged("c", &[], 2), staged("b", &["a"], 1), step("a", &[])];
    let plan = Plan::new(steps).unwrap();
    let names = plan.steps().iter().map(|step| step.action.as_str());
    assert_eq!(names.collect::<Vec<_>>(), ["a", "b", "c"]);
    let late = PlanError::Late {
        step: id("a"),
        need: id("b"),
    };
    let steps = vec![step("a", &["b"]), staged("b", &[], 1)];
    assert_eq!(Plan::new(steps), Err(late));
}

#[test]
fn a_ring_is_refused_and_named() {
    let steps = vec![step("a", &["b"]), step("b", &["a"]), step("c", &[])];
    assert_eq!(
        Plan::new(steps),
        Err(PlanError::Ring(vec![id("a"), id("b")]))
    );
    assert_eq!(
        Plan::new(vec![step("a", &["a"])]),
        Err(PlanError::Ring(vec![id("a")]))
    );
}

#[test]
fn twins_and_missing_needs_are_refused() {
    let twins = vec![step("a", &[]), step("a", &[])];
    assert_eq!(Plan::new(twins), Err(PlanError::Twice(id("a"))));
    let missing = Plan::new(vec![step("a", &["b"])]);
    assert_eq!(
        missing,
        Err(PlanError::Missing {
            step: id("a"),
            need: id("b")
        })
    );
}

#[test]
fn names_with_slashes_make_distinct_ids() {
    assert_eq!(
        StepId::new("queue", "a/b", "create").as_str(),
        "queue/a%2Fb/create"
    );
    assert_ne!(
        StepId::new("queue", "a/b", "c"),
        StepId::new("queue", "a", "b/c")
    );
    assert_ne!(
        StepId::new("queue", "a%2Fb", "c"),
        StepId::new("queue", "a/b", "c")
    );
}

proptest! {
    #[test]
    fn every_acyclic_set_of_steps_is_ordered(edges in proptest::collection::vec((0usize..40, 0usize..40), 0..120)) {
        let names: Vec<String> = (0..40).map(|n| format!("s{n}")).collect();
        let needs_of = |n: usize| edges.iter().filter(move |(a, b)| *a.max(b) == n && a != b).map(|(a, b)| a.min(b));
        let steps = (0..40).rev().map(|n| {
            let needs: Vec<&str> = needs_of(n).map(|m| names[*m].as_str()).collect();
            step(&names[n], &needs)
        });
        let plan = Plan::new(steps.collect()).unwrap();
        prop_assert_eq!(plan.steps().len(), 40);
        let mut seen = std::collections::BTreeSet::new();
        for step in plan.steps() {
            prop_assert!(step.needs.iter().all(|need| seen.contains(need)));
            seen.insert(step.id.clone());
        }
    }
}
