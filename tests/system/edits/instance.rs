//! Edits of the instance and its numbers.

use super::{Edit, edit};

pub(super) const EDITS: &[Edit] = &[
    edit(
        "instance.inbound_calls",
        "instance/updates/inbound-calls",
        &[(
            "  contact_lens: true",
            "  contact_lens: true\n  inbound_calls: false",
        )],
    ),
    edit(
        "instance.outbound_calls",
        "instance/updates/outbound-calls",
        &[(
            "  contact_lens: true",
            "  contact_lens: true\n  outbound_calls: false",
        )],
    ),
    edit(
        "instance.contact_flow_logs",
        "instance/updates/contact-flow-logs",
        &[(
            "  contact_lens: true",
            "  contact_lens: true\n  contact_flow_logs: false",
        )],
    ),
    edit(
        "instance.contact_lens",
        "instance/updates/contact-lens",
        &[("  contact_lens: true", "  contact_lens: false")],
    ),
    edit(
        "instance.auto_resolve_best_voices",
        "instance/updates/auto-resolve-best-voices",
        &[(
            "  contact_lens: true",
            "  contact_lens: true\n  auto_resolve_best_voices: false",
        )],
    ),
    edit(
        "instance.early_media",
        "instance/updates/early-media",
        &[(
            "  contact_lens: true",
            "  contact_lens: true\n  early_media: false",
        )],
    ),
    edit(
        "instance.multi_party_conference",
        "instance/updates/multi-party-conference",
        &[(
            "  contact_lens: true",
            "  contact_lens: true\n  multi_party_conference: true",
        )],
    ),
    edit(
        "instance.tags",
        "instance/updates/tags",
        &[(
            "  contact_lens: true",
            "  contact_lens: true\n  instance_tags: { Cost: low }",
        )],
    ),
    edit(
        "phone-number.description",
        "phone-number/main/description",
        &[("Main line", "First line")],
    ),
    edit(
        "phone-number.flow",
        "phone-number/main/flow",
        &[(
            "flow: Menu",
            "flow: Sample inbound flow (first contact experience)",
        )],
    ),
    edit(
        "phone-number.tags",
        "phone-number/main/tags",
        &[("Owner: number", "Owner: somebody")],
    ),
];
