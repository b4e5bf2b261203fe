//! How fast AWS may be called, as documented.

use reconcile::Lane;

/// A rate, and how many calls may leave at once after a rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Calls in a thousand seconds, so that half a call a second is a whole number.
    pub per_1000_s: u32,
    /// Calls that may leave at once.
    pub burst: u32,
}

/// The rate of every lane.
#[derive(Clone, Debug)]
pub struct Rates {
    rows: &'static [Row],
    /// For what no row names.
    rest: Rate,
}

/// Operations of one service that have one rate.
#[derive(Debug)]
struct Row {
    service: &'static str,
    which: Which,
    rate: Rate,
}

#[derive(Debug)]
enum Which {
    Every,
    Containing(&'static str),
    Named(&'static [&'static str]),
}

use Which::{Containing, Every, Named};

/// Amazon Connect: administrator guide (facts/connect-api.md, 1.2). The other services publish
/// theirs in Service Quotas; these are well below the defaults. The first row that fits counts.
static DOCUMENTED: &[Row] = &[
    row("connect", Containing("Evaluation"), 3, 5),
    row(
        "connect",
        Named(&["GetMetricData", "GetCurrentMetricData"]),
        5,
        8,
    ),
    row("connect", Named(&["GetMetricDataV2"]), 10, 10),
    Row {
        service: "connect",
        which: Named(&["SearchContacts"]),
        rate: Rate {
            per_1000_s: 500,
            burst: 1,
        },
    },
    row(
        "connect",
        Named(&[
            "StartChatContact",
            "StartContactStreaming",
            "StopContactStreaming",
            "CreateParticipant",
            "CreatePersistentContactAssociation",
            "UpdateParticipantRoleConfig",
        ]),
        5,
        8,
    ),
    row(
        "connect",
        Named(&[
            "GetContactAttributes",
            "UpdateContactAttributes",
            "DescribeContact",
            "StopContact",
            "UpdateContact",
            "ListContactReferences",
            "BatchPutContact",
        ]),
        10,
        15,
    ),
    row("connect", Named(&["TagContact", "UntagContact"]), 20, 25),
    row("connect", Named(&["UpdateContactRoutingData"]), 20, 20),
    row("connect", Named(&["SendChatIntegrationEvent"]), 17, 26),
    row("connect", Named(&["ListIntegrationAssociations"]), 25, 50),
    row("connect", Every, 2, 5),
    // The API call quotas of the user guide.
    row(
        "athena",
        Named(&["GetQueryExecution", "GetQueryResults"]),
        100,
        200,
    ),
    row(
        "athena",
        Named(&["StartQueryExecution", "StopQueryExecution"]),
        20,
        80,
    ),
    row("athena", Named(&["BatchGetQueryExecution"]), 20, 40),
    row("athena", Named(&["ListQueryExecutions"]), 5, 10),
    row(
        "lex",
        Named(&[
            "DescribeBot",
            "DescribeBotAlias",
            "ListBots",
            "ListBotAliases",
            "ListBotVersions",
        ]),
        20,
        20,
    ),
    row("lex", Every, 5, 10),
    row("iam", Every, 10, 20),
    row("lambda", Every, 10, 15),
    // Tells no rate, neither in its guide nor in Service Quotas. A guess: a table for each of thirty data
    // sets is made within two seconds, and a rate that is lower is found out soon (`bucket.rs`).
    row("glue", Every, 20, 5),
    // A hard limit of CloudWatch Logs, per account and Region.
    row("logs", Named(&["FilterLogEvents"]), 5, 5),
    row("logs", Every, 5, 10),
    // Tables on demand take thousands a second; what one refuses is found out.
    row("dynamodb", Every, 500, 500),
    row("s3", Every, 50, 100),
    row(
        "secretsmanager",
        Named(&["DescribeSecret", "GetSecretValue"]),
        1_000,
        1_000,
    ),
    row("secretsmanager", Every, 50, 50),
    // Standard queues take nearly any number.
    row("sqs", Every, 100, 100),
    row("sts", Every, 100, 100),
];

const fn row(service: &'static str, which: Which, per_second: u32, burst: u32) -> Row {
    Row {
        service,
        which,
        rate: Rate::per_second(per_second, burst),
    }
}

// === impl Rate ===

impl Rate {
    /// So many calls a second, and so many at once.
    pub const fn per_second(calls: u32, burst: u32) -> Self {
        Self {
            per_1000_s: calls * 1_000,
            burst,
        }
    }

    /// The same, or the least there is.
    pub(super) fn at_least_one(self) -> Self {
        Self {
            per_1000_s: self.per_1000_s.max(1),
            burst: self.burst.max(1),
        }
    }

    /// The same with one call less at once: what leaves evenly may arrive bunched.
    pub(super) fn against_jitter(self) -> Self {
        Self {
            burst: self.burst.saturating_sub(1).max(1),
            ..self
        }
    }
}

// === impl Rates ===

impl Rates {
    /// What AWS documents; a service without a row gets five a second.
    pub const fn documented() -> Self {
        Self {
            rows: DOCUMENTED,
            rest: Rate::per_second(5, 10),
        }
    }

    /// One rate for every lane.
    pub const fn uniform(rate: Rate) -> Self {
        Self {
            rows: &[],
            rest: rate,
        }
    }

    /// The rate of `lane`, whose name ends with `service:Operation`.
    pub fn of(&self, lane: &Lane) -> Rate {
        let name = lane.as_str();
        let short = name.rsplit_once('/').map_or(name, |(_, short)| short);
        let (service, operation) = short.split_once(':').unwrap_or((short, ""));
        self.rows
            .iter()
            .find(|row| row.service == service && row.which.fits(operation))
            .map_or(self.rest, |row| row.rate)
    }
}

// === impl Which ===

impl Which {
    fn fits(&self, operation: &str) -> bool {
        match self {
            Every => true,
            Containing(part) => operation.contains(part),
            Named(names) => names.contains(&operation),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documented(lane: &str) -> Rate {
        Rates::documented().of(&Lane::new(lane.to_owned()))
    }

    #[test]
    fn the_first_row_that_fits_counts() {
        let place = "111111111111/eu-west-2";
        let rate = |short: &str| documented(&format!("{place}/{short}"));
        assert_eq!(rate("connect:CreateQueue"), Rate::per_second(2, 5));
        assert_eq!(rate("connect:CreateEvaluationForm"), Rate::per_second(3, 5));
        assert_eq!(rate("connect:GetMetricDataV2"), Rate::per_second(10, 10));
        let slow = Rate {
            per_1000_s: 500,
            burst: 1,
        };
        assert_eq!(rate("connect:SearchContacts"), slow);
        assert_eq!(rate("athena:GetQueryResults"), Rate::per_second(100, 200));
        assert_eq!(rate("glue:GetTables"), Rate::per_second(20, 5));
        assert_eq!(rate("ram:ListResources"), Rate::per_second(5, 10));
        assert_eq!(documented("connect:CreateQueue"), Rate::per_second(2, 5));
    }

    #[test]
    fn one_call_of_a_burst_is_kept_back_but_never_the_last() {
        assert_eq!(Rate::per_second(2, 5).against_jitter().burst, 4);
        assert_eq!(Rate::per_second(2, 1).against_jitter().burst, 1);
        assert_eq!(Rate::per_second(2, 0).against_jitter().burst, 1);
    }

    /// The simulator has its own table of the same guide.
    #[test]
    fn the_rates_of_connect_are_those_of_the_simulator() {
        let table = include_str!("../../../aws-sim/model/rates.table");
        let mut compared = 0;
        for line in table.lines().filter(|line| line.starts_with("connect ")) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let (calls, burst) = words[2].split_once('/').unwrap();
            let ours = documented(&format!("connect:{}", words[1]));
            let per_second = f64::from(ours.per_1000_s) / 1_000.0;
            assert_eq!(per_second.to_string(), calls, "{line}");
            assert_eq!(ours.burst, burst.parse::<u32>().unwrap(), "{line}");
            compared += 1;
        }
        assert!(compared > 50, "{compared} lines compared");
    }
}
