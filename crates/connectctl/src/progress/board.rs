//! How far a job is, out of its events.

use std::collections::{BTreeMap, BTreeSet};

use control_api::v1::{self as pb, job_event::Event};

use crate::render::time;

/// What the events so far say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Board {
    /// Steps of the newest plan. `None` before there is one.
    planned: Option<usize>,
    /// Steps of that plan that were done before the first event that was seen.
    done_before: usize,
    done: BTreeSet<String>,
    failed: BTreeSet<String>,
    /// Steps that do not get on, with the reason.
    stuck: BTreeMap<String, String>,
    /// What the job as a whole waits for.
    blocked: Option<String>,
}

impl Board {
    /// A board for the events of a job after the newest one that it tells of.
    pub(crate) fn standing(progress: &pb::Progress) -> Self {
        let number = |count: i32| usize::try_from(count).unwrap_or_default();
        Self {
            planned: Some(number(progress.steps_total)).filter(|steps| *steps > 0),
            done_before: number(progress.steps_done),
            ..Self::default()
        }
    }

    pub(crate) fn take_in(&mut self, event: &pb::JobEvent) {
        match &event.event {
            Some(Event::StateChanged(_)) => {
                self.blocked = None;
                self.stuck.clear();
            }
            Some(Event::StepsPlanned(it)) => self.plan(it.steps),
            Some(Event::StepStarted(it)) => self.unstick(&it.step),
            Some(Event::StepDone(it)) => {
                self.unstick(&it.step);
                self.failed.remove(&it.step);
                self.done.insert(it.step.clone());
            }
            Some(Event::StepFailed(it)) => {
                self.unstick(&it.step);
                self.failed.insert(it.step.clone());
            }
            Some(Event::StepRepeating(it)) => {
                let again = time::wire_span(it.wait.as_ref());
                self.stick(&it.step, format!("{}, again in {again}", it.reason));
            }
            Some(Event::StepWaiting(it)) => self.stick(&it.step, it.what.clone()),
            Some(Event::Throttled(it)) => {
                let again = time::wire_span(it.wait.as_ref());
                self.stick(&it.step, format!("throttled, again in {again}"));
            }
            Some(Event::BlockedBy(it)) => {
                let jobs: Vec<_> = it
                    .blockers
                    .iter()
                    .map(|blocker| blocker.job.as_str())
                    .collect();
                self.blocked = Some(format!("behind {}", jobs.join(", ")));
            }
            Some(Event::Note(_) | Event::Asked(_)) | None => {}
        }
    }

    /// Steps done, and steps of the plan. `None` before there is one. Work that plans batch by batch knows at
    /// first how many there are at least.
    pub(crate) fn steps(&self) -> Option<(usize, usize)> {
        let done = self.done_before + self.done.len();
        let known = done + self.failed.len();
        self.planned.map(|planned| (done, planned.max(known)))
    }

    /// `12/41`.
    pub(crate) fn count(&self) -> Option<String> {
        self.steps().map(|(done, all)| format!("{done}/{all}"))
    }

    pub(crate) fn failed(&self) -> usize {
        self.failed.len()
    }

    /// What does not get on, a line each.
    pub(crate) fn stuck(&self) -> impl Iterator<Item = String> {
        let steps = self
            .stuck
            .iter()
            .map(|(step, why)| format!("{step}: {why}"));
        self.blocked.clone().into_iter().chain(steps)
    }

    /// A resumed job plans anew, and then only what is left.
    fn plan(&mut self, steps: i32) {
        *self = Self {
            planned: usize::try_from(steps).ok(),
            ..Self::default()
        };
    }

    fn stick(&mut self, step: &str, why: String) {
        self.stuck.insert(step.to_owned(), why);
    }

    fn unstick(&mut self, step: &str) {
        self.stuck.remove(step);
    }
}

#[cfg(test)]
mod tests {
    use control_api::v1::job_event::{
        BlockedBy, StateChanged, StepDone, StepFailed, StepWaiting, StepsPlanned, Throttled,
    };

    use super::*;

    fn board(events: impl IntoIterator<Item = Event>) -> Board {
        let mut board = Board::default();
        for event in events {
            board.take_in(&pb::JobEvent {
                event: Some(event),
                ..Default::default()
            });
        }
        board
    }

    fn step() -> String {
        "queue/Sales".to_owned()
    }

    #[test]
    fn what_does_not_get_on_is_listed_until_it_does() {
        let other = pb::Blocker {
            lock: "connect".into(),
            job: "jobs/1".into(),
        };
        let blocked = board([Event::BlockedBy(BlockedBy {
            blockers: vec![other],
        })]);
        assert_eq!(blocked.stuck().collect::<Vec<_>>(), ["behind jobs/1"]);
        assert_eq!(blocked.count(), None);

        let mut events = vec![
            Event::StateChanged(StateChanged::default()),
            Event::StepsPlanned(StepsPlanned { steps: 3 }),
            Event::StepWaiting(StepWaiting {
                step: "instance".into(),
                what: "to be ACTIVE".into(),
            }),
            Event::Throttled(Throttled {
                step: step(),
                ..Default::default()
            }),
        ];
        let stuck: Vec<_> = board(events.clone()).stuck().collect();
        assert_eq!(
            stuck,
            [
                "instance: to be ACTIVE",
                "queue/Sales: throttled, again in 0.0 s"
            ]
        );

        events.push(Event::StepFailed(StepFailed {
            step: "instance".into(),
            ..Default::default()
        }));
        events.push(Event::StepDone(StepDone { step: step() }));
        let after = board(events);
        assert_eq!(
            (after.stuck().count(), after.failed(), after.steps()),
            (0, 1, Some((1, 3)))
        );
    }

    #[test]
    fn a_new_plan_counts_from_its_own_beginning() {
        let planned = |steps| Event::StepsPlanned(StepsPlanned { steps });
        let done = Event::StepDone(StepDone { step: step() });
        assert_eq!(
            board([planned(3), done.clone(), done.clone()])
                .count()
                .unwrap(),
            "1/3"
        );
        assert_eq!(
            board([planned(3), done, planned(2)]).count().unwrap(),
            "0/2"
        );
        let progress = pb::Progress {
            steps_total: 9,
            steps_done: 4,
            ..Default::default()
        };
        assert_eq!(Board::standing(&progress).steps(), Some((4, 9)));
        assert_eq!(Board::standing(&pb::Progress::default()).steps(), None);
    }
}
