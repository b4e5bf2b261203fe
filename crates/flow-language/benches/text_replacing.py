"""What the public exporters of Amazon Connect do, in Python, and how long it takes.

They parse no flow. They list the instance, and go over the text of each flow once for every thing in it: its ARN
becomes a placeholder, and then its bare id does; on the way back each placeholder becomes the ARN or id of the target.
Here that is `str.replace`, the fastest that Python has for it.

Standard input is what `flow-bench inventory FOLDER THINGS` prints. Standard output is one JSON object: the processor time
of each round over all flows, there and back, in milliseconds. Starting up and reading are no part of it.
"""

import json
import sys
import time

ROUNDS = 3


def placeholders(things):
    """Pairs of what stands in a flow and what stands in its place: ARNs before ids, which are parts of them."""
    arns, ids = [], []
    for name, thing in things:
        placeholder = "${%s}" % name.removeprefix("ref://")
        if thing.startswith("arn:"):
            arns.append((thing, placeholder))
            bare = thing.rpartition("/")[2]
            if len(bare) == 36:
                ids.append((bare, placeholder[:-1] + "#id}"))
        else:
            ids.append((thing, placeholder))
    return arns + ids


def there_and_back(text, pairs):
    for thing, placeholder in pairs:
        text = text.replace(thing, placeholder)
    for thing, placeholder in pairs:
        text = text.replace(placeholder, thing)
    return text


def main():
    told = json.load(sys.stdin)
    texts, pairs = told["texts"], placeholders(told["things"])
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        restored = [there_and_back(text, pairs) for text in texts]
        taken.append((time.process_time() - start) * 1000)
        if restored != texts:
            sys.exit("a text was not restored")
    json.dump({"ms": taken, "pairs": len(pairs)}, sys.stdout)


if __name__ == "__main__":
    main()
