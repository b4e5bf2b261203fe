//! Which countries' numbers are on offer, and what they look like.
//!
//! The pairs of country and type are a choice, the same in every Region: AWS publishes its own by
//! Region and changes them. Lengths and area codes follow the countries' numbering plans.

/// Numbers of one country and type.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) country: &'static str,
    /// `DID` or `TOLL_FREE`.
    pub(super) kind: &'static str,
    /// The country code.
    code: &'static str,
    /// Area codes or the like, apart by blanks.
    heads: &'static str,
    /// The rest: `N` stands for a digit from 2 to 9, `X` for any.
    tail: &'static str,
}

/// The plans. No number belongs to two pairs of country and type.
pub(super) const PLANS: &[Plan] = &[
    did("AT", "43", "1", "NXXXXXX"),
    free("AT", "43", "800", "NXXXXX"),
    did("AU", "61", "2 3 7 8", "NXXXXXXX"),
    free("AU", "61", "1800", "NXXXXX"),
    did("BE", "32", "2 3", "NXXXXXX"),
    free("BE", "32", "800", "NXXXX"),
    did("BR", "55", "11 21 31 41 51 61", "NXXXXXXX"),
    free("BR", "55", "800", "NXXXXXX"),
    did("CA", "1", "416 604 514 403 613 204 902", "NXXXXXX"),
    free("CA", "1", "833 855", "NXXXXXX"),
    did("CH", "41", "44 22 31 43", "NXXXXXX"),
    free("CH", "41", "800", "NXXXXX"),
    did("DE", "49", "30 40 69 89", "NXXXXXXX"),
    free("DE", "49", "800", "NXXXXXX"),
    did("DK", "45", "3 7 8", "NXXXXXX"),
    free("DK", "45", "80", "NXXXXX"),
    did("ES", "34", "91 93 95 96", "NXXXXXX"),
    free("ES", "34", "900", "NXXXXX"),
    did("FI", "358", "9", "NXXXXXXX"),
    free("FI", "358", "800", "NXXXXX"),
    did("FR", "33", "1 2 3 4 5 9", "NXXXXXXX"),
    free("FR", "33", "800 805", "NXXXXX"),
    did("GB", "44", "20", "NXXXXXXX"),
    did("GB", "44", "161 121 131 113 117", "NXXXXXX"),
    free("GB", "44", "800 808", "NXXXXXX"),
    did("HK", "852", "2 3", "NXXXXXX"),
    free("HK", "852", "800", "NXXXXX"),
    did("IE", "353", "1 21", "NXXXXXX"),
    free("IE", "353", "1800", "NXXXXX"),
    did("IT", "39", "02 06 011", "NXXXXXX"),
    free("IT", "39", "800", "NXXXXX"),
    did("JP", "81", "3 6", "NXXXXXXX"),
    free("JP", "81", "120 800", "NXXXXX"),
    did("MX", "52", "55 33 81", "NXXXXXXX"),
    free("MX", "52", "800", "NXXXXXX"),
    did("NL", "31", "20 10 30 70", "NXXXXXX"),
    free("NL", "31", "800", "NXXXXXX"),
    did("NO", "47", "2 3 5", "NXXXXXX"),
    free("NO", "47", "800", "NXXXX"),
    did("NZ", "64", "9 3 4", "NXXXXXX"),
    free("NZ", "64", "800", "NXXXXX"),
    did("PL", "48", "22 12 61", "NXXXXXX"),
    free("PL", "48", "800", "NXXXXX"),
    did("PT", "351", "21 22", "NXXXXXX"),
    free("PT", "351", "800", "NXXXXX"),
    did("SE", "46", "8", "NXXXXXXX"),
    free("SE", "46", "20", "NXXXXXX"),
    did("SG", "65", "3 6", "NXXXXXX"),
    free("SG", "65", "800", "NXXXXXX"),
    did(
        "US",
        "1",
        "206 212 213 214 215 216 301 302 303 305 312 313 314 315 317 404 405 407 408 412 415 425 \
         469 480 502 503 504 505 510 512 602 612 614 615 617 619 646 702 703 704 713 718 720 801 \
         803 804 808 813 816 817 901 904 907 908 913 914 916 917 918 919 972",
        "NXXXXXX",
    ),
    free("US", "1", "800 844 866 877 888", "NXXXXXX"),
    did("ZA", "27", "10 11 21 31", "NXXXXXX"),
    free("ZA", "27", "80", "NXXXXXX"),
];

const fn did(
    country: &'static str,
    code: &'static str,
    heads: &'static str,
    tail: &'static str,
) -> Plan {
    Plan {
        country,
        kind: "DID",
        code,
        heads,
        tail,
    }
}

const fn free(
    country: &'static str,
    code: &'static str,
    heads: &'static str,
    tail: &'static str,
) -> Plan {
    Plan {
        kind: "TOLL_FREE",
        ..did(country, code, heads, tail)
    }
}

// === impl Plan ===

impl Plan {
    /// What the digits of the numbers look like, one mask for each head.
    pub(super) fn masks(&self) -> impl Iterator<Item = String> {
        let heads = self.heads.split_whitespace();
        heads.map(|head| format!("{}{head}{}", self.code, self.tail))
    }
}
