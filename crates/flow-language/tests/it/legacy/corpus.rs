//! Old exports of public projects.

use std::{collections::BTreeMap, fmt::Write as _};

use expect_test::expect_file;
use flow_language::{
    Document, RefValue,
    legacy::{Conversion, GapPart, GapReason, LegacyFlow, Parameter, convert, read},
};
use serde_json::Value;

use crate::corpus::{Sample, samples};

fn old() -> Vec<(Sample, LegacyFlow)> {
    let old = samples()
        .into_iter()
        .filter(|sample| sample.format == "legacy");
    let read = |sample: Sample| {
        let flow = read(&sample.text).unwrap_or_else(|e| panic!("{}: {e}", sample.file));
        (sample, flow)
    };
    old.map(read).collect()
}

#[test]
fn every_file_is_printed_as_it_was_read() {
    for (sample, flow) in old() {
        let source: Value =
            serde_json::from_str(sample.text.trim_start_matches('\u{feff}')).unwrap();
        assert_eq!(flow.to_json(), source.to_string(), "{}", sample.file);
        assert_eq!(flow.modules().count(), sample.actions, "{}", sample.file);
    }
}

#[test]
fn every_file_converts_with_no_problem_that_is_not_listed() {
    for (sample, flow) in old() {
        let conversion = convert(&flow);
        let document = &conversion.document;
        let unlisted: Vec<_> = document
            .check(conversion.role())
            .into_iter()
            .filter(|problem| !is_listed(&conversion, document, &problem.path))
            .collect();
        assert_eq!(unlisted, [], "{}", sample.file);
    }
}

/// Whether the action that a problem names has a gap which keeps it from being published.
fn is_listed(conversion: &Conversion, document: &Document, path: &str) -> bool {
    let index = path
        .strip_prefix("/Actions/")
        .and_then(|rest| rest.split('/').next()?.parse().ok());
    let named = |index: usize| {
        document
            .actions()
            .nth(index)
            .map(flow_language::Action::identifier)
    };
    let action = index.and_then(named).unwrap_or_default();
    let mut gaps = conversion.gaps.iter();
    gaps.any(|gap| gap.blocks_publishing && gap.action == action)
}

#[test]
fn every_module_is_an_action_with_its_notes() {
    for (sample, flow) in old() {
        let document = convert(&flow).document;
        let graph = document.graph();
        for module in flow.modules() {
            let at = graph
                .find(module.id())
                .unwrap_or_else(|| panic!("{}: {}", sample.file, module.id()));
            let notes = document.notes(graph.action(at)).unwrap();
            for (name, note) in module.metadata().into_iter().flatten() {
                assert!(
                    !notes[name].is_null() || note.is_null(),
                    "{}: {} lost {name}",
                    sample.file,
                    module.id()
                );
            }
        }
        let start = graph.action(graph.start().unwrap()).identifier();
        assert_eq!(Some(start), flow.start(), "{}", sample.file);
    }
}

/// Whoever looks for what a flow uses finds it in the converted flow as in the old one.
#[test]
fn every_reference_of_every_file_is_one_of_the_document_or_a_gap() {
    for (sample, flow) in old() {
        let conversion = convert(&flow);
        let hard = conversion.document.references();
        let soft = conversion.document.soft_references();
        let values = hard
            .iter()
            .map(|of| &of.value)
            .chain(soft.iter().map(|of| &of.value));
        let found: Vec<&str> = values.filter_map(text).collect();
        for module in flow.modules() {
            let refers = |of: &Parameter<'_>| REFERENCES.contains(&of.name());
            for parameter in module.parameters().filter(refers) {
                let value = parameter
                    .value()
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                let is_found = match parameter.namespace() {
                    None if value.is_empty() => false,
                    None => found.contains(&value),
                    Some(_) => found
                        .iter()
                        .any(|path| path.starts_with('$') && path.contains(value)),
                };
                let listed = conversion
                    .gaps
                    .iter()
                    .any(|gap| gap.module == module.id() && gap.name == parameter.name());
                assert!(is_found || listed, "{}: {value}", sample.file);
            }
        }
    }
}

const REFERENCES: &[&str] = &[
    "Agent",
    "AudioPrompt",
    "BotAliasArn",
    "BotName",
    "ContactFlowId",
    "FunctionArn",
    "Hours",
    "PhoneNumber",
    "Queue",
];

fn text(value: &RefValue) -> Option<&str> {
    match value {
        RefValue::Static(text) | RefValue::Dynamic(text) | RefValue::Foreign(text) => Some(text),
        RefValue::Named(_) | RefValue::Empty | RefValue::Malformed { .. } => None,
    }
}

/// What became of every file. A line that changes is something found or lost.
#[test]
fn what_every_file_becomes_is_known() {
    let old = old();
    if old.is_empty() {
        return;
    }
    let mut golden = String::new();
    for (sample, flow) in &old {
        let conversion = convert(flow);
        let document = &conversion.document;
        let (modules, actions) = (flow.modules().count(), document.actions().count());
        let role = conversion.flow_type.map_or("module", |of| of.as_str());
        writeln!(
            golden,
            "{}: {role}, {modules} modules, {actions} actions",
            sample.file
        )
        .unwrap();
        let mut types: BTreeMap<String, usize> = BTreeMap::new();
        for (module, action) in flow.modules().zip(document.actions()) {
            let target = module
                .target()
                .map_or(String::new(), |target| format!(" {target}"));
            let line = format!(
                "{}{target} -> {}",
                module.module_type(),
                action.action_type()
            );
            *types.entry(line).or_default() += 1;
        }
        for (line, count) in types {
            writeln!(golden, "  {count:>3} {line}").unwrap();
        }
        for gap in &conversion.gaps {
            let what = if gap.part == GapPart::Block {
                ""
            } else {
                gap.name.as_str()
            };
            writeln!(
                golden,
                "  gap {} {} {what} {}",
                gap.reason, gap.module_type, gap.value
            )
            .unwrap();
        }
    }
    expect_file!["../golden/legacy.txt"].assert_eq(&golden);
}

/// Real exports have real blocks only: none is a stranger to the converter.
#[test]
fn no_block_of_any_file_is_unknown() {
    for (sample, flow) in old() {
        let mut gaps = convert(&flow).gaps.into_iter();
        let unknown = |reason: GapReason| {
            let known = [
                GapReason::NameOnly,
                GapReason::NotAReference,
                GapReason::EmptyValue,
            ];
            !known.contains(&reason)
        };
        let found = gaps.find(|gap| unknown(gap.reason));
        assert_eq!(found, None, "{}", sample.file);
    }
}
