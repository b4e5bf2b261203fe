//! Things that name one another come up in one go: some get an aspect later.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::{algo::tarjan_scc, graph::DiGraph};

use crate::{Declared, Layer, ThingKey};

/// An aspect of a thing that is made: what it refers to, and whether it can come later.
struct Edge<'d> {
    thing: &'d ThingKey,
    aspect: &'static str,
    deferrable: bool,
    target: ThingKey,
}

/// Aspects to leave out of making, by thing, so that no ring is left.
pub type Deferrals = BTreeMap<ThingKey, BTreeSet<String>>;

/// Finds the aspects to defer, with `by_layer` also those that wait for something of a later layer.
/// `Err` names things that refer to one another without a way out.
pub fn deferrals(made: &[&Declared], by_layer: bool) -> Result<Deferrals, Vec<ThingKey>> {
    let mut deferred = start(made);
    let keys: BTreeSet<&ThingKey> = made.iter().map(|thing| &thing.key).collect();
    let edges: Vec<Edge<'_>> = made.iter().flat_map(|thing| edges(thing, &keys)).collect();
    if by_layer {
        let come_with = come_with(&edges);
        let leads_later = |edge: &&Edge<'_>| {
            edge.deferrable && layer(&come_with, &edge.target) > own_layer(edge.thing)
        };
        for edge in edges.iter().filter(leads_later) {
            let aspects = deferred.entry(edge.thing.clone()).or_default();
            aspects.insert(edge.aspect.to_owned());
        }
    }
    loop {
        let is_deferred = |edge: &&Edge<'_>| {
            deferred
                .get(edge.thing)
                .is_some_and(|aspects: &BTreeSet<String>| aspects.contains(edge.aspect))
        };
        let live: Vec<_> = edges.iter().filter(|edge| !is_deferred(edge)).collect();
        let rings = rings(&live);
        if rings.is_empty() {
            return Ok(deferred);
        }
        for edge in ways_out(&live, rings)? {
            let aspects = deferred.entry(edge.thing.clone()).or_default();
            aspects.insert(edge.aspect.to_owned());
        }
    }
}

/// The first aspect of each ring that can come later. Rings share no thing, so one does not matter to
/// another.
fn ways_out<'e, 'd>(
    live: &[&'e Edge<'d>],
    rings: Vec<BTreeSet<ThingKey>>,
) -> Result<Vec<&'e Edge<'d>>, Vec<ThingKey>> {
    let ring_of: BTreeMap<&ThingKey, usize> = rings
        .iter()
        .enumerate()
        .flat_map(|(n, ring)| ring.iter().map(move |key| (key, n)))
        .collect();
    let mut ways: Vec<Option<&Edge<'_>>> = vec![None; rings.len()];
    for edge in live.iter().filter(|edge| edge.deferrable) {
        let ring = ring_of.get(edge.thing);
        if let Some(n) = ring.filter(|_| ring_of.get(&edge.target) == ring) {
            ways[*n].get_or_insert(edge);
        }
    }
    drop(ring_of);
    let ways = ways.into_iter().zip(rings);
    ways.map(|(way, ring)| way.ok_or_else(|| ring.into_iter().collect()))
        .collect()
}

/// The layers that things come with which cannot be made before something of a later one.
fn come_with<'e>(edges: &'e [Edge<'_>]) -> BTreeMap<&'e ThingKey, Layer> {
    let mut layers = BTreeMap::new();
    loop {
        let late: Vec<_> = edges
            .iter()
            .filter(|edge| !edge.deferrable)
            .map(|edge| (edge.thing, layer(&layers, &edge.target)))
            .filter(|(thing, needed)| *needed > layer(&layers, thing))
            .collect();
        if late.is_empty() {
            return layers;
        }
        layers.extend(late);
    }
}

fn layer(come_with: &BTreeMap<&ThingKey, Layer>, key: &ThingKey) -> Layer {
    come_with
        .get(key)
        .copied()
        .unwrap_or_else(|| own_layer(key))
}

fn own_layer(key: &ThingKey) -> Layer {
    key.kind.kind().facts().layer
}

/// Aspects that the making call cannot take anyway.
fn start(made: &[&Declared]) -> Deferrals {
    let of = |thing: &&Declared| {
        let after = thing.key.kind.kind().after_make(thing);
        (
            thing.key.clone(),
            after.into_iter().map(str::to_owned).collect(),
        )
    };
    made.iter().map(of).collect()
}

fn edges<'d>(thing: &'d Declared, keys: &BTreeSet<&ThingKey>) -> Vec<Edge<'d>> {
    let kind = thing.key.kind.kind();
    let mut edges = Vec::new();
    for (member, value) in thing.members.iter() {
        let aspect = kind.facts().aspect_of(member);
        for target in kind.references(member, value) {
            if keys.contains(&target) {
                edges.push(Edge {
                    thing: &thing.key,
                    aspect: aspect.map_or("", |aspect| aspect.name),
                    deferrable: aspect.is_some_and(|aspect| aspect.deferrable),
                    target,
                });
            }
        }
    }
    edges
}

/// The things of every ring; a thing that names itself is one.
fn rings(edges: &[&Edge<'_>]) -> Vec<BTreeSet<ThingKey>> {
    let mut graph = DiGraph::<&ThingKey, ()>::new();
    let mut nodes = BTreeMap::new();
    for edge in edges {
        for key in [edge.thing, &edge.target] {
            nodes.entry(key).or_insert_with(|| graph.add_node(key));
        }
        graph.add_edge(nodes[edge.thing], nodes[&edge.target], ());
    }
    tarjan_scc(&graph)
        .into_iter()
        .filter(|part| part.len() > 1 || graph.contains_edge(part[0], part[0]))
        .map(|part| part.into_iter().map(|node| graph[node].clone()).collect())
        .collect()
}
