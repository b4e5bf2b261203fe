//! Replacing references, in the parameters and where the designer's metadata repeats them.

use serde_json::Value;

use crate::{
    designer,
    place::{Place, put},
    reference::slot::Slot,
};

/// One reference that gets another spelling.
#[derive(Debug)]
pub(crate) struct Rewrite {
    /// Position of the action in `Actions`.
    pub(crate) action: usize,
    pub(crate) place: Place,
    /// None for plain data, which the designer does not repeat.
    pub(crate) slot: Option<&'static Slot>,
    pub(crate) old: String,
    pub(crate) new: String,
    /// What the designer shall show; none to leave what it shows.
    pub(crate) names: Option<Names>,
}

/// The names of a reference as the designer shows them.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) display: String,
    /// Lex V2 only: the bot whose alias `display` is.
    pub(crate) bot: Option<String>,
}

/// Applies rewrites that are in document order; answers those that would have lost a member.
///
/// They are applied in reverse: a member's name comes before what is inside it, so that the
/// pointers of all others stay true.
pub(crate) fn rewrite(content: &mut Value, rewrites: Vec<Rewrite>) -> Vec<Rewrite> {
    let (mut done, mut clashes) = (Vec::new(), Vec::new());
    for rewrite in rewrites.into_iter().rev() {
        let list = if put(content, &rewrite.place, &rewrite.new) {
            &mut done
        } else {
            &mut clashes
        };
        list.push(rewrite);
    }
    for rewrite in &done {
        designer::repeat(content, rewrite);
    }
    clashes.reverse();
    clashes
}
