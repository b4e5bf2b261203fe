//! Questions about flows, and their answers.

mod ask;
mod difference;
mod finding;
mod picture;
mod replay;
mod walk;

use control_api::v1 as pb;
use flow_language::bundle::ItemName;
use prost::Message;
use tonic::Response;

pub use self::{
    ask::{check, convert, diff, draw, replay, trial},
    difference::differs,
    finding::{checked, converted},
    picture::drawn,
    replay::replayed,
    walk::tried,
};
use crate::refusal::{Refusal, Violation};

/// Largest answer. Callers take no more unless they ask for it.
const ANSWER_BYTES_MAX: usize = 4 << 20;

/// The answer, unless it is larger than callers take.
pub fn answer<M: Message>(answer: M) -> Result<Response<M>, Refusal> {
    let bytes = answer.encoded_len();
    if bytes > ANSWER_BYTES_MAX {
        let wrong = format!(
            "the answer takes {bytes} bytes, more than {ANSWER_BYTES_MAX}: ask about fewer flows at a time, \
             or for less of them"
        );
        return Err(Refusal::Invalid(vec![Violation::new("bundle", wrong)]));
    }
    Ok(Response::new(answer))
}

fn item(name: &ItemName) -> pb::FlowName {
    pb::FlowName {
        r#type: name.role.as_str().to_owned(),
        name: name.name.clone(),
    }
}

/// A number of things that fit into memory.
fn many(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
