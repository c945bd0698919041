"""Trace cells of the installed kernel, as a Jupyter client sees them.

Set TRACEBOOK_DEMO to the compiled `src/test/c/demo.c`; `install/test` does.
"""

import csv
import io
import json
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import notebook_kernel
from notebook_kernel import PATIENCE, Kernel, demo, demo_path, may_trace, wait_until

HANDLED = "trace handle_request { emit id = r->id, size = r->size; }"


def has_module(name):
    return subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True, check=False).returncode == 0


@unittest.skipUnless(may_trace(), "needs CAP_BPF and CAP_PERFMON")
@unittest.skipUnless(demo_path(), "needs TRACEBOOK_DEMO, the compiled demo program")
class TraceCellsTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.kernel = Kernel()
        cls.addClassCleanup(cls.kernel.close)
        cls.demo = cls.enterClassContext(demo())

    def completeness(self, name):
        return list(csv.DictReader(io.StringIO(self.kernel.java(f'{name}.completeness().write().toString("csv")'))))

    def assert_complete(self, name):
        accounts = self.completeness(name)
        self.assertGreater(len(accounts), 0)
        for account in accounts:
            parts = sum(int(account[part]) for part in ("rows", "filtered", "throttled", "lost"))
            self.assertEqual(int(account["hits"]), parts, account)

    def assert_ok(self, cell):
        self.assertEqual(cell.status, "ok", cell.reply)

    def assert_failed(self, cell, name, *lines):
        self.assertEqual(cell.status, "error")
        self.assertEqual(cell.reply["ename"], name)
        self.assertEqual(cell.of("error")[0]["traceback"], cell.reply["traceback"])
        said = "\n".join(cell.reply["traceback"])
        self.assertNotIn("\x1b", said)
        self.assertEqual(said.splitlines(), list(lines))

    def submit_and_attach(self, kernel, target, code):
        """Submits a trace cell; returns when its probe is in the target's code."""
        untouched = target.code()
        cell = kernel.submit(code)
        wait_until(lambda: target.code() != untouched, "the probe is attached")
        return cell, untouched

    def assert_quick(self, interrupted):
        """`interrupted()` gives the seconds that an interrupt took: the best of three, others use the machine."""
        self.assertLess(min(interrupted() for _ in range(3)), 0.5)

    def test_interrupt_keeps_the_rows_and_aborts_the_queue(self):
        def interrupted():
            cell, untouched = self.submit_and_attach(
                self.kernel, self.demo, f"%%trace {self.demo.pid} --for 300s --as kept\n{HANDLED}"
            )
            queued = self.kernel.submit("int ranAfterTheInterrupt = 1;")
            self.demo.wait_for_requests(20)
            start = time.monotonic()
            self.kernel.manager.interrupt_kernel()
            self.kernel.finish(cell)
            took = time.monotonic() - start
            self.assert_ok(cell)
            self.assertRegex(cell.texts[-1], r"\n\d+ rows, interrupted\n")
            self.assertEqual(self.demo.code(), untouched)

            self.kernel.finish(queued)
            self.assertEqual(queued.status, "aborted")
            self.assertEqual(self.kernel.java("kept.interrupted()"), "true")
            self.assertGreaterEqual(int(self.kernel.java("kept.rowCount()")), 20)
            self.assert_complete("kept")
            after = self.kernel.run("ranAfterTheInterrupt")
            self.assertEqual(after.status, "error")
            return took

        self.assert_quick(interrupted)

    def test_interrupt_of_a_launched_program_ends_it(self):
        def interrupted():
            cell = self.kernel.submit(
                f"%%trace --launch '{demo_path()} --print 60' --for 300s --as launched\n{HANDLED}"
            )
            while not cell.stdout:
                self.kernel.receive()
            start = time.monotonic()
            self.kernel.manager.interrupt_kernel()
            self.kernel.finish(cell)
            took = time.monotonic() - start
            self.assert_ok(cell)
            self.assertEqual(self.kernel.java("launched.interrupted()"), "true")
            self.assertEqual(self.children(), [])
            return took

        self.assert_quick(interrupted)

    def children(self):
        """The processes whose parent is the kernel; one that ends while the list is made is none of them."""
        found = []
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                text = stat.read_text(encoding="utf-8", errors="replace")
            except (FileNotFoundError, ProcessLookupError):
                continue
            # proc_pid_stat(5): the name, which may hold anything, ends at the last bracket; then state and parent.
            if int(text.rpartition(")")[2].split()[1]) == self.kernel.pid:
                found.append(stat.parent.name)
        return found

    def test_interrupt_of_a_java_cell(self):
        def interrupted():
            cell = self.kernel.submit('System.out.println("on"); while (true) {}')
            while not cell.stdout:
                self.kernel.receive()
            start = time.monotonic()
            self.kernel.manager.interrupt_kernel()
            self.kernel.finish(cell)
            took = time.monotonic() - start
            self.assertEqual(cell.status, "error")
            self.assertEqual(cell.reply["evalue"], "The cell was interrupted.")
            self.assertEqual(self.kernel.java("6 * 7"), "42")
            return took

        self.assert_quick(interrupted)

    def test_output_of_a_launched_program_streams_while_it_runs(self):
        cell = self.kernel.run(f"%%trace --launch '{demo_path()} --print 2' --as streamed\n{HANDLED}")
        self.assert_ok(cell)
        times = [when for type_, _, when in cell.messages if type_ == "stream"]
        self.assertGreater(times[-1] - times[0], 1, "the output came all at once")
        printed = {
            int(m[1]): int(m[2]) for m in re.finditer(r"^id=(\d+) .* size=(\d+) ", cell.stdout, re.MULTILINE)
        }
        self.assertEqual(len(printed), 1000)
        traced = {int(row["id"]): int(row["size"]) for row in csv.DictReader(io.StringIO(self.kernel.java("streamed.csv()")))}
        self.assertEqual(traced, printed)
        self.assert_complete("streamed")

    def test_attach_then_cells_without_a_target(self):
        card = self.kernel.run(f"%attach {self.demo.pid}")
        self.assert_ok(card)
        self.assertRegex(card.texts[0], rf"tracebook-demo \({self.demo.pid}\)")
        cell = self.kernel.run("%%trace --max 5\ntrace handle_request { emit size = r->size; }")
        self.assert_ok(cell)
        self.assertEqual(self.kernel.java('events.rowCount() + " " + events.interrupted()'), "5 false")
        self.assert_complete("events")
        self.assert_ok(self.kernel.run("%detach"))
        self.assert_failed(
            self.kernel.run(HANDLED),
            "TargetError",
            "error: There is no target.",
            "hint: Name one, `%%trace 1234` or `%%trace nginx`, or attach to one first: `%attach 1234`.",
        )

    def test_named_probes_give_variables_of_their_own(self):
        cell = self.kernel.run(
            f"%%trace {self.demo.pid} --for 300ms\n"
            "trace parse_request as parsed { emit length; }\n"
            "trace handle_request as handled { emit id = r->id; }\n"
            "trace price_of { emit article = item->article; }\n"
        )
        self.assert_ok(cell)
        self.assertEqual(len(cell.texts), 3)
        for name, column in (("parsed", "length"), ("handled", "id"), ("events", "article")):
            self.assertEqual(self.kernel.java(f'{name}.containsColumn("{column}")'), "true")
            self.assertGreater(int(self.kernel.java(f"{name}.rowCount()")), 10)
            self.assert_complete(name)
            self.assertEqual(len(self.completeness(name)), 1)

    def test_errors_have_place_caret_and_hint(self):
        cell = self.kernel.run(f"%%trace {self.demo.pid}\ntrace handle_request {{\n  emit r->sise;\n  emit nobody;\n}}")
        self.assert_failed(
            cell,
            "TraceError",
            "error: `struct request` has no member `sise`",
            "  3 |   emit r->sise;",
            "    |           ^^^^",
            "hint: did you mean `size`?",
            "",
            "error: no variable `nobody` at `demo.c:130`",
            "  4 |   emit nobody;",
            "    |        ^^^^^^",
            "hint: visible there: `out`, `r`, `self`, `total`",
        )
        queued = self.kernel.run("1 + 1")
        self.assertEqual(queued.texts, ["2"])

    def test_unknown_process(self):
        self.assert_failed(
            self.kernel.run(f"%%trace is-not-there\n{HANDLED}"),
            "TargetError",
            "error: No process is called `is-not-there`.",
            "hint: Start it, or give a process number; `pgrep -l ''` lists the names.",
        )

    def test_killed_kernel_leaves_the_target_as_it_was(self):
        kernel = Kernel()
        try:
            with demo() as target:
                _, untouched = self.submit_and_attach(kernel, target, f"%%trace {target.pid} --for 60s\n{HANDLED}")
                kernel.manager.signal_kernel(signal.SIGKILL)
                wait_until(lambda: target.code() == untouched, "the probe is gone")
                target.wait_for_requests(20)
                self.assertIsNone(target.process.poll())
        finally:
            kernel.close()

    @unittest.skipUnless(has_module("jupyter_console"), "needs jupyter-console")
    def test_console(self):
        session = subprocess.run(
            [sys.executable, "-m", "jupyter_console", "--kernel", "tracebook", "--simple-prompt"],
            # With its simple prompt the console takes cells of one line only.
            input=f"%attach {self.demo.pid}\ntrace handle_request {{ emit id = r->id; exit; }}\nevents.rowCount() + 41\n",
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        said = session.stdout + session.stderr
        self.assertRegex(said, r"(?m)^\s*time +probe +pid +tid +cpu +id\s*$", said)
        self.assertRegex(said, r"Out\[3\]: 42", said)

    @unittest.skipUnless(has_module("nbconvert"), "needs nbconvert")
    def test_nbconvert(self):
        with tempfile.TemporaryDirectory() as directory:
            path = pathlib.Path(directory, "traced.ipynb")
            source = f"%%trace --launch '{demo_path()} 5' --max 3\ntrace handle_request {{ emit id = r->id; }}"
            cells = [
                {"cell_type": "code", "id": f"c{n}", "metadata": {}, "execution_count": None, "outputs": [], "source": text}
                for n, text in enumerate((source, "events.longColumn(\"id\")"))
            ]
            spec = {"name": "tracebook", "display_name": "Tracebook (Java + eBPF)", "language": "java"}
            path.write_text(
                json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": spec}, "cells": cells}),
                encoding="utf-8",
            )
            done = subprocess.run(
                [sys.executable, "-m", "nbconvert", "--execute", "--to", "html", str(path)],
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                check=False,
            )
            self.assertEqual(done.returncode, 0, done.stderr)
            html = path.with_suffix(".html").read_text(encoding="utf-8")
        self.assertIn("3 rows", html)
        self.assertRegex(html, r"handle_request: [\d,]+ hits = ")


if __name__ == "__main__":
    unittest.main()
