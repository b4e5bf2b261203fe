//! Lists of what arrived.

use control_api::v1::{self as pb, agent_arrival::State as Said};
use serde_json::json;
use tonic::Request;

use crate::{
    jobs::{Arrival, ArrivalState, Digest, State},
    refusal::Refusal,
    store::ArrivalQuery,
    wire::{Pager, inquiry::large, job, reader::Reader, timestamp},
};

/// A list that was asked for.
#[derive(Debug)]
pub struct ArrivalListing {
    /// The query, for one more arrival than the page takes: its presence says that there is another page.
    pub query: ArrivalQuery,
    scope: Digest,
}

/// Which arrivals to list.
pub fn arrivals(
    request: Request<pb::ListArrivalsRequest>,
    pager: &Pager,
) -> Result<ArrivalListing, Refusal> {
    let body = request.into_inner();
    let scope = Digest::of_value(&json!([body.watch, body.states]));
    let mut reader = Reader::new();
    let limit = reader.page_size(body.page_size);
    let last = |token: &str| pager.last(&scope, token);
    let last = reader.optional("page_token", &body.page_token, last);
    let states = job::all_of(&mut reader, "states", &body.states, state_of);
    let query = || {
        Some(ArrivalQuery {
            watch: Some(body.watch).filter(|watch| !watch.is_empty()),
            states: states?,
            before: last?.map(|serial| serial.parse().unwrap_or(0)),
            limit: limit? + 1,
        })
    };
    let query = query();
    reader.finish(query.map(|query| ArrivalListing { query, scope }))
}

/// A page of the list that was asked for.
pub fn arrivals_page(
    mut arrivals: Vec<Arrival>,
    listing: &ArrivalListing,
    pager: &Pager,
) -> pb::ListArrivalsResponse {
    let size = listing.query.limit as usize - 1;
    let more = arrivals.len() > size;
    arrivals.truncate(size);
    let token = |last: &Arrival| pager.token(&listing.scope, &last.serial.to_string());
    pb::ListArrivalsResponse {
        next_page_token: arrivals
            .last()
            .filter(|_| more)
            .map(token)
            .unwrap_or_default(),
        arrivals: arrivals.iter().map(arrival).collect(),
    }
}

fn arrival(arrival: &Arrival) -> pb::AgentArrival {
    let object = &arrival.object;
    pb::AgentArrival {
        watch: arrival.watch.clone(),
        center: format!("targets/{}/centers/{}", arrival.target, arrival.alias),
        uri: format!("s3://{}/{}", object.bucket, object.key),
        version_id: object.version_id.clone().unwrap_or_default(),
        etag: object.etag.clone(),
        size_bytes: large(object.size_bytes),
        arrive_time: Some(timestamp(arrival.arrived)),
        end_time: arrival.ended.map(timestamp),
        state: state(arrival).into(),
        job: arrival.job.map(job::name).unwrap_or_default(),
        place: arrival.fate.place.clone().unwrap_or_default(),
        message: arrival.fate.why.clone(),
    }
}

fn state(arrival: &Arrival) -> Said {
    match arrival.state {
        ArrivalState::Open if arrival.job_state == Some(State::Queued) => Said::Waiting,
        ArrivalState::Open => Said::Importing,
        ArrivalState::Imported => Said::Imported,
        ArrivalState::Stranger => Said::NoAgentFile,
        ArrivalState::Refused => Said::Refused,
        ArrivalState::Elsewhere => Said::Elsewhere,
        ArrivalState::Failed => Said::Failed,
    }
}

/// Whether one waits or is being imported is for its job to say; both are open.
fn state_of(number: i32) -> Option<ArrivalState> {
    Some(match Said::try_from(number).ok()? {
        Said::Unspecified => return None,
        Said::Waiting | Said::Importing => ArrivalState::Open,
        Said::Imported => ArrivalState::Imported,
        Said::NoAgentFile => ArrivalState::Stranger,
        Said::Refused => ArrivalState::Refused,
        Said::Elsewhere => ArrivalState::Elsewhere,
        Said::Failed => ArrivalState::Failed,
    })
}
