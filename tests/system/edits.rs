//! One edit for each member that AWS can change: what the spec says before and after, and the one step
//! that the plan must have.

/// An edit of `specs/updates.yaml`.
pub(crate) struct Edit {
    /// The kind and the member, as the kind's facts name them.
    pub(crate) member: &'static str,
    /// The step that must be the whole plan.
    pub(crate) step: &'static str,
    /// Texts to replace, all of their occurrences.
    pub(crate) replace: &'static [(&'static str, &'static str)],
}

const fn edit(
    member: &'static str,
    step: &'static str,
    replace: &'static [(&'static str, &'static str)],
) -> Edit {
    Edit {
        member,
        step,
        replace,
    }
}

/// Every edit.
pub(crate) const EDITS: &[Edit] = &[
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
    edit(
        "flow.name",
        "flow/Front door/name",
        &[
            ("  - name: Menu\n", "  - name: Front door\n    was: Menu\n"),
            ("flow: Menu", "flow: Front door"),
        ],
    ),
    edit(
        "flow.description",
        "flow/Menu/name",
        &[("Where calls start", "Where every call starts")],
    ),
    edit(
        "flow.content",
        "flow/Menu/content",
        &[("Good day.", "Good evening.")],
    ),
    edit(
        "flow.tags",
        "flow/Menu/tags",
        &[("Owner: flow", "Owner: somebody")],
    ),
    edit(
        "module.name",
        "module/Recognise/name",
        &[
            (
                "  - name: Identify\n",
                "  - name: Recognise\n    was: Identify\n",
            ),
            ("module/Identify", "module/Recognise"),
        ],
    ),
    edit(
        "module.description",
        "module/Identify/name",
        &[("Asks who calls", "Asks who is calling")],
    ),
    edit(
        "module.content",
        "module/Identify/content",
        &[("prompt/Chime", "prompt/Beep.wav")],
    ),
    edit(
        "module.settings",
        "module/Identify/content",
        &[("language: { type: string }", "language: { type: integer }")],
    ),
    edit(
        "module.tags",
        "module/Identify/tags",
        &[("Owner: module", "Owner: somebody")],
    ),
    edit(
        "prompt.name",
        "prompt/Gong/settings",
        &[
            ("name: Chime,", "name: Gong, was: Chime,"),
            ("prompt/Chime", "prompt/Gong"),
        ],
    ),
    edit(
        "prompt.description",
        "prompt/Chime/settings",
        &[("Two notes", "Two soft notes")],
    ),
    edit(
        "prompt.audio",
        "prompt/Chime/audio",
        &[("file: chime.wav", "file: gong.wav")],
    ),
    edit(
        "prompt.audio",
        "prompt/Jingle/audio",
        &[("jingle.wav", "jingle (2).wav")],
    ),
    edit(
        "prompt.tags",
        "prompt/Chime/tags",
        &[("Owner: prompt", "Owner: somebody")],
    ),
    edit(
        "storage.bucket",
        "storage/call_recordings/config",
        &[(
            "bucket: updates-data, prefix",
            "bucket: updates-other, prefix",
        )],
    ),
    edit(
        "storage.prefix",
        "storage/call_recordings/config",
        &[("prefix: calls", "prefix: recordings")],
    ),
    edit(
        "storage.kms_key",
        "storage/call_recordings/config",
        &[(
            "prefix: calls, kms_key: \"arn:aws:kms:eu-west-2:111111111111:key/one",
            "prefix: calls, kms_key: \"arn:aws:kms:eu-west-2:111111111111:key/two",
        )],
    ),
    edit(
        "storage.retention_hours",
        "storage/media_streams/config",
        &[("retention_hours: 24", "retention_hours: 48")],
    ),
    edit(
        "storage.stream",
        "storage/contact_trace_records/config",
        &[("stream/records", "stream/contacts")],
    ),
    edit(
        "storage.delivery_stream",
        "storage/contact_trace_records/config",
        &[(
            "stream: \"arn:aws:kinesis:eu-west-2:111111111111:stream/records",
            "delivery_stream: \"arn:aws:firehose:eu-west-2:111111111111:deliverystream/records",
        )],
    ),
    edit(
        "bucket.kms_key",
        "bucket/updates-data/encryption",
        &[(
            "expire_days: 30, kms_key: \"arn:aws:kms:eu-west-2:111111111111:key/one",
            "expire_days: 30, kms_key: \"arn:aws:kms:eu-west-2:111111111111:key/two",
        )],
    ),
    edit(
        "bucket.block_public_access",
        "bucket/updates-other/public-access",
        &[(
            "name: updates-other",
            "name: updates-other, block_public_access: false",
        )],
    ),
    edit(
        "bucket.tls_only",
        "bucket/updates-other/policy",
        &[(
            "name: updates-other",
            "name: updates-other, tls_only: false",
        )],
    ),
    edit(
        "bucket.versioning",
        "bucket/updates-data/versioning",
        &[("versioning: false", "versioning: true")],
    ),
    edit(
        "bucket.expire_days",
        "bucket/updates-data/expiry",
        &[("expire_days: 30", "expire_days: 60")],
    ),
    edit(
        "bucket.tags",
        "bucket/updates-data/tags",
        &[("Owner: bucket", "Owner: somebody")],
    ),
    edit(
        "log-group.retention_days",
        "log-group/%2Faws%2Fconnect%2Fupdates/retention",
        &[(
            "  contact_lens: true",
            "  contact_lens: true\n  log_retention_days: 30",
        )],
    ),
    edit(
        "email-address.display_name",
        "email-address/care@example.com/metadata",
        &[("display_name: Care", "display_name: Help")],
    ),
    edit(
        "email-address.description",
        "email-address/care@example.com/metadata",
        &[("description: Questions", "description: Answers")],
    ),
    edit(
        "email-address.tags",
        "email-address/care@example.com/tags",
        &[("Owner: mail", "Owner: somebody")],
    ),
];

/// Members that have a test of their own: moving a number needs a second instance.
pub(crate) const ELSEWHERE: &[&str] = &[
    "phone-number.instance",
    // One tag of the instance is on the group too, so no edit is the group's alone.
    "log-group.tags",
    "saml-provider.metadata",
    "saml-provider.tags",
    "federation-role.provider",
    "federation-role.instance",
    "federation-role.session_hours",
    "federation-role.tags",
];
