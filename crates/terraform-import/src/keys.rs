//! Labels that can be keys of a map in the spec.

use std::collections::BTreeSet;

use crate::resource::Resource;

/// As long as a key may be, with room for a number behind it.
const CHARS_MAX: usize = 120;

/// Makes the labels of each type different from one another, and such that they can be keys.
pub(crate) fn distinguish(resources: &mut [Resource]) {
    let mut taken = BTreeSet::new();
    for resource in resources.iter_mut().filter(|resource| resource.is_managed) {
        let plain = plain(&resource.label);
        let numbered = (2..).map(|number| format!("{plain}_{number}"));
        let mut labels = std::iter::once(plain.clone()).chain(numbered);
        let is_free = |label: &String| taken.insert((resource.r#type.clone(), label.clone()));
        resource.label = labels.find(is_free).unwrap_or(plain);
    }
}

fn plain(label: &str) -> String {
    let printable = |character: &char| !character.is_control();
    let kept: String = label.chars().filter(printable).take(CHARS_MAX).collect();
    match kept.trim() {
        "" => "unnamed".to_owned(),
        kept => kept.to_owned(),
    }
}
