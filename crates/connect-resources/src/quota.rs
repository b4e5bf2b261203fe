//! How many things of a kind there may be, and what is known of that in one account.
//!
//! A kind says which quotas limit it ([`Limit`]), with the default that AWS documents. What the
//! account really has is asked of Service Quotas through [`QuotaPort`], and is kept as [`Quotas`].

use async_trait::async_trait;
use connect_model::Fault;

use crate::{Known, Members};

/// A quota of Amazon Connect, as Service Quotas has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quota {
    /// Its code, such as `L-9A46857E`.
    pub code: String,
    /// Its name, such as `Users per instance`.
    pub name: String,
    /// How much is allowed; a rate is in calls a second.
    pub value: f64,
    /// Whether more can be asked for.
    pub is_adjustable: bool,
    /// The ARN of the instance, of a quota that is for one alone.
    pub instance: Option<String>,
}

/// Reads quotas.
#[async_trait]
pub trait QuotaPort: Send + Sync {
    /// `ListServiceQuotas`: the values that the account has in its Region, for the account and for
    /// single instances. The list is whole.
    async fn applied(&self) -> Result<Vec<Quota>, Fault>;
}

/// What is known of the quotas of one account and Region.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Quotas {
    /// Nobody looks at them.
    #[default]
    Ignored,
    /// They could not be read: the documented defaults may hold.
    Assumed,
    /// They were read.
    Read(Vec<Quota>),
}

/// A quota that limits things of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// The name that Service Quotas has for it, else that of the administrator guide.
    pub name: &'static str,
    /// The code in Service Quotas, where it is known.
    pub code: Option<&'static str>,
    /// What is documented for a new account.
    pub default: u64,
    /// Whether more can be asked for.
    pub is_adjustable: bool,
    /// What it counts.
    pub counts: Counts,
}

/// What a quota counts.
#[derive(Clone, Copy, Debug)]
pub enum Counts {
    /// The things of the kind; those of a fresh instance do not count.
    Things,
    /// Those of them that this holds of: by what is declared, or by how AWS calls one that is there.
    Those(fn(&Members, Option<&Known>) -> bool),
    /// The entries of a member of each thing.
    Entries(&'static str),
}

/// How much a quota allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// So much.
    pub value: u64,
    /// Whether that is certain: it was read, or nobody can change it.
    pub is_certain: bool,
}

// === impl Quotas ===

impl Quotas {
    /// How much `limit` allows in the instance with this ARN; `None` while nobody looks.
    pub fn allowance(&self, limit: &Limit, instance: Option<&str>) -> Option<Allowance> {
        let read = match self {
            Self::Ignored => return None,
            Self::Assumed => None,
            Self::Read(quotas) => applied(quotas, limit, instance),
        };
        Some(Allowance {
            value: read.unwrap_or(limit.default),
            is_certain: read.is_some() || !limit.is_adjustable,
        })
    }
}

/// The value for the instance, else that for the account.
fn applied(quotas: &[Quota], limit: &Limit, instance: Option<&str>) -> Option<u64> {
    let of = |instance: Option<&str>| {
        let is = |quota: &&Quota| {
            Some(quota.code.as_str()) == limit.code && quota.instance.as_deref() == instance
        };
        quotas.iter().find(is)
    };
    let found = instance.and_then(|arn| of(Some(arn))).or_else(|| of(None));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count; the cast stops at the ends"
    )]
    found.map(|quota| quota.value as u64)
}

// === impl Limit ===

impl Limit {
    /// A quota of the things of a kind, of which more can be asked for.
    pub(crate) const fn things(name: &'static str, code: &'static str, default: u64) -> Self {
        Self {
            name,
            code: Some(code),
            default,
            is_adjustable: true,
            counts: Counts::Things,
        }
    }

    /// One that Service Quotas does not have, and that nobody can change.
    pub(crate) const fn fixed(name: &'static str, default: u64) -> Self {
        Self {
            name,
            code: None,
            default,
            is_adjustable: false,
            counts: Counts::Things,
        }
    }

    /// One of another service, which is not asked: more may have been given.
    pub(crate) const fn assumed(name: &'static str, default: u64) -> Self {
        Self {
            is_adjustable: true,
            ..Self::fixed(name, default)
        }
    }

    /// The same of the things that `these` holds of.
    pub(crate) const fn those(self, these: fn(&Members, Option<&Known>) -> bool) -> Self {
        Self {
            counts: Counts::Those(these),
            ..self
        }
    }

    /// The same of the entries of `member` in each thing.
    pub(crate) const fn entries(self, member: &'static str) -> Self {
        Self {
            counts: Counts::Entries(member),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USERS: Limit = Limit::things("Users per instance", "L-9A46857E", 500);

    fn quota(code: &str, value: f64, instance: Option<&str>) -> Quota {
        Quota {
            code: code.into(),
            value,
            instance: instance.map(str::to_owned),
            ..Quota::default()
        }
    }

    #[test]
    fn the_value_of_the_instance_goes_before_that_of_the_account_and_both_before_the_default() {
        let read = Quotas::Read(vec![
            quota("L-9A46857E", 800.0, None),
            quota("L-9A46857E", 5_000.0, Some("arn:one")),
        ]);
        let value = |quotas: &Quotas, instance| {
            let allowance = quotas.allowance(&USERS, instance)?;
            Some((allowance.value, allowance.is_certain))
        };
        assert_eq!(value(&read, Some("arn:one")), Some((5_000, true)));
        assert_eq!(value(&read, Some("arn:two")), Some((800, true)));
        assert_eq!(value(&read, None), Some((800, true)));
        let other = Quotas::Read(vec![quota("L-19A87C94", 1.0, None)]);
        assert_eq!(value(&other, None), Some((500, false)));
        assert_eq!(value(&Quotas::Assumed, None), Some((500, false)));
        assert_eq!(value(&Quotas::Ignored, None), None);
        let fixed = Limit::fixed("Quick connects per queue", 700);
        let fixed = Quotas::Assumed.allowance(&fixed, None).unwrap();
        assert!(fixed.is_certain);
    }
}
