//! What `flow release` takes.

use std::str::FromStr;

use clap::Args;

use super::{overwrite::OverwriteArgs, selection::SelectionArgs};
use crate::args::StartArgs;

/// Looks at every stop before it writes at any, then goes from one to the next, and ends at the first that
/// fails. Each stop is what `flow deploy` does there; --overwrite and --overwrite-all hold at all of them. Safe
/// to repeat.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  connectctl flow release flows --stops release.yaml --look       what would be done, at each stop
  connectctl flow release flows --stops release.yaml --until stage
  connectctl flow release bundles/sha256:1f2e… --stops release.yaml --from main
  connectctl flow release flows --stop dev/uk-dev --stop prod/uk=prod.yaml --version --alias live

A file of stops says where, in this order; mapping files are found from its folder:
  version: true
  alias: live
  stops:
    - { target: dev, instance: uk-dev, mapping: dev.yaml, overwrite: [Main] }
    - { target: prod, instance: uk, mapping: prod.yaml, replicated_to: eu-central-1 }")]
pub(crate) struct FlowReleaseArgs {
    /// The folder of the bundle, or flow files and folders of them in any form; or one bundle that was
    /// here before, as `bundles/sha256:HEX`.
    #[arg(value_name = "PATH|BUNDLE", required = true)]
    pub paths: Vec<String>,
    /// A file that says where to release, YAML or JSON.
    #[arg(long, value_name = "FILE", required_unless_present = "stop")]
    pub stops: Option<String>,
    /// A stop, with its mapping file; may be repeated, in their order.
    #[arg(long, value_name = "TARGET/ALIAS[=MAPPING]", conflicts_with = "stops")]
    pub stop: Vec<StopName>,
    /// Leave out the stops before this one: a target, or TARGET/ALIAS.
    #[arg(long, value_name = "STOP")]
    pub from: Option<String>,
    /// Leave out the stops after this one: a target, or TARGET/ALIAS.
    #[arg(long, value_name = "STOP")]
    pub until: Option<String>,
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// The type of flows that do not say theirs, such as `CONTACT_FLOW`.
    #[arg(long, value_name = "TYPE", default_value_t, hide_default_value = true)]
    pub r#type: String,
    #[command(flatten)]
    pub overwrite: OverwriteArgs,
    /// Make a version of each flow and module that is written.
    #[arg(long = "version")]
    pub version: bool,
    /// An alias that is to stand for what is released, of each flow and module.
    #[arg(long, value_name = "NAME")]
    pub alias: Option<String>,
    /// Look alone: show the steps at each stop.
    #[arg(long)]
    pub look: bool,
    #[command(flatten)]
    pub start: StartArgs,
}

/// A stop as the command line says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StopName {
    pub target: String,
    pub alias: String,
    pub mapping: Option<String>,
}

impl FromStr for StopName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (place, mapping) = match text.split_once('=') {
            Some((place, mapping)) => (place, Some(mapping.to_owned())),
            None => (text, None),
        };
        let place = place.strip_prefix("targets/").unwrap_or(place);
        match place.rsplit_once('/') {
            Some((target, alias)) if !target.is_empty() && !alias.is_empty() => Ok(Self {
                target: target.to_owned(),
                alias: alias.to_owned(),
                mapping,
            }),
            _ => Err("a stop is a target and an alias, such as prod/uk=prod.yaml".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stop_is_a_target_an_alias_and_maybe_a_mapping() {
        let stop: StopName = "prod/uk=maps/a=b.yaml".parse().unwrap();
        assert_eq!((stop.target.as_str(), stop.alias.as_str()), ("prod", "uk"));
        assert_eq!(stop.mapping.as_deref(), Some("maps/a=b.yaml"));
        assert_eq!("prod/uk".parse::<StopName>().unwrap().mapping, None);
        let whole: StopName = "targets/prod/uk".parse().unwrap();
        assert_eq!(
            (whole.target.as_str(), whole.alias.as_str()),
            ("prod", "uk")
        );
        assert!("prod".parse::<StopName>().is_err());
        assert!("/uk".parse::<StopName>().is_err());
        assert!("targets/uk".parse::<StopName>().is_err());
    }
}
