//! Phone numbers.

use super::scene::{Report, Scene};
use crate::{spec::PhoneNumberMembers, tree::Step, words::quote};

pub(super) fn country(scene: &Scene<'_>, report: &mut Report<'_>) {
    for entry in &scene.document.phone_numbers {
        let Some(members) = scene.read::<PhoneNumberMembers>(&entry.place, &[]) else {
            continue;
        };
        let Some(country) = members.country else {
            continue;
        };
        let code = country.calling_code();
        let number = members.number.as_ref().map(crate::E164::as_str);
        let prefix = members.prefix.as_ref().map(crate::NumberPrefix::as_str);
        for (member, text) in [("number", number), ("prefix", prefix)] {
            // Universal numbers begin with the code of no country.
            let Some(text) = text.filter(|text| !text.starts_with("+800")) else {
                continue;
            };
            if !text[1..].starts_with(code) && !code.starts_with(&text[1..]) {
                let message = format!(
                    "{} does not begin with +{code}, as in {country}",
                    quote(text)
                );
                let remedy = format!("mend the {member} or the country");
                report.below(
                    scene,
                    &entry.place,
                    &[Step::Member(member)],
                    message,
                    remedy,
                );
            }
        }
    }
}
