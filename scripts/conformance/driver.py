"""Runs the tests of one module in this interpreter and reports each on a line of its own.

usage: driver.py FOLDER MODULE NONCE [--ids FILE] [--only REGEX]
FOLDER   where the package `test` is
NONCE    begins every line that is meant for whoever started this
FILE     the ids to run, one a line

After the nonce comes a JSON array: ["tests", [id, ...]], ["start", id], ["end", id, outcome, message],
["outside", name, outcome, message] for a failing fixture of a class or module, ["done"].
Outcomes: passed, failed, skipped.
"""

import json
import os
import re
import sys
import unittest

folder, module, nonce = sys.argv[1:4]
options = dict(zip(sys.argv[4::2], sys.argv[5::2]))
sys.argv[1:] = []
sys.path.insert(0, folder)
out = sys.stdout


def say(*event):
    out.write("\n" + nonce + json.dumps(event) + "\n")
    out.flush()


def flat(suite, names):
    """The cases of a suite with unique ids: a name that occurs again gets a number."""
    try:
        parts = iter(suite)
    except TypeError:
        name = suite.id()
        names[name] = count = names.get(name, 0) + 1
        yield (name if count == 1 else "%s#%d" % (name, count)), suite
    else:
        for part in parts:
            yield from flat(part, names)


class Reporter(unittest.TestResult):
    """The worst outcome of a test's parts is the test's."""

    worse = ("passed", "skipped", "failed")

    # Names are by id: doctests of the same module are equal.
    def __init__(self, names):
        super().__init__()
        self.names = names
        self.running = None

    def startTest(self, test):
        super().startTest(test)
        self.running = test
        self.outcome, self.message = None, ""
        say("start", self.names[id(test)])

    def stopTest(self, test):
        say("end", self.names[id(test)], self.outcome or "failed", self.message)
        self.running = None
        super().stopTest(test)

    def note(self, test, outcome, message=""):
        case = test.test_case if isinstance(test, unittest.case._SubTest) else test
        if self.running is None or case is not self.running:
            say("outside", test.id(), outcome, message)
        elif self.outcome is None or self.worse.index(outcome) > self.worse.index(self.outcome):
            self.outcome, self.message = outcome, message

    def error(self, error):
        try:
            return self._exc_info_to_string(error, self.running)[-3000:]
        except Exception:
            return error[0].__name__

    def addSuccess(self, test):
        self.note(test, "passed")

    def addExpectedFailure(self, test, error):
        self.note(test, "passed")

    def addUnexpectedSuccess(self, test):
        self.note(test, "failed", "unexpected success")

    def addSkip(self, test, reason):
        self.note(test, "skipped", str(reason))

    def addFailure(self, test, error):
        self.note(test, "failed", self.error(error))

    addError = addFailure

    def addSubTest(self, test, part, error):
        if error is not None:
            self.note(test, "failed", self.error(error))


def main():
    loader = unittest.TestLoader()
    try:
        suite = loader.loadTestsFromName(module)
    except unittest.SkipTest as reason:
        say("outside", module, "skipped", str(reason))
        return
    except BaseException as error:
        say("outside", module, "failed", "%s: %s" % (type(error).__name__, error))
        return
    found = dict(flat(suite, {}))
    for message in loader.errors:
        say("outside", module, "failed", message[-3000:])
        found = {name: case for name, case in found.items() if "_FailedTest" not in name}
    if "--only" in options:
        found = {name: case for name, case in found.items() if re.search(options["--only"], name)}
    say("tests", list(found))
    if "--ids" in options:
        with open(options["--ids"], encoding="utf-8") as file:
            wanted = set(file.read().splitlines())
        found = {name: case for name, case in found.items() if name in wanted}
    unittest.TestSuite(found.values()).run(Reporter({id(case): name for name, case in found.items()}))


if __name__ == "__main__":
    main()
    say("done")
    # Threads that a test left behind must not keep the process.
    os._exit(0)
