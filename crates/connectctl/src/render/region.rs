//! An instance in two Regions, and where its traffic goes.

use control_api::v1 as pb;

use super::{Page, Tone, counted};

/// What came of a replication.
pub(super) fn replicated(is_done: bool, result: &pb::ReplicateResult) -> Page {
    let alias = result.source.as_ref().map_or("", |source| &source.alias);
    let (tone, headline) = match (is_done, result.changes) {
        (true, 0) => (
            Tone::Good,
            format!("{alias} is replicated and in step; 0 changes."),
        ),
        (true, _) => (
            Tone::Good,
            format!("{alias} was replicated and is in step."),
        ),
        (false, _) => (
            Tone::Bad,
            format!("{alias} is not replicated and in step yet."),
        ),
    };
    let mut page = Page::of(tone, &headline);
    let row = |side: &pb::RegionalInstance| {
        let pb::RegionalInstance {
            region,
            arn,
            alias,
            status,
            ..
        } = side.clone();
        [region, alias, status, arn]
    };
    let sides = result.source.iter().chain(&result.replica);
    page.table(&sides.map(row).collect::<Vec<_>>());
    if !result.unfollowed.is_empty() {
        page.gap();
        let types = result.unfollowed.join(", ");
        page.say(Tone::Caution, format!("AWS says nothing here of {types}."));
    }
    page
}

/// Where traffic goes.
pub(super) fn traffic(result: &pb::TrafficResult) -> Page {
    let mut page = Page::new();
    for group in &result.groups {
        page.append(heading(group));
        let distribution = group.distribution.clone().unwrap_or_default();
        page.table(&rows(&distribution));
    }
    page
}

/// What was moved.
pub(super) fn shifted(is_done: bool, result: &pb::ShiftResult) -> Page {
    let moved = counted(usize::try_from(result.changes).unwrap_or_default(), "group");
    let via = &result.via;
    let (tone, headline) = match (is_done, result.changes) {
        (true, 0) => (
            Tone::Good,
            "All goes where it should already; 0 changes.".to_owned(),
        ),
        (true, _) => (Tone::Good, format!("Shifted {moved}, through {via}.")),
        (false, _) => (
            Tone::Bad,
            format!("Not all is shifted; {moved} moved, through {via}."),
        ),
    };
    let mut page = Page::of(tone, &headline);
    for group in &result.groups {
        let Some(before) = &group.before else {
            continue;
        };
        page.append(heading(before));
        let was = before.distribution.clone().unwrap_or_default();
        let is = group.after.clone().unwrap_or_default();
        page.table(&changed(&was, &is));
    }
    for note in &result.notes {
        page.gap();
        page.say(Tone::Caution, note);
    }
    page
}

fn heading(group: &pb::GroupTraffic) -> Page {
    let own = if group.is_default {
        ", the instance's own"
    } else {
        ""
    };
    let mut page = Page::of(Tone::Strong, &format!("{}{own}", group.name));
    page.line(format!("  {}", group.arn));
    page
}

fn rows(distribution: &pb::Distribution) -> Vec<[String; 2]> {
    let rows = [
        ("calls", shares(distribution.telephony.as_ref())),
        ("agents", shares(distribution.agents.as_ref())),
        ("sign in", places(distribution.sign_in.as_ref())),
    ];
    let known = rows.into_iter().filter(|(_, value)| !value.is_empty());
    known
        .map(|(name, value)| [name.to_owned(), value])
        .collect()
}

/// Before and after where they differ, else what stays.
fn changed(was: &pb::Distribution, is: &pb::Distribution) -> Vec<[String; 2]> {
    let pairs = rows(was).into_iter().zip(rows(is));
    let row = |([name, was], [_, is]): ([String; 2], [String; 2])| {
        if was == is {
            [name, format!("{is}, as before")]
        } else {
            [name, format!("{was} → {is}")]
        }
    };
    pairs.map(row).collect()
}

fn shares(shares: Option<&pb::Shares>) -> String {
    let shares = shares.iter().flat_map(|shares| &shares.percent);
    let shares: Vec<_> = shares
        .map(|(region, share)| format!("{region} {share} %"))
        .collect();
    shares.join(", ")
}

fn places(places: Option<&pb::SignIn>) -> String {
    let places = places.iter().flat_map(|places| &places.enabled);
    let place = |(region, enabled): (&String, &bool)| {
        format!("{region} {}", if *enabled { "on" } else { "off" })
    };
    places.map(place).collect::<Vec<_>>().join(", ")
}
