"""The cells of the README, and those of the language reference that name the demo program, do what is said of them."""

import pathlib
import re
import unittest

from notebook_kernel import Kernel, demo, demo_path, may_trace

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
FENCED = re.compile(r"^```(trace|java|magic)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def cells(path):
    return FENCED.findall((REPOSITORY / path).read_text(encoding="utf-8"))


@unittest.skipUnless(may_trace(), "needs CAP_BPF and CAP_PERFMON")
@unittest.skipUnless(demo_path(), "needs TRACEBOOK_DEMO, the compiled demo program")
class DocumentedCellsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kernel = Kernel()
        cls.addClassCleanup(cls.kernel.close)
        cls.enterClassContext(demo())

    def assert_shows_something(self, code):
        cell = self.kernel.run(code)
        self.assertEqual(cell.status, "ok", f"{code}\n{cell.reply}")
        self.assertTrue(cell.texts and cell.texts[-1].strip(), code)
        return cell

    def test_readme(self):
        documented = cells("README.md")
        self.assertEqual([kind for kind, _ in documented], ["magic", "trace", "java", "java", "magic"])
        shown = [self.assert_shows_something(code).texts[-1] for _, code in documented]
        self.assertRegex(shown[0], r"tracebook-demo \(\d+\)")
        self.assertRegex(shown[1], r"handle_request: [\d,]+ hits = [1-9]")
        for customer in ("ada", "grace", "edsger", "barbara", "ken"):
            self.assertIn(customer, shown[2])
        self.assertRegex(shown[3], r"handle_request +\d+")

    def test_language_reference(self):
        documented = [code for kind, code in cells("src/docs/language.md") if code.startswith("%%trace tracebook-demo")]
        self.assertGreaterEqual(len(documented), 4)
        for code in documented:
            with self.subTest(code):
                text = self.assert_shows_something(code).texts[-1]
                self.assertNotRegex(text, r"(?m)^0 rows")


if __name__ == "__main__":
    unittest.main()
