//! R4: every step twice, and what failed for good is taken away.

use aws_sim::{Action, Rule};

use super::{
    answers::made,
    guillotine::{Guillotine, Moment},
    likeness::{Difference, Likeness},
    row::Row,
    trial::{Finding, Job, Trial, World, unfinished},
};

/// Makes a plan, lets another process carry it out up to each of these steps, from 1, and carries the
/// whole plan out all the same: so many steps are carried out twice.
pub async fn repeats(trial: &Trial, steps: impl IntoIterator<Item = usize>) -> Row {
    let mut row = Row::default();
    let moments = (1..).zip(trial.moments());
    let outcomes = moments.filter(|(_, moment)| **moment == Moment::AfterOutcome);
    let outcomes: Vec<usize> = outcomes.map(|(n, _)| n).collect();
    for step in steps {
        let guillotine = Guillotine::falling_at(outcomes[step - 1]);
        let world = trial.world().await;
        let last = world.run_belated(&guillotine).await;
        let found = world.judge(last).await;
        row.count(format!("step {step}"), guillotine.has_fallen(), 2, found);
    }
    row
}

/// How many steps an uninterrupted run of a trial has.
pub fn steps(trial: &Trial) -> usize {
    let moments = trial.moments().iter();
    moments
        .filter(|moment| **moment == Moment::AfterOutcome)
        .count()
}

/// Lets each of these calls, one in each world, be refused for good, and destroys what there is then.
/// `slate` is what a destroy without trouble leaves.
pub async fn failures(
    trial: &Trial,
    slate: &Likeness,
    calls: impl IntoIterator<Item = Rule>,
) -> Row {
    let mut row = Row::default();
    for rule in calls {
        let place = format!("{:?} {:?}", rule.operation, rule.nth);
        let world = trial.world().await;
        world.desk.reset_calls();
        world.desk.faults(vec![Rule {
            action: refusal(),
            ..rule.clone()
        }]);
        let failed = world.run_on().await;
        let is_hit = made(&world.desk, &rule) && unfinished(&failed).is_some();
        world.desk.faults(Vec::new());
        let found = clean_up(trial, &world, slate).await;
        row.count(place, is_hit, 2, found);
    }
    row
}

fn refusal() -> Action {
    Action::Error {
        code: "AccessDeniedException".to_owned(),
        status: Some(403),
        message: "no leave for this".to_owned(),
    }
}

/// Goes on from a job that failed: takes away what an apply made, and the rest of what a destroy left.
async fn clean_up(trial: &Trial, world: &World<'_>, slate: &Likeness) -> Option<Finding> {
    if trial.job() != Job::Apply {
        return world.judge(world.run_on().await).await;
    }
    let undone = world.undo().await;
    let left = slate.difference(&world.rested().await);
    let finding = Finding {
        unfinished: unfinished(&undone),
        // What was not made cannot be left.
        difference: Difference {
            lost: Vec::new(),
            ..left
        },
        ..Finding::default()
    };
    finding.unless_clean()
}
