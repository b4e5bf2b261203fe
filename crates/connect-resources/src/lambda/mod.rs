//! Lambda functions that flows of the instance may call.

use async_trait::async_trait;
use connect_model::{
    Arn, Fault, InstanceId,
    spec::{ContactCenter, Entry, LambdaFunctionSpec},
};
use serde::{Deserialize, Serialize};

use crate::{
    Acting, Bond, Declared, Exporter, Facts, Kind, KindId, Known, Layer, Limit, Members, Named,
    Observed, Order, Reading, Section, ThingKey, Trouble,
};

/// The kind.
#[derive(Debug)]
pub struct LambdaKind;

/// The kind.
pub const KIND: LambdaKind = LambdaKind;

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
    arn: String,
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
        let members = |arn: &Arn| Lambda {
            arn: arn.to_string(),
        };
        let declare = |entry: &Entry<LambdaFunctionSpec>| {
            Declared::of(KindId::Lambda, entry, &members(&entry.spec.arn))
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
            let members = Members::of(&Lambda {
                arn: named.known.arn.clone(),
            });
            Observed::ready(KindId::Lambda, named, members, None)
        };
        Ok(self.names(cx).await?.into_iter().map(observed).collect())
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let Lambda { arn } = order.thing.members.typed()?;
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
    let is = |thing: &&Declared| {
        thing
            .members
            .get("arn")
            .is_some_and(|declared| *declared == *arn)
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
