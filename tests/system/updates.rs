//! Each member that AWS can change, changed alone: one step, and back.

use std::collections::BTreeSet;

use aws_sim::Settings;
use connect_resources::{KindId, TAGS};
use system_tests::{Desk, spec};

use crate::edits::{ELSEWHERE, Edit, edits};

pub(crate) const BASE: &str = include_str!("specs/updates.yaml");

pub(crate) fn edited(edit: &Edit) -> String {
    let mut text = BASE.to_owned();
    for (from, to) in edit.replace {
        assert!(
            text.contains(from),
            "{}: {from:?} is not in the spec",
            edit.member
        );
        text = text.replace(from, to);
    }
    text
}

/// Without `was`, so that the way back is a rename too.
pub(crate) fn back(edit: &Edit) -> String {
    let renamed = edit.replace.iter().find(|(_, to)| to.contains("was: "));
    let Some((from, to)) = renamed else {
        return BASE.to_owned();
    };
    let name = |text: &str| {
        let rest = ["name: ", "path: "]
            .iter()
            .find_map(|member| text.split_once(member));
        let (_, rest) = rest.unwrap_or_default();
        rest.split([',', '\n'])
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let was = format!("{from}    was: {}\n", name(to));
    let inline = from.trim_end_matches(',').to_owned() + &format!(", was: {},", name(to));
    BASE.replace(from, if from.ends_with('\n') { &was } else { &inline })
}

#[test]
fn every_member_that_can_change_has_an_edit() {
    let mut expected = BTreeSet::new();
    for kind in KindId::ALL {
        let facts = kind.kind().facts();
        let members = facts
            .aspects
            .iter()
            .flat_map(|aspect| aspect.members.iter());
        expected.extend(members.map(|member| format!("{kind}.{member}")));
        if facts.tagged {
            expected.insert(format!("{kind}.{TAGS}"));
        }
    }
    let edits = edits().map(|edit| edit.member);
    let covered: BTreeSet<_> = edits
        .chain(ELSEWHERE.iter().copied())
        .map(str::to_owned)
        .collect();
    let missing: Vec<_> = expected.difference(&covered).collect();
    let surplus: Vec<_> = covered.difference(&expected).collect();
    assert!(missing.is_empty(), "without an edit: {missing:?}");
    assert!(surplus.is_empty(), "no such member: {surplus:?}");
}

#[tokio::test(start_paused = true)]
async fn each_edit_is_exactly_one_step_and_so_is_its_way_back() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &spec(BASE)).await;
    for (job, edit) in (10..).step_by(2).zip(edits()) {
        let (there, home) = (spec(&edited(edit)), spec(&back(edit)));
        one_step(&desk, edit, &there, job).await;
        let plan = desk.plan(&home).await.unwrap();
        assert_eq!(plan.steps.steps().len(), 1, "{} back: {plan}", edit.member);
        desk.applied(job + 1, &home).await;
    }
    assert!(desk.plan(&spec(BASE)).await.unwrap().is_empty());
}

async fn one_step(
    desk: &Desk,
    edit: &Edit,
    center: &connect_model::spec::ContactCenter,
    job: u128,
) {
    let plan = desk.plan(center).await.unwrap();
    let steps: Vec<_> = plan
        .steps
        .steps()
        .iter()
        .map(|step| step.id.as_str())
        .collect();
    assert_eq!(steps, [edit.step], "{}: {plan}", edit.member);
    desk.applied(job, center).await;
    let again = desk.plan(center).await.unwrap();
    assert!(again.is_empty(), "{}: {again}", edit.member);
}
