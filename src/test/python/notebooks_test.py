"""Every notebook of the repository runs in the installed kernel, and what it shows is what the program had.

Set TRACEBOOK_DEMO to the compiled `src/test/c/demo.c`; `install/test` does.
"""

import csv
import io
import pathlib
import re
import shutil
import subprocess
import unittest

import nbformat
from nbclient import NotebookClient

from notebook_kernel import demo, demo_path, may_trace

NOTEBOOKS = pathlib.Path(__file__).resolve().parents[3] / "notebooks"
TRACE = re.compile(r"\s*(%%trace|trace\s|sample\s|span\s)")

METHODS = ["GET", "POST", "PUT", "DELETE"]
PATHS = ["/cart", "/orders", "/search?q=tea", "/articles/17", "/login"]
CUSTOMERS = ["ada", "grace", "edsger", "barbara", "ken"]


def has_python_debug_info():
    """Whether /usr/bin/python3.11 is there with the separate debug file of its build-id."""
    python = pathlib.Path("/usr/bin/python3.11")
    if not python.exists() or not shutil.which("readelf"):
        return False
    notes = subprocess.run(["readelf", "-n", python], capture_output=True, text=True, check=True).stdout
    build_id = re.search(r"Build ID: ([0-9a-f]+)", notes).group(1)
    return pathlib.Path(f"/usr/lib/debug/.build-id/{build_id[:2]}/{build_id[2:]}.debug").exists()


def execute(name, *more_java):
    """Runs a notebook, then `more_java` in the same kernel; returns its code cells. An error in a cell raises."""
    notebook = nbformat.read(NOTEBOOKS / name, as_version=4)
    notebook.cells += [nbformat.v4.new_code_cell(java) for java in more_java]
    client = NotebookClient(
        notebook, timeout=600, startup_timeout=300, kernel_name="tracebook", resources={"metadata": {"path": NOTEBOOKS}}
    )
    client.execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def printed(cell):
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


def rows(cell):
    return list(csv.DictReader(io.StringIO(printed(cell))))


class NotebooksTest(unittest.TestCase):
    def assert_tables(self, cells):
        for cell in cells:
            if TRACE.match(cell.source):
                texts = [output.data.get("text/plain", "") for output in cell.outputs if "data" in output]
                self.assertTrue(any(text.strip() for text in texts), f"no table from\n{cell.source}")

    def assert_complete(self, accounts):
        self.assertGreater(len(accounts), 0)
        for account in accounts:
            parts = sum(int(account[part]) for part in ("rows", "filtered", "throttled", "lost"))
            self.assertEqual(int(account["hits"]), parts, account)

    @unittest.skipUnless(may_trace(), "needs CAP_BPF and CAP_PERFMON")
    @unittest.skipUnless(demo_path(), "needs TRACEBOOK_DEMO, the compiled demo program")
    def test_quickstart_shows_the_values_of_the_demo_program(self):
        with demo():
            *cells, requests, account, large = execute(
                "quickstart.ipynb",
                "System.out.print(requests.csv())",
                'System.out.print(requests.completeness().write().toString("csv"))',
                "System.out.print(large.csv())",
            )
        self.assert_tables(cells)
        self.assert_complete(rows(account))

        handled = rows(requests)
        self.assertGreater(len(handled), 500)
        for row in handled:
            number = int(row["id"])
            self.assertEqual(row["method"], METHODS[number % 4])
            self.assertEqual(row["uri"], PATHS[number % 5])
            self.assertEqual(row["customer"], CUSTOMERS[number % 5])
            self.assertEqual(int(row["size"]), number * 37 % 4096)
            self.assertEqual(int(row["from.ip"]), 0x0A000000 + number % 250)
            self.assertEqual(int(row["from.port"]), 32768 + number % 1000)
            self.assertEqual(int(row["priority"]), number % 8)
        numbers = sorted(int(row["id"]) for row in handled)
        self.assertEqual(len(numbers), len(set(numbers)), "a request is there twice")
        # Of two workers one may overtake the other just where the trace begins or ends.
        inner = numbers[2:-2]
        self.assertEqual(inner, list(range(inner[0], inner[-1] + 1)), "a request is missing")

        for row in rows(large):
            self.assertGreater(int(row["size"]), 4000)
            self.assertRegex(row["message"], rf"^\w+ wants {row['size']} bytes of /")

    @unittest.skipUnless(may_trace(), "needs CAP_BPF and CAP_PERFMON")
    @unittest.skipUnless(has_python_debug_info(), "needs Debian's python3.11 and python3.11-dbg")
    def test_python_internals_shows_the_functions_of_the_program(self):
        *cells, calls = execute("python-internals.ipynb", "System.out.print(calls.csv())")
        self.assert_tables(cells)
        source = (NOTEBOOKS / "orders.py").read_text(encoding="utf-8").splitlines()
        ours = {(row["function"], int(row["line"])) for row in rows(calls) if row["file"].endswith("/orders.py")}
        self.assertLessEqual({"price_of", "by_total", "Order.__init__", "<module>"}, {name for name, _ in ours})
        for name, line in ours:
            if "<" not in name:
                self.assertRegex(source[line - 1], rf"(def|class) {name.rpartition('.')[2]}\b")


if __name__ == "__main__":
    unittest.main()
