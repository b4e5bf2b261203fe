//! Edits of who works in a centre, when, and on what.

use super::{Edit, edit};

pub(super) const EDITS: &[Edit] = &[
    edit(
        "hours.name",
        "hours/Daytime/settings",
        &[
            ("  - name: Day\n", "  - name: Daytime\n    was: Day\n"),
            ("hours: Day\n", "hours: Daytime\n"),
        ],
    ),
    edit(
        "hours.description",
        "hours/Day/settings",
        &[("By day", "While the sun shines")],
    ),
    edit(
        "hours.time_zone",
        "hours/Day/settings",
        &[(
            "By day\n    time_zone: Europe/London",
            "By day\n    time_zone: Europe/Dublin",
        )],
    ),
    edit(
        "hours.config",
        "hours/Day/settings",
        &[("end: \"17:00\"", "end: \"18:30\"")],
    ),
    edit(
        "hours.overrides",
        "hours/Day/overrides",
        &[("effective_till: 2027-07-31", "effective_till: 2027-08-31")],
    ),
    edit(
        "hours.overrides",
        "hours/Day/overrides",
        // What no update takes away, and what is no longer declared.
        &[
            (", description: At home", ""),
            (", recurrence: { frequency: YEARLY }", ""),
            ("- { name: Sale,", "- { name: Great sale,"),
        ],
    ),
    edit(
        "hours.tags",
        "hours/Day/tags",
        &[("Owner: hours", "Owner: somebody")],
    ),
    edit(
        "queue.name",
        "queue/Support/name",
        &[
            ("  - name: Care\n", "  - name: Support\n    was: Care\n"),
            ("queue: Care", "queue: Support"),
            ("queue/Care", "queue/Support"),
        ],
    ),
    edit(
        "queue.description",
        "queue/Care/name",
        &[("Cares", "Cares more")],
    ),
    edit(
        "queue.hours",
        "queue/Care/hours",
        &[("hours: Day\n", "hours: Night\n")],
    ),
    edit(
        "queue.max_contacts",
        "queue/Care/max-contacts",
        &[("max_contacts: 10", "max_contacts: 11")],
    ),
    edit(
        "queue.outbound_caller",
        "queue/Care/outbound-caller",
        &[("name: Caring", "name: Still caring")],
    ),
    edit(
        "queue.status",
        "queue/Care/status",
        &[("status: ENABLED", "status: DISABLED")],
    ),
    edit(
        "queue.quick_connects",
        "queue/Care/quick-connects",
        &[("quick_connects: [care]", "quick_connects: [care, partner]")],
    ),
    edit(
        "queue.tags",
        "queue/Care/tags",
        &[("Owner: queue", "Owner: somebody")],
    ),
    edit(
        "quick-connect.name",
        "quick-connect/Help desk/name",
        &[("name: Care desk,", "name: Help desk, was: Care desk,")],
    ),
    edit(
        "quick-connect.description",
        "quick-connect/Care desk/name",
        &[("To care", "To those who care")],
    ),
    edit(
        "quick-connect.destination",
        "quick-connect/Partner/destination",
        &[("+441632960123", "+441632960124")],
    ),
    edit(
        "quick-connect.tags",
        "quick-connect/Care desk/tags",
        &[("Owner: link", "Owner: somebody")],
    ),
    edit(
        "routing-profile.name",
        "routing-profile/Helpers/name",
        &[
            ("  - name: Carers\n", "  - name: Helpers\n    was: Carers\n"),
            ("routing_profile: Carers", "routing_profile: Helpers"),
        ],
    ),
    edit(
        "routing-profile.description",
        "routing-profile/Carers/name",
        &[("Who care", "Who do care")],
    ),
    edit(
        "routing-profile.concurrency",
        "routing-profile/Carers/concurrency",
        &[("concurrency: 3", "concurrency: 4")],
    ),
    edit(
        "routing-profile.cross_channel",
        "routing-profile/Carers/concurrency",
        &[("ROUTE_CURRENT_CHANNEL_ONLY", "ROUTE_ANY_CHANNEL")],
    ),
    edit(
        "routing-profile.default_outbound_queue",
        "routing-profile/Carers/default-outbound-queue",
        &[(
            "default_outbound_queue: Care\n",
            "default_outbound_queue: Spare\n",
        )],
    ),
    edit(
        "routing-profile.queues",
        "routing-profile/Carers/queues",
        &[("priority: 2", "priority: 3")],
    ),
    edit(
        "routing-profile.tags",
        "routing-profile/Carers/tags",
        &[("Owner: profile", "Owner: somebody")],
    ),
    edit(
        "security-profile.description",
        "security-profile/Carer/settings",
        &[("May care", "May care a lot")],
    ),
    edit(
        "security-profile.permissions",
        "security-profile/Carer/settings",
        &[(
            "[BasicAgentAccess, OutboundCallAccess]",
            "[BasicAgentAccess]",
        )],
    ),
    edit(
        "security-profile.tags",
        "security-profile/Carer/tags",
        &[("Owner: rights", "Owner: somebody")],
    ),
    edit(
        "user.identity",
        "user/ada/identity",
        &[("ada@example.com", "ada.lovelace@example.com")],
    ),
    edit(
        "user.phone",
        "user/ada/phone",
        &[(
            "after_contact_work_seconds: 30",
            "after_contact_work_seconds: 45",
        )],
    ),
    edit(
        "user.routing_profile",
        "user/ada/routing-profile",
        &[("routing_profile: Carers", "routing_profile: Others")],
    ),
    edit(
        "user.security_profiles",
        "user/ada/security-profiles",
        &[(
            "security_profiles: [Carer]",
            "security_profiles: [Carer, Reader]",
        )],
    ),
    edit(
        "user.hierarchy_group",
        "user/ada/hierarchy-group",
        &[(
            "hierarchy_group: Service/Late",
            "hierarchy_group: Service/Early",
        )],
    ),
    edit(
        "user.proficiencies",
        "user/ada/proficiencies",
        &[("value: Welsh, level: 2", "value: Welsh, level: 3")],
    ),
    edit(
        "user.tags",
        "user/ada/tags",
        &[("Owner: user", "Owner: somebody")],
    ),
    edit(
        "hierarchy-structure.levels",
        "hierarchy-structure/levels/names",
        &[("levels: [Department, Team]", "levels: [Site, Shift]")],
    ),
    edit(
        "hierarchy-group.name",
        "hierarchy-group/Service%2FNight/name",
        &[
            (
                "{ path: Service/Late",
                "{ path: Service/Night, was: Service/Late",
            ),
            (
                "hierarchy_group: Service/Late",
                "hierarchy_group: Service/Night",
            ),
        ],
    ),
    edit(
        "hierarchy-group.tags",
        "hierarchy-group/Service/tags",
        &[("Owner: group", "Owner: somebody")],
    ),
    edit(
        "agent-status.name",
        "agent-status/Break/settings",
        &[("name: Lunch,", "name: Break, was: Lunch,")],
    ),
    edit(
        "agent-status.description",
        "agent-status/Lunch/settings",
        &[("Out to eat", "Away to eat")],
    ),
    edit(
        "agent-status.state",
        "agent-status/Lunch/settings",
        &[(
            "state: ENABLED, display_order",
            "state: DISABLED, display_order",
        )],
    ),
    edit(
        "agent-status.display_order",
        "agent-status/Lunch/settings",
        &[("display_order: 3", "display_order: 5")],
    ),
    edit(
        "agent-status.tags",
        "agent-status/Lunch/tags",
        &[("Owner: status", "Owner: somebody")],
    ),
    edit(
        "predefined-attribute.values",
        "predefined-attribute/Language/values",
        &[(
            "values: [English, Welsh]",
            "values: [English, Gaelic, Welsh]",
        )],
    ),
    edit(
        "predefined-attribute.purposes",
        "predefined-attribute/Language/settings",
        &[("purposes: [Routing]", "purposes: [Routing, Reports]")],
    ),
    edit(
        "predefined-attribute.value_validation",
        "predefined-attribute/Language/settings",
        &[("value_validation: true", "value_validation: false")],
    ),
];
