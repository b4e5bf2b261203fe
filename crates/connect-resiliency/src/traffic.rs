//! Where calls, agents and sign-in go.

use connect_model::{Arn, Finding, suggest};
use connect_resources::{
    Ports, read,
    traffic_distribution_group::{Distribution, GroupListed, GroupStatus},
};
use reconcile::RunContext;
use serde::{Deserialize, Serialize};

use crate::{
    error::Error,
    site::{Site, id, instance},
};

/// Which groups: one by its name, id or ARN, or all of an instance, by its alias, id or ARN.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The instance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// The group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
}

/// A traffic distribution group, and how it distributes.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupTraffic {
    /// Its name.
    pub name: String,
    /// Its id.
    pub id: String,
    /// Its ARN.
    pub arn: String,
    /// The ARN of its instance, where the group is at home.
    pub instance_arn: String,
    /// Whether it is the instance's own.
    pub is_default: bool,
    /// How it distributes.
    pub distribution: Distribution,
}

/// Shows how groups distribute, as this Region knows it. Reads only.
pub async fn traffic(
    cx: &RunContext,
    site: Site<'_>,
    subject: &Subject,
) -> Result<Vec<GroupTraffic>, Error> {
    let mut shown = Vec::new();
    for group in groups(cx, site, subject).await? {
        let arn = &group.named.known.arn;
        let distribution = distribution(cx, site.ports, arn).await?;
        shown.push(GroupTraffic {
            name: group.named.name,
            id: group.named.known.id,
            arn: group.named.known.arn,
            instance_arn: group.instance_arn,
            is_default: group.is_default,
            distribution,
        });
    }
    Ok(shown)
}

pub(crate) async fn distribution(
    cx: &RunContext,
    ports: &Ports,
    arn: &str,
) -> Result<Distribution, Error> {
    let port = &ports.traffic_distribution_group;
    Ok(read(cx, || port.distribution(arn)).await?)
}

/// The groups that are meant, the instance's own first.
async fn groups(
    cx: &RunContext,
    site: Site<'_>,
    subject: &Subject,
) -> Result<Vec<GroupListed>, Error> {
    let instance = match &subject.instance {
        Some(text) => Some(instance(cx, site, text).await?),
        None => None,
    };
    let of = instance.as_ref().map(id);
    let port = &site.ports.traffic_distribution_group;
    let mut listed = read(cx, || port.list(of.as_ref())).await?;
    listed.retain(|group| group.status != GroupStatus::Deleting);
    listed.sort_by_key(|group| (!group.is_default, group.named.name.clone()));
    let found = match &subject.group {
        Some(text) => only(text, listed, site),
        None if listed.is_empty() => {
            let name = subject.instance.as_deref().unwrap_or("the account");
            let message = format!("{name} has no traffic distribution group");
            let remedy = "replicate the instance first: connectctl replicate";
            Err(Finding::of_the_world("not-replicated", message, remedy))
        }
        None => Ok(listed),
    };
    found.map_err(|finding| Error::Findings(vec![finding]))
}

/// The one group that a text means.
fn only(text: &str, listed: Vec<GroupListed>, site: Site<'_>) -> Result<Vec<GroupListed>, Finding> {
    let names: Vec<String> = listed
        .iter()
        .map(|group| group.named.name.clone())
        .collect();
    let is_meant = |group: &GroupListed| {
        let (name, known) = (&group.named.name, &group.named.known);
        name == text || known.id == text || known.arn == text
    };
    let found: Vec<_> = listed.into_iter().filter(is_meant).collect();
    match found.len() {
        1 => Ok(found),
        0 => {
            let message = format!("{} sees no traffic distribution group {text}", site.region);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let remedy = suggest(text, &names, "name it by its name, its id or its ARN");
            Err(Finding::of_the_world("unknown-group", message, remedy))
        }
        count => {
            let arns: Vec<_> = found.iter().map(|it| it.named.known.arn.as_str()).collect();
            let message = format!("{count} traffic distribution groups are called {text}");
            let remedy = format!("name one by its ARN: {}", arns.join(", "));
            Err(Finding::of_the_world("ambiguous-group", message, remedy))
        }
    }
}

// === impl GroupTraffic ===

impl GroupTraffic {
    /// The Regions between which it distributes.
    pub fn regions(&self) -> Vec<&str> {
        let Distribution {
            telephony,
            agents,
            sign_in,
        } = &self.distribution;
        let shares = telephony.iter().chain(agents).flat_map(|all| all.keys());
        let places = sign_in.iter().flat_map(|all| all.keys());
        let mut regions: Vec<_> = shares.chain(places).map(String::as_str).collect();
        regions.sort_unstable();
        regions.dedup();
        regions
    }

    /// The Region where it was made, and alone can be deleted.
    pub fn home(&self) -> Option<String> {
        Arn::parse(&self.arn)
            .ok()
            .map(|arn| arn.region().to_owned())
    }
}
