//! Sites that may embed the instance and should not.

use crate::{
    Area, Marks, Mend, Rule, Settings, Severity, Subject,
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "origin-insecure",
    area: Area::Access,
    severity: Severity::Medium,
    title: "A site may embed the instance that nobody can be sure of",
    why: "An approved origin can show the panel of agents and act in it. Without TLS \
          anybody on the way can be that site; with a wildcard anybody can.",
    remedy: "`connectctl govern mend` takes it off the list with \
             DisassociateApprovedOrigin; approve the very site with https in its place.",
    references: &[],
    needs: &[Part::Origins],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for origin in &world.origins {
        if let Some((fault, severity)) = fault(&origin.to_ascii_lowercase()) {
            let mend = Mend::RemoveOrigin {
                origin: origin.clone(),
            };
            let subject = Subject::new("origin", origin);
            marks
                .find(subject, format!("{origin} {fault}"))
                .severity(severity)
                .mend(mend);
        }
    }
}

fn fault(origin: &str) -> Option<(&'static str, Severity)> {
    let host = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    let name = host.split([':', '/']).next().unwrap_or_default();
    let is_local = name == "localhost" || name.ends_with(".localhost") || name.starts_with("127.");
    if origin.contains('*') {
        Some(("stands for any site", Severity::High))
    } else if is_local || host.starts_with("[::1]") {
        Some((
            "is whatever runs on the computer of an agent",
            Severity::Medium,
        ))
    } else if origin.starts_with("http:") {
        Some(("comes without TLS", Severity::Medium))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing::{breaks, holds},
        world::World,
    };

    fn approve(world: &mut World, origins: &[&str]) {
        world.origins = origins.iter().map(|it| (*it).to_owned()).collect();
    }

    #[test]
    fn sites_that_nobody_can_be_sure_of_are_found() {
        let origins = [
            "http://crm.example.com",
            "https://LOCALHOST:8443",
            "https://*.example.com",
        ];
        breaks(
            &RULE,
            |world| approve(world, &origins),
            &expect![[r#"
            medium origin/http://crm.example.com
            seen: http://crm.example.com comes without TLS
            remedy: `connectctl govern mend` takes it off the list with DisassociateApprovedOrigin; approve the very site with https in its place.
            mend: {"do":"remove-origin","origin":"http://crm.example.com"}
            medium origin/https://LOCALHOST:8443
            seen: https://LOCALHOST:8443 is whatever runs on the computer of an agent
            remedy: `connectctl govern mend` takes it off the list with DisassociateApprovedOrigin; approve the very site with https in its place.
            mend: {"do":"remove-origin","origin":"https://LOCALHOST:8443"}
            high origin/https://*.example.com
            seen: https://*.example.com stands for any site
            remedy: `connectctl govern mend` takes it off the list with DisassociateApprovedOrigin; approve the very site with https in its place.
            mend: {"do":"remove-origin","origin":"https://*.example.com"}
        "#]],
        );
    }

    #[test]
    fn a_site_with_tls_is_fine_even_where_its_name_sounds_local() {
        holds(&RULE, |world| {
            approve(
                world,
                &[
                    "https://localhost.example.com",
                    "https://crm.example.com:8443",
                ],
            );
        });
    }
}
