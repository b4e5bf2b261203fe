//! Flows as pictures.

use control_api::v1 as pb;
use flow_language::album::Picture;

use super::item;
use crate::review::Drawn;

/// The pictures.
pub fn drawn(drawn: &Drawn) -> pb::DrawFlowsResponse {
    pb::DrawFlowsResponse {
        pictures: pictures(&drawn.pictures),
        page: drawn.page.clone().unwrap_or_default(),
    }
}

pub(super) fn pictures(pictures: &[Picture]) -> Vec<pb::FlowPicture> {
    let picture = |picture: &Picture| pb::FlowPicture {
        flow: Some(item(&picture.item)),
        version: picture.version.to_owned(),
        path: picture.file.clone(),
        svg: picture.svg.clone(),
        lines: picture.lines.clone(),
    };
    pictures.iter().map(picture).collect()
}
