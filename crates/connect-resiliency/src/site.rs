//! Where to look, and looking.

use connect_model::{Fault, FaultClass, InstanceId, Region, suggest};
use connect_resources::{Named, Ports, replica::default_alias, setback};
use reconcile::{RunContext, Verdict, persist};

use crate::error::{Error, finding};

/// One Region of an account, and the calls to it.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// The Region that is called.
    pub region: &'a Region,
    /// The calls.
    pub ports: &'a Ports,
}

/// Reads, and reads again while that may help. What is not found is an answer.
pub(crate) async fn read<T, F>(cx: &RunContext, call: impl FnMut() -> F) -> Result<T, Fault>
where
    F: Future<Output = Result<T, Fault>>,
{
    let judge = |fault: &Fault| match fault.class {
        FaultClass::NotFound => Verdict::Final,
        _ => setback(fault).verdict,
    };
    persist(&*cx.clock, cx.retry, &cx.cancel, "read", judge, call).await
}

/// The instance by its alias, id or ARN, as this Region knows it. The alias of the source finds a replica
/// whose alias nobody chose.
pub(crate) async fn instance(cx: &RunContext, site: Site<'_>, text: &str) -> Result<Named, Error> {
    let listed = read(cx, || site.ports.instance.list()).await?;
    let by_default = default_alias(text, site.region.as_str());
    let is_meant = |named: &&Named| {
        let Named { name, known, .. } = named;
        name == text || known.id == text || text.ends_with(&format!("instance/{}", known.id))
    };
    let found = listed.iter().find(is_meant);
    let found = found.or_else(|| listed.iter().find(|named| named.name == by_default));
    found.cloned().ok_or_else(|| {
        let names: Vec<&str> = listed.iter().map(|named| named.name.as_str()).collect();
        let message = format!("there is no instance {text} in {}", site.region);
        let remedy = suggest(
            text,
            &names,
            "name it by its alias there, its id or its ARN",
        );
        Error::Findings(vec![finding("unknown-instance", message, remedy)])
    })
}

pub(crate) fn id(named: &Named) -> InstanceId {
    InstanceId::new(&named.known.id)
}
