//! The declaration of governance: what an instance is held to, its keys and storage, its tags and budgets.

mod load;
mod names;
mod rules;

use std::collections::BTreeSet;

use serde::Serialize;

pub use self::{
    load::{governance_schema, load_governance},
    names::{Amount, GovernName, RuleId, TagKey},
    rules::governance_rules,
};
use crate::{
    AccountId, Alias, Arn, BucketName, Date, Email, Tags,
    decode::Lenient,
    spec::{ApiVersion, Variables},
};

choice! {
    /// What a file declares.
    pub(crate) enum GovernanceKind {
        /// Governance of an instance.
        Governance = "Governance",
    }
}

choice! {
    /// What is kept.
    pub enum DataSort {
        /// Recordings of calls, with their analysis.
        CallRecordings = "CALL_RECORDINGS",
        /// Transcripts of chats, with their analysis.
        ChatTranscripts = "CHAT_TRANSCRIPTS",
        /// Reports that were scheduled.
        ScheduledReports = "SCHEDULED_REPORTS",
        /// Files that were attached.
        Attachments = "ATTACHMENTS",
        /// Evaluations of contacts.
        ContactEvaluations = "CONTACT_EVALUATIONS",
        /// Recordings of screens.
        ScreenRecordings = "SCREEN_RECORDINGS",
        /// E-mail messages.
        EmailMessages = "EMAIL_MESSAGES",
    }
}

choice! {
    /// How long a budget runs.
    pub enum BudgetPeriod {
        /// A day.
        Daily = "daily",
        /// A month.
        Monthly = "monthly",
        /// A quarter.
        Quarterly = "quarterly",
        /// A year.
        Annually = "annually",
    }
}

record! {
    /// Governance of an instance.
    pub(crate) struct GovernanceDocument {
        /// The version of this language; optional while there is one.
        api_version: Option<ApiVersion>,
        /// What the file declares.
        kind: Option<GovernanceKind>,
        /// Variables by name, with their defaults: `${var.NAME}` in any text stands for the value.
        variables: Option<Variables>,
        /// The alias of the instance.
        instance: Lenient<Alias>,
        /// What an assessment holds it to.
        assess: AssessSpec = AssessSpec::default(),
        /// What is known and accepted.
        exceptions: Vec<ExceptionSpec> [Limit::Items(0, 1_000)] = Vec::new(),
        /// KMS keys that are made and kept.
        keys: Vec<KeySpec> [Limit::Items(0, 20)] = Vec::new(),
        /// Where data goes.
        storage: Vec<KeptSpec> [Limit::Items(0, 7)] = Vec::new(),
        /// Tags that every resource of the instance has to have.
        tags: Tags = Tags::new(),
        /// Keys of tags by which cost is allocated.
        allocation: Vec<TagKey> [Limit::Items(0, 500)] = Vec::new(),
        /// Budgets.
        budgets: Vec<BudgetSpec> [Limit::Items(0, 100)] = Vec::new(),
    }
}

record! {
    /// What an assessment holds an instance to.
    pub struct AssessSpec {
        /// For how many days recordings and transcripts have to be kept at least; 0 where nothing demands it.
        keep_days_min: u32 [Limit::Range(0, 36_500)] = 0,
        /// After how many days they have to be gone; without it, once they go at all.
        keep_days_max: Option<u32> [Limit::Range(1, 36_500)],
        /// For how many days logs are kept at most.
        log_days_max: u32 [Limit::Range(1, 3_653)] = 731,
        /// After how many days without having signed in a user counts as idle.
        idle_days: u32 [Limit::Range(1, 90)] = 30,
        /// How many users may be administrators.
        administrators_max: u32 [Limit::Range(1, 1_000)] = 3,
        /// Keys of tags that every resource has to have.
        required_tags: Vec<TagKey> [Limit::Items(0, 50)] = Vec::new(),
        /// Accounts that analytics may be given to.
        shared_with: Vec<AccountId> [Limit::Items(0, 100)] = Vec::new(),
        /// From how many percent on a quota counts as nearly full.
        quota_percent: u32 [Limit::Range(1, 100)] = 80,
        /// For how many days a right may have gone unused.
        unused_days: u32 [Limit::Range(1, 400)] = 90,
        /// Whether the instance is on the plan that has analytics in its price.
        bundled_plan: bool = true,
        /// Rules that are not asked for.
        skip: Vec<RuleId> [Limit::Items(0, 200)] = Vec::new(),
    }
}

record! {
    /// A finding that is known and accepted.
    pub struct ExceptionSpec {
        /// The rule.
        rule: RuleId,
        /// The subject as findings name it, such as `queue/Sales`; `*` in it stands for any text.
        subject: String [Limit::Chars(1, 512)] = "*".to_owned(),
        /// The last day on which it is accepted; without it, for good.
        until: Option<Date>,
        /// Why.
        why: String [Limit::Chars(1, 1_024)],
    }
}

record! {
    /// A KMS key.
    pub struct KeySpec {
        /// The name. Its alias is `alias/trunkline/INSTANCE/NAME`.
        name: GovernName,
        /// What it is for.
        description: Option<String> [Limit::Chars(1, 512)],
        /// Whether it is rotated every year.
        rotation: bool = true,
        /// The ARNs of those who administer it, beside the account itself.
        administrators: Vec<Arn> [Limit::Items(0, 50)] = Vec::new(),
        /// The ARNs of those who read what it encrypts.
        readers: Vec<Arn> [Limit::Items(0, 100)] = Vec::new(),
    }
}

record! {
    /// Where one sort of data goes: a bucket without public access, and with TLS alone.
    pub struct KeptSpec {
        /// What is kept.
        data: DataSort,
        /// The bucket; it is made where it is not there.
        bucket: BucketName,
        /// What keys of objects begin with; by default the sort in small letters with hyphens.
        prefix: Option<String> [Limit::Chars(1, 128)],
        /// The key that encrypts it, by its name among `keys`.
        key: Option<GovernName>,
        /// In its place the ARN of a key that is there.
        kms_key: Option<Arn>,
        /// After how many days it goes; without it, never.
        expire_days: Option<u32> [Limit::Range(1, 36_500)],
    }
}

record! {
    /// A budget for what Amazon Connect costs, under all of its names on a bill.
    pub struct BudgetSpec {
        /// The name.
        name: GovernName,
        /// How much, in US dollars.
        amount: Amount,
        /// For how long.
        period: BudgetPeriod = BudgetPeriod::Monthly,
        /// The services as Cost Explorer names them, in place of those of Amazon Connect.
        services: Vec<String> [Limit::Items(0, 50), Limit::Chars(1, 1_024)] = Vec::new(),
        /// When somebody is told.
        alerts: Vec<AlertSpec> [Limit::Items(1, 5)],
    }
}

record! {
    /// When somebody is told of a budget.
    pub struct AlertSpec {
        /// From how many percent of the amount on, of what was spent.
        actual: Option<u32> [Limit::Range(1, 10_000)],
        /// In its place, of what is expected to be spent by the end of the period.
        forecast: Option<u32> [Limit::Range(1, 10_000)],
        /// Addresses that get an e-mail.
        email: Vec<Email> [Limit::Items(0, 10)] = Vec::new(),
        /// A topic of SNS, whose policy lets AWS Budgets in.
        topic: Option<Arn>,
    }
}

/// Governance of an instance, checked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Governance {
    /// The instance.
    pub instance: Alias,
    /// What an assessment holds it to.
    pub assess: AssessSpec,
    /// What is known and accepted.
    pub exceptions: Vec<ExceptionSpec>,
    /// Keys.
    pub keys: Vec<KeySpec>,
    /// Where data goes.
    pub storage: Vec<KeptSpec>,
    /// Tags that everything has to have.
    pub tags: Tags,
    /// Keys of tags by which cost is allocated.
    pub allocation: BTreeSet<TagKey>,
    /// Budgets.
    pub budgets: Vec<BudgetSpec>,
}

// === impl AssessSpec ===

impl Default for AssessSpec {
    fn default() -> Self {
        Self {
            keep_days_min: 0,
            keep_days_max: None,
            log_days_max: 731,
            idle_days: 30,
            administrators_max: 3,
            required_tags: Vec::new(),
            shared_with: Vec::new(),
            quota_percent: 80,
            unused_days: 90,
            bundled_plan: true,
            skip: Vec::new(),
        }
    }
}
