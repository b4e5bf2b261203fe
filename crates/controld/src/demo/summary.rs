//! What there is at the end, with every id and ARN.

use std::{collections::BTreeMap, io};

use control_api::v1 as pb;

use super::Say;

/// Prints a contact centre.
pub(super) fn print(center: &pb::ContactCenter, say: Say<'_>) -> io::Result<()> {
    let instance = center.instance.clone().unwrap_or_default();
    say(&format!("{} ({})", instance.alias, instance.status))?;
    line(say, "id", &instance.id)?;
    line(say, "ARN", &instance.arn)?;
    line(say, "sign in", &instance.access_url)?;
    numbers(center, say)?;
    for (title, things) in [
        ("hours of operation", &center.hours_of_operation),
        ("queues", &center.queues),
        ("quick connects", &center.quick_connects),
        ("routing profiles", &center.routing_profiles),
        ("security profiles", &center.security_profiles),
        ("users", &center.users),
        ("flows", &center.contact_flows),
        ("secrets", &center.user_secrets),
    ] {
        section(say, title, things)?;
    }
    for (kind, things) in &center.others {
        section(say, &kind.replace('-', " "), &things.by_name)?;
    }
    say("Lambda functions")?;
    for arn in &center.lambda_functions {
        say(&format!("  {arn}"))?;
    }
    say("Lex bots")?;
    for bot in &center.lex_bots {
        let named = format!("{} in {} (V1)", bot.name, bot.region);
        say(&format!(
            "  {}",
            if bot.alias_arn.is_empty() {
                &named
            } else {
                &bot.alias_arn
            }
        ))?;
    }
    Ok(())
}

fn numbers(center: &pb::ContactCenter, say: Say<'_>) -> io::Result<()> {
    say("phone numbers")?;
    for (key, number) in &center.phone_numbers {
        say(&format!(
            "  {key}: {} ({} {})",
            number.number, number.country, number.r#type
        ))?;
        line(say, "ARN", &number.arn)?;
    }
    Ok(())
}

fn section(say: Say<'_>, title: &str, things: &BTreeMap<String, pb::Thing>) -> io::Result<()> {
    say(title)?;
    for (name, thing) in things {
        say(&format!("  {name}"))?;
        match (&thing.arn, &thing.id) {
            (arn, _) if !arn.is_empty() => line(say, "ARN", arn)?,
            (_, id) if id != name => line(say, "id", id)?,
            _ => {}
        }
    }
    Ok(())
}

fn line(say: Say<'_>, what: &str, value: &str) -> io::Result<()> {
    say(&format!("      {what:<8}{value}"))
}
