"""Measures the installed kernel beside its peers, prints a table, and keeps the record in src/bench/results.

    PYTHON src/bench/bench.py [--repeat 5] [--drop=JAVA_OPTION]... [--add=JAVA_OPTION]... [--dry]

PYTHON is one with jupyter_client (that of ~/.local/share/tracebook/venv). Run it as root, on a machine that is quiet.
Every round measures all candidates once, one after the other, so that what disturbs the machine disturbs all of them;
a peer that is not installed is left out. `--drop` and `--add` make one more candidate each: our kernel without, or with, one
option of its Java.

What is measured:
  kernel_info   from the request to start the kernel to its answer to kernel_info
  Java cell     from there on, with kernel_info: to the result of a first Java cell
  first event   from the submission of a trace (or the start of a peer) to the first event: for ours by the time that
                the probe itself noted (the clock is the same), for a peer by the first line that it printed
  done          from the submission to the end: the table is there, the probe is gone
  CPU           the milliseconds of all processors: to the result of a first Java cell, and to the end
  memory        the highest resident size; of a peer's children too; of ours also before the first trace
Cold is the first trace of a process, warm the median of those after it.
"""

import argparse
import datetime
import os
import pathlib
import platform
import queue
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from jupyter_client import KernelManager

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
FUNCTION = "parse_request"
WARM_TRACES = 10
PATIENCE = 120  # seconds that anything may take


class Failed(Exception):
    """A candidate did not do what is measured."""


def now():
    return time.time_ns()


def ms_since(start, end=None):
    return ((end or now()) - start) / 1e6


# ---- our kernel --------------------------------------------------------------------------------


def run_cell(client, code):
    """Executes one cell; returns what it printed, its result as text, and the milliseconds to its end."""
    start = now()
    request = client.execute(code, store_history=False)
    printed, result = [], ""
    while True:
        try:
            message = client.get_iopub_msg(timeout=PATIENCE)
        except queue.Empty:
            raise Failed(f"no answer within {PATIENCE} s to\n{code}") from None
        if message["parent_header"].get("msg_id") != request:
            continue
        kind, content = message["msg_type"], message["content"]
        if kind == "stream":
            printed.append(content["text"])
        elif kind in ("execute_result", "display_data"):
            result = content["data"].get("text/plain", "")
        elif kind == "error":
            raise Failed(f"{content['ename']}: {content['evalue']}\n{code}")
        elif kind == "status" and content["execution_state"] == "idle":
            return "".join(printed), result, ms_since(start)


def trace_once(client, pid):
    """One trace of one row; returns the milliseconds to its first event and to its end."""
    start = now()
    _, _, done = run_cell(client, f"%%trace {pid} --max 1 --as one\ntrace {FUNCTION} {{ emit text, length; }}")
    printed, _, _ = run_cell(client, 'System.out.print("first " + one.longColumn("time").get(0));')
    event = int(re.search(r"first (\d+)", printed).group(1))
    return ms_since(start, event), done


def highest_resident(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE).group(1)) / 1024


def cpu(pid):
    """Milliseconds that all processors have spent on a process."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def our_kernel(edit):
    """Measures our kernel, its command line edited by a function."""

    def measure(pid, _):
        manager = KernelManager(kernel_name="tracebook")
        manager.kernel_spec.argv = edit(list(manager.kernel_spec.argv))
        start = now()
        manager.start_kernel()
        client = manager.client()
        try:
            client.start_channels()
            client.wait_for_ready(timeout=PATIENCE)
            info = ms_since(start)
            run_cell(client, "6 * 7")
            java = ms_since(start)
            kernel = manager.provisioner.pid
            java_cpu, java_memory = cpu(kernel), highest_resident(kernel)
            cold_event, cold_done = trace_once(client, pid)
            warm = [trace_once(client, pid) for _ in range(WARM_TRACES)]
            return {
                "kernel_info": info,
                "Java cell": java,
                "first event, cold": cold_event,
                "done, cold": cold_done,
                "first event, warm": statistics.median(event for event, _ in warm),
                "done, warm": statistics.median(done for _, done in warm),
                "CPU, Java cell": java_cpu,
                "CPU, end": cpu(kernel),
                "memory, Java cell": java_memory,
                "memory": highest_resident(kernel),
            }
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)

    return measure


def without(option):
    return lambda argv: [word for word in argv if word != option]


def with_option(option):
    return lambda argv: [argv[0], option, *argv[1:]]


# ---- peers -------------------------------------------------------------------------------------


def watch(command, line):
    """Runs a command; milliseconds until a line that matches, and until its end, and its highest resident size."""
    start = now()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        event, said = None, []
        for raw in process.stdout:
            text = raw.decode(errors="replace")
            said.append(text)
            if event is None and re.search(line, text):
                event = ms_since(start)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    if event is None:
        raise Failed("".join(said[-5:]))
    return {
        "first event, cold": event,
        "done, cold": ms_since(start),
        "CPU, end": (usage.ru_utime + usage.ru_stime) * 1000,
        "memory": usage.ru_maxrss / 1024,
    }


def gdb(pid, _):
    # The frame is printed when the breakpoint is hit; the value by the command after it.
    commands = ["set confirm off", "set debuginfod enabled off", f"break {FUNCTION}", "continue", "print text", "detach"]
    return watch(
        ["timeout", str(PATIENCE), "gdb", "-q", "-nx", "-batch", "-p", str(pid), *(w for c in commands for w in ("-ex", c))],
        r"^\$1 = ",
    )


def bpftrace(pid, program):
    script = f'uprobe:{program}:{FUNCTION} {{ printf("%s\\n", str(arg1)); exit(); }}'
    return watch(["timeout", str(PATIENCE), "bpftrace", "-p", str(pid), "-e", script], r"^(GET|POST|PUT|DELETE) ")


def perf(pid, program):
    with tempfile.TemporaryDirectory() as directory:
        steps = (
            f"perf probe -q -x {program} --add 'tracebook_bench={FUNCTION} text:string' -f"
            f" && perf record -q -e 'probe_*:tracebook_bench*' -p {pid} -o {directory}/data sleep 0.05"
            f" && perf script -i {directory}/data | head -n 1; perf probe -q --del '*:tracebook_bench*'"
        )
        return watch(["timeout", str(PATIENCE), "sh", "-c", steps], r"tracebook_bench")


# ---- the record --------------------------------------------------------------------------------


def said_by(*command):
    try:
        out = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
        return (out.stdout or out.stderr).strip().splitlines()[0]
    except (OSError, IndexError, subprocess.TimeoutExpired):
        return "not there"


def processor():
    model = re.search(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    return model.group(1) if model else platform.machine()


def machine():
    memory = re.search(r"^MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text(encoding="ascii"), re.MULTILINE)
    java = pathlib.Path(KernelManager(kernel_name="tracebook").kernel_spec.argv[0])
    return [
        f"- {processor()}, {os.cpu_count()} cores, {int(memory.group(1)) >> 20} GiB",
        f"- Linux {platform.release().split('-')[0]}, load {os.getloadavg()[0]:.1f} at the start",
        f"- {said_by(str(java), '-version')}",
        f"- {said_by('gdb', '--version')}; {said_by('bpftrace', '--version')}; {said_by('perf', '--version')}",
        f"- commit {said_by('git', '-C', str(REPOSITORY), 'describe', '--always', '--dirty')}",
    ]


MEASURES = [
    "kernel_info",
    "Java cell",
    "first event, cold",
    "first event, warm",
    "done, cold",
    "done, warm",
    "CPU, Java cell",
    "CPU, end",
    "memory, Java cell",
    "memory",
]


def cell(values):
    if not values:
        return "–"
    return f"{statistics.median(values):.0f} ({min(values):.0f}–{max(values):.0f})"


def table(results):
    lines = ["| ms; MiB | " + " | ".join(results) + " |", "|---|" + "--:|" * len(results)]
    for measure in MEASURES:
        row = [cell([round_[measure] for round_ in rounds if measure in round_]) for rounds in results.values()]
        lines.append(f"| {measure} | " + " | ".join(row) + " |")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeat", type=int, default=5, help="rounds (default 5)")
    parser.add_argument("--drop", action="append", default=[], metavar="JAVA_OPTION", help="also without this option")
    parser.add_argument("--add", action="append", default=[], metavar="JAVA_OPTION", help="also with this option")
    parser.add_argument("--dry", action="store_true", help="print only, keep no record")
    arguments = parser.parse_args()

    candidates = {"tracebook": our_kernel(lambda argv: argv)}
    candidates |= {f"without {option}": our_kernel(without(option)) for option in arguments.drop}
    candidates |= {f"with {option}": our_kernel(with_option(option)) for option in arguments.add}
    candidates |= {peer.__name__: peer for peer in (gdb, bpftrace, perf) if shutil.which(peer.__name__)}
    results = {name: [] for name in candidates}
    failures = []
    facts = machine()

    with tempfile.TemporaryDirectory() as directory:
        program = f"{directory}/tracebook-demo"
        subprocess.run(["gcc", "-g", "-O2", "-pthread", "-o", program, "demo.c"], cwd=REPOSITORY / "src/test/c", check=True)
        with subprocess.Popen([program, "--rate", "2000", "3600"]) as demo:
            try:
                for number in range(arguments.repeat):
                    for name, measure in candidates.items():
                        print(f"round {number + 1}: {name}", file=sys.stderr)
                        try:
                            results[name].append(measure(demo.pid, program))
                        except (Failed, RuntimeError) as failure:
                            failures.append(f"{name}, round {number + 1}: {failure}")
            finally:
                demo.terminate()

    today = datetime.date.today().isoformat()
    record = [
        f"# {today}: start, first event, memory",
        "",
        *facts,
        f"- {arguments.repeat} rounds; median (lowest–highest); target: `src/test/c/demo.c`, 2000 requests a second",
        "",
        *table(results),
        "",
        *(f"Failed: {failure}" for failure in failures),
    ]
    text = "\n".join(record).rstrip() + "\n"
    print(text)
    if not arguments.dry and not failures:
        name = re.sub(r"[^a-z0-9]+", "-", f"{today} {processor()} {os.cpu_count()} cores".lower())
        kept = REPOSITORY / "src/bench/results" / f"{name}.md"
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(text, encoding="utf-8")
        print(f"kept in {kept}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
