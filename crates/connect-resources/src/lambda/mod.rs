//! Lambda functions that flows of the instance may call.

use async_trait::async_trait;
use connect_model::{
    Fault, InstanceId, Name,
    spec::{ContactCenter, Entry, LambdaFunctionSpec},
};
use serde::{Deserialize, Serialize};

use crate::{
    Acting, Bond, Declared, Exporter, Facts, Kind, KindId, Known, Layer, Limit, Members, Named,
    Observed, Order, Reading, Reference, Scope, Section, ThingKey, Trouble, function_alias,
};

/// The kind.
#[derive(Debug)]
pub struct LambdaKind;

/// The kind.
pub const KIND: LambdaKind = LambdaKind;

const ALIAS: &str = "alias";

static FACTS: Facts = Facts {
    id: KindId::Lambda,
    noun: "Lambda function",
    layer: Layer::Lambda,
    tagged: false,
    bond: Bond::Associated,
    make: "connect:AssociateLambdaFunction",
    remove: "connect:DisassociateLambdaFunction",
    settles: None,
    fixed: &["arn"],
    aspects: &[],
    teardown: 80,
};

const LIMITS: &[Limit] = &[Limit::things(
    "AWS Lambda functions per instance",
    "L-E3D2F503",
    50,
)];

#[derive(Serialize, Deserialize)]
struct Lambda {
    /// One that somebody else keeps.
    arn: Option<String>,
    /// The alias of one that is declared here.
    alias: Option<Reference>,
}

/// The calls. Contract: lists are whole.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListLambdaFunctions`.
    async fn list(&self, instance: &InstanceId) -> Result<Vec<String>, Fault>;

    /// `AssociateLambdaFunction`, which also lets Connect invoke it. One that is associated already
    /// is no fault.
    async fn associate(
        &self,
        instance: &InstanceId,
        function: &str,
        token: &str,
    ) -> Result<(), Fault>;

    /// `DisassociateLambdaFunction`.
    async fn disassociate(&self, instance: &InstanceId, function: &str) -> Result<(), Fault>;
}

// === impl LambdaKind ===

#[async_trait]
impl Kind for LambdaKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn limits(&self) -> &'static [Limit] {
        LIMITS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let alias = |function: &Name| {
            let entry = center.functions.iter().find(|it| it.name == *function)?;
            let name = function_alias::name(entry);
            Some(Reference::named(KindId::FunctionAlias, &name))
        };
        let declare = |entry: &Entry<LambdaFunctionSpec>| {
            let members = Lambda {
                arn: entry.spec.arn().map(ToString::to_string),
                alias: entry.spec.function().and_then(alias),
            };
            Declared::of(KindId::Lambda, entry, &members)
        };
        center.lambda_functions.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::LambdaFunction)
    }

    /// It goes by the name of the function, with the alias where there is one.
    fn label(&self, thing: &Observed) -> Option<String> {
        let function = thing.known.arn.splitn(7, ':').nth(6)?;
        (thing.key.name == thing.known.arn).then(|| function.replace(':', "-"))
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        spec.map(&thing.key.name, thing.known.arn.as_str());
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let Some(instance) = cx.instance else {
            return Ok(Vec::new());
        };
        let arns = cx.read(|| cx.ports.lambda.list(instance)).await?;
        Ok(arns.iter().map(|arn| named(cx, arn)).collect())
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let observed = |named: Named| {
            let by_alias = cx.declared_as(&named.name);
            let by_alias = by_alias.filter(|thing| thing.members.get(ALIAS).is_some());
            let arn = &named.known.arn;
            let members = Members::of(&Lambda {
                arn: by_alias.is_none().then(|| arn.clone()),
                alias: by_alias.map(|_| Reference::id(KindId::FunctionAlias, arn)),
            });
            Observed::ready(KindId::Lambda, named, members, None)
        };
        Ok(self.names(cx).await?.into_iter().map(observed).collect())
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let Lambda { arn, alias } = order.thing.members.typed()?;
        let arn = match (arn, alias) {
            (Some(arn), _) => arn,
            (None, Some(alias)) => cx.resolve(&alias).await?.arn,
            (None, None) => return Err(incomplete()),
        };
        let token = order.attempt.token().await.to_string();
        cx.ports()
            .lambda
            .associate(&cx.instance()?, &arn, &token)
            .await?;
        Ok(Known::new(&arn, &arn))
    }

    async fn mend(&self, _: &Acting<'_>, _: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        Err(Trouble::unknown_aspect(KindId::Lambda, aspect))
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        Ok(cx
            .ports()
            .lambda
            .disassociate(&cx.instance()?, &known.arn)
            .await?)
    }
}

/// An association has no name: it has the key under which its function is declared, else its ARN.
fn named(cx: &Reading<'_>, arn: &str) -> Named {
    let is = |thing: &&Declared| match (thing.members.get("arn"), thing.members.get(ALIAS)) {
        (Some(declared), _) => *declared == *arn,
        (None, Some(alias)) => alias
            .as_str()
            .and_then(Reference::read_named)
            .is_some_and(|key| is_of(arn, &key.name, cx.scope)),
        (None, None) => false,
    };
    let name = cx
        .declared
        .iter()
        .find(is)
        .map_or(arn, |thing| &thing.key.name)
        .to_owned();
    Named {
        name,
        known: Known::new(arn, arn),
        modified_ms: None,
    }
}

/// Whether an ARN is that of a function of ours, by its name and alias.
fn is_of(arn: &str, name: &str, scope: &Scope) -> bool {
    let parts: Vec<&str> = arn.splitn(7, ':').collect();
    matches!(
        parts[..],
        ["arn", _, "lambda", region, account, "function", of]
            if region == scope.region.as_str() && account == scope.account.as_str() && of == name
    )
}

fn incomplete() -> Trouble {
    Trouble::stored("STEP_INCOMPLETE", "the step does not name a function")
}
