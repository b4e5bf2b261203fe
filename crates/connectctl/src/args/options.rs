//! What a plan may touch, and how far it looks.

use clap::{Args, ValueEnum, builder::PossibleValue};
use control_api::v1 as pb;

use super::depth::Depth;

/// What a plan may touch, and how far it looks.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Extent")]
pub(crate) struct OptionArgs {
    /// How far to look at what stands in AWS. --prune looks at everything in full.
    #[arg(long, value_enum, value_name = "DEPTH", default_value_t)]
    pub depth: Depth,
    /// Only this layer; may be repeated. Each builds on those before it.
    #[arg(long = "layer", value_enum, value_name = "LAYER")]
    pub layers: Vec<Layer>,
    /// Remove what is ours and no longer declared, in these layers.
    #[arg(long)]
    pub prune: bool,
    /// With --prune, also give back phone numbers. They cannot be had again for 180 days.
    #[arg(long, requires = "prune")]
    pub release_numbers: bool,
    /// With --prune, also remove what holds data: buckets and log groups with all in them.
    #[arg(long, requires = "prune")]
    pub delete_data: bool,
    /// Make declared things that somebody else made ours, to be pruned and destroyed from now on.
    #[arg(long)]
    pub take_ownership: bool,
}

/// A part of a contact centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Layer {
    /// The instance, its attributes and its phone numbers.
    Instance,
    /// What it stands on outside of Amazon Connect.
    Supporting,
    /// Lambda functions and Lex bots.
    Lambda,
    /// Hours, queues, profiles, users.
    Admin,
    /// Flows.
    Flows,
}

// === impl OptionArgs ===

impl OptionArgs {
    /// As the daemon takes them.
    pub(crate) fn message(&self) -> pb::PlanOptions {
        let layer = |layer: &Layer| i32::from(pb::Layer::from(*layer));
        pb::PlanOptions {
            layers: self.layers.iter().map(layer).collect(),
            prune: self.prune,
            release_numbers: self.release_numbers,
            take_ownership: self.take_ownership,
            depth: pb::PlanDepth::from(self.depth).into(),
            delete_data: self.delete_data,
        }
    }

    /// As they are typed, but for what holds anyway.
    pub(crate) fn as_typed(&self) -> String {
        let word = |value: Option<PossibleValue>| {
            value.map_or_else(String::new, |value| value.get_name().to_owned())
        };
        let depth = (self.depth != Depth::default())
            .then(|| format!(" --depth {}", word(self.depth.to_possible_value())));
        let layers = self.layers.iter();
        let layers = layers.map(|layer| format!(" --layer {}", word(layer.to_possible_value())));
        let flags = [
            (self.prune, " --prune"),
            (self.release_numbers, " --release-numbers"),
            (self.take_ownership, " --take-ownership"),
        ];
        let flags = flags.into_iter().filter(|(is_set, _)| *is_set);
        let flags = flags.map(|(_, flag)| flag.to_owned());
        depth.into_iter().chain(layers).chain(flags).collect()
    }
}

impl From<Layer> for pb::Layer {
    fn from(layer: Layer) -> Self {
        match layer {
            Layer::Instance => Self::Instance,
            Layer::Supporting => Self::Supporting,
            Layer::Lambda => Self::Lambda,
            Layer::Admin => Self::Admin,
            Layer::Flows => Self::Flows,
        }
    }
}
