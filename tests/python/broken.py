"""Requests of which one value breaks a published constraint, and which are whole otherwise.

check_shapes.py breaks the members of the request itself, except for their patterns and least sizes.
These are here, and everything that stands inside of members.
"""

# Longer texts and lists are not worth the time that they take.
TEXT_MAX, LIST_MAX = 100_000, 500
# Few patterns take a bell, and fewer a snowman.
UNUSUAL = ("\a", "\u2603")


def requests(check_shapes, shape, params):
    """What is broken, and the request with it."""
    for name, member in members(shape, params):
        rules = [*misfits(check_shapes, member, params[name]), *sizes(member, params[name])]
        inside = within(check_shapes, member, params[name])
        for where, value in [*((f": {rule}", value) for rule, value in rules), *inside]:
            yield f"{name}{where}", {**params, name: value}


def within(check_shapes, shape, value):
    """The values that have one fault in a part of them, and where it is."""
    for where, part, put in parts(shape, value):
        inner = value[where] if shape.type_name != "list" else value[0]
        rules = [*misfits(check_shapes, part, inner), *sizes(part, inner), *limits(part, inner)]
        for rule, broken in rules:
            yield f".{where}: {rule}", put(broken)
        for deeper, broken in within(check_shapes, part, inner):
            yield f".{where}{deeper}", put(broken)
        if where in shape.metadata.get("required", ()):
            yield f".{where}: left out", {key: value[key] for key in value if key != where}


def members(shape, value):
    """The members of a structure that there are, and their shapes."""
    return [(name, member) for name, member in shape.members.items() if name in value]


def parts(shape, value):
    """What a value holds: by which name, of which shape, and how to put another in its place."""
    if shape.type_name == "structure" and isinstance(value, dict):
        for name, member in members(shape, value):
            yield name, member, lambda other, name=name: {**value, name: other}
    elif shape.type_name == "map" and value:
        name = next(iter(value))
        yield name, shape.value, lambda other: {**value, name: other}
    elif shape.type_name == "list" and value:
        yield 0, shape.member, lambda other: [other, *value[1:]]


def misfits(check_shapes, shape, value):
    """Texts that a pattern does not take, and keys that are not to be."""
    pattern = shape.metadata.get("pattern")
    if shape.type_name == "string" and pattern:
        texts = [text for text in UNUSUAL if not check_shapes.pattern_ok(pattern, text)]
        yield from (("against the pattern", text) for text in texts[:1])
    if shape.type_name == "map" and value:
        entry = next(iter(value.values()))
        if getattr(shape.key, "enum", None):
            yield "a key outside the enum", {"NOT_A_VALUE_": entry}
        elif shape.key.metadata.get("max", TEXT_MAX) < TEXT_MAX:
            yield "a key too long", {"a" * (shape.key.metadata["max"] + 1): entry}


def sizes(shape, value):
    """Lists and maps that are too small."""
    if shape.metadata.get("min", 0) >= 1 and shape.type_name in ("list", "map"):
        yield "too few", type(value)()


def limits(shape, value):
    """What check_shapes.py would break in a member of the request itself."""
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if shape.type_name == "string" and getattr(shape, "enum", None):
        yield "outside the enum", "NOT_A_VALUE_"
    elif shape.type_name == "string":
        if most is not None and most < TEXT_MAX:
            yield "too long", "a" * (most + 1)
        if least:
            yield "too short", ""
    elif shape.type_name in ("integer", "long"):
        if most is not None:
            yield "too large", most + 1
        if least is not None:
            yield "too small", least - 1
    elif shape.type_name == "list" and value and most is not None and most <= LIST_MAX:
        yield "too many", value[:1] * (most + 1)
