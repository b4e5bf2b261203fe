//! Which Regions AWS pairs.

use connect_model::{Finding, Region};

/// From where to where AWS replicates (facts/connect-api.md, 4.8).
const PAIRS: &[(&str, &str)] = &[
    ("us-east-1", "us-west-2"),
    ("us-west-2", "us-east-1"),
    ("eu-central-1", "eu-west-2"),
    ("eu-west-2", "eu-central-1"),
    ("ap-northeast-1", "ap-northeast-3"),
];

/// The Region that shares instances with this one, whichever of the two they are from.
pub fn partner(region: &str) -> Option<&'static str> {
    let other = |(from, to): &(&'static str, &'static str)| match region {
        _ if region == *from => Some(*to),
        _ if region == *to => Some(*from),
        _ => None,
    };
    PAIRS.iter().find_map(other)
}

/// What is wrong with replicating from one Region to another, if anything.
pub fn pair_finding(from: &Region, to: &Region) -> Option<Finding> {
    if from == to {
        let message = format!("the instance is in {from} itself");
        let remedy = match target(from) {
            Some(to) => format!("AWS replicates from {from} to {to}"),
            None => format!("AWS replicates no instances of {from}"),
        };
        return Some(Finding::of_the_world("same-region", message, remedy));
    }
    if PAIRS.contains(&(from.as_str(), to.as_str())) {
        return None;
    }
    let message = format!("AWS does not replicate instances of {from} to {to}");
    let remedy = target(from).map_or_else(sources, |to| format!("replicate it to {to}"));
    Some(Finding::of_the_world("unsupported-pair", message, remedy))
}

fn sources() -> String {
    let from: Vec<_> = PAIRS.iter().map(|(from, _)| *from).collect();
    format!("AWS replicates instances of {} alone", from.join(", "))
}

fn target(from: &Region) -> Option<&'static str> {
    let pair = PAIRS.iter().find(|(source, _)| *source == from.as_str());
    pair.map(|(_, to)| *to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(text: &str) -> Region {
        Region::new(text).expect("a Region")
    }

    #[test]
    fn a_pair_works_both_ways_unless_aws_goes_one_way_only() {
        let refused = |from, to| pair_finding(&region(from), &region(to)).map(|it| it.rule);
        assert_eq!(refused("eu-west-2", "eu-central-1"), None);
        assert_eq!(refused("us-west-2", "us-east-1"), None);
        assert_eq!(refused("ap-northeast-1", "ap-northeast-3"), None);
        let unsupported = Some("unsupported-pair".to_owned());
        assert_eq!(refused("ap-northeast-3", "ap-northeast-1"), unsupported);
        assert_eq!(refused("eu-west-2", "us-east-1"), unsupported);
        assert_eq!(refused("sa-east-1", "us-east-1"), unsupported);
        let same = Some("same-region".to_owned());
        assert_eq!(refused("eu-west-2", "eu-west-2"), same);
        assert_eq!(partner("ap-northeast-3"), Some("ap-northeast-1"));
        assert_eq!(partner("sa-east-1"), None);
    }
}
