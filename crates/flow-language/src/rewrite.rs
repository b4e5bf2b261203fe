//! Replacing references, in the parameters and where the designer's metadata repeats them.

use std::{cmp::Reverse, collections::BTreeMap};

use serde_json::Value;

use crate::{
    designer,
    place::{Part, Place, parent, put, rename_members},
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
/// Values come first, and then names from the inside out, so that the pointers of all others stay true.
pub(crate) fn rewrite(content: &mut Value, rewrites: Vec<Rewrite>) -> Vec<Rewrite> {
    if rewrites.is_empty() {
        return rewrites;
    }
    let is_done = put_all(content, &rewrites);
    let (mut done, mut clashes) = (Vec::new(), Vec::new());
    for (rewrite, renamed) in rewrites.into_iter().zip(is_done) {
        if renamed {
            done.push(rewrite);
        } else {
            clashes.push(rewrite);
        }
    }
    done.reverse();
    designer::repeat_fields(content, &done);
    for rewrite in &done {
        designer::repeat(content, rewrite);
    }
    clashes
}

/// Puts every rewrite in its place. Answers which it could.
fn put_all(content: &mut Value, rewrites: &[Rewrite]) -> Vec<bool> {
    let mut done = vec![false; rewrites.len()];
    let mut objects: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (at, rewrite) in rewrites.iter().enumerate().rev() {
        let pointer = rewrite.place.pointer.as_str();
        match (rewrite.place.part, parent(pointer)) {
            (Part::Value, _) => done[at] = put(content, pointer, &rewrite.new),
            (Part::Key, Some((object, old))) => {
                // The innermost ones first.
                let depth = Reverse(object.matches('/').count());
                let renames = objects.entry((depth, object)).or_default();
                renames.push((at, (old, rewrite.new.as_str())));
            }
            (Part::Key, None) => {}
        }
    }
    for ((_, object), renames) in objects {
        let Some(Value::Object(members)) = content.pointer_mut(object) else {
            continue;
        };
        let (places, renames): (Vec<_>, Vec<_>) = renames.into_iter().unzip();
        for (at, renamed) in places.into_iter().zip(rename_members(members, &renames)) {
            done[at] = renamed;
        }
    }
    done
}
