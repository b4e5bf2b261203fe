//! Shares by Region, as AWS takes them.

use std::collections::BTreeMap;

use connect_model::Region;
use serde::{Deserialize, Serialize};

/// Shares are in steps of this, in percent (facts/connect-api.md, 4.8).
const STEP: u32 = 10;
const WHOLE: u32 = 100;

/// Shares of each Region, in percent: in steps of 10, and 100 together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Shares(BTreeMap<String, u32>);

/// Whether people sign in, by Region: in one at least.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SignIn(BTreeMap<String, bool>);

// === impl Shares ===

impl Shares {
    /// Checks shares; otherwise says all that is wrong with them.
    pub fn new<N: Into<i64>>(shares: BTreeMap<String, N>) -> Result<Self, Vec<String>> {
        let mut wrong = bad_regions(shares.keys());
        let (mut fine, mut sum) = (BTreeMap::new(), 0);
        for (region, share) in shares {
            let share = share.into();
            sum += share;
            match u32::try_from(share) {
                Ok(share) if share <= WHOLE && share % STEP == 0 => _ = fine.insert(region, share),
                _ => wrong.push(format!(
                    "{region} has {share}; AWS takes 0 to {WHOLE} in steps of {STEP}"
                )),
            }
        }
        if sum != i64::from(WHOLE) {
            wrong.push(format!("the shares make {sum} together, not {WHOLE}"));
        }
        if wrong.is_empty() {
            Ok(Self(fine))
        } else {
            Err(wrong)
        }
    }

    /// By Region.
    pub fn by_region(&self) -> &BTreeMap<String, u32> {
        &self.0
    }

    /// The Region with the largest share, unless two have it.
    pub(crate) fn largest(&self) -> Option<&str> {
        let most = self.0.values().max()?;
        let mut largest = self.0.iter().filter(|(_, share)| *share == most);
        let (region, _) = largest.next()?;
        largest.next().is_none().then_some(region)
    }
}

// === impl SignIn ===

impl SignIn {
    /// Checks places to sign in; otherwise says all that is wrong with them.
    pub fn new(places: BTreeMap<String, bool>) -> Result<Self, Vec<String>> {
        let mut wrong = bad_regions(places.keys());
        if !places.values().any(|enabled| *enabled) {
            wrong.push("nobody could sign in anywhere".to_owned());
        }
        if wrong.is_empty() {
            Ok(Self(places))
        } else {
            Err(wrong)
        }
    }

    /// By Region.
    pub fn by_region(&self) -> &BTreeMap<String, bool> {
        &self.0
    }

    /// The only Region where people sign in.
    pub(crate) fn only(&self) -> Option<&str> {
        let mut enabled = self.0.iter().filter(|(_, enabled)| **enabled);
        let (region, _) = enabled.next()?;
        enabled.next().is_none().then_some(region)
    }
}

fn bad_regions<'r>(regions: impl Iterator<Item = &'r String>) -> Vec<String> {
    let wrong = |region: &String| Region::new(region.as_str()).err();
    regions
        .filter_map(wrong)
        .map(|wrong| wrong.to_string())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(of: &[(&str, i32)]) -> Result<Shares, Vec<String>> {
        Shares::new(
            of.iter()
                .map(|(region, share)| ((*region).to_owned(), *share))
                .collect(),
        )
    }

    #[test]
    fn shares_make_a_whole_in_steps_of_ten() {
        let fine = shares(&[("eu-west-2", 60), ("eu-central-1", 40)]).expect("they are fine");
        assert_eq!(fine.largest(), Some("eu-west-2"));
        let even = shares(&[("eu-west-2", 50), ("eu-central-1", 50)]).expect("they are fine");
        assert_eq!(even.largest(), None);
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let wrong = shares(&[("eu-west-2", 65), ("London", 110)]).expect_err("much is wrong");
        assert_eq!(wrong.len(), 4, "{wrong:#?}");
        assert_eq!(shares(&[]).expect_err("nothing is no whole").len(), 1);
        let nowhere = SignIn::new([("eu-west-2".to_owned(), false)].into());
        assert_eq!(nowhere.expect_err("nobody signs in").len(), 1);
    }
}
