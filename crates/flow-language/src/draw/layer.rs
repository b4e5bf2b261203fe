//! A place for every block when the designer left none: in columns, from left to right.

use crate::draw::layout::{BLOCK_WIDTH, HEAD_HEIGHT, Layout, Rect};

/// Between columns, for connectors.
const ACROSS: i32 = 96;
/// Between blocks of a column.
const DOWN: i32 = 28;
/// How often the order within columns is improved.
const SWEEPS: usize = 7;

struct Columns {
    /// Blocks of each column, from above.
    blocks: Vec<Vec<usize>>,
    /// Where in its column a block stands.
    rank: Vec<usize>,
    /// Blocks that lead here, and by which of their branches, in thousandths of a rank.
    sources: Vec<Vec<(usize, usize)>>,
    targets: Vec<Vec<usize>>,
}

/// Places the entry point (first) and the blocks.
pub(crate) fn arrange(layout: &Layout, rects: &mut [Rect]) {
    let targets = targets(layout);
    let order = order(layout, &targets);
    let columns = columns(&order, &targets);
    let mut columns = Columns::new(&columns, &order, targets);
    for sweep in 0..SWEEPS {
        columns.sweep(sweep % 2 == 0);
    }
    columns.place(layout, rects);
    let first = layout.start.or_else(|| order.first().copied());
    let y = first.map_or(0, |at| {
        rects[1 + at].y + (HEAD_HEIGHT - rects[0].height) / 2
    });
    (rects[0].x, rects[0].y) = (-rects[0].width - 48, y);
}

fn targets(layout: &Layout) -> Vec<Vec<usize>> {
    let of_block = layout.blocks.iter().map(|block| {
        let mut targets = Vec::new();
        for target in block.rows.iter().filter_map(|row| row.target) {
            if !targets.contains(&target) {
                targets.push(target);
            }
        }
        targets
    });
    of_block.collect()
}

/// Every block before those it leads to, but for branches that lead back: first what the start
/// leads to, then the rest in document order.
fn order(layout: &Layout, targets: &[Vec<usize>]) -> Vec<usize> {
    let mut seen = vec![false; targets.len()];
    let mut order = Vec::with_capacity(targets.len());
    let is_led_to: Vec<bool> = {
        let mut led = vec![false; targets.len()];
        targets.iter().flatten().for_each(|to| led[*to] = true);
        led
    };
    let heads = (0..targets.len()).filter(|at| !is_led_to[*at]);
    let roots: Vec<usize> = layout
        .start
        .into_iter()
        .chain(heads)
        .chain(0..targets.len())
        .collect();
    // The last root is walked first, since the order is built from its end.
    let mut done = Vec::new();
    for root in roots {
        if !std::mem::replace(&mut seen[root], true) {
            done.push(finished(root, targets, &mut seen));
        }
    }
    for mut part in done.into_iter().rev() {
        part.reverse();
        order.extend(part);
    }
    order
}

/// Blocks in the order in which a walk into the depth leaves them.
fn finished(root: usize, targets: &[Vec<usize>], seen: &mut [bool]) -> Vec<usize> {
    let mut left = Vec::new();
    let mut open = vec![(root, 0)];
    while let Some((at, next)) = open.pop() {
        // The last branch first, since the order is read from its end.
        match targets[at].iter().rev().nth(next) {
            Some(to) => {
                open.push((at, next + 1));
                if !std::mem::replace(&mut seen[*to], true) {
                    open.push((*to, 0));
                }
            }
            None => left.push(at),
        }
    }
    left
}

/// The column of each block: one behind the last of those that lead to it.
fn columns(order: &[usize], targets: &[Vec<usize>]) -> Vec<usize> {
    let mut turn = vec![0; targets.len()];
    for (index, at) in order.iter().enumerate() {
        turn[*at] = index;
    }
    let mut columns = vec![0; targets.len()];
    for at in order {
        for to in targets[*at].iter().filter(|to| turn[**to] > turn[*at]) {
            columns[*to] = columns[*to].max(columns[*at] + 1);
        }
    }
    columns
}

impl Columns {
    fn new(column: &[usize], order: &[usize], targets: Vec<Vec<usize>>) -> Self {
        let mut columns = vec![Vec::new(); column.iter().max().map_or(0, |most| most + 1)];
        for at in order {
            columns[column[*at]].push(*at);
        }
        let mut sources = vec![Vec::new(); targets.len()];
        for (at, targets) in targets.iter().enumerate() {
            for (turn, to) in targets.iter().enumerate() {
                sources[*to].push((at, turn * 1000 / targets.len()));
            }
        }
        let mut new = Self {
            rank: vec![0; targets.len()],
            blocks: columns,
            sources,
            targets,
        };
        (0..new.blocks.len()).for_each(|index| new.number(index));
        new
    }

    fn number(&mut self, column: usize) {
        for (rank, at) in self.blocks[column].iter().enumerate() {
            self.rank[*at] = rank;
        }
    }

    /// Sorts the blocks of each column by where their neighbours stand.
    fn sweep(&mut self, forth: bool) {
        for index in 0..self.blocks.len() {
            let index = if forth {
                index
            } else {
                self.blocks.len() - 1 - index
            };
            let mut column = std::mem::take(&mut self.blocks[index]);
            let key = |at: &usize| {
                let place = |(other, part): (usize, usize)| self.rank[other] * 1000 + part;
                let sources = self.sources[*at].iter().copied().map(place);
                let targets = self.targets[*at].iter().map(|to| place((*to, 0)));
                let (sum, count): (usize, usize) = if forth {
                    (sources.sum(), self.sources[*at].len())
                } else {
                    (targets.sum(), self.targets[*at].len())
                };
                sum.checked_div(count).unwrap_or(self.rank[*at] * 1000)
            };
            column.sort_by_cached_key(key);
            self.blocks[index] = column;
            self.number(index);
        }
    }

    /// Each block beside the first that leads to it, as far as those above it let it.
    fn place(&self, layout: &Layout, rects: &mut [Rect]) {
        let mut placed = vec![false; self.rank.len()];
        for (index, column) in self.blocks.iter().enumerate() {
            let x = i32::try_from(index).unwrap_or(0) * (BLOCK_WIDTH + ACROSS);
            let wish = |at: usize, rects: &[Rect]| {
                let sources = self.sources[at]
                    .iter()
                    .filter(|(source, _)| placed[*source]);
                sources
                    .map(|(source, _)| beside(layout, rects, *source, at))
                    .min()
            };
            let wishes: Vec<i32> = column
                .iter()
                .map(|at| wish(*at, rects).unwrap_or(0))
                .collect();
            let mut free = i32::MIN;
            for (at, wish) in column.iter().zip(wishes) {
                let rect = &mut rects[1 + *at];
                (rect.x, rect.y) = (x, wish.max(free));
                free = rect.bottom() + DOWN;
            }
            for at in column {
                placed[*at] = true;
            }
        }
    }
}

/// The height at which a block stands level with the first row that leads to it.
fn beside(layout: &Layout, rects: &[Rect], source: usize, at: usize) -> i32 {
    let block = &layout.blocks[source];
    let row = block.rows.iter().position(|row| row.target == Some(at));
    // Level with the block itself for its first row: most flows are a chain, which reads best
    // in a straight line.
    let offset = row.map_or(0, |row| i32::try_from(row).unwrap_or(0) * HEAD_HEIGHT);
    rects[1 + source].y + offset
}
