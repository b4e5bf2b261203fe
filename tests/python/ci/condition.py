"""Conditions and expressions of GitHub (`needs.plan.outputs.changes != '0'`) and of GitLab (`$STAGE == "dev"`)."""

import re

TOKEN = re.compile(r"""\s*(?:(?P<text>'[^']*'|"[^"]*")|(?P<sign>==|!=|&&|\|\||[!()])|(?P<name>\$?[\w.-]+))""")
SPELT_OUT = {"true": True, "false": False, "null": None}


class Condition:
    """An expression that is read from left to right. `value_of` tells what a name stands for."""

    def __init__(self, text, value_of):
        self.tokens, self.value_of, place = [], value_of, 0
        text = text.strip()
        while place < len(text):
            found = TOKEN.match(text, place)
            if not found:
                raise SystemExit(f"not understood: {text}")
            self.tokens.append((found.lastgroup, found[found.lastgroup]))
            place = found.end()

    def value(self):
        answer = self.either()
        if self.tokens:
            raise SystemExit(f"not understood: {self.tokens}")
        return answer

    def takes(self, sign):
        if self.tokens[:1] == [("sign", sign)]:
            return self.tokens.pop(0)
        return None

    def either(self):
        answer = self.both()
        while self.takes("||"):
            other = self.both()
            answer = answer or other
        return answer

    def both(self):
        answer = self.compared()
        while self.takes("&&"):
            other = self.compared()
            answer = answer and other
        return answer

    def compared(self):
        left = self.single()
        if self.takes("=="):
            return left == self.single()
        if self.takes("!="):
            return left != self.single()
        return left

    def single(self):
        if self.takes("!"):
            return not self.single()
        if self.takes("("):
            answer = self.either()
            self.takes(")") or self.fail()
            return answer
        kind, word = self.tokens.pop(0)
        if kind == "text":
            return word[1:-1]
        if kind == "sign":
            self.fail()
        if self.takes("("):
            given = "" if self.tokens[:1] == [("sign", ")")] else self.single()
            self.takes(")") or self.fail()
            return self.value_of(f"{word}({given})")
        return SPELT_OUT[word] if word in SPELT_OUT else self.value_of(word)

    def fail(self):
        raise SystemExit(f"not understood at {self.tokens}")
