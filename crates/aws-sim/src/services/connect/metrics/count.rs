//! Times and contacts, added up.

use std::collections::BTreeMap;

use super::{
    Wanted,
    metric::{Key, Kind, Metric},
};
use crate::{
    context::Ctx,
    lake::{self, Extent, Told},
    services::connect::{
        lake::center,
        state::Instance,
        user::{
            User,
            presence::{self, Presence},
        },
    },
    time::Time,
    world::Thing,
};

/// What is asked.
pub(super) struct Question<'q> {
    pub(super) ctx: &'q Ctx<'q>,
    pub(super) instance: &'q Instance,
    pub(super) metrics: &'q [Metric],
    pub(super) groupings: &'q [Key],
    pub(super) filters: &'q [Wanted],
    pub(super) windows: &'q [(Time, Time)],
}

/// One result: values of the groupings, and a number for each metric that has one.
#[derive(Debug)]
pub(super) struct Row {
    /// Which of the windows.
    pub(super) window: usize,
    pub(super) values: Vec<String>,
    pub(super) numbers: Vec<Option<f64>>,
}

/// What was added up for one result. Lengths are in milliseconds.
#[derive(Debug, Default)]
struct Tally {
    online: i64,
    available: i64,
    busy: i64,
    /// Contacts, by metric.
    contacts: BTreeMap<usize, u64>,
}

type Tallies = BTreeMap<(usize, Vec<String>), Tally>;

/// What a grouping or filter asks of a user or contact; nothing where it has no such thing.
type Facts<'f> = dyn Fn(Key) -> Option<&'f str> + 'f;

// === impl Question ===

impl Question<'_> {
    /// The results in order of time and of the values. Without groupings there is one for each window,
    /// whatever there was; else those that something is known of.
    pub(super) fn rows(&self) -> Vec<Row> {
        let mut tallies = Tallies::new();
        if self.groupings.is_empty() {
            let all = 0..self.windows.len();
            tallies.extend(all.map(|window| ((window, Vec::new()), Tally::default())));
        }
        if self.metrics.iter().any(|metric| metric.kind.is_time()) {
            self.add_times(&mut tallies);
        }
        if self.ctx.settings.lake.contacts_per_day > 0 {
            self.add_contacts(&mut tallies);
        }
        let tallies = tallies.into_iter();
        tallies
            .map(|((window, values), tally)| Row {
                window,
                values,
                numbers: self.numbers(&tally),
            })
            .collect()
    }

    fn numbers(&self, tally: &Tally) -> Vec<Option<f64>> {
        let numbers = self.metrics.iter().enumerate();
        numbers
            .map(|(at, metric)| tally.number(at, metric.kind))
            .collect()
    }

    fn add_times(&self, tallies: &mut Tallies) {
        for user in self.instance.users.iter() {
            let facts = of_user(user);
            let Some(values) = self.place(&facts) else {
                continue;
            };
            for (window, (from, to)) in self.windows.iter().enumerate() {
                let turns = &user.body.turns;
                let mut online = presence::pieces(turns, *from, *to)
                    .filter(|(presence, ..)| *presence != Presence::Offline)
                    .peekable();
                let came = turns.iter().any(|turn| turn.is_within(*from, *to));
                if online.peek().is_none() && !came {
                    continue;
                }
                let tally = tallies.entry((window, values.clone())).or_default();
                for (presence, start, end) in online {
                    let length = millis(end) - millis(start);
                    tally.online += length;
                    if presence == Presence::Available {
                        tally.available += length;
                    }
                }
            }
        }
    }

    fn add_contacts(&self, tallies: &mut Tallies) {
        let settings = self.ctx.settings;
        let center = center(self.instance, self.ctx.region, settings.seed);
        let extent = Extent {
            contacts_per_day: settings.lake.contacts_per_day,
            days: settings.lake.days,
            now: millis(self.ctx.now),
        };
        let Some(((from, _), (_, to))) = self.windows.first().zip(self.windows.last()) else {
            return;
        };
        // A contact may last into the next day.
        let days = from.day().saturating_sub(1)..to.day() + 1;
        let created = millis(self.instance.created);
        let told = lake::told(&center, extent, days);
        for contact in told.filter(|contact| contact.initiated >= created) {
            let facts = of_contact(&contact);
            let Some(values) = self.place(&facts) else {
                continue;
            };
            let handled = self.was_taken(&contact);
            for (window, (from, to)) in self.windows.iter().enumerate() {
                let span = millis(*from)..millis(*to);
                let place = (window, &values);
                self.count(tallies, place, &contact, |kind| match kind {
                    Kind::Created => span.contains(&contact.initiated),
                    Kind::Handled => handled && span.contains(&contact.over),
                    _ => false,
                });
                let busy = contact.over.min(span.end) - contact.connected.max(span.start);
                if handled
                    && busy > 0
                    && let Some(tally) = tallies.get_mut(&(window, values.clone()))
                {
                    tally.busy += busy;
                }
            }
        }
    }

    fn count(
        &self,
        tallies: &mut Tallies,
        (window, values): (usize, &Vec<String>),
        contact: &Told<'_>,
        is_in: impl Fn(Kind) -> bool,
    ) {
        for (at, metric) in self.metrics.iter().enumerate() {
            if is_in(metric.kind) && metric.counts(contact) {
                let tally = tallies.entry((window, values.clone())).or_default();
                *tally.contacts.entry(at).or_default() += 1;
            }
        }
    }

    /// Whether an agent took the contact who was online then.
    fn was_taken(&self, contact: &Told<'_>) -> bool {
        let user = contact
            .agent
            .and_then(|(id, _)| self.instance.users.get(id));
        let at = u64::try_from(contact.connected).unwrap_or_default();
        let at = Time::from_micros(at.saturating_mul(1_000));
        user.is_some_and(|user| presence::is_online(&user.body.turns, at))
    }

    /// The values of the groupings, if the filters let it through.
    fn place(&self, facts: &Facts<'_>) -> Option<Vec<String>> {
        let fits = self.filters.iter().all(|filter| {
            let value = facts(filter.key);
            value.is_some_and(|value| filter.values.iter().any(|wanted| wanted == value))
        });
        let values = self.groupings.iter();
        let values: Option<Vec<String>> =
            values.map(|key| facts(*key).map(str::to_owned)).collect();
        values.filter(|_| fits)
    }
}

fn of_user<'t>(user: &'t Thing<User>) -> impl Fn(Key) -> Option<&'t str> {
    move |key| match key {
        Key::Agent => Some(user.id.as_str()),
        Key::RoutingProfile => Some(user.body.routing_profile.as_str()),
        Key::Channel | Key::Queue => None,
    }
}

fn of_contact<'t>(contact: &'t Told<'_>) -> impl Fn(Key) -> Option<&'t str> {
    move |key| match key {
        Key::Agent => contact.agent.map(|(id, _)| id),
        Key::Channel => Some(contact.channel),
        Key::Queue => Some(contact.queue),
        Key::RoutingProfile => contact.agent.map(|(_, profile)| profile),
    }
}

fn millis(at: Time) -> i64 {
    i64::try_from(at.as_micros() / 1_000).unwrap_or(i64::MAX)
}

// === impl Tally ===

impl Tally {
    #[expect(clippy::cast_precision_loss, reason = "times and counts are small")]
    fn number(&self, metric: usize, kind: Kind) -> Option<f64> {
        let idle = (self.available - self.busy).max(0);
        match kind {
            Kind::Online => Some(self.online as f64 / 1_000.0),
            Kind::Idle => Some(idle as f64 / 1_000.0),
            Kind::Occupancy if self.busy + idle == 0 => None,
            Kind::Occupancy => Some(100.0 * self.busy as f64 / (self.busy + idle) as f64),
            Kind::Handled | Kind::Created => {
                Some(self.contacts.get(&metric).copied().unwrap_or_default() as f64)
            }
        }
    }
}
