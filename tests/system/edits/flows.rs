//! Edits of what happens to contacts.

use super::{Edit, edit};

pub(super) const EDITS: &[Edit] = &[
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
];
