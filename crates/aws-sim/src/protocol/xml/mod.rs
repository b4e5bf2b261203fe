//! XML on the wire ⇄ JSON by member names.

mod element;
mod read;
mod write;

pub(super) use self::{
    element::Element,
    read::value,
    write::{element, quoted, rooted},
};
