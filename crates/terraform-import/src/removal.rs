//! What makes Terraform forget resources without destroying them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use crate::{
    report::{Left, Note},
    resource::Resource,
};

const HEAD: &str = "\
# Terraform 1.7 or later forgets what these blocks name, and destroys none of it.
#
# Put this file into the configuration, take the blocks of these resources out of it, and look at
# `terraform plan`: it must show nothing to destroy. Then apply it once.
";

/// The resources, without their indexes, that were taken over with all of their instances.
///
/// A `removed` block names a resource and all that stands below it, so one with an instance that
/// stays with Terraform has none.
pub(crate) fn leaving(
    resources: &[Resource],
    taken: &BTreeSet<String>,
    notes: &mut Vec<Note>,
) -> Vec<String> {
    let mut whole: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
    for resource in resources.iter().filter(|resource| resource.is_managed) {
        let is_taken = taken.contains(&resource.address.to_string());
        let (all, any) = whole
            .entry(resource.address.whole())
            .or_insert((true, false));
        *all &= is_taken;
        *any |= is_taken;
    }
    for (address, _) in whole.iter().filter(|(_, (all, any))| *any && !*all) {
        notes.push(Note {
            address: (*address).to_owned(),
            message: "some of its instances stay with Terraform, so it has no removed block"
                .to_owned(),
            remedy:
                "see to the others first, or take them out one by one with `terraform state rm`"
                    .to_owned(),
        });
    }
    let leaves = whole.into_iter().filter(|(_, (all, _))| *all);
    leaves.map(|(address, _)| address.to_owned()).collect()
}

/// The file with a block for each of them, and the names of those that stay.
pub(crate) fn file(leaving: &[String], left: &[Left]) -> String {
    let mut text = HEAD.to_owned();
    for address in leaving {
        let _ = write!(
            text,
            "\nremoved {{\n  from = {address}\n\n  lifecycle {{\n    destroy = false\n  }}\n}}\n"
        );
    }
    if !left.is_empty() {
        text.push_str("\n# These stay with Terraform:\n");
    }
    for Left { address, why, .. } in left {
        let line = format!("{address}: {why}").replace(char::is_control, " ");
        let _ = writeln!(text, "#   {line}");
    }
    text
}
