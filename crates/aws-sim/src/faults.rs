//! Scripted trouble: rules in order, of which the first that fires decides.

use serde::{Deserialize, Serialize};

use crate::{
    ids::Ids,
    place::{Account, Region},
};

/// One rule. It fits a call when every member that is given fits.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rule {
    /// The service, by its name in `/_sim/calls`.
    pub service: Option<String>,
    /// The operation, as `CreateQueue`.
    pub operation: Option<String>,
    /// The account that is called in.
    pub account: Option<String>,
    /// The Region that is called.
    pub region: Option<String>,
    /// Fires at this one of the calls that fit, counted from 1.
    pub nth: Option<u64>,
    /// Fires at each call that fits whose number is a multiple of this.
    pub every: Option<u64>,
    /// Fires at a fitting call with this chance, from 0 to 1, drawn from the seed.
    pub probability: Option<f64>,
    /// Whether the effect of the call takes place first.
    pub when: When,
    /// What happens.
    pub action: Action,
}

/// Before or after the effect of the call.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Nothing has happened yet, and for all actions but a delay nothing will.
    #[default]
    Before,
    /// The effect is kept.
    After,
}

/// What a rule does.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The call goes through as if no rule had fired; shields it from the rules that follow.
    #[default]
    Pass,
    /// Answers this error.
    Error {
        /// The code, as `InternalServiceException`.
        code: String,
        /// The HTTP status; the modelled one if absent.
        status: Option<u16>,
        /// The message.
        #[serde(default)]
        message: String,
    },
    /// Answers the service's throttling error.
    Throttle,
    /// Cuts the connection without an answer.
    Drop,
    /// Waits so many milliseconds.
    DelayMs(u64),
    /// Cuts the connection without an answer, and lets the call take effect so many milliseconds
    /// later: it was still on its way when the caller gave it up. `when` does not matter.
    LateMs(u64),
    /// Lets the thing that the call makes end in a state: `CREATION_FAILED: no capacity`.
    Stuck(String),
}

/// A state in which a thing ends, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Stuck {
    pub(crate) state: String,
    pub(crate) reason: String,
}

/// The call that rules look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub(crate) service: &'a str,
    pub(crate) operation: &'a str,
    pub(crate) account: &'a Account,
    pub(crate) region: &'a Region,
}

/// The rules in force, and how often each has fitted.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    rules: Vec<(Rule, u64)>,
}

// === impl Faults ===

impl Faults {
    /// Puts `rules` in force, in place of those before.
    pub(crate) fn set(&mut self, rules: Vec<Rule>) {
        self.rules = rules.into_iter().map(|rule| (rule, 0)).collect();
    }

    /// The rules in force.
    pub(crate) fn rules(&self) -> Vec<Rule> {
        self.rules.iter().map(|(rule, _)| rule.clone()).collect()
    }

    /// What befalls this call. Every rule that fits counts it, whether or not another fires.
    pub(crate) fn decide(&mut self, seed: u64, call: Seen<'_>) -> Option<(When, Action)> {
        let mut fired = None;
        for (at, (rule, fitted)) in self.rules.iter_mut().enumerate() {
            if !rule.fits(call) {
                continue;
            }
            *fitted += 1;
            if fired.is_none() && rule.fires(seed, at, *fitted, call) {
                fired = Some((rule.when, rule.action.clone()));
            }
        }
        fired
    }
}

// === impl Rule ===

impl Rule {
    fn fits(&self, call: Seen<'_>) -> bool {
        let fits =
            |wanted: &Option<String>, given: &str| wanted.as_deref().is_none_or(|w| w == given);
        fits(&self.service, call.service)
            && fits(&self.operation, call.operation)
            && fits(&self.account, call.account.as_str())
            && fits(&self.region, call.region.as_str())
    }

    fn fires(&self, seed: u64, at: usize, fitted: u64, call: Seen<'_>) -> bool {
        self.nth.is_none_or(|nth| nth == fitted)
            && self.every.is_none_or(|every| fitted.is_multiple_of(every))
            && self.probability.is_none_or(|chance| {
                let rule = at.to_string();
                let words = ["fault", &rule, call.operation, call.account.as_str()];
                draw(&mut Ids::of(seed, &words, fitted)) < billionths(chance)
            })
    }
}

fn draw(ids: &mut Ids) -> u64 {
    ids.number() % 1_000_000_000
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0..=1"
)]
fn billionths(chance: f64) -> u64 {
    (chance.clamp(0.0, 1.0) * 1e9) as u64
}

// === impl Stuck ===

impl Stuck {
    /// `STATE: reason`.
    pub(crate) fn parse(text: &str) -> Self {
        let (state, reason) = text.split_once(':').unwrap_or((text, ""));
        Self {
            state: state.trim().to_owned(),
            reason: reason.trim().to_owned(),
        }
    }
}
