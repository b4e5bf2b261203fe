//! What is wrong with flows, and what became of old exports.

use std::collections::BTreeMap;

use control_api::v1::{self as pb, source_file::Content};
use flow_language::{
    Position,
    bundle::Skipped,
    legacy::Gap,
    lint::{Finding, Severity},
};

use super::item;
use crate::review::{Checked, Converted};

/// What is wrong.
pub fn checked(checked: &Checked) -> pb::CheckFlowsResponse {
    pb::CheckFlowsResponse {
        findings: checked.findings.iter().map(finding).collect(),
        gaps: checked.gaps.iter().map(gap).collect(),
        skipped: checked.skipped.iter().map(skipped).collect(),
        text: checked.text.clone(),
        sarif: checked.sarif.clone().unwrap_or_default(),
    }
}

/// The bundle that came of it.
pub fn converted(converted: Converted) -> pb::ConvertFlowsResponse {
    let Converted { files, read } = converted;
    let file = |(path, bytes): (String, Vec<u8>)| pb::SourceFile {
        path,
        content: Some(match String::from_utf8(bytes) {
            Ok(text) => Content::Text(text),
            Err(error) => Content::Data(error.into_bytes()),
        }),
    };
    let flows: BTreeMap<_, _> = read.files.iter().collect();
    let flow = |(name, file): (_, &String)| pb::ConvertedFlow {
        flow: Some(item(name)),
        file: file.clone(),
    };
    pb::ConvertFlowsResponse {
        flows: flows.into_iter().map(flow).collect(),
        files: files.into_iter().map(file).collect(),
        gaps: read.gaps.iter().map(gap).collect(),
        skipped: read.skipped.iter().map(skipped).collect(),
    }
}

pub(super) fn position(position: Position) -> pb::FlowPosition {
    pb::FlowPosition {
        x: position.x,
        y: position.y,
    }
}

fn finding(finding: &Finding) -> pb::FlowFinding {
    use pb::flow_finding::Severity as Kind;
    let severity = match finding.severity {
        Severity::Note => Kind::Note,
        Severity::Warning => Kind::Warning,
        Severity::Error => Kind::Error,
    };
    let flow = finding.flow.as_ref();
    pb::FlowFinding {
        code: finding.code.to_owned(),
        severity: severity.into(),
        flow: flow.map_or_else(String::new, |flow| flow.name.clone()),
        flow_type: flow.map_or("", |flow| flow.role.as_str()).to_owned(),
        action: finding.action.clone().unwrap_or_default(),
        block: finding.block.clone().unwrap_or_default(),
        position: finding.position.map(position),
        path: finding.path.clone(),
        message: finding.message.clone(),
        remedy: finding.remedy.clone(),
    }
}

fn gap((file, gap): &(String, Gap)) -> pb::FlowGap {
    pb::FlowGap {
        file: file.clone(),
        module: gap.module.clone(),
        module_type: gap.module_type.clone(),
        action: gap.action.clone(),
        part: gap.part.to_string(),
        name: gap.name.clone(),
        value_json: gap.value.to_string(),
        reason: gap.reason.to_string(),
        message: gap.message.clone(),
        remedy: gap.remedy.clone(),
        blocks_publishing: gap.blocks_publishing,
    }
}

fn skipped(skipped: &Skipped) -> pb::SkippedFile {
    pb::SkippedFile {
        file: skipped.file.clone(),
        why: skipped.why.clone(),
    }
}
