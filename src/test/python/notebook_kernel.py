"""What the tests of the installed kernel share: a kernel to send cells to, and a demo program to look into."""

import contextlib
import os
import pathlib
import queue
import re
import subprocess
import time

from jupyter_client import KernelManager

PATIENCE = 300  # seconds that anything may take


def may_trace():
    """Whether this process, and so the kernel that it starts, has CAP_PERFMON (38) and CAP_BPF (39)."""
    status = pathlib.Path("/proc/self/status").read_text(encoding="ascii")
    held = int(re.search(r"^CapEff:\s*([0-9a-f]+)$", status, re.MULTILINE).group(1), 16)
    return held >> 38 & 3 == 3


def demo_path():
    """The compiled `src/test/c/demo.c`; empty if the tests are to do without it."""
    return os.environ.get("TRACEBOOK_DEMO", "")


def wait_until(condition, what):
    """Looks again and again until the condition holds; what another process does tells no one when it is done."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {PATIENCE} s: {what}")
        time.sleep(0.002)


class Cell:
    """What a cell has said so far, and when."""

    def __init__(self, request):
        self.request = request
        self.reply = None
        self.messages = []  # (type, content, monotonic time)

    def of(self, kind):
        return [content for type_, content, _ in self.messages if type_ == kind]

    @property
    def stdout(self):
        return "".join(c["text"] for c in self.of("stream") if c["name"] == "stdout")

    @property
    def texts(self):
        """The results and displays as text."""
        return [
            content["data"].get("text/plain", "")
            for type_, content, _ in self.messages
            if type_ in ("execute_result", "display_data")
        ]

    @property
    def status(self):
        return self.reply["status"]


class Kernel:
    """A kernel of the installed kernelspec, and one client of it."""

    def __init__(self):
        self.manager = KernelManager(kernel_name="tracebook")
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE)
        self.cells = {}

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    @property
    def pid(self):
        return self.manager.provisioner.pid

    def submit(self, code):
        cell = Cell(self.client.execute(code))
        self.cells[cell.request] = cell
        return cell

    def receive(self):
        """Takes one message off IOPub."""
        try:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
        except queue.Empty:
            raise AssertionError(f"the kernel said nothing for {PATIENCE} s") from None
        cell = self.cells.get(message["parent_header"].get("msg_id"))
        if cell:
            cell.messages.append((message["msg_type"], message["content"], time.monotonic()))

    def finish(self, cell):
        """Waits for the reply and for `idle`."""
        while not any(content["execution_state"] == "idle" for content in cell.of("status")):
            self.receive()
        while cell.reply is None:
            try:
                reply = self.client.get_shell_msg(timeout=PATIENCE)
            except queue.Empty:
                raise AssertionError(f"no reply within {PATIENCE} s") from None
            answered = self.cells.get(reply["parent_header"].get("msg_id"))
            if answered:  # else a late answer to one of the questions whether it is ready
                answered.reply = reply["content"]
        return cell

    def run(self, code):
        return self.finish(self.submit(code))

    def java(self, expression):
        """The value of a Java expression as text."""
        cell = self.run(f"System.out.print({expression})")
        assert cell.status == "ok", cell.reply
        return cell.stdout


class Demo:
    """The demo program at work, seen from outside."""

    def __init__(self, process):
        self.process = process
        self.pid = process.pid
        self.base = None
        wait_until(self._started, "the demo program is loaded")
        symbols = subprocess.run(["nm", demo_path()], capture_output=True, text=True, check=True).stdout
        self.total = int(re.search(r"^([0-9a-f]+) \w requests_total$", symbols, re.MULTILINE).group(1), 16)
        wait_until(lambda: self.requests() > 0, "the demo program takes requests")

    def _started(self):
        self.mappings = [
            (int(m[1], 16), int(m[2], 16), m[3])
            for m in re.finditer(
                r"^(\w+)-(\w+) (\S+) .* " + re.escape(os.path.realpath(demo_path())) + "$",
                pathlib.Path(f"/proc/{self.pid}/maps").read_text(encoding="utf-8"),
                re.MULTILINE,
            )
        ]
        self.base = self.mappings[0][0] if self.mappings else None
        return self.base is not None

    def memory(self, address, size):
        with open(f"/proc/{self.pid}/mem", "rb", buffering=0) as memory:
            memory.seek(address)
            return memory.read(size)

    def code(self):
        """The program's instructions as they are in memory now: a probe shows."""
        return b"".join(self.memory(low, high - low) for low, high, mode in self.mappings if "x" in mode)

    def requests(self):
        """How many requests it has handled."""
        return int.from_bytes(self.memory(self.base + self.total, 8), "little")

    def wait_for_requests(self, count):
        before = self.requests()
        wait_until(lambda: self.requests() >= before + count, f"{count} more requests")


@contextlib.contextmanager
def demo(*arguments):
    with subprocess.Popen([demo_path(), *arguments, "600"], stdout=subprocess.DEVNULL) as process:
        try:
            yield Demo(process)
        finally:
            process.kill()
