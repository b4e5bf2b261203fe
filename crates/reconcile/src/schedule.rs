//! Which step goes next.
//!
//! Ready steps wait in their lane. Among lanes with room, the step goes first that opens the longest
//! queue behind it, so that the busiest lane does not run dry early.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Lane, Plan, StepId};

/// More calls than that would only wait inside the lane's own limit, past the better choices that
/// become ready meanwhile.
const IN_FLIGHT_MAX_PER_LANE: usize = 6;

pub(crate) struct Schedule<'p> {
    lanes: Vec<&'p Lane>,
    followers: Vec<Vec<usize>>,
    open_needs: Vec<usize>,
    rank: Vec<usize>,
    ready: BTreeMap<&'p Lane, BTreeSet<(usize, usize)>>,
    in_flight: BTreeMap<&'p Lane, usize>,
    width: usize,
    running: usize,
    dropped: Vec<bool>,
    stages: Stages,
}

/// Which stage is on: the lowest one with a step that has not ended.
struct Stages {
    of: Vec<u16>,
    open: BTreeMap<u16, usize>,
}

// === impl Schedule ===

impl<'p> Schedule<'p> {
    pub(crate) fn new<A>(plan: &'p Plan<A>, width: usize) -> Self {
        let steps = plan.steps();
        let index: BTreeMap<&StepId, usize> = steps
            .iter()
            .enumerate()
            .map(|(n, step)| (&step.id, n))
            .collect();
        let mut followers = vec![Vec::new(); steps.len()];
        for (n, step) in steps.iter().enumerate() {
            for need in &step.needs {
                followers[index[need]].push(n);
            }
        }
        let lanes: Vec<_> = steps.iter().map(|step| &step.lane).collect();
        let rank = rank(&lanes, &followers);
        let mut schedule = Self {
            open_needs: steps.iter().map(|step| step.needs.len()).collect(),
            dropped: vec![false; steps.len()],
            stages: Stages::new(steps.iter().map(|step| step.stage)),
            ready: BTreeMap::new(),
            in_flight: BTreeMap::new(),
            running: 0,
            lanes,
            followers,
            rank,
            width,
        };
        for n in 0..steps.len() {
            schedule.offer(n);
        }
        schedule
    }

    /// The next step to start, if one is ready and there is room for it.
    pub(crate) fn start(&mut self) -> Option<usize> {
        if self.running >= self.width {
            return None;
        }
        let has_room =
            |lane: &Lane| self.in_flight.get(lane).copied().unwrap_or(0) < IN_FLIGHT_MAX_PER_LANE;
        let best = self
            .ready
            .iter()
            .filter(|(lane, _)| has_room(lane))
            .filter_map(|(_, ready)| ready.first())
            .min()
            .copied()?;
        let lane = self.lanes[best.1];
        self.ready.entry(lane).or_default().remove(&best);
        *self.in_flight.entry(lane).or_default() += 1;
        self.running += 1;
        Some(best.1)
    }

    /// A step is done; what only waited for it becomes ready.
    pub(crate) fn done(&mut self, n: usize) {
        self.leave(n);
        for follower in self.followers[n].clone() {
            self.open_needs[follower] -= 1;
            self.offer(follower);
        }
        self.end(n);
    }

    /// A step is not to be tried, nor are those that need it. Returns all of them that were still to
    /// be tried. Before the first start alone.
    pub(crate) fn leave_out(&mut self, n: usize) -> Vec<usize> {
        let mut out = self.drop_followers(n);
        if !std::mem::replace(&mut self.dropped[n], true) {
            out.push(n);
        }
        for n in &out {
            let order = (usize::MAX - self.rank[*n], *n);
            self.ready.entry(self.lanes[*n]).or_default().remove(&order);
        }
        for n in &out {
            self.end(*n);
        }
        out
    }

    /// A step will not be done; neither will those that need it. Returns them.
    pub(crate) fn failed(&mut self, n: usize) -> Vec<usize> {
        self.leave(n);
        let lost = self.drop_followers(n);
        for ended in lost.iter().chain([&n]) {
            self.end(*ended);
        }
        lost
    }

    fn drop_followers(&mut self, n: usize) -> Vec<usize> {
        let mut lost = Vec::new();
        let mut stack = vec![n];
        while let Some(top) = stack.pop() {
            for follower in &self.followers[top] {
                if !std::mem::replace(&mut self.dropped[*follower], true) {
                    lost.push(*follower);
                    stack.push(*follower);
                }
            }
        }
        lost
    }

    fn leave(&mut self, n: usize) {
        self.running -= 1;
        *self.in_flight.entry(self.lanes[n]).or_default() -= 1;
    }

    /// A step has ended, and maybe its stage with it.
    fn end(&mut self, n: usize) {
        if let Some(stage) = self.stages.end(n) {
            for waiting in self.stages.steps(stage) {
                self.offer(waiting);
            }
        }
    }

    fn offer(&mut self, n: usize) {
        if self.open_needs[n] == 0 && !self.dropped[n] && self.stages.is_on(n) {
            let order = (usize::MAX - self.rank[n], n);
            self.ready.entry(self.lanes[n]).or_default().insert(order);
        }
    }
}

// === impl Stages ===

impl Stages {
    fn new(stages: impl Iterator<Item = u16>) -> Self {
        let of: Vec<_> = stages.collect();
        let mut open = BTreeMap::new();
        for stage in &of {
            *open.entry(*stage).or_default() += 1;
        }
        Self { of, open }
    }

    fn on(&self) -> Option<u16> {
        self.open.keys().next().copied()
    }

    fn is_on(&self, n: usize) -> bool {
        self.on().is_some_and(|on| self.of[n] <= on)
    }

    /// Counts a step as ended; the stage that this opens, if it does.
    fn end(&mut self, n: usize) -> Option<u16> {
        let before = self.on();
        let open = self.open.get_mut(&self.of[n])?;
        *open -= 1;
        if *open == 0 {
            self.open.remove(&self.of[n]);
        }
        self.on().filter(|on| Some(*on) != before)
    }

    fn steps(&self, stage: u16) -> Vec<usize> {
        let of = self.of.iter().enumerate();
        of.filter(|(_, at)| **at == stage).map(|(n, _)| n).collect()
    }
}

/// How long a queue each step opens: the longest chain behind it, or the most followers of one lane.
/// Steps stand after their needs, so one pass from the end is enough.
fn rank(lanes: &[&Lane], followers: &[Vec<usize>]) -> Vec<usize> {
    let mut rank = vec![0; followers.len()];
    for n in (0..followers.len()).rev() {
        let chain = followers[n].iter().map(|f| rank[*f] + 1).max().unwrap_or(0);
        let mut by_lane = BTreeMap::<&Lane, usize>::new();
        for follower in &followers[n] {
            *by_lane.entry(lanes[*follower]).or_default() += 1;
        }
        rank[n] = chain.max(by_lane.into_values().max().unwrap_or(0));
    }
    rank
}
