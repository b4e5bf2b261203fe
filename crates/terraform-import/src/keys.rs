//! Labels that can be keys of a map in the spec.

use std::collections::{HashMap, HashSet};

use crate::resource::Resource;

/// As long as a key may be, with room for a number behind it.
const CHARS_MAX: usize = 120;

/// Names that are taken.
#[derive(Debug, Default)]
pub(crate) struct Namesakes {
    taken: HashSet<String>,
    /// The last number that was tried behind each name.
    tried: HashMap<String, usize>,
}

/// Makes the labels of each type different from one another, and such that they can be keys.
pub(crate) fn distinguish(resources: &mut [Resource]) {
    let mut taken = Namesakes::default();
    for resource in resources.iter_mut().filter(|resource| resource.is_managed) {
        let plain = plain(&resource.label);
        let ending = taken.ending(&format!("{}.{plain}", resource.r#type));
        resource.label = plain + &ending;
    }
}

impl Namesakes {
    /// Takes a name, and answers what has to stand behind it for that: nothing, else `_2`, `_3` …
    pub(crate) fn ending(&mut self, name: &str) -> String {
        let tried = self.tried.entry(name.to_owned()).or_default();
        loop {
            *tried += 1;
            let ending = match *tried {
                1 => String::new(),
                number => format!("_{number}"),
            };
            if self.taken.insert(format!("{name}{ending}")) {
                return ending;
            }
        }
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
