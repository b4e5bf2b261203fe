//! The kinds of things that flows refer to.

use crate::spelling::spelled;

spelled! {
    /// The kind of thing that a reference names, by its spelling in `ref://<kind>/<name>`.
    ///
    /// Each variant says what a lookup answers for it. Where an id or an ARN is legal, an ARN is the
    /// better answer: it also stands for itself in plain data.
    pub enum RefKind ("kind of reference") {
        /// A queue: id or ARN.
        Queue = "queue",
        /// A user, whose own queue is meant: id or ARN.
        User = "user",
        /// A flow of a given type: id or ARN.
        Flow = "flow",
        /// A flow module: id or ARN.
        Module = "module",
        /// Hours of operation: id or ARN.
        Hours = "hours",
        /// A prompt: id or ARN.
        Prompt = "prompt",
        /// A Lambda function: ARN.
        Lambda = "lambda",
        /// An alias of a Lex V2 bot: ARN. The name is `<bot>/<alias>`.
        Lex = "lex",
        /// A Lex V1 bot: its name.
        LexV1 = "lex-v1",
        /// A view: bare name of an AWS view, or ARN.
        View = "view",
        /// A telephone number: in E.164.
        PhoneNumber = "phone-number",
        /// A telephone number where the API wants a resource and no digits: ARN.
        PhoneNumberArn = "phone-number-arn",
        /// A Connect assistant: ARN.
        Assistant = "assistant",
        /// A task template: id.
        TaskTemplate = "task-template",
        /// A case template: id.
        CaseTemplate = "case-template",
        /// A custom case field: id. System fields have plain names and are no references.
        CaseField = "case-field",
        /// A data table: id or ARN.
        DataTable = "data-table",
        /// A security key of the instance: id.
        SecurityKey = "security-key",
        /// The certificate that belongs to a security key: its text.
        Certificate = "certificate",
        /// An audio file: `s3://` or `https://` address.
        S3Object = "s3-object",
        /// A Cognito user pool: ARN.
        UserPool = "user-pool",
        /// A client of a Cognito user pool: id.
        AppClient = "app-client",
        /// A predefined attribute or its value: the name, which is the same in every instance.
        PredefinedAttribute = "predefined-attribute",
        /// A Voice ID watchlist: id.
        Watchlist = "watchlist",
    }
}

impl RefKind {
    /// Whether an id or ARN of this kind may end in `:` and a version, an alias or `$LATEST`.
    pub const fn is_qualifiable(self) -> bool {
        matches!(self, Self::Flow | Self::Module | Self::Lambda | Self::View)
    }
}
