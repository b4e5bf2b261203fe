//! Blocks that overlap are pushed apart; left stays left, and above stays above.

use crate::draw::layout::Rect;

/// Between blocks side by side, for connectors.
const ACROSS: i32 = 36;
/// Between blocks one above the other.
const DOWN: i32 = 22;

/// Space is inserted for the whole picture, as one inserts a column or a row into a table, so no
/// two blocks change their order in either direction.
pub(crate) fn apart(rects: &mut [Rect]) {
    let mut order: Vec<usize> = (0..rects.len()).collect();
    order.sort_by_key(|at| (rects[*at].x, *at));
    insert(
        rects,
        &order,
        |left, right| {
            let need = left.right() + ACROSS - right.x;
            let below = (left.bottom().min(right.bottom()) - left.y.max(right.y)) + DOWN;
            (below > 0 && need > 0 && need <= below).then_some(need)
        },
        |rect, by| rect.x += by,
    );
    order.sort_by_key(|at| (rects[*at].y, *at));
    insert(
        rects,
        &order,
        |upper, lower| {
            let apart = upper.right() + ACROSS <= lower.x || lower.right() + ACROSS <= upper.x;
            let need = upper.bottom() + DOWN - lower.y;
            (!apart && need > 0).then_some(need)
        },
        |rect, by| rect.y += by,
    );
}

fn insert(
    rects: &mut [Rect],
    order: &[usize],
    need: impl Fn(Rect, Rect) -> Option<i32>,
    shift: impl Fn(&mut Rect, i32),
) {
    // Everything from here on has moved by so much.
    let mut total = 0;
    for (index, at) in order.iter().enumerate() {
        shift(&mut rects[*at], total);
        let rect = rects[*at];
        let earlier = order[..index].iter();
        let by = earlier.filter_map(|other| need(rects[*other], rect)).max();
        if let Some(by) = by {
            shift(&mut rects[*at], by);
            total += by;
        }
    }
}
