//! Lines of a bill, put together. Pure.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::Fault;

use super::{Cost, CostQuestion, CostRow, Money, NoAmount, Untagged};
use crate::{
    bill,
    port::upkeep::{CostLine, Dimension},
};

/// Rows, totals and what is worth knowing.
pub(super) fn table(
    question: &CostQuestion,
    services: BTreeSet<String>,
    lines: Vec<CostLine>,
) -> Result<Cost, NoAmount> {
    let mut cost = Cost {
        services,
        ..Cost::default()
    };
    let (mut rows, mut units) = (BTreeMap::<_, (Money, bool)>::new(), BTreeSet::new());
    for line in lines {
        let amount: Money = line.amount.parse()?;
        if !amount.is_zero() {
            units.insert(line.unit);
        }
        let row = rows.entry((line.start, line.end, line.group)).or_default();
        row.0 += amount;
        row.1 |= line.is_estimated;
    }
    let row = |((start, end, group), (amount, is_estimated))| CostRow {
        start,
        end,
        group,
        amount,
        is_estimated,
    };
    cost.rows = rows.into_iter().map(row).collect();
    cost.total = cost.rows.iter().map(|row| row.amount).sum();
    cost.totals = totals(&cost.rows);
    if let Dimension::Tag(_) = question.group {
        cost.untagged = Some(untagged(&cost));
    }
    cost.notes = notes(question, &cost, &units);
    cost.currency = units.pop_first().unwrap_or_else(|| "USD".to_owned());
    Ok(cost)
}

/// Whether a forecast fails for want of history.
pub(super) fn is_too_young(fault: &Fault) -> bool {
    fault.code == "DataUnavailableException" || fault.message.contains("Insufficient amount")
}

fn totals(rows: &[CostRow]) -> Vec<(String, Money)> {
    let mut by_group = BTreeMap::<&str, Money>::new();
    for row in rows {
        *by_group.entry(&row.group).or_default() += row.amount;
    }
    let totals = by_group.into_iter();
    let mut totals: Vec<_> = totals.map(|(group, it)| (group.to_owned(), it)).collect();
    totals.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    totals
}

fn untagged(cost: &Cost) -> Untagged {
    let without = cost.rows.iter().filter(|row| row.group.is_empty());
    let amount: Money = without.map(|row| row.amount).sum();
    Untagged {
        amount,
        millionths: amount.millionths_of(cost.total),
    }
}

fn notes(question: &CostQuestion, cost: &Cost, units: &BTreeSet<String>) -> Vec<String> {
    let mut notes = Vec::new();
    if question.services.is_empty() {
        notes.extend(telephony(question, cost));
    }
    if let (Dimension::Tag(key), Some(untagged)) = (&question.group, cost.untagged)
        && !cost.total.is_zero()
        && untagged.amount == cost.total
    {
        notes.push(format!(
            "nothing has a value of {key}: cost is allocated by it from the day on which it is active, and \
             contacts have to be tagged with it"
        ));
    }
    if units.len() > 1 {
        let units: Vec<&str> = units.iter().map(String::as_str).collect();
        notes.push(format!(
            "amounts of several currencies are added up: {}",
            units.join(", ")
        ));
    }
    notes
}

/// What is not on a bill and what cost nothing look the same, so it is said.
fn telephony(question: &CostQuestion, cost: &Cost) -> Option<String> {
    let (start, end) = (&question.start, &question.end);
    let is_asked = cost.services.iter().any(|name| bill::is_telephony(name));
    let lines = cost.totals.iter();
    let mut lines = lines.filter(|(group, amount)| bill::is_telephony(group) && !amount.is_zero());
    let is_zero = question.group == Dimension::Service && lines.next().is_none();
    (!is_asked || is_zero).then(|| {
        format!(
            "no telephony is on the bill from {start} to {end}; a missing line and a zero line look the \
             same: it is sold by another company, and an account that does not pay may not see it"
        )
    })
}

#[cfg(test)]
mod tests {
    use connect_model::Date;

    use super::*;
    use crate::port::upkeep::Grain;

    const TELEPHONY: &str = "Contact Center Telecommunications (service sold by AMCS, LLC) ";

    fn question(group: Dimension) -> CostQuestion {
        CostQuestion {
            start: Date::new("2026-09-01").unwrap(),
            end: Date::new("2026-11-01").unwrap(),
            grain: Grain::Month,
            group,
            services: BTreeSet::new(),
            forecast_end: None,
        }
    }

    fn line(start: &str, group: &str, amount: &str) -> CostLine {
        CostLine {
            start: start.to_owned(),
            end: "2026-11-01".to_owned(),
            group: group.to_owned(),
            amount: amount.to_owned(),
            unit: "USD".to_owned(),
            is_estimated: start == "2026-10-01",
        }
    }

    fn services(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn rows_come_by_period_and_totals_with_the_dearest_first() {
        let lines = vec![
            line("2026-10-01", TELEPHONY, "0.1"),
            line("2026-09-01", "Amazon Connect", "10.25"),
            line("2026-09-01", TELEPHONY, "20.2"),
            line("2026-10-01", "Amazon Connect", "0.2"),
        ];
        let names = services(&["Amazon Connect", TELEPHONY]);
        let cost = table(&question(Dimension::Service), names, lines).unwrap();
        let rows = cost.rows.iter();
        let rows: Vec<_> = rows.map(|it| (&*it.start, it.amount.to_string())).collect();
        assert_eq!(
            rows,
            [
                ("2026-09-01", "10.25".to_owned()),
                ("2026-09-01", "20.20".to_owned()),
                ("2026-10-01", "0.20".to_owned()),
                ("2026-10-01", "0.10".to_owned()),
            ]
        );
        assert_eq!(cost.totals[0].0, TELEPHONY);
        assert_eq!(cost.total.to_string(), "30.75");
        assert!(cost.rows[2].is_estimated && !cost.rows[0].is_estimated);
        assert_eq!((cost.untagged, &*cost.currency), (None, "USD"));
        assert!(cost.notes.is_empty(), "{:?}", cost.notes);
    }

    #[test]
    fn telephony_that_is_missing_and_telephony_of_nothing_are_both_told() {
        let lines = vec![line("2026-09-01", "Amazon Connect", "1")];
        let missing = services(&["Amazon Connect"]);
        let cost = table(&question(Dimension::UsageType), missing, lines.clone()).unwrap();
        assert!(cost.notes[0].contains("look the same"), "{:?}", cost.notes);
        let lines = [lines, vec![line("2026-09-01", TELEPHONY, "0")]].concat();
        let both = services(&["Amazon Connect", TELEPHONY]);
        let cost = table(&question(Dimension::Service), both.clone(), lines.clone()).unwrap();
        assert_eq!(cost.notes.len(), 1);
        let asked = CostQuestion {
            services: both.clone(),
            ..question(Dimension::Service)
        };
        let cost = table(&asked, both, lines).unwrap();
        assert!(cost.notes.is_empty(), "who names services knows which");
    }

    #[test]
    fn what_has_no_tag_is_told_as_a_share_and_all_of_it_with_the_reason() {
        let by_unit = question(Dimension::Tag("BusinessUnit".to_owned()));
        let names = || services(&["Amazon Connect", TELEPHONY]);
        let lines = vec![
            line("2026-09-01", "sales", "60"),
            line("2026-09-01", "", "15"),
            line("2026-10-01", "", "5"),
        ];
        let cost = table(&by_unit, names(), lines).unwrap();
        let untagged = cost.untagged.unwrap();
        assert_eq!(untagged.amount.to_string(), "20.00");
        assert_eq!(untagged.millionths, 250_000);
        assert!(cost.notes.is_empty());
        let cost = table(&by_unit, names(), vec![line("2026-09-01", "", "5")]).unwrap();
        assert_eq!(cost.untagged.unwrap().millionths, 1_000_000);
        assert!(cost.notes[0].contains("BusinessUnit"), "{:?}", cost.notes);
    }

    #[test]
    fn currencies_are_not_mixed_in_silence_and_what_is_no_amount_is_refused() {
        let mut lines = vec![
            line("2026-09-01", TELEPHONY, "1"),
            line("2026-09-01", "Amazon Connect", "1"),
        ];
        lines[1].unit = "CNY".to_owned();
        let names = || services(&[TELEPHONY]);
        let by_service = question(Dimension::Service);
        let cost = table(&by_service, names(), lines.clone()).unwrap();
        assert!(cost.notes[0].contains("CNY, USD"), "{:?}", cost.notes);
        lines[0].amount = "much".to_owned();
        assert!(table(&by_service, names(), lines).is_err());
    }
}
