//! One contact, from which the rows of many tables are read off.

use super::{
    center::{Agent, Center, Named},
    draws::Draws,
};

/// A contact: what happened, and when. Lengths and moments are in milliseconds.
#[derive(Debug, Clone)]
pub(super) struct Contact<'c> {
    pub(super) center: &'c Center,
    pub(super) id: String,
    pub(super) channel: &'static str,
    pub(super) method: &'static str,
    pub(super) initiated: i64,
    /// How long the flow ran before the queue.
    pub(super) in_flow: i64,
    pub(super) queue: &'c Named,
    /// How long it waited in the queue.
    pub(super) in_queue: i64,
    /// Who took it; nobody if the customer left before.
    pub(super) agent: Option<&'c Agent>,
    pub(super) talk: i64,
    pub(super) hold: i64,
    pub(super) wrap_up: i64,
    pub(super) agent_left_first: bool,
    pub(super) customer: String,
    /// What further tables draw from.
    pub(super) draws: Draws,
}

pub(super) const DAY: i64 = 86_400_000;
/// Contacts begin from eight in the morning to eight in the evening, UTC.
const OPENS: i64 = 8 * 3_600_000;
const OPEN: i64 = 12 * 3_600_000;

/// The `n`th contact of a day, counted in days since 1970-01-01 UTC.
pub(super) fn contact(center: &Center, day: u64, n: u64) -> Contact<'_> {
    let mut draws = center.draws(&["contact"], &[day, n]);
    let id = draws.uuid();
    let channel = match draws.between(0, 10) {
        0..6 => "VOICE",
        6..9 => "CHAT",
        _ => "TASK",
    };
    let method = match channel {
        "VOICE" if draws.chance(15) => "OUTBOUND",
        "VOICE" if draws.chance(5) => "CALLBACK",
        "VOICE" => "INBOUND",
        _ => "API",
    };
    let initiated = midnight(day) + OPENS + draws.between(0, OPEN);
    let in_flow = draws.between(2_000, 60_000);
    let in_queue = draws.between(500, 180_000);
    let handled = in_queue < 150_000 || draws.chance(40);
    let queue = draws.one(&center.queues).expect("a centre has a queue");
    let agent = draws.one(&center.agents).filter(|_| handled);
    let holds = handled && channel == "VOICE" && draws.chance(25);
    Contact {
        center,
        id,
        channel,
        method,
        initiated,
        in_flow,
        queue,
        in_queue,
        agent,
        talk: if handled {
            draws.between(20_000, 900_000)
        } else {
            0
        },
        hold: if holds {
            draws.between(5_000, 120_000)
        } else {
            0
        },
        wrap_up: if handled { draws.between(0, 90_000) } else { 0 },
        agent_left_first: handled && draws.chance(20),
        customer: format!("+4420794{:05}", draws.between(0, 100_000)),
        draws,
    }
}

/// The first millisecond of a day.
pub(super) fn midnight(day: u64) -> i64 {
    i64::try_from(day).unwrap_or(0).saturating_mul(DAY)
}

// === impl Contact ===

impl Contact<'_> {
    pub(super) fn enqueued(&self) -> i64 {
        self.initiated + self.in_flow
    }

    pub(super) fn connected(&self) -> i64 {
        self.enqueued() + self.in_queue
    }

    pub(super) fn disconnected(&self) -> i64 {
        self.connected() + self.talk + self.hold
    }

    pub(super) fn over(&self) -> i64 {
        self.disconnected() + self.wrap_up
    }

    /// When its rows reach the lake: five to fifty minutes after its end.
    pub(super) fn processed(&self) -> i64 {
        self.over() + self.draws.clone().between(300_000, 3_000_000)
    }

    pub(super) fn handled(&self) -> bool {
        self.agent.is_some()
    }

    /// The stream of numbers of one row of another table.
    pub(super) fn draws(&self, table: &str, n: u64) -> Draws {
        Draws::of(self.draws.clone().next(), &[table], &[n])
    }
}
