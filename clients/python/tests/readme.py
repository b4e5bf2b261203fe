"""Runs the programs of the README as they are written."""

import contextlib
import io
import os
import pathlib
import re
import unittest
from unittest import mock

from world import WORLD, Daemon

README = pathlib.Path(__file__).resolve().parents[1] / "README.md"


class Readme(unittest.TestCase):
    def test_its_programs_do_what_it_says(self):
        daemon = Daemon(WORLD.program)
        self.addCleanup(daemon.remove)
        names, said = {}, io.StringIO()
        programs = re.findall(r"^```python\n(.*?)^```", README.read_text(), re.DOTALL | re.MULTILINE)
        with mock.patch.dict(os.environ, TRUNKLINE_ENDPOINT=daemon.address), contextlib.redirect_stdout(said):
            for program in programs:
                exec(compile(program, str(README), "exec"), names)
        text = said.getvalue()
        self.assertRegex(text, r"(?m)^1 state_changed$")
        self.assertRegex(text, r"(?m)^arn:aws:connect:[^ ]+:instance/")
        self.assertIn('queues[0].hours there are no hours of operation named "Ofice"', text)
        self.assertIn("['targets/consumer', 'targets/local', 'targets/local-us']", text)
