//! What is in the picture, before anything has its place.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::{
    action::{Action, Branch, BranchPlace},
    block::Position,
    diff::{ActionDifference, label},
    document::Document,
    draw::{
        Options,
        block::{self, Face, PADDING, Row, TOOLTIP_CHARS_MAX},
        caption,
        layout::{BlockBox, Layout, Mark, NoteBox, Rect, TextBox},
        text::TEXT,
    },
    graph::{Edge, Graph},
};

const NOTE_WIDTH: i32 = 208;
const NOTE_LINES_MAX: usize = 10;
const NOTE_LINE: i32 = 15;

/// The document, and the old one beside it if there is one.
struct Scene<'a> {
    options: &'a Options<'a>,
    document: &'a Document,
    graph: Graph<'a>,
    /// What the old document brings: its graph, and the blocks of its removed actions.
    old: Option<(&'a Document, Graph<'a>)>,
    removed: Vec<usize>,
    /// New identifiers by old ones.
    renamed: HashMap<&'a str, &'a str>,
    changed: HashMap<&'a str, &'a ActionDifference>,
    counts: HashMap<(&'a str, BranchPlace), u64>,
}

/// Every part with its size and its texts, all in one corner.
pub(crate) fn scene(document: &Document, options: &Options<'_>) -> Layout {
    let scene = Scene::new(document, options);
    let mut blocks = scene.blocks();
    walk(&mut blocks, &scene.graph, options.path);
    Layout {
        size: Rect::default(),
        entry: Rect {
            width: 64,
            height: 28,
            ..Rect::default()
        },
        start: scene.graph.start(),
        blocks,
        notes: notes(document),
        connectors: Vec::new(),
    }
}

impl<'a> Scene<'a> {
    fn new(document: &'a Document, options: &'a Options<'a>) -> Self {
        let old = options.difference.map(|(_, old)| (old, old.graph()));
        let difference = options.difference.map(|(difference, _)| difference);
        let gone = difference.into_iter().flat_map(|all| &all.removed);
        let removed = gone.filter_map(|block| old.as_ref()?.1.find(&block.identifier));
        let removed = removed.collect();
        let changed = || difference.into_iter().flat_map(|all| &all.changed);
        let renamed = changed().filter_map(|action| {
            Some((action.renamed.as_deref()?, action.block.identifier.as_str()))
        });
        let by_name = changed().map(|action| (action.block.identifier.as_str(), action));
        let counts = options.counts.iter();
        Self {
            options,
            document,
            graph: document.graph(),
            removed,
            renamed: renamed.collect(),
            changed: by_name.collect(),
            counts: counts
                .map(|count| ((count.action.as_str(), count.branch), count.count))
                .collect(),
            old,
        }
    }

    /// The blocks of the document, and behind them those of removed actions.
    fn blocks(&self) -> Vec<BlockBox> {
        let own = self.graph.actions().iter();
        let own = own.map(|action| (self.document, *action));
        let gone = self.old.iter().flat_map(|(old, graph)| {
            let removed = self.removed.iter();
            removed.map(|at| (*old, graph.action(*at)))
        });
        let actions: Vec<(&Document, Action<'_>)> = own.chain(gone).collect();
        let captions = actions.iter().map(|(document, action)| {
            (document.label(*action), caption::caption(document, *action))
        });
        let captions: Vec<_> = captions.collect();
        let lines = caption::lines(&captions, block::TEXT_WIDTH);
        // Without a start nothing leads anywhere, which is no fault of the blocks.
        let reachable = self.graph.start().map(|_| self.graph.reachable());
        let faces = captions.into_iter().zip(lines);
        let blocks = faces.enumerate().map(|(at, ((label, caption), lines))| {
            let mine = reachable.as_ref().and_then(|all| all.get(at));
            let face = Face {
                label,
                caption: lines,
                text: caption.text(),
                notice: (mine == Some(&false)).then_some("Nothing leads here"),
            };
            let (_, action) = actions[at];
            if at < self.graph.actions().len() {
                self.block(action, &face)
            } else {
                self.removed_block(action, &face)
            }
        });
        blocks.collect()
    }

    fn block(&self, action: Action<'_>, face: &Face<'_>) -> BlockBox {
        let changed = self.changed.get(action.identifier()).copied();
        let rows = merged(action, self.graph.edges(action.index));
        let rows = rows.into_iter().map(|(edge, twin)| {
            let branches = places(edge, twin);
            let edges = std::iter::once(edge).chain(twin);
            let names = edges.map(|edge| label::branch(action, edge.branch));
            let names: Vec<String> = names.collect();
            Row {
                mark: changed.map_or(Mark::Plain, |changed| row_mark(changed, &names)),
                count: self.count(action, &branches),
                target: edge.to,
                is_error: is_error(edge.branch),
                name: names.into_iter().next().unwrap_or_default(),
                branches,
            }
        });
        let mut rows: Vec<Row> = rows.collect();
        if let Some(changed) = changed {
            rows.extend(self.lost_rows(action, changed));
        }
        let finding = self.finding(action);
        let mut block = block::sized(action, face, rows, finding.is_some());
        block.mark = self.mark(action, changed);
        block.finding = finding;
        block
    }

    fn removed_block(&self, action: Action<'_>, face: &Face<'_>) -> BlockBox {
        let edges = self
            .old
            .iter()
            .flat_map(|(_, graph)| merged(action, graph.edges(action.index)));
        let rows = edges.map(|(edge, twin)| Row {
            branches: places(edge, twin),
            ..self.row_of_old(action, edge)
        });
        let mut block = block::sized(action, face, rows.collect(), false);
        block.mark = Mark::Removed;
        block
    }

    /// A branch that only the old document has.
    fn row_of_old(&self, action: Action<'_>, edge: Edge<'_>) -> Row {
        Row {
            branches: Vec::new(),
            name: label::branch(action, edge.branch),
            target: self.target_of_old(edge),
            is_error: is_error(edge.branch),
            mark: Mark::Removed,
            count: None,
        }
    }

    /// Branches that only the old action had.
    fn lost_rows(&self, action: Action<'_>, changed: &ActionDifference) -> Vec<Row> {
        let Some((_, graph)) = &self.old else {
            return Vec::new();
        };
        let before = changed
            .renamed
            .as_deref()
            .unwrap_or_else(|| action.identifier());
        let Some(at) = graph.find(before) else {
            return Vec::new();
        };
        let lost = |name: &str| {
            let mut branches = changed.branches.iter();
            branches.any(|branch| branch.new.is_none() && branch.label == name)
        };
        let action = graph.action(at);
        let edges = graph.edges(at).iter();
        edges
            .map(|edge| self.row_of_old(action, *edge))
            .filter(|row| lost(&row.name))
            .collect()
    }

    /// Where a branch of the old document leads in this picture.
    fn target_of_old(&self, edge: Edge<'_>) -> Option<usize> {
        let (_, old) = self.old.as_ref()?;
        let to = edge.to?;
        if let Some(place) = self.removed.iter().position(|at| *at == to) {
            return Some(self.graph.actions().len() + place);
        }
        let identifier = old.action(to).identifier();
        let now = self.renamed.get(identifier).copied().unwrap_or(identifier);
        self.graph.find(now)
    }

    fn mark(&self, action: Action<'_>, changed: Option<&ActionDifference>) -> Mark {
        let difference = self.options.difference.map(|(difference, _)| difference);
        let is_added = difference.is_some_and(|all| {
            let mut added = all.added.iter();
            added.any(|block| block.identifier == action.identifier())
        });
        match changed {
            _ if is_added => Mark::Added,
            Some(_) => Mark::Changed,
            None => Mark::Plain,
        }
    }

    fn finding(&self, action: Action<'_>) -> Option<(super::Severity, String)> {
        let mine = |finding: &&super::Finding| finding.action == action.identifier();
        let all: Vec<_> = self.options.findings.iter().filter(mine).collect();
        let worst = all.iter().map(|finding| finding.severity).max()?;
        let texts: Vec<&str> = all.iter().map(|finding| finding.text.as_str()).collect();
        Some((worst, texts.join("; ")))
    }

    fn count(&self, action: Action<'_>, places: &[BranchPlace]) -> Option<u64> {
        let counts = places
            .iter()
            .filter_map(|place| self.counts.get(&(action.identifier(), *place)));
        counts.copied().reduce(u64::saturating_add)
    }
}

/// The branches of an action, row by row, each with the plain way on if that is one with it: in the
/// designer it is one with "No match" where they lead alike, and blocks that choose have none at all.
/// Where it leads elsewhere it has a row of its own.
fn merged<'a>(action: Action<'_>, edges: &[Edge<'a>]) -> Vec<(Edge<'a>, Option<Edge<'a>>)> {
    let plain = edges
        .first()
        .filter(|edge| edge.branch.place == BranchPlace::Next);
    let twin = plain.and_then(|plain| twin(action, *plain, &edges[1..]));
    let rows = edges.iter().enumerate();
    let rows = rows.filter_map(|(at, edge)| match twin {
        Some(_) if at == 0 => None,
        Some(twin) if at == twin + 1 => Some((*edge, plain.copied())),
        _ => Some((*edge, None)),
    });
    rows.collect()
}

fn places(edge: Edge<'_>, twin: Option<Edge<'_>>) -> Vec<BranchPlace> {
    let edges = std::iter::once(edge).chain(twin);
    edges.map(|edge| edge.branch.place).collect()
}

/// Which of the other branches of an action stands for the plain way on, too.
fn twin(action: Action<'_>, plain: Edge<'_>, others: &[Edge<'_>]) -> Option<usize> {
    let is_alike = |edge: &Edge<'_>| edge.branch.next == plain.branch.next;
    let no_match = |edge: &Edge<'_>| {
        let is_error = matches!(edge.branch.place, BranchPlace::Error(_));
        is_error && edge.branch.label == Some("NoMatchingCondition")
    };
    let mut both = others.iter();
    let no_match = both.position(|edge| no_match(edge) && is_alike(edge));
    let is_condition = |edge: &Edge<'_>| matches!(edge.branch.place, BranchPlace::Condition(_));
    let chooses = || CHOOSING.contains(&action.action_type()) && others.iter().any(is_condition);
    // Errors stand behind the conditions: a value that nothing is said of is more like an error.
    no_match.or_else(|| chooses().then(|| others.iter().rposition(is_alike))?)
}

/// Action types whose blocks choose, and so have no plain way on.
const CHOOSING: &[&str] = &[
    "CheckHoursOfOperation",
    "CheckMetricData",
    "CheckOutboundCallStatus",
    "CheckVoiceId",
    "Compare",
    "ConnectParticipantWithLexBot",
    "DistributeByPercentage",
    "GetParticipantInput",
    "Loop",
    "ShowView",
    "Wait",
];

/// Errors that are nothing but an outcome.
const OUTCOMES: &[&str] = &[
    "NoMatchingCondition",
    "InputTimeLimitExceeded",
    "TimeLimitExceeded",
    "QueueAtCapacity",
];

fn is_error(branch: Branch<'_>) -> bool {
    let is_error = matches!(branch.place, BranchPlace::Error(_));
    is_error && !branch.label.is_some_and(|label| OUTCOMES.contains(&label))
}

fn row_mark(changed: &ActionDifference, names: &[String]) -> Mark {
    let mut branches = changed.branches.iter();
    let found = branches.find(|branch| names.contains(&branch.label) && branch.new.is_some());
    match found {
        Some(branch) if branch.old.is_none() => Mark::Added,
        Some(_) => Mark::Changed,
        None => Mark::Plain,
    }
}

/// Marks the blocks and branches of a path. Where several branches lead to the next block, the
/// first one stands for all, since a path does not tell.
fn walk(blocks: &mut [BlockBox], graph: &Graph<'_>, path: &[String]) {
    let steps: Vec<Option<usize>> = path.iter().map(|name| graph.find(name)).collect();
    for at in steps.iter().flatten() {
        blocks[*at].walked = true;
    }
    let mut seen = HashSet::new();
    for pair in steps.windows(2) {
        let [Some(from), Some(to)] = *pair else {
            continue;
        };
        if seen.insert((from, to)) {
            let mut rows = blocks[from].rows.iter_mut();
            if let Some(row) = rows.find(|row| row.target == Some(to)) {
                row.mark = Mark::Walked;
            }
        }
    }
}

fn notes(document: &Document) -> Vec<NoteBox> {
    let metadata = document.content.get("Metadata");
    let lists = ["Annotations", "annotations"].into_iter();
    let lists = lists.filter_map(|name| metadata?.get(name)?.as_array());
    lists.flatten().filter_map(note).collect()
}

fn note(value: &Value) -> Option<NoteBox> {
    let number = |pointer: &str| value.pointer(pointer).and_then(Value::as_f64);
    let at = Position {
        x: number("/position/x")?,
        y: number("/position/y")?,
    };
    let content = value.get("content")?.as_str()?;
    let most = NOTE_WIDTH - 2 * PADDING;
    let lines = TEXT.wrapped(content, most, NOTE_LINES_MAX);
    let count = i32::try_from(lines.len()).unwrap_or(0);
    let line = |(index, text): (i32, String)| TextBox {
        rect: Rect {
            x: PADDING,
            y: 8 + index * NOTE_LINE,
            width: most,
            height: NOTE_LINE,
        },
        text,
    };
    Some(NoteBox {
        rect: Rect {
            width: NOTE_WIDTH,
            height: count * NOTE_LINE + 16,
            ..Rect::default()
        },
        lines: (0..).zip(lines).map(line).collect(),
        tooltip: content.chars().take(TOOLTIP_CHARS_MAX).collect(),
        at,
    })
}
