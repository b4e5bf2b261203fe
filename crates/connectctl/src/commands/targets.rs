//! `targets`: where the daemon can work.

use control_api::{json, v1 as pb};

use crate::{
    render,
    session::Session,
    status::{Exit, Failure},
};

/// All targets, page after page.
pub(super) async fn list(
    labels: Vec<(String, String)>,
    session: &Session<'_>,
) -> Result<Exit, Failure> {
    let mut request = pb::ListTargetsRequest {
        labels: labels.into_iter().collect(),
        ..Default::default()
    };
    let mut all = pb::ListTargetsResponse::default();
    loop {
        let page = session.daemon.list_targets(request.clone()).await?;
        all.targets.extend(page.targets);
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
    }
    session
        .output
        .answer(&render::target_list(&all.targets), || {
            json::to_full_value(&all)
        })?;
    Ok(Exit::Done)
}
