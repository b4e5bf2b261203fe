//! What `replicate` and `traffic` take.

use std::collections::BTreeMap;

use clap::{ArgGroup, Args, Subcommand};

use super::StartArgs;

/// AWS replicates active instances with SAML sign-in, to the Region that is paired with theirs, for
/// accounts that it has approved. Safe to repeat.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl replicate --instance uk-prod --to eu-central-1
  connectctl replicate --instance uk-prod --to eu-central-1 --replica-alias uk-prod-two
  connectctl replicate --instance uk-prod --to eu-central-1 --detach")]
pub(crate) struct ReplicateArgs {
    /// The alias of the instance, in the Region of the target.
    #[arg(long, value_name = "ALIAS")]
    pub instance: String,
    /// The Region of the replica.
    #[arg(long, value_name = "REGION")]
    pub to: String,
    /// The alias of the replica. Without it that of the instance, a hyphen and the Region.
    #[arg(long, value_name = "ALIAS", default_value_t, hide_default_value = true)]
    pub replica_alias: String,
    #[command(flatten)]
    pub start: StartArgs,
}

/// Calls, agents and sign-in of a replicated instance.
#[derive(Debug, Subcommand)]
pub(crate) enum TrafficCommand {
    /// Show where they go.
    Get(TrafficArgs),
    /// Move them between Regions.
    Shift(ShiftArgs),
}

/// Reads only.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl traffic get --instance uk-prod
  connectctl traffic get --group Sales
  connectctl traffic get --instance uk-prod --via eu-central-1   when the other Region fails")]
pub(crate) struct TrafficArgs {
    #[command(flatten)]
    pub subject: SubjectArgs,
    #[command(flatten)]
    pub start: StartArgs,
}

/// Calls are moved in steps of 10 percent. Who moves them should move agents or sign-in too: else
/// nobody answers where they go. Safe to repeat.
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("wanted").required(true).multiple(true)
        .args(["telephony", "agents", "sign_in", "from"]),
    after_help = "\
Examples:
  connectctl traffic shift --group Sales --telephony eu-west-2=60,eu-central-1=40 \\
      --agents eu-west-2=60,eu-central-1=40
  connectctl traffic shift --instance uk-prod --sign-in eu-west-2=off,eu-central-1=on
  connectctl traffic shift --instance uk-prod --from eu-west-2 --reason 'eu-west-2 fails'

A failover needs the surviving Region alone: it is called there, and the instance may be named by its
alias there, its id or its ARN. The first one also does where the replica has the alias that replicate
gives by itself."
)]
pub(crate) struct ShiftArgs {
    #[command(flatten)]
    pub subject: SubjectArgs,
    /// Shares of the calls, such as `eu-west-2=60,eu-central-1=40`.
    #[arg(long, value_name = "REGION=PERCENT,…", value_parser = shares)]
    pub telephony: Option<Shares>,
    /// Shares of the agents.
    #[arg(long, value_name = "REGION=PERCENT,…", value_parser = shares)]
    pub agents: Option<Shares>,
    /// Where people sign in, for the instance's own group.
    #[arg(long, value_name = "REGION=on|off,…", value_parser = places)]
    pub sign_in: Option<Places>,
    /// Move everything away from this Region.
    #[arg(long, value_name = "REGION", conflicts_with_all = ["telephony", "agents", "sign_in"])]
    pub from: Option<String>,
    #[command(flatten)]
    pub start: StartArgs,
}

/// Which groups.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub(crate) struct SubjectArgs {
    /// The instance, by alias, id or ARN: all of its groups.
    #[arg(long, value_name = "INSTANCE")]
    pub instance: Option<String>,
    /// A traffic distribution group, by name, id or ARN.
    #[arg(long, value_name = "GROUP")]
    pub group: Option<String>,
    /// The Region to call. A shift calls the one that takes the traffic, unless told otherwise.
    #[arg(
        long,
        value_name = "REGION",
        default_value_t,
        hide_default_value = true
    )]
    pub via: String,
}

/// Percent by Region.
pub(crate) type Shares = BTreeMap<String, i32>;

/// Whether people sign in, by Region.
pub(crate) type Places = BTreeMap<String, bool>;

fn shares(text: &str) -> Result<Shares, String> {
    by_region(text, |share| {
        let share = share.strip_suffix('%').unwrap_or(share);
        share.parse().ok()
    })
    .ok_or_else(|| "write it as eu-west-2=60,eu-central-1=40".to_owned())
}

fn places(text: &str) -> Result<Places, String> {
    by_region(text, |word| match word {
        "on" | "true" => Some(true),
        "off" | "false" => Some(false),
        _ => None,
    })
    .ok_or_else(|| "write it as eu-west-2=off,eu-central-1=on".to_owned())
}

/// Reads pairs. A Region that stands twice is as unreadable as no pair.
fn by_region<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<BTreeMap<String, T>> {
    let mut all = BTreeMap::new();
    for pair in text.split(',') {
        let (region, value) = pair.trim().split_once('=')?;
        if region.is_empty() || all.insert(region.to_owned(), read(value)?).is_some() {
            return None;
        }
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_places_are_read_by_region() {
        let read = shares("eu-west-2=60, eu-central-1=40%").unwrap();
        assert_eq!((read["eu-west-2"], read["eu-central-1"]), (60, 40));
        assert!(places("a=on,b=off").unwrap()["a"]);
        for bad in ["", "a", "a=", "a=x", "=1", "a=1,a=2", "a=1,,b=2"] {
            assert!(shares(bad).is_err(), "{bad}");
            assert!(places(bad).is_err(), "{bad}");
        }
    }
}
