//! Looking at what there is. Nothing is asked for that nobody declares.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Fault, FaultClass, InstanceId, governance::DataSort};
use connect_resources::{bucket, read};
use reconcile::RunContext;

use super::{
    GOVERNANCE_TAG, Site, UpkeepPart,
    seen::{BucketRecord, Seen, SeenBucket, SeenBudget, SeenInstance, SeenKey},
    wanted,
};
use crate::{
    bill, cost,
    error::Error,
    inventory,
    port::upkeep::{KeyPort, KeyRecord, UpkeepCalls},
    tags,
};

/// The code of an answer that is not what the model of the service says.
const UNREADABLE: &str = "AnswerUnreadable";
/// For how many days back the bill is asked which names it has.
const BILL_DAYS: i64 = 90;

/// Looks at these parts, or where none is named at all of them.
pub(super) async fn observe(
    cx: &RunContext,
    site: Site<'_>,
    parts: &BTreeSet<UpkeepPart>,
) -> Result<Seen, Error> {
    let all = || UpkeepPart::ALL.into_iter().collect();
    let mut seen = Seen {
        parts: if parts.is_empty() {
            all()
        } else {
            parts.clone()
        },
        ..Seen::default()
    };
    let governance = site.deal.governance;
    let stores = seen.has(UpkeepPart::Storage) && !governance.storage.is_empty();
    let tags = seen.has(UpkeepPart::Tags) && !governance.tags.is_empty();
    if stores || tags {
        seen.instance = Some(instance(cx, site).await?);
    } else {
        is_there(cx, site, &mut seen).await?;
    }
    if seen.has(UpkeepPart::Storage) {
        keys(cx, site, &mut seen).await?;
        buckets(cx, site, &mut seen).await?;
        storage(cx, site, &mut seen).await?;
    }
    if seen.has(UpkeepPart::Tags) {
        tagged(cx, site, &mut seen).await?;
    }
    if seen.has(UpkeepPart::Budgets) {
        budgets(cx, site, &mut seen).await?;
    }
    Ok(seen)
}

async fn instance(cx: &RunContext, site: Site<'_>) -> Result<SeenInstance, Error> {
    let calls = site.calls;
    let id = tags::find(cx, calls, &site.deal.governance.instance).await?;
    let record = read(cx, || calls.ports.instance.describe(&id)).await?;
    let (tags, service_role) = (record.tags, record.service_role);
    Ok(SeenInstance {
        id,
        tags,
        service_role,
    })
}

/// Keys and budgets can be made without a look at the instance; for one that is not there they would be of no
/// use. Who may not list instances, or cannot read the answer, is believed.
async fn is_there(cx: &RunContext, site: Site<'_>, seen: &mut Seen) -> Result<(), Error> {
    let alias = &site.deal.governance.instance;
    match tags::find(cx, site.calls, alias).await {
        Ok(_) => Ok(()),
        Err(Error::Observe(fault))
            if fault.class == FaultClass::Denied || fault.code == UNREADABLE =>
        {
            let note = format!("whether there is an instance {alias} was not looked at: {fault}");
            seen.notes.push(note);
            Ok(())
        }
        Err(error) => Err(error),
    }
}

async fn keys(cx: &RunContext, site: Site<'_>, seen: &mut Seen) -> Result<(), Fault> {
    let storage = &site.deal.governance.storage;
    let named: BTreeSet<String> = storage
        .iter()
        .filter_map(|kept| kept.kms_key.as_ref().map(ToString::to_string))
        .collect();
    if site.deal.governance.keys.is_empty() && named.is_empty() {
        return Ok(());
    }
    let port = site.calls.keys()?;
    for spec in &site.deal.governance.keys {
        let name = spec.name.as_str();
        if let Some(key) = key(cx, site, port, name).await? {
            seen.keys.insert(name.to_owned(), key);
        }
    }
    for arn in named {
        match read(cx, || port.key(&arn)).await {
            Ok(record) => {
                seen.named_keys.insert(arn, record);
            }
            // A key of another account may be used, and not be looked at.
            Err(fault) if fault.class == FaultClass::Denied => {
                let note = format!("the key {arn} was not looked at: {fault}");
                seen.notes.push(note);
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}

/// A key by its alias, else by the tag of one that an earlier try made and did not come to name.
async fn key(
    cx: &RunContext,
    site: Site<'_>,
    port: &dyn KeyPort,
    name: &str,
) -> Result<Option<SeenKey>, Fault> {
    let alias = wanted::alias(site.deal, name);
    if let Some(record) = read(cx, || port.key(&alias)).await? {
        return Ok(Some(told(cx, port, record, true).await?));
    }
    let mark = wanted::key_mark(site.deal, name);
    match read(cx, || port.tagged(GOVERNANCE_TAG, &mark)).await? {
        Some(record) => Ok(Some(told(cx, port, record, false).await?)),
        None => Ok(None),
    }
}

/// The state of a key decides what can be asked of it.
async fn told(
    cx: &RunContext,
    port: &dyn KeyPort,
    record: KeyRecord,
    has_alias: bool,
) -> Result<SeenKey, Fault> {
    let arn = record.arn.as_str();
    let tags = read(cx, || port.tags(arn)).await?;
    let policy = read(cx, || port.policy(arn)).await?;
    let rotates = if record.state == "Enabled" {
        read(cx, || port.rotates(arn)).await?
    } else {
        false
    };
    Ok(SeenKey {
        record,
        has_alias,
        tags,
        policy,
        rotates,
    })
}

async fn buckets(cx: &RunContext, site: Site<'_>, seen: &mut Seen) -> Result<(), Fault> {
    let names = wanted::buckets(site.deal);
    if names.is_empty() {
        return Ok(());
    }
    let port = site.calls.ports.bucket()?;
    for name in names {
        let bucket = bucket(cx, site, port, name).await?;
        seen.buckets.insert(name.to_owned(), bucket);
    }
    Ok(())
}

/// Each part of it is a call of its own. The first tells whether it is there.
async fn bucket(
    cx: &RunContext,
    site: Site<'_>,
    port: &dyn bucket::Port,
    name: &str,
) -> Result<SeenBucket, Fault> {
    let is_blocked = match read(cx, || port.is_public_access_blocked(name)).await {
        Ok(is_blocked) => is_blocked,
        Err(fault) if fault.class == FaultClass::NotFound => return Ok(SeenBucket::Absent),
        Err(fault) if fault.class == FaultClass::Denied => {
            return Ok(SeenBucket::Closed(fault.to_string()));
        }
        Err(fault) => return Err(fault),
    };
    let lifecycles = site.calls.lifecycles()?;
    Ok(SeenBucket::There(Box::new(BucketRecord {
        is_blocked,
        kms_key: read(cx, || port.kms_key(name)).await?,
        policy: read(cx, || port.policy(name)).await?,
        rules: read(cx, || lifecycles.rules(name)).await?,
        tags: read(cx, || port.tags(name)).await?,
    })))
}

async fn storage(cx: &RunContext, site: Site<'_>, seen: &mut Seen) -> Result<(), Fault> {
    let Some(id) = seen.instance.as_ref().map(|instance| instance.id.clone()) else {
        return Ok(());
    };
    for kept in &site.deal.governance.storage {
        let listed = associated(cx, site.calls, &id, kept.data).await?;
        seen.storage
            .extend(listed.into_iter().next().map(|it| (kept.data, it)));
    }
    Ok(())
}

/// Where a sort of data goes now: there is one place at most.
pub(super) async fn associated(
    cx: &RunContext,
    calls: &UpkeepCalls,
    id: &InstanceId,
    sort: DataSort,
) -> Result<
    Vec<(
        connect_model::AssociationId,
        connect_resources::storage::Destination,
    )>,
    Fault,
> {
    read(cx, || calls.ports.storage.list(id, sort.as_str())).await
}

async fn tagged(cx: &RunContext, site: Site<'_>, seen: &mut Seen) -> Result<(), Fault> {
    let (governance, calls) = (site.deal.governance, site.calls);
    let instance = seen
        .instance
        .as_ref()
        .filter(|_| !governance.tags.is_empty());
    if let Some(instance) = instance {
        let found = inventory::inventory(cx, calls, &governance.instance, &instance.id).await?;
        seen.resources = found.resources;
        seen.notes.extend(found.notes);
    }
    let keys: Vec<String> = governance
        .allocation
        .iter()
        .map(ToString::to_string)
        .collect();
    match allocation(cx, calls, &keys).await? {
        Ok(active) => seen.allocation = Some(active),
        Err(note) => seen.notes.push(note),
    }
    Ok(())
}

/// Which of these keys cost is allocated by, of those that AWS has seen; or why nobody can tell.
pub(crate) async fn allocation(
    cx: &RunContext,
    calls: &UpkeepCalls,
    keys: &[String],
) -> Result<Result<BTreeMap<String, bool>, String>, Fault> {
    if keys.is_empty() {
        return Ok(Ok(BTreeMap::new()));
    }
    let port = calls.allocation()?;
    match read(cx, || port.tags(keys)).await {
        Ok(tags) => Ok(Ok(tags
            .into_iter()
            .map(|tag| (tag.key, tag.is_active))
            .collect())),
        Err(fault) if fault.class == FaultClass::Denied => Ok(Err(format!(
            "keys that cost is allocated by were not looked at, which only the account that pays may: \
             {fault}"
        ))),
        Err(fault) => Err(fault),
    }
}

async fn budgets(cx: &RunContext, site: Site<'_>, seen: &mut Seen) -> Result<(), Fault> {
    if site.deal.governance.budgets.is_empty() {
        return Ok(());
    }
    let port = site.calls.budgets()?;
    for spec in &site.deal.governance.budgets {
        let name = spec.name.as_str();
        let Some(record) = read(cx, || port.budget(name)).await? else {
            continue;
        };
        let budget = SeenBudget {
            record,
            tags: read(cx, || port.tags(name)).await?,
            alerts: read(cx, || port.alerts(name)).await?,
        };
        seen.budgets.insert(name.to_owned(), budget);
    }
    if site
        .deal
        .governance
        .budgets
        .iter()
        .any(|it| it.services.is_empty())
    {
        services(cx, site.calls, seen).await?;
    }
    topics(cx, site, seen).await
}

/// The names of Amazon Connect on the bill. Who may not see a bill gets the usual two.
async fn services(cx: &RunContext, calls: &UpkeepCalls, seen: &mut Seen) -> Result<(), Fault> {
    let now = cx.clock.now();
    let (start, end) = (cost::day(now, BILL_DAYS), cost::day(now, 0));
    let listed = match calls.costs() {
        Ok(port) => read(cx, || port.services(&start, &end)).await,
        Err(lacking) => Err(lacking.into()),
    };
    let listed = listed.unwrap_or_else(|fault| {
        seen.notes.push(format!(
            "the bill was not asked which names Amazon Connect has on it, so budgets have the usual \
             two: {fault}"
        ));
        Vec::new()
    });
    seen.services = bill::names_of_connect(listed.iter().map(String::as_str));
    Ok(())
}

async fn topics(cx: &RunContext, site: Site<'_>, seen: &mut Seen) -> Result<(), Fault> {
    let alerts = site
        .deal
        .governance
        .budgets
        .iter()
        .flat_map(|it| &it.alerts);
    let arns: BTreeSet<String> = alerts
        .filter_map(|alert| alert.topic.as_ref().map(ToString::to_string))
        .collect();
    let Some(port) = &site.calls.topics else {
        let not_asked = |arn: &String| format!("the topic {arn} was not looked at");
        seen.notes.extend(arns.iter().map(not_asked));
        return Ok(());
    };
    for arn in arns {
        match read(cx, || port.topic(&arn)).await {
            Ok(topic) => {
                let key = topic.as_ref().and_then(|it| it.key.clone());
                seen.topics.insert(arn, topic);
                if let Some(key) = key {
                    topic_key(cx, site.calls, seen, key).await?;
                }
            }
            Err(fault) if fault.class == FaultClass::Denied => {
                let note = format!("the topic {arn} was not looked at: {fault}");
                seen.notes.push(note);
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}

/// The policy of the key of a topic, where it may be read; it is asked for by ARN.
async fn topic_key(
    cx: &RunContext,
    calls: &UpkeepCalls,
    seen: &mut Seen,
    key: String,
) -> Result<(), Fault> {
    let Some(port) = &calls.keys else {
        return Ok(());
    };
    let policy = async || match read(cx, || port.key(&key)).await? {
        Some(record) => read(cx, || port.policy(&record.arn)).await.map(Some),
        None => Ok(None),
    };
    match policy().await {
        Ok(policy) => seen.topic_keys.extend(policy.map(|it| (key.clone(), it))),
        Err(fault) if fault.class == FaultClass::Denied => {
            let note = format!("the key {key} of a topic was not looked at: {fault}");
            seen.notes.push(note);
        }
        Err(fault) => return Err(fault),
    }
    Ok(())
}
