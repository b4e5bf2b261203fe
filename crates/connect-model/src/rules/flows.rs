//! Flows: each where AWS takes its type.

use std::collections::HashMap;

use super::scene::{Report, Scene};
use crate::{
    Name, Place, builtin,
    spec::{FlowType, QuickConnectTarget},
    tree::Step,
    words::quote,
};

/// A place that takes flows of one type only.
struct Socket<'a> {
    flow: &'a Name,
    wanted: FlowType,
    entry: &'a Place,
    way: &'static [Step<'static>],
}

pub(super) fn unfit_type(scene: &Scene<'_>, report: &mut Report<'_>) {
    let flows = scene.document.contact_flows.iter();
    let types: HashMap<&Name, FlowType> =
        flows.map(|flow| (&flow.name, flow.spec.r#type)).collect();
    for Socket {
        flow,
        wanted,
        entry,
        way,
    } in sockets(scene)
    {
        let found = types
            .get(flow)
            .copied()
            .or_else(|| builtin::flow_type(flow.as_str()));
        if let Some(found) = found.filter(|found| *found != wanted) {
            let flow = quote(flow.as_str());
            let message = format!("the flow {flow} is of type {found}, not {wanted}");
            report.below(
                scene,
                entry,
                way,
                message,
                format!("name a flow of type {wanted}"),
            );
        }
    }
}

fn sockets<'a>(scene: &Scene<'a>) -> Vec<Socket<'a>> {
    let document = scene.document;
    let numbers = document.phone_numbers.iter().filter_map(|number| {
        let (flow, wanted) = (number.spec.flow.as_ref()?, FlowType::ContactFlow);
        Some(Socket {
            flow,
            wanted,
            entry: &number.place,
            way: &[Step::Member("flow")],
        })
    });
    let queues = document.queues.iter().filter_map(|queue| {
        let flow = queue.spec.outbound_caller.as_ref()?.flow.as_ref()?;
        let way = &[Step::Member("outbound_caller"), Step::Member("flow")];
        Some(Socket {
            flow,
            wanted: FlowType::OutboundWhisper,
            entry: &queue.place,
            way,
        })
    });
    let connects = document.quick_connects.iter().filter_map(|connect| {
        let (flow, wanted) = match &connect.spec.target {
            QuickConnectTarget::Queue { flow, .. } => (flow, FlowType::QueueTransfer),
            QuickConnectTarget::User { flow, .. } => (flow, FlowType::AgentTransfer),
            QuickConnectTarget::PhoneNumber { .. } | QuickConnectTarget::Flow { .. } => {
                return None;
            }
        };
        Some(Socket {
            flow,
            wanted,
            entry: &connect.place,
            way: &[Step::Member("flow")],
        })
    });
    numbers.chain(queues).chain(connects).collect()
}
