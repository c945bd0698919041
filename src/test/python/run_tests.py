"""Runs every `*_test.py` beside this file and says at the end how many passed, failed, and were skipped."""

import pathlib
import sys
import unittest


def main():
    here = pathlib.Path(__file__).parent
    tests = unittest.defaultTestLoader.discover(str(here), pattern="*_test.py", top_level_dir=str(here))
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(tests)
    # A test fails once, however many of its parts do; a class that cannot be set up fails as one.
    failed = {str(getattr(test, "test_case", test)) for test, _ in result.failures + result.errors}
    failed |= {str(test) for test in result.unexpectedSuccesses}
    skipped = len(result.skipped)
    passed = max(0, result.testsRun - skipped - len(failed))
    print(f"{passed} passed, {len(failed)} failed, {skipped} skipped")
    return 0 if result.wasSuccessful() and passed else 1


if __name__ == "__main__":
    sys.exit(main())
