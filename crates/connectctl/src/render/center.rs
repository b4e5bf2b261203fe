//! Contact centres as they stand.

use std::collections::BTreeMap;

use control_api::v1 as pb;

use super::{Page, Tone, counted, time};

/// Everything: ids, ARNs, numbers.
pub(super) fn whole(center: &pb::ContactCenter) -> Page {
    let mut page = Page::new();
    page.append(instance(center));
    page.append(numbers(center));
    for (noun, things) in kinds(center) {
        page.append(listed(&noun, things));
    }
    page.append(associations(center));
    page
}

/// What one wants to know first: the instance, its numbers, and how many there are of the rest.
pub(super) fn brief(center: &pb::ContactCenter) -> Page {
    let mut page = Page::new();
    page.append(instance(center));
    page.append(numbers(center));
    let ties = [
        ("Lambda function", center.lambda_functions.len()),
        ("Lex bot", center.lex_bots.len()),
    ];
    let kinds = kinds(center);
    let counts: Vec<String> = kinds
        .iter()
        .map(|(noun, things)| (noun.as_str(), things.len()))
        .chain(ties)
        .filter(|(_, count)| *count > 0)
        .map(|(noun, count)| counted(count, noun))
        .collect();
    if !counts.is_empty() {
        page.gap();
        page.line(counts.join(", "));
    }
    page
}

fn instance(center: &pb::ContactCenter) -> Page {
    let mut page = Page::new();
    let Some(instance) = &center.instance else {
        return page;
    };
    page.say(
        Tone::Strong,
        format!("{} {}", instance.alias, instance.status),
    );
    let rows = [
        ("id", instance.id.clone()),
        ("arn", instance.arn.clone()),
        ("sign in", instance.access_url.clone()),
        ("users", instance.identity_management.clone()),
        ("role", instance.service_role_arn.clone()),
        ("since", time::moment(instance.create_time.as_ref())),
    ];
    let known = rows.into_iter().filter(|(_, value)| !value.is_empty());
    page.table(
        &known
            .map(|(name, value)| [name.to_owned(), value])
            .collect::<Vec<_>>(),
    );
    page
}

fn numbers(center: &pb::ContactCenter) -> Page {
    let row = |(key, number): (&String, &pb::PhoneNumber)| {
        let flow = match number.flow.as_str() {
            "" => "no flow".to_owned(),
            flow => format!("flow {flow}"),
        };
        let key = if *key == number.number {
            String::new()
        } else {
            key.clone()
        };
        [
            number.number.clone(),
            key,
            number.country.clone(),
            number.r#type.clone(),
            flow,
            number.arn.clone(),
        ]
    };
    section(
        "phone number",
        &center.phone_numbers.iter().map(row).collect::<Vec<_>>(),
    )
}

fn listed(noun: &str, things: &BTreeMap<String, pb::Thing>) -> Page {
    let row = |(name, thing): (&String, &pb::Thing)| [name.clone(), thing.arn.clone()];
    section(noun, &things.iter().map(row).collect::<Vec<_>>())
}

fn associations(center: &pb::ContactCenter) -> Page {
    let bot = |bot: &pb::LexBot| match bot.alias_arn.as_str() {
        "" => [format!("{} in {}", bot.name, bot.region)],
        arn => [arn.to_owned()],
    };
    let functions: Vec<_> = center
        .lambda_functions
        .iter()
        .map(|arn| [arn.clone()])
        .collect();
    let mut page = section("Lambda function", &functions);
    page.append(section(
        "Lex bot",
        &center.lex_bots.iter().map(bot).collect::<Vec<_>>(),
    ));
    page
}

fn section<const N: usize>(noun: &str, rows: &[[String; N]]) -> Page {
    let mut page = Page::new();
    if !rows.is_empty() {
        page.say(Tone::Strong, counted(rows.len(), noun));
        page.table(rows);
    }
    page
}

/// The named things with the noun for one of them.
fn kinds(center: &pb::ContactCenter) -> Vec<(String, &BTreeMap<String, pb::Thing>)> {
    let named = [
        ("calendar", &center.hours_of_operation),
        ("queue", &center.queues),
        ("routing profile", &center.routing_profiles),
        ("security profile", &center.security_profiles),
        ("user", &center.users),
        ("quick connect", &center.quick_connects),
        ("flow", &center.contact_flows),
        ("password secret", &center.user_secrets),
    ];
    let others = center.others.iter();
    let others = others.map(|(kind, things)| (noun(kind), &things.by_name));
    let named = named.map(|(noun, things)| (noun.to_owned(), things));
    named.into_iter().chain(others).collect()
}

/// One thing of a kind, in words.
fn noun(kind: &str) -> String {
    match kind {
        "storage" => "storage config".to_owned(),
        _ => kind.replace('-', " "),
    }
}
