//! The kinds of things that a spec declares.

choice! {
    /// A kind of thing, by the name of its section in a spec.
    pub enum Kind {
        /// Hours of operation.
        HoursOfOperation = "hours_of_operation",
        /// A queue.
        Queue = "queues",
        /// A routing profile.
        RoutingProfile = "routing_profiles",
        /// A security profile.
        SecurityProfile = "security_profiles",
        /// A user.
        User = "users",
        /// A phone number.
        PhoneNumber = "phone_numbers",
        /// A quick connect.
        QuickConnect = "quick_connects",
        /// A flow.
        ContactFlow = "contact_flows",
        /// The association with a Lambda function.
        LambdaFunction = "lambda_functions",
        /// The association with a Lex bot.
        LexBot = "lex_bots",
    }
}

impl Kind {
    /// What one of them is called in a sentence.
    pub fn noun(self) -> &'static str {
        match self {
            Self::HoursOfOperation => "hours of operation",
            Self::Queue => "queue",
            Self::RoutingProfile => "routing profile",
            Self::SecurityProfile => "security profile",
            Self::User => "user",
            Self::PhoneNumber => "phone number",
            Self::QuickConnect => "quick connect",
            Self::ContactFlow => "flow",
            Self::LambdaFunction => "Lambda function",
            Self::LexBot => "Lex bot",
        }
    }

    /// One that is not named yet: "a queue", "hours of operation".
    pub fn one(self) -> String {
        match self {
            Self::HoursOfOperation => self.noun().to_owned(),
            _ => format!("a {}", self.noun()),
        }
    }

    /// That it is not there: "there is no queue", "there are no hours of operation".
    pub fn none(self) -> String {
        let verb = match self {
            Self::HoursOfOperation => "are",
            _ => "is",
        };
        format!("there {verb} no {}", self.noun())
    }

    /// Whether AWS can give one of them another name (facts/connect-api.md, 4.6 and 4.7).
    pub fn can_be_renamed(self) -> bool {
        match self {
            Self::HoursOfOperation
            | Self::Queue
            | Self::RoutingProfile
            | Self::QuickConnect
            | Self::ContactFlow => true,
            Self::SecurityProfile
            | Self::User
            | Self::PhoneNumber
            | Self::LambdaFunction
            | Self::LexBot => false,
        }
    }
}
