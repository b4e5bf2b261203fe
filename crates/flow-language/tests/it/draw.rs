//! Pictures of flows: nothing overlaps, nothing is lost, nothing hostile gets through.

use std::collections::{BTreeMap, BTreeSet};

use flow_language::{
    BranchPlace, Document, diff,
    draw::{self, Count, Finding, Layout, Options, Rect, Severity},
};
use proptest::{collection::vec, prelude::*};
use serde_json::{Value, json};

/// Everything that must hold for every picture.
fn check(document: &Document, layout: &Layout) -> Result<(), String> {
    if document.actions().count() > layout.blocks.len() {
        return Err("a block is missing".to_owned());
    }
    apart(layout)?;
    texts(layout)?;
    branches(layout)?;
    ways(document, layout)
}

/// Branches may share a row, but no way of the document is lost.
fn ways(document: &Document, layout: &Layout) -> Result<(), String> {
    let connectors = layout.connectors.iter();
    let drawn: BTreeSet<(usize, usize)> = connectors
        .filter_map(|connector| Some((connector.from?.0, connector.to)))
        .collect();
    let graph = document.graph();
    let edges = (0..graph.actions().len()).flat_map(|at| graph.edges(at));
    let mut ways = edges.filter_map(|edge| Some((edge.from, edge.to?)));
    match ways.find(|way| !drawn.contains(way)) {
        Some(way) => Err(format!("no line for {way:?}")),
        None => Ok(()),
    }
}

fn apart(layout: &Layout) -> Result<(), String> {
    let blocks = layout.blocks.iter().map(|block| block.rect);
    let notes = layout.notes.iter().map(|note| note.rect);
    let all: Vec<Rect> = blocks.chain(notes).chain([layout.entry]).collect();
    for (at, rect) in all.iter().enumerate() {
        let other = all[..at].iter().position(|other| other.overlaps(*rect));
        if let Some(other) = other {
            return Err(format!("{rect:?} overlaps {:?}", all[other]));
        }
        if !layout.size.contains(*rect) {
            return Err(format!("{rect:?} is outside of {:?}", layout.size));
        }
    }
    Ok(())
}

fn texts(layout: &Layout) -> Result<(), String> {
    for block in &layout.blocks {
        let texts = block
            .label
            .iter()
            .chain(&block.notice)
            .chain(&block.caption);
        let mut boxes: Vec<Rect> = texts.map(|text| text.rect).collect();
        for row in &block.rows {
            boxes.push(row.label.rect);
            boxes.extend(row.count.iter().map(|count| count.rect));
        }
        for (at, rect) in boxes.iter().enumerate() {
            if !block.rect.contains(*rect) || boxes[..at].iter().any(|other| other.overlaps(*rect))
            {
                return Err(format!("a text of {} is at {rect:?}", block.identifier));
            }
        }
    }
    Ok(())
}

fn branches(layout: &Layout) -> Result<(), String> {
    for (at, block) in layout.blocks.iter().enumerate() {
        for (index, row) in block.rows.iter().enumerate() {
            let mut connectors = layout.connectors.iter();
            let found = connectors.find(|connector| connector.from == Some((at, index)));
            let (Some(target), Some(connector)) = (row.target, found) else {
                if row.target.is_none() && found.is_none() {
                    continue;
                }
                return Err(format!(
                    "{} has a branch without its connector",
                    block.identifier
                ));
            };
            let ends = (connector.points.first(), connector.points.last());
            if ends != (Some(&row.exit), Some(&layout.blocks[target].entry())) {
                return Err(format!("a connector of {} goes astray", block.identifier));
            }
        }
    }
    Ok(())
}

fn flow() -> Value {
    json!({
        "Version": "2019-10-30", "StartAction": "Menu",
        "Actions": [
            {"Identifier": "Menu", "Type": "GetParticipantInput", "Parameters": {"Text": "Press 1 for sales"},
             "Transitions": {"NextAction": "Bye", "Conditions": [
                {"NextAction": "Sales", "Condition": {"Operator": "Equals", "Operands": ["1"]}}],
              "Errors": [{"NextAction": "Menu", "ErrorType": "InputTimeLimitExceeded"},
                {"NextAction": "Bye", "ErrorType": "NoMatchingCondition"},
                {"NextAction": "Bye", "ErrorType": "NoMatchingError"}]}},
            {"Identifier": "Sales", "Type": "UpdateContactTargetQueue", "Parameters": {"QueueId": "ref://queue/Sales"},
             "Transitions": {"NextAction": "Bye", "Errors": [], "Conditions": []}},
            {"Identifier": "Bye", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}
        ]
    })
}

fn document(content: &Value) -> Document {
    Document::parse(&content.to_string()).unwrap()
}

#[test]
fn a_small_flow_looks_as_it_did() {
    let svg = draw::svg(&document(&flow()), &Options::default());
    expect_test::expect_file!["draw.svg"].assert_eq(&svg);
}

/// Connectors that run through a block, a note or the entry point, and so through their texts.
fn crossings(layout: &Layout) -> Vec<String> {
    let blocks = layout.blocks.iter().map(|block| block.rect);
    let notes = layout.notes.iter().map(|note| note.rect);
    let boxes: Vec<Rect> = blocks.chain(notes).chain([layout.entry]).collect();
    let line = |pair: &[draw::Point]| Rect {
        x: pair[0].x.min(pair[1].x),
        y: pair[0].y.min(pair[1].y),
        width: (pair[0].x - pair[1].x).abs().max(1),
        height: (pair[0].y - pair[1].y).abs().max(1),
    };
    let crosses = |points: &[draw::Point]| {
        let mut lines = points.windows(2).map(line);
        lines.any(|line| boxes.iter().any(|rect| rect.overlaps(line)))
    };
    let connectors = layout.connectors.iter();
    connectors
        .filter(|connector| crosses(&connector.points))
        .map(|connector| format!("{:?} to {}", connector.from, connector.to))
        .collect()
}

/// Lines that touch the head of an arrow to another block, and so read as if they went there.
fn astray(layout: &Layout) -> Vec<String> {
    let led = |to: usize| {
        let tip = layout.blocks[to].entry();
        (to, tip, tip.x - 9..=tip.x, tip.y - 5..=tip.y + 5)
    };
    let mut targets: Vec<usize> = layout.connectors.iter().map(|it| it.to).collect();
    targets.sort_unstable();
    targets.dedup();
    let heads: Vec<_> = targets.into_iter().map(led).collect();
    let mut found = Vec::new();
    for connector in &layout.connectors {
        for pair in connector.points.windows(2) {
            let (left, right) = (pair[0].x.min(pair[1].x), pair[0].x.max(pair[1].x));
            let (top, bottom) = (pair[0].y.min(pair[1].y), pair[0].y.max(pair[1].y));
            let mut heads = heads.iter().filter(|(to, ..)| *to != connector.to);
            let touched = heads.find(|(_, _, across, down)| {
                let is_beside = right < *across.start() || *across.end() < left;
                let is_above = bottom < *down.start() || *down.end() < top;
                !is_beside && !is_above
            });
            if let Some((to, tip, ..)) = touched {
                let (from, is) = (connector.from, connector.to);
                found.push(format!(
                    "{from:?} to {is} touches the head of {to} at {tip:?}"
                ));
            }
        }
    }
    found
}

#[test]
fn every_real_flow_is_drawn_well() {
    for (sample, document) in super::corpus::readable() {
        let mut bare = document.content().clone();
        bare.as_object_mut().unwrap().remove("Metadata");
        let bare = self::document(&bare);
        for (document, how) in [(document, "placed"), (bare, "bare")] {
            let name = format!("{}.{how}", sample.file.replace('/', "_"));
            let layout = draw::layout(&document, &Options::default());
            check(&document, &layout).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(crossings(&layout), Vec::<String>::new(), "{name}");
            assert_eq!(astray(&layout), Vec::<String>::new(), "{name}");
            if let Ok(folder) = std::env::var("DRAW_TO") {
                let svg = draw::svg(&document, &Options::default());
                std::fs::write(format!("{folder}/{name}.svg"), svg).unwrap();
            }
        }
    }
}

/// Several pictures may stand in one page, with a page's own elements around them.
#[test]
fn a_picture_keeps_to_its_own_names() {
    let svg = draw::svg(&document(&flow()), &Options::default());
    let (style, rest) = svg
        .split_once("<style>")
        .and_then(|(_, rest)| rest.split_once("</style>"))
        .unwrap();
    let rules = style.lines().filter(|line| line.contains('{'));
    for rule in rules.filter(|rule| !rule.starts_with("@media")) {
        let (selector, _) = rule.split_once('{').unwrap();
        let is_own = |name: &str| {
            name.split('.')
                .skip(1)
                .all(|class| class.starts_with("tl-"))
        };
        let is_class = |name: &str| name.starts_with('.') && is_own(name);
        assert!(selector.split(' ').all(is_class), "{selector}");
    }
    let classes = rest.split("class=\"").skip(1);
    for class in classes.flat_map(|rest| rest[..rest.find('"').unwrap()].split(' ')) {
        assert!(class.starts_with("tl-"), "{class}");
    }
    assert!(!rest.contains(" id=\"") && !rest.contains("url("));
}

#[test]
fn marks_paths_and_counts_are_shown() {
    let findings = [Finding {
        action: "Sales".into(),
        severity: Severity::Warning,
        text: "closed <soon>".into(),
    }];
    let path = ["Menu".to_owned(), "Sales".to_owned()];
    let counts = [Count {
        action: "Menu".into(),
        branch: BranchPlace::Condition(0),
        count: 1234,
    }];
    let options = Options {
        findings: &findings,
        path: &path,
        counts: &counts,
        difference: None,
    };
    let document = document(&flow());
    let layout = draw::layout(&document, &options);
    check(&document, &layout).unwrap();
    let walked: Vec<bool> = layout.blocks.iter().map(|block| block.walked).collect();
    assert_eq!(walked, [true, true, false]);
    let svg = draw::svg(&document, &options);
    if let Ok(folder) = std::env::var("DRAW_TO") {
        std::fs::write(format!("{folder}/marks.svg"), &svg).unwrap();
    }
    for part in [
        "closed &lt;soon&gt;",
        "×1234",
        "class=\"tl-line tl-walked\"",
        "tl-mark tl-warning",
    ] {
        assert!(svg.contains(part), "{part}");
    }
}

#[test]
fn a_difference_shows_what_is_new_gone_and_changed() {
    let mut new = flow();
    new["Actions"][1] = json!({"Identifier": "Hello", "Type": "MessageParticipant",
        "Parameters": {"Text": "Hello"}, "Transitions": {"NextAction": "Bye"}});
    new["Actions"][0]["Transitions"]["Conditions"][0]["NextAction"] = "Hello".into();
    let (old, new) = (document(&flow()), document(&new));
    let difference = diff::documents(&old, &new, diff::Options::default());
    let options = Options {
        difference: Some((&difference, &old)),
        ..Options::default()
    };
    let layout = draw::layout(&new, &options);
    check(&new, &layout).unwrap();
    let marks: BTreeMap<_, _> = layout
        .blocks
        .iter()
        .map(|block| (block.identifier.as_str(), format!("{:?}", block.mark)))
        .collect();
    let expected = [
        ("Bye", "Plain"),
        ("Hello", "Added"),
        ("Menu", "Changed"),
        ("Sales", "Removed"),
    ];
    assert_eq!(
        marks,
        expected.map(|(name, mark)| (name, mark.to_owned())).into()
    );
    let svg = draw::difference(&old, &new);
    assert!(svg.contains("tl-line tl-changed") && svg.contains("tl-line tl-removed"));
    if let Ok(folder) = std::env::var("DRAW_TO") {
        std::fs::write(format!("{folder}/difference.svg"), svg).unwrap();
    }
}

#[test]
fn hostile_texts_stay_texts() {
    let hostile = "</text><script>alert('1')</script>\u{1b}[31m\u{0}\u{202e}\" onload=\"x&";
    let mut content = flow();
    content["Actions"][0]["Parameters"]["Text"] = hostile.into();
    content["Actions"][0]["Transitions"]["Conditions"][0]["Condition"]["Operands"] =
        json!([hostile]);
    content["Actions"][1]["Type"] = hostile.into();
    content["Actions"][2]["Identifier"] = hostile.into();
    content["Metadata"] =
        json!({"Annotations": [{"content": hostile, "position": {"x": 0, "y": 0}}]});
    let svg = draw::svg(&document(&content), &Options::default());
    assert!(!svg.contains("<script") && !svg.contains("\" onload"));
    assert!(
        !svg.chars()
            .any(|letter| letter.is_control() && letter != '\n')
    );
}

/// Flows whose branches lead anywhere, with and without positions.
fn flows() -> impl Strategy<Value = Value> {
    let place = (-2000..2000_i32, -1000..1000_i32);
    let action = (place, vec(0..30_usize, 0..6), "[ -~]{0,80}");
    (vec(action, 1..30), any::<bool>()).prop_map(|(actions, placed)| built(&actions, placed))
}

type Made = ((i32, i32), Vec<usize>, String);

fn built(actions: &[Made], placed: bool) -> Value {
    let mut notes = serde_json::Map::new();
    let mut list = Vec::new();
    for (index, ((x, y), targets, text)) in actions.iter().enumerate() {
        notes.insert(index.to_string(), json!({"position": {"x": x, "y": y}}));
        let conditions = targets.iter().map(|to| {
            json!({"NextAction": to.to_string(), "Condition": {"Operator": "Equals", "Operands": [text]}})
        });
        list.push(json!({"Identifier": index.to_string(), "Type": "Compare",
            "Parameters": {"ComparisonValue": text},
            "Transitions": {"NextAction": "0", "Conditions": conditions.collect::<Vec<_>>(), "Errors": []}}));
    }
    let notes = if placed {
        notes
    } else {
        serde_json::Map::new()
    };
    json!({"Version": "2019-10-30", "StartAction": "0", "Actions": list,
        "Metadata": {"ActionMetadata": notes, "Annotations": [{"content": "n", "position": {"x": 0, "y": 0}}]}})
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_flow_is_drawn_well(content in flows()) {
        let document = document(&content);
        let layout = draw::layout(&document, &Options::default());
        prop_assert_eq!(check(&document, &layout), Ok(()));
        let svg = draw::svg(&document, &Options::default());
        prop_assert_eq!(svg, draw::svg(&document, &Options::default()));
    }
}
