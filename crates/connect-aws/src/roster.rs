//! Users, page by page.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_agents::{Page, RosterPort, Searched};
use connect_model::{Fault, InstanceId};
use connect_resources::Named;

use crate::{
    aws::Aws,
    connect::{LARGE_SEARCH_PAGE, LIST_PAGE, filled, named},
    user::searched,
};

#[async_trait]
impl RosterPort for Aws {
    async fn listed(
        &self,
        instance: &InstanceId,
        page: Option<&str>,
    ) -> Result<Page<Named>, Fault> {
        let request = self.connect.list_users();
        let request = request
            .instance_id(instance.as_str())
            .max_results(LIST_PAGE)
            .set_next_token(page.map(ToOwned::to_owned));
        let answer = self.call("ListUsers", request.send()).await?;
        let entry = |entry: types::UserSummary| {
            let modified = entry.last_modified_time;
            named(entry.username, entry.id, entry.arn, modified)
        };
        let listed = answer.user_summary_list.into_iter().flatten();
        Ok(Page {
            items: listed.filter_map(entry).collect(),
            next: filled(answer.next_token),
        })
    }

    async fn searched(
        &self,
        instance: &InstanceId,
        page: Option<&str>,
    ) -> Result<Page<Searched>, Fault> {
        let request = self.connect.search_users();
        let request = request
            .instance_id(instance.as_str())
            .max_results(LARGE_SEARCH_PAGE)
            .set_next_token(page.map(ToOwned::to_owned));
        let answer = self.call("SearchUsers", request.send()).await?;
        let entry = |mut user: types::UserSearchSummary| {
            let username = user.username.take()?;
            let record = searched(user)?;
            Some(Searched { username, record })
        };
        let found = answer.users.into_iter().flatten();
        Ok(Page {
            items: found.filter_map(entry).collect(),
            next: filled(answer.next_token),
        })
    }
}
