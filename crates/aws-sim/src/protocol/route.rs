//! Which operation a method and path mean.
//!
//! Matching is on the raw path, so that a label may hold an encoded slash. Literal segments win
//! over labels: `/instance/{id}/bots` is never an attribute of that name.

use std::{
    cmp::Reverse,
    collections::HashMap,
    sync::{LazyLock, OnceLock},
};

use super::percent;
use crate::model::{HEADS, Model, Operation};

/// An operation, and what its path holds.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) operation: &'static Operation,
    /// Label names and decoded values.
    pub(super) labels: Vec<(&'static str, String)>,
}

/// The operation of `model` that `method`, `path` and `query` mean.
pub(super) fn find(model: &'static Model, method: &str, path: &str, query: &str) -> Option<Found> {
    let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
    let routes = ROUTES
        .get(model.service)?
        .get_or_init(|| routes(model))
        .get(method)?;
    let best = routes
        .iter()
        .filter(|route| route.takes(&segments, query))
        .min_by_key(|route| Reverse(route.literals()))?;
    Some(Found {
        operation: best.operation,
        labels: best.labels(&segments),
    })
}

/// By method.
type Routes = HashMap<&'static str, Vec<Route>>;

/// By service, made when the service is first called.
static ROUTES: LazyLock<HashMap<&'static str, OnceLock<Routes>>> = LazyLock::new(|| {
    let services = HEADS.iter().map(|head| head.service);
    services.map(|service| (service, OnceLock::new())).collect()
});

fn routes(model: &'static Model) -> Routes {
    let mut routes = Routes::new();
    for operation in &model.operations {
        routes
            .entry(operation.method)
            .or_default()
            .push(Route::of(operation));
    }
    routes
}

#[derive(Debug)]
struct Route {
    segments: Vec<Segment>,
    /// Pairs that the query must hold.
    query: Vec<&'static str>,
    operation: &'static Operation,
}

#[derive(Debug)]
enum Segment {
    Literal(&'static str),
    Label(&'static str),
    /// Takes all the rest of the path.
    Greedy(&'static str),
}

// === impl Route ===

impl Route {
    fn of(operation: &'static Operation) -> Self {
        let (path, query) = operation.uri.split_once('?').unwrap_or((operation.uri, ""));
        Self {
            segments: path.trim_matches('/').split('/').map(Segment::of).collect(),
            query: query.split('&').filter(|pair| !pair.is_empty()).collect(),
            operation,
        }
    }

    fn takes(&self, segments: &[&str], query: &str) -> bool {
        let greedy = matches!(self.segments.last(), Some(Segment::Greedy(_)));
        let long_enough = if greedy {
            segments.len() >= self.segments.len()
        } else {
            segments.len() == self.segments.len()
        };
        long_enough
            && self
                .segments
                .iter()
                .zip(segments)
                .all(|(segment, given)| segment.takes(given))
            && self
                .query
                .iter()
                .all(|pair| query.split('&').any(|given| given == *pair))
    }

    /// Where the literals are; the larger, the more exact is the route.
    fn literals(&self) -> (Vec<bool>, usize) {
        let literal = |segment: &Segment| matches!(segment, Segment::Literal(_));
        (
            self.segments.iter().map(literal).collect(),
            self.query.len(),
        )
    }

    fn labels(&self, segments: &[&str]) -> Vec<(&'static str, String)> {
        let label = |(at, segment): (usize, &Segment)| match segment {
            Segment::Literal(_) => None,
            Segment::Label(name) => Some((*name, percent::decode(segments[at]))),
            Segment::Greedy(name) => Some((*name, percent::decode(&segments[at..].join("/")))),
        };
        self.segments.iter().enumerate().filter_map(label).collect()
    }
}

// === impl Segment ===

impl Segment {
    fn of(text: &'static str) -> Self {
        match text
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'))
        {
            None => Self::Literal(text),
            Some(label) => label
                .strip_suffix('+')
                .map_or(Self::Label(label), Self::Greedy),
        }
    }

    fn takes(&self, given: &str) -> bool {
        match self {
            Self::Literal(text) => *text == given,
            Self::Label(_) | Self::Greedy(_) => !given.is_empty(),
        }
    }
}
