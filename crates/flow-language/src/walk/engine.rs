//! From block to block.

use std::collections::HashMap;

use crate::{
    action::may_end,
    bundle::ItemName,
    graph::{Edge, Graph},
    walk::{
        Limits, act,
        contact::Contact,
        flow_set::FlowSet,
        outcome::{self, Outcome, Take},
        state::State,
        trail::{End, EndKind, Step, Walk},
        visit::Visit,
    },
};

/// What a recording knows of an action.
#[derive(Clone, Debug, Default)]
pub(super) struct Recalled {
    /// What the customer typed or the bot understood.
    pub(super) result: Option<String>,
    /// What the function answered.
    pub(super) external: Option<serde_json::Map<String, serde_json::Value>>,
    /// The name of the branch that was taken, where the action may be trusted to take it again.
    pub(super) branch: Option<String>,
}

/// Says what happened at an action when it was recorded.
pub(super) trait Driver {
    fn recall(&mut self, flow: &ItemName, visit: Visit<'_>) -> Option<Recalled>;
}

/// No recording: the contact's answers decide.
pub(super) struct Undriven;

impl Driver for Undriven {
    fn recall(&mut self, _: &ItemName, _: Visit<'_>) -> Option<Recalled> {
        None
    }
}

/// A document that the walk has entered.
struct Opened<'a> {
    name: &'a ItemName,
    document: &'a crate::document::Document,
    graph: Graph<'a>,
}

/// A place to which a module returns.
struct Caller {
    opened: usize,
    at: usize,
    step: usize,
}

struct Engine<'a, 'c> {
    set: &'a FlowSet,
    limits: &'c Limits,
    opened: Vec<Opened<'a>>,
    by_name: HashMap<&'a ItemName, usize>,
    callers: Vec<Caller>,
    steps: Vec<Step>,
    state: State<'c>,
}

/// Where the walk goes on: document and action, by position.
type Place = (usize, usize);

pub(super) fn walk(
    set: &FlowSet,
    start: &ItemName,
    contact: &Contact,
    limits: &Limits,
    driver: &mut dyn Driver,
) -> Walk {
    let mut engine = Engine {
        set,
        limits,
        opened: Vec::new(),
        by_name: HashMap::new(),
        callers: Vec::new(),
        steps: Vec::new(),
        state: State::new(contact, start),
    };
    let end = engine.run(start, driver);
    engine.written(start, end)
}

impl Engine<'_, '_> {
    fn run(&mut self, start: &ItemName, driver: &mut dyn Driver) -> End {
        let mut next = self.enter(start);
        loop {
            match next {
                Ok(_) if self.steps.len() >= self.limits.steps => return self.endless(),
                Ok(place) => next = self.step(place, driver),
                Err(end) => return end,
            }
        }
    }

    /// The place at which a flow of the set starts.
    fn enter(&mut self, name: &ItemName) -> Result<Place, End> {
        let opened = match self.by_name.get(name) {
            Some(&opened) => opened,
            None => self.open(name)?,
        };
        let start = self.opened[opened].graph.start();
        let at = start.ok_or_else(|| dead_end(format!("{} has no start action", name.name)))?;
        Ok((opened, at))
    }

    fn open(&mut self, name: &ItemName) -> Result<usize, End> {
        let stored = self.set.entry(name);
        let (name, document) =
            stored.ok_or_else(|| dead_end(format!("there is no {} in the set", name.name)))?;
        self.opened.push(Opened {
            name,
            document,
            graph: document.graph(),
        });
        let opened = self.opened.len() - 1;
        self.by_name.insert(name, opened);
        Ok(opened)
    }

    fn step(&mut self, (opened, at): Place, driver: &mut dyn Driver) -> Result<Place, End> {
        let Opened { name, document, .. } = self.opened[opened];
        let visit = Visit {
            document,
            action: self.opened[opened].graph.action(at),
        };
        self.state.flow.clone_from(name);
        self.state.identifier = visit.action.identifier().to_owned();
        self.state.recalled = driver.recall(name, visit);
        let Outcome {
            what,
            take,
            assumed,
        } = self.outcome(visit, opened, at);
        self.steps.push(Step {
            flow: name.clone(),
            identifier: visit.action.identifier().to_owned(),
            label: document.label(visit.action).to_owned(),
            action_type: visit.action.action_type().to_owned(),
            what,
            branch: None,
            assumed,
        });
        self.go(take, opened, at)
    }

    /// What the action does, then what was given or recorded about its branch.
    fn outcome(&mut self, visit: Visit<'_>, opened: usize, at: usize) -> Outcome {
        let contact = self.state.contact;
        let keys = [
            visit.document.label(visit.action),
            visit.action.identifier(),
            visit.action.action_type(),
        ];
        let given = keys.iter().find_map(|key| contact.results.get(*key));
        if let Some(given) = given {
            return Outcome::named(given, format!("comes out as `{given}`, as given"));
        }
        let recorded = self.recorded(visit, opened, at);
        let mut outcome = act::act(visit, &mut self.state);
        if let Some(branch) = recorded {
            let elsewhere = !matches!(outcome.take, Take::Next | Take::Value(_) | Take::Error(_));
            if !(elsewhere && branch == "next") {
                outcome.take = Take::Named(branch);
                outcome.assumed = false;
            }
        }
        outcome
    }

    /// The branch that was recorded, as far as the action still has it. A recorded result may also
    /// name one, but not for a comparison, which may look at something else by now.
    fn recorded(&self, visit: Visit<'_>, opened: usize, at: usize) -> Option<String> {
        let recalled = self.state.recalled.as_ref()?;
        let compares = visit.action.action_type() == "Compare";
        let by_result = || recalled.result.clone().filter(|_| !compares);
        let branch = recalled.branch.clone().or_else(by_result)?;
        let edges = self.opened[opened].graph.edges(at);
        outcome::named(edges, &branch).map(|_| branch)
    }

    fn go(&mut self, take: Take, opened: usize, at: usize) -> Result<Place, End> {
        match take {
            Take::End(kind, detail) => Err(End { kind, detail }),
            Take::Flow(names) => self.transfer(&names),
            Take::Module(names) => self.invoke(&names, opened, at),
            Take::Return(result) => self.give_back(result),
            branch => self.leave(&branch, opened, at, self.steps.len() - 1),
        }
    }

    /// Follows a branch and writes it to the step that took it.
    fn leave(&mut self, take: &Take, opened: usize, at: usize, step: usize) -> Result<Place, End> {
        let document = &self.opened[opened];
        let action = document.graph.action(at);
        let edges = document.graph.edges(at);
        let state = &mut self.state;
        let Some(edge) = select(take, action, edges, |text| state.fill(text)) else {
            return Err(stuck(take, action.action_type(), &self.steps[step].label));
        };
        self.steps[step].branch = Some(outcome::taken(edge));
        let missing = || {
            let label = &self.steps[step].label;
            dead_end(format!(
                "{label} leads to `{}`, which no action is called",
                edge.branch.next
            ))
        };
        edge.to.map(|to| (opened, to)).ok_or_else(missing)
    }

    /// Flow attributes belong to one flow, so they do not go along.
    fn transfer(&mut self, names: &[String]) -> Result<Place, End> {
        // From the last: an exact reference or id says more than what the designer shows.
        let found = names.iter().rev().find_map(|name| self.set.find_flow(name));
        let Some(flow) = found else {
            let name = names.first().map_or("", String::as_str);
            return Err(End {
                kind: EndKind::TransferredToFlow,
                detail: format!("left to flow {name}"),
            });
        };
        self.callers.clear();
        self.state
            .data
            .insert("FlowAttributes".to_owned(), serde_json::json!({}));
        self.enter(flow)
    }

    fn invoke(&mut self, names: &[String], opened: usize, at: usize) -> Result<Place, End> {
        let step = self.steps.len() - 1;
        let found = names.iter().rev();
        let Some(module) = found
            .into_iter()
            .find_map(|name| self.set.find_module(name))
        else {
            self.steps[step].what.push_str(", which is not in the set");
            self.steps[step].assumed = true;
            return self.leave(&Take::Next, opened, at, step);
        };
        if self.callers.len() >= self.limits.nesting {
            return Err(End {
                kind: EndKind::NestingLimit,
                detail: format!(
                    "module {module} would be open as number {}",
                    self.callers.len() + 1
                ),
            });
        }
        self.callers.push(Caller { opened, at, step });
        self.enter(module)
    }

    fn give_back(&mut self, result: String) -> Result<Place, End> {
        let Some(caller) = self.callers.pop() else {
            return Err(End {
                kind: EndKind::Returned,
                detail: result,
            });
        };
        self.leave(&Take::Value(result), caller.opened, caller.at, caller.step)
    }

    /// Names the ring in which the walk was caught: the blocks since the last one was met before.
    fn endless(&self) -> End {
        let same = |a: &Step, b: &Step| a.identifier == b.identifier && a.flow == b.flow;
        let mut ring: Vec<&str> = Vec::new();
        if let Some((last, before)) = self.steps.split_last() {
            let since = before.iter().rposition(|step| same(step, last));
            let blocks = since.map_or(&[][..], |since| &before[since..]);
            ring.extend(blocks.iter().take(20).map(|step| step.label.as_str()));
            ring.push(&last.label);
        }
        End {
            kind: EndKind::LoopLimit,
            detail: format!(
                "{} steps; goes round {}",
                self.steps.len(),
                ring.join(" → ")
            ),
        }
    }

    fn written(self, start: &ItemName, end: End) -> Walk {
        let state = self.state;
        Walk {
            start: start.clone(),
            steps: self.steps,
            attributes: state.texts("Attributes"),
            flow_attributes: state.texts("FlowAttributes"),
            prompts: state.prompts,
            contact_data: state.contact_data,
            queue: state.queue,
            event_hooks: state.hooks,
            recording: state.recording,
            logging: state.logging,
            unknown_paths: state.unknown.into_iter().collect(),
            end,
        }
    }
}

fn select<'e, 'a>(
    take: &Take,
    action: crate::action::Action<'_>,
    edges: &'e [Edge<'a>],
    fill: impl FnMut(&str) -> String,
) -> Option<&'e Edge<'a>> {
    match take {
        Take::Value(value) => outcome::condition(action, edges, value, fill),
        Take::Error(error) => outcome::error(edges, error),
        Take::Named(name) => outcome::named(edges, name),
        _ => outcome::next(edges),
    }
}

fn stuck(take: &Take, action_type: &str, label: &str) -> End {
    match take {
        Take::Error(error) => dead_end(format!("{label} has no branch for `{error}`")),
        Take::Named(name) => dead_end(format!("{label} has no branch `{name}`")),
        Take::Next if may_end(action_type) => End {
            kind: EndKind::FlowEnded,
            detail: String::new(),
        },
        _ => dead_end(format!("{label} has no way on")),
    }
}

fn dead_end(detail: String) -> End {
    End {
        kind: EndKind::DeadEnd,
        detail,
    }
}
