//! What a plan may touch, and how far it looks.

use std::collections::BTreeSet;

use connect_resources::Layer;
use control_api::v1 as pb;

use super::{reader::Reader, report};
use crate::jobs::{Depth, PlanOptions};

/// Reads the options; where there are none, everything may be touched and nothing is pruned.
pub(super) fn read(reader: &mut Reader, options: Option<pb::PlanOptions>) -> Option<PlanOptions> {
    let options = options.unwrap_or_default();
    if options.release_numbers && !options.prune {
        reader.wrong(
            "options.release_numbers",
            "means nothing without options.prune",
        );
    }
    if options.delete_data && !options.prune {
        reader.wrong("options.delete_data", "means nothing without options.prune");
    }
    let layers = options.layers.iter().enumerate();
    let layers: Vec<_> = layers
        .map(|(n, layer)| read_layer(reader, n, *layer))
        .collect();
    let depth = depth(reader, "options.depth", options.depth);
    Some(PlanOptions {
        depth: depth?,
        layers: layers.into_iter().collect::<Option<BTreeSet<_>>>()?,
        prune: options.prune,
        release_numbers: options.release_numbers,
        take_ownership: options.take_ownership,
        delete_data: options.delete_data,
    })
}

/// The options as callers see them.
pub(super) fn to_pb(options: &PlanOptions) -> pb::PlanOptions {
    let layer = |layer: &Layer| match layer {
        Layer::Instance => pb::Layer::Instance,
        Layer::Supporting => pb::Layer::Supporting,
        Layer::Lambda => pb::Layer::Lambda,
        Layer::Admin => pb::Layer::Admin,
        Layer::Flows => pb::Layer::Flows,
    };
    pb::PlanOptions {
        layers: options.layers.iter().map(|it| layer(it).into()).collect(),
        prune: options.prune,
        release_numbers: options.release_numbers,
        delete_data: options.delete_data,
        take_ownership: options.take_ownership,
        depth: report::depth(options.depth).into(),
    }
}

fn read_layer(reader: &mut Reader, n: usize, layer: i32) -> Option<Layer> {
    let layer = match pb::Layer::try_from(layer) {
        Ok(pb::Layer::Instance) => Some(Layer::Instance),
        Ok(pb::Layer::Supporting) => Some(Layer::Supporting),
        Ok(pb::Layer::Lambda) => Some(Layer::Lambda),
        Ok(pb::Layer::Admin) => Some(Layer::Admin),
        Ok(pb::Layer::Flows) => Some(Layer::Flows),
        Ok(pb::Layer::Unspecified) | Err(_) => None,
    };
    if layer.is_none() {
        reader.wrong(format!("options.layers[{n}]"), "is no layer");
    }
    layer
}

/// A depth; full where none is named.
pub(super) fn depth(reader: &mut Reader, field: &str, depth: i32) -> Option<Depth> {
    let read = pb::PlanDepth::try_from(depth).map(|depth| match depth {
        pb::PlanDepth::Unspecified | pb::PlanDepth::Full => Depth::Full,
        pb::PlanDepth::Fast => Depth::Fast,
        pb::PlanDepth::Cached => Depth::Cached,
    });
    reader.take(field, read.map_err(|_| "is no depth that is known"))
}
