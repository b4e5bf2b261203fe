//! Blocks that overlap are pushed apart; left stays left, and above stays above.

use crate::draw::layout::Rect;

/// Between blocks side by side, for connectors.
const ACROSS: i32 = 44;
/// Between blocks one above the other.
const DOWN: i32 = 22;

/// Space is inserted for the whole picture, as one inserts a column or a row into a table, so no
/// two blocks change their order in either direction.
pub(crate) fn apart(rects: &mut [Rect]) {
    let mut order: Vec<usize> = (0..rects.len()).collect();
    order.sort_by_key(|at| (rects[*at].x, *at));
    let widest = rects.iter().map(|rect| rect.width).max().unwrap_or(0);
    insert(
        rects,
        &order,
        |left, right| left.x + widest + ACROSS > right.x,
        |left, right| {
            let need = left.right() + ACROSS - right.x;
            let below = (left.bottom().min(right.bottom()) - left.y.max(right.y)) + DOWN;
            (below > 0 && need > 0 && need <= below).then_some(need)
        },
        |rect, by| rect.x += by,
    );
    order.sort_by_key(|at| (rects[*at].y, *at));
    let highest = rects.iter().map(|rect| rect.height).max().unwrap_or(0);
    insert(
        rects,
        &order,
        |upper, lower| upper.y + highest + DOWN > lower.y,
        |upper, lower| {
            let apart = upper.right() + ACROSS <= lower.x || lower.right() + ACROSS <= upper.x;
            let need = upper.bottom() + DOWN - lower.y;
            (!apart && need > 0).then_some(need)
        },
        |rect, by| rect.y += by,
    );
}

/// `is_near` is told of earlier ones from the nearest on; behind the first that is not, none is.
fn insert(
    rects: &mut [Rect],
    order: &[usize],
    is_near: impl Fn(Rect, Rect) -> bool,
    need: impl Fn(Rect, Rect) -> Option<i32>,
    shift: impl Fn(&mut Rect, i32),
) {
    // Everything from here on has moved by so much.
    let mut total = 0;
    for (index, at) in order.iter().enumerate() {
        shift(&mut rects[*at], total);
        let rect = rects[*at];
        let earlier = order[..index].iter().rev().map(|other| rects[*other]);
        let near = earlier.take_while(|other| is_near(*other, rect));
        let by = near.filter_map(|other| need(other, rect)).max();
        if let Some(by) = by {
            shift(&mut rects[*at], by);
            total += by;
        }
    }
}
