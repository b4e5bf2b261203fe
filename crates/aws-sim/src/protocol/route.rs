//! Which operation a method and path mean.
//!
//! Matching is on the raw path, so that a label may hold an encoded slash. Literal segments win
//! over labels: `/instance/{id}/bots` is never an attribute of that name.

use std::{
    borrow::Cow,
    cmp::Reverse,
    collections::HashMap,
    sync::{LazyLock, OnceLock},
};

use http::Request;

use super::{percent, virtual_host};
use crate::model::{HEADS, Model, Operation, Place, Protocol};

/// An operation, and what its path holds.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) operation: &'static Operation,
    /// Label names and decoded values.
    pub(super) labels: Vec<(&'static str, String)>,
}

/// The operation of `model` that `request` means.
pub(super) fn find<B>(model: &'static Model, request: &Request<B>) -> Option<Found> {
    let path = path_of(model, request);
    let segments = segments(model, &path);
    let query = request.uri().query().unwrap_or_default();
    let asked = Asked {
        segments: &segments,
        query: query.split('&').collect(),
        copies: request.headers().contains_key(COPY_SOURCE),
    };
    let routes = ROUTES
        .get(model.service)?
        .get_or_init(|| routes(model))
        .get(request.method().as_str())?;
    let best = routes
        .iter()
        .filter(|route| route.takes(&asked))
        .min_by_key(|route| Reverse(route.exactness(&asked)))?;
    Some(Found {
        operation: best.operation,
        labels: best.labels(&segments),
    })
}

/// What a request is routed by.
struct Asked<'r> {
    segments: &'r [&'r str],
    /// The pairs of the query string.
    query: Vec<&'r str>,
    /// Whether it names an object to copy.
    copies: bool,
}

/// In S3 this header makes another operation of the same method and path.
const COPY_SOURCE: &str = "x-amz-copy-source";

fn path_of<'r, B>(model: &Model, request: &'r Request<B>) -> Cow<'r, str> {
    match model.protocol {
        Protocol::RestXml => virtual_host::path(request),
        _ => request.uri().path().into(),
    }
}

/// The parts of a path. The key of an object may begin and end in slashes, so in restXml only a
/// slash after the bucket is dropped.
fn segments<'p>(model: &Model, path: &'p str) -> Vec<&'p str> {
    if model.protocol != Protocol::RestXml {
        return path.trim_matches('/').split('/').collect();
    }
    let mut segments: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
    if segments.len() == 2 && segments[1].is_empty() {
        segments.pop();
    }
    segments
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
            .push(Route::of(model, operation));
    }
    routes
}

#[derive(Debug)]
struct Route {
    segments: Vec<Segment>,
    /// Pairs that the query must hold.
    query: Vec<&'static str>,
    /// Keys that the query must hold with some value. If it holds others of the route, the route
    /// is meant all the same, and what is missing is refused with the rest of the input.
    keys: Vec<&'static str>,
    copies: bool,
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
    fn of(model: &'static Model, operation: &'static Operation) -> Self {
        let (path, query) = operation.uri.split_once('?').unwrap_or((operation.uri, ""));
        let mut route = Self {
            segments: path.trim_matches('/').split('/').map(Segment::of).collect(),
            query: query.split('&').filter(|pair| !pair.is_empty()).collect(),
            keys: Vec::new(),
            copies: false,
            operation,
        };
        // In S3 operations differ by nothing else: to list parts is to get an object, but for
        // the id of the upload.
        if model.protocol == Protocol::RestXml {
            let members = model.members(operation.input).iter();
            for member in members.filter(|member| member.required) {
                match member.place {
                    Place::Query(key) => route.keys.push(key),
                    Place::Header(COPY_SOURCE) => route.copies = true,
                    _ => {}
                }
            }
        }
        route
    }

    fn takes(&self, asked: &Asked<'_>) -> bool {
        let (wanted, given) = (self.segments.len(), asked.segments.len());
        let greedy = matches!(self.segments.last(), Some(Segment::Greedy(_)));
        let mut segments = self.segments.iter().zip(asked.segments);
        (given == wanted || greedy && given > wanted)
            && (asked.copies || !self.copies)
            && segments.all(|(segment, given)| segment.takes(given))
            && self.query.iter().all(|pair| asked.pair(pair))
            && (self.keys.is_empty() || !self.query.is_empty() || self.given(asked) > 0)
    }

    /// How many of the keys the query holds.
    fn given(&self, asked: &Asked<'_>) -> usize {
        self.keys.iter().filter(|key| asked.key(key)).count()
    }

    /// The larger, the more exact is the route: first by where its literals are.
    fn exactness(&self, asked: &Asked<'_>) -> (Vec<bool>, usize, usize, Reverse<usize>, bool) {
        let literal = |segment: &Segment| matches!(segment, Segment::Literal(_));
        let given = self.given(asked);
        (
            self.segments.iter().map(literal).collect(),
            self.query.len(),
            given,
            Reverse(self.keys.len() - given),
            self.copies,
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

// === impl Asked ===

impl Asked<'_> {
    /// Whether the query holds `pair`; a key without a value may have an empty one.
    fn pair(&self, pair: &str) -> bool {
        let mut query = self.query.iter();
        query.any(|given| *given == pair || given.strip_suffix('=') == Some(pair))
    }

    fn key(&self, key: &str) -> bool {
        let mut query = self.query.iter();
        query.any(|given| given.split('=').next() == Some(key))
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
            Self::Label(_) => !given.is_empty(),
            Self::Greedy(_) => true,
        }
    }
}
