//! What is in the picture, before anything has its place.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::{
    action::{Action, BranchPlace},
    block::Position,
    diff::{ActionDifference, label},
    document::Document,
    draw::{
        Options,
        caption::caption,
        layout::{
            BLOCK_WIDTH, BlockBox, CAPTION_HEIGHT, FOOT_HEIGHT, HEAD_HEIGHT, Layout, Mark, NoteBox,
            Point, ROW_HEIGHT, Rect, RowBox, TextBox,
        },
        text,
    },
    graph::{Edge, Graph},
};

pub(crate) const LABEL_SIZE: u32 = 12;
pub(crate) const TEXT_SIZE: u32 = 11;
const NOTE_WIDTH: i32 = 208;
const NOTE_LINES_MAX: usize = 10;
pub(crate) const NOTE_LINE: i32 = 15;
const PADDING: i32 = 10;

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
    let own = scene
        .graph
        .actions()
        .iter()
        .map(|action| scene.block(*action));
    let gone = scene.old.iter().flat_map(|(old, graph)| {
        let removed = scene.removed.iter();
        removed.map(|at| scene.removed_block(old, graph.action(*at)))
    });
    let mut blocks: Vec<BlockBox> = own.chain(gone).collect();
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

    fn block(&self, action: Action<'_>) -> BlockBox {
        let changed = self.changed.get(action.identifier()).copied();
        let rows = merged(self.graph.edges(action.index));
        let rows = rows.into_iter().map(|(places, edge)| {
            let name = label::branch(action, edge.branch);
            let mark = changed.map_or(Mark::Plain, |changed| row_mark(changed, &name));
            let count = self.count(action, &places);
            (places, name, edge.to, mark, count)
        });
        let mut rows: Vec<Row> = rows.collect();
        if let Some(changed) = changed {
            rows.extend(self.lost_rows(action, changed));
        }
        let finding = self.finding(action);
        let room = if finding.is_some() { 26 } else { 8 };
        let mut block = sized(self.document, action, rows, room);
        block.mark = self.mark(action, changed);
        block.finding = finding;
        block
    }

    fn removed_block(&self, old: &Document, action: Action<'_>) -> BlockBox {
        let edges = self
            .old
            .iter()
            .flat_map(|(_, graph)| merged(graph.edges(action.index)));
        let rows = edges.map(|(places, edge)| {
            let name = label::branch(action, edge.branch);
            (places, name, self.target_of_old(edge), Mark::Removed, None)
        });
        let mut block = sized(old, action, rows.collect(), 8);
        block.mark = Mark::Removed;
        block
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
        let rows = graph.edges(at).iter().filter_map(|edge| {
            let name = label::branch(graph.action(at), edge.branch);
            lost(&name).then(|| {
                (
                    Vec::new(),
                    name,
                    self.target_of_old(*edge),
                    Mark::Removed,
                    None,
                )
            })
        });
        rows.collect()
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

/// Branches, name, target, mark and count.
type Row = (Vec<BranchPlace>, String, Option<usize>, Mark, Option<u64>);

/// The branches of an action, but that the plain way on and "No match" are one in the designer
/// where they lead alike.
fn merged<'a>(edges: &[Edge<'a>]) -> Vec<(Vec<BranchPlace>, Edge<'a>)> {
    let no_match = edges.iter().find(|edge| {
        let is_error = matches!(edge.branch.place, BranchPlace::Error(_));
        is_error && edge.branch.label == Some("NoMatchingCondition")
    });
    let twin = edges.first().zip(no_match);
    let twin = twin.filter(|(first, other)| {
        first.branch.place == BranchPlace::Next && first.branch.next == other.branch.next
    });
    let rows = edges.iter().filter_map(|edge| match twin {
        Some((first, _)) if edge.branch == first.branch => None,
        Some((first, other)) if edge.branch == other.branch => {
            Some((vec![edge.branch.place, first.branch.place], *edge))
        }
        _ => Some((vec![edge.branch.place], *edge)),
    });
    rows.collect()
}

fn row_mark(changed: &ActionDifference, name: &str) -> Mark {
    let mut branches = changed.branches.iter();
    let found = branches.find(|branch| branch.label == name && branch.new.is_some());
    match found {
        Some(branch) if branch.old.is_none() => Mark::Added,
        Some(_) => Mark::Changed,
        None => Mark::Plain,
    }
}

/// A block in the corner, with its texts cut to fit. The label leaves some room at its right.
fn sized(document: &Document, action: Action<'_>, rows: Vec<Row>, room: i32) -> BlockBox {
    let caption = caption(document, action);
    let caption_height = if caption.trim().is_empty() {
        0
    } else {
        CAPTION_HEIGHT
    };
    let top = HEAD_HEIGHT + caption_height;
    let count = i32::try_from(rows.len()).unwrap_or(0);
    let foot = if top == HEAD_HEIGHT && count == 0 {
        0
    } else {
        FOOT_HEIGHT
    };
    let title = action.title();
    BlockBox {
        identifier: action.identifier().to_owned(),
        action_type: action.action_type().to_owned(),
        group: action.group(),
        rect: Rect {
            width: BLOCK_WIDTH,
            height: top + count * ROW_HEIGHT + foot,
            ..Rect::default()
        },
        label: boxed(
            document.label(action),
            LABEL_SIZE,
            34,
            5,
            BLOCK_WIDTH - 34 - room,
            20,
        ),
        caption: boxed(
            &caption,
            TEXT_SIZE,
            PADDING,
            HEAD_HEIGHT + 3,
            BLOCK_WIDTH - 2 * PADDING,
            16,
        ),
        tooltip: tooltip(title, action.identifier(), &caption),
        rows: (0..)
            .zip(rows)
            .map(|(at, row)| row_box(row, top + at * ROW_HEIGHT))
            .collect(),
        mark: Mark::Plain,
        walked: false,
        finding: None,
    }
}

/// Tooltips longer than this hide the picture.
const TOOLTIP_CHARS_MAX: usize = 300;

fn tooltip(title: &str, identifier: &str, caption: &str) -> String {
    let whole = format!("{title} ({identifier}) {caption}");
    whole.trim_end().chars().take(TOOLTIP_CHARS_MAX).collect()
}

fn row_box((branches, name, target, mark, count): Row, y: i32) -> RowBox {
    let count = count.map(|count| boxed(&format!("×{count}"), TEXT_SIZE, PADDING, y + 2, 60, 16));
    let left = if count.is_some() {
        PADDING + 64
    } else {
        PADDING
    };
    RowBox {
        branches,
        label: boxed(&name, TEXT_SIZE, left, y + 2, BLOCK_WIDTH - left - 16, 16),
        count,
        target,
        mark,
        exit: Point {
            x: BLOCK_WIDTH,
            y: y + ROW_HEIGHT / 2,
        },
    }
}

fn boxed(text: &str, size: u32, x: i32, y: i32, width: i32, height: i32) -> TextBox {
    TextBox {
        rect: Rect {
            x,
            y,
            width,
            height,
        },
        text: text::fitted(text, size, width),
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
    let lines = text::wrapped(content, TEXT_SIZE, most, NOTE_LINES_MAX);
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
