//! Claiming a number: the candidate is drawn and stored before the claim, so that a repeat after a
//! lost answer claims the same number with the same token, and never a second one.

use connect_model::FaultClass;
use reconcile::{Setback, Verdict};

use super::{Claim, PhoneNumber, Wish};
use crate::{Acting, Known, Order, Trouble};

/// How many candidates to ask for: many steps may want the same kind of number at once, and all get
/// the same answer.
pub(super) const CANDIDATES: u32 = 10;

pub(super) async fn claim(
    cx: &Acting<'_>,
    order: &Order<'_>,
    number: PhoneNumber,
) -> Result<Known, Trouble> {
    let target = cx.resolve(number.target()?).await?.arn;
    let (Some(country), Some(r#type)) = (number.country, number.r#type) else {
        return Err(not_claimed(number.number.as_deref().unwrap_or_default()));
    };
    let wish = Wish {
        target: target.clone(),
        country,
        r#type,
        prefix: number.prefix,
    };
    let drawn: String = order.attempt.draw(|| draw(cx, &wish)).await?;
    cx.take_candidate(&drawn);
    let claim = Claim {
        target,
        number: drawn.clone(),
        description: number.description,
        tags: order.all_tags(cx.scope()),
        token: order.attempt.token().await.to_string(),
    };
    match cx.ports().phone_number.claim(&claim).await {
        Ok(known) => Ok(known.labelled(drawn)),
        Err(fault) if fault.class == FaultClass::Conflict => Err(taken_meanwhile(&drawn)),
        Err(fault) => Err(fault.into()),
    }
}

/// The first candidate that no other step of this run has.
async fn draw(cx: &Acting<'_>, wish: &Wish) -> Result<String, Setback> {
    let search = cx.ports().phone_number.available(wish, CANDIDATES).await;
    let candidates = search.map_err(|fault| Setback::from(Trouble::from(fault)))?;
    let free = candidates
        .into_iter()
        .find(|candidate| cx.take_candidate(candidate));
    free.ok_or_else(|| none_on_offer(wish))
}

fn none_on_offer(wish: &Wish) -> Setback {
    let prefix = wish
        .prefix
        .as_deref()
        .map(|p| format!(" that begins with {p}"))
        .unwrap_or_default();
    let message = format!(
        "no {} number of {}{prefix} is on offer now; another type or prefix may be, or ask AWS support",
        wish.r#type, wish.country
    );
    Setback::new(Verdict::Final, "NUMBER_NOT_AVAILABLE", message)
        .with("country", wish.country.clone())
        .with("type", wish.r#type.clone())
}

fn taken_meanwhile(number: &str) -> Trouble {
    let message = format!("{number} was taken by somebody else meanwhile");
    Setback::new(Verdict::Redraw, "NUMBER_TAKEN", message)
        .with("number", number)
        .into()
}

fn not_claimed(number: &str) -> Trouble {
    let message = format!(
        "{number} is not claimed by this account in this Region; claim or port it first, or declare a country and a type"
    );
    let setback = Setback::new(Verdict::Final, "NUMBER_NOT_CLAIMED", message);
    setback.with("number", number).into()
}
