"""Measures trace cells of the installed kernel beside bpftrace, prints two tables, and keeps the record in src/bench/results.

    PYTHON src/bench/cells.py [--repeat 5] [--calls 500000] [--hits 1000000] [--classes target/classes] [--dry]

PYTHON is one with jupyter_client (that of ~/.local/share/tracebook/venv). Run it as root, on a machine that is quiet; it takes
less than three minutes. Every round measures all candidates once, one after the other. With `--classes` the kernel runs these
compiled classes instead of the installed ones.

What is measured:
  attached      from the submission of a cell (for bpftrace from its start) until every one of 1, 10, 100 and 1000 functions
                was hit, in a program that calls them round after round; the time of a hit is the probe's own
  exact         that what 8 threads count of themselves is what a cell counts of them
  cost of a hit the target's processor time for a call of a function that does next to nothing, less that of a call without a probe
"""

import argparse
import contextlib
import datetime
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from bench import REPOSITORY, Failed, machine, run_cell
from jupyter_client import KernelManager

COUNTS = [1, 10, 100, 1000]
PEERS_COUNTS = {1, 10}  # every round; bpftrace needs 0.1 s to detach each of its probes
WATCHED = 20_000  # calls that find out whether a probe is attached
PATIENCE = 60  # seconds that anything may take

# What a hit does: the body of a trace cell, and the same for bpftrace.
JOBS = {
    "count by key": ("trace hot { summarize count() by key; }", "uprobe:{0}:hot {{ @[arg0] = count(); }}"),
    "histogram by key": (
        "trace hot { summarize hist(key * 100) by key; }",
        "uprobe:{0}:hot {{ @[arg0] = hist(arg0 * 100); }}",
    ),
    "time of a call": (
        "trace hot return { summarize sum($elapsed); }",
        "uprobe:{0}:hot {{ @s[tid] = nsecs; }} uretprobe:{0}:hot /@s[tid]/ {{ @ = sum(nsecs - @s[tid]); delete(@s[tid]); }}",
    ),
    "return by result": (
        "trace hot return { summarize count() by $retval; }",
        "uretprobe:{0}:hot {{ @[retval] = count(); }}",
    ),
}


class Target:
    """A running cells.c."""

    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    @property
    def pid(self):
        return self.process.pid

    def ns_a_call(self, calls):
        self.process.stdin.write(f"{calls}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline()) / calls

    def until_probed(self, unprobed):
        end = time.monotonic() + PATIENCE
        while self.ns_a_call(WATCHED) < unprobed + 200:
            if time.monotonic() > end:
                raise Failed("no probe was attached")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


@contextlib.contextmanager
def calling(target, calls):
    """Calls without end, in the background."""
    stop = threading.Event()

    def call():
        while not stop.is_set():
            target.ns_a_call(calls)

    thread = threading.Thread(target=call)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@contextlib.contextmanager
def our_kernel(classes):
    manager = KernelManager(kernel_name="tracebook")
    if classes:
        argv = [word for word in manager.kernel_spec.argv if not word.startswith("-XX:AOTCache")]
        path = argv.index("-cp") + 1
        argv[path] = f"{classes}:" + argv[path]
        manager.kernel_spec.argv = argv
    manager.start_kernel()
    client = manager.client()
    try:
        client.start_channels()
        client.wait_for_ready(timeout=PATIENCE)
        run_cell(client, "6 * 7")
        yield client, manager
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


# ---- attached ----------------------------------------------------------------------------------

FIRST_HITS = """
var first = new java.util.HashMap<String, Long>();
for (int i = 0; i < all.rowCount(); i++) first.putIfAbsent(all.stringColumn("f").get(i), all.longColumn("time").get(i));
System.out.print("live " + first.size() + " " + first.values().stream().mapToLong(t -> t).max().getAsLong());
"""


def attached_by_us(client, target, pattern, count):
    start = time.time_ns()
    run_cell(client, f"%%trace {target.pid} --for 5s --max {2_000 + 40 * count} --as all\ntrace {pattern} {{ emit f = $function; }}")
    printed, _, _ = run_cell(client, FIRST_HITS)
    live, last = re.search(r"live (\d+) (\d+)", printed).groups()
    if int(live) != count:
        raise Failed(f"{live} of {count} functions were hit")
    return (int(last) - start) / 1e6


def attached_by_bpftrace(program, pattern, count):
    start = time.monotonic_ns()
    script = (
        f"uprobe:{program}:{pattern} /!@[func]/ {{ @[func] = nsecs; @hit++; if (@hit == {count}) {{ exit(); }} }}"
        " END { clear(@hit); }"
    )
    said = bpftrace("-e", script)
    times = [int(t) for t in re.findall(r"^@\[many_\d+\]: (\d+)$", said, re.MULTILINE)]
    if len(times) != count:
        raise Failed(f"{len(times)} of {count} functions were hit: {said[-500:]}")
    return (max(times) - start) / 1e6


def bpftrace(*arguments):
    environment = {"BPFTRACE_MAX_PROBES": "2048", "BPFTRACE_MAP_KEYS_MAX": "4096", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    done = subprocess.run(
        ["bpftrace", *arguments], capture_output=True, text=True, timeout=PATIENCE, check=False, env=environment
    )
    return done.stdout + done.stderr


def many(directory):
    """A program of as many functions."""
    last = max(COUNTS)
    listing = pathlib.Path(directory, "many.h")
    listing.write_text(
        "".join(f"FUNCTION({n:03})\n" for n in range(last))
        + "static long (*const many[])(long) = {"
        + ", ".join(f"many_{n:03}" for n in range(last))
        + "};\n",
        encoding="ascii",
    )
    return compiled(directory, "many", f'-DMANY="{listing}"')


def compiled(directory, name, *flags):
    program = f"{directory}/{name}"
    source = REPOSITORY / "src/bench/cells.c"
    subprocess.run(["gcc", "-g", "-O2", "-fcf-protection=none", *flags, "-o", program, source], check=True)
    return program


def attached(directory, repeat, classes, results, peers):
    program = many(directory)
    patterns = {1: "many_007", 10: "many_70*", 100: "many_7*", 1000: "many_*"}
    with Target(program) as target, calling(target, 10 * max(COUNTS)), our_kernel(classes) as (client, _):
        for number in range(repeat):
            for count in COUNTS:
                say(number, f"attach {count}")
                add(results, (f"{count}", "tracebook"), attached_by_us(client, target, patterns[count], count))
                if peers and (count in PEERS_COUNTS or (count == 100 and number == 0)):
                    add(results, (f"{count}", "bpftrace"), attached_by_bpftrace(program, patterns[count], count))


# ---- the cost of a hit -------------------------------------------------------------------------


def cost_of_ours(client, manager, target, body, calls, unprobed):
    request = client.execute(f"%%trace {target.pid} --for 60s --as hits\n" + body, store_history=False)
    target.until_probed(unprobed)
    ns = target.ns_a_call(calls) - unprobed
    manager.interrupt_kernel()
    while True:
        message = client.get_shell_msg(timeout=PATIENCE)
        if message["parent_header"].get("msg_id") == request:
            break
    if message["content"]["status"] != "ok":
        raise Failed(f"{message['content']}\n{body}")
    return ns


def cost_of_bpftrace(target, program, script, calls, unprobed):
    command = ["bpftrace", "-p", str(target.pid), "-e", script.format(program)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            target.until_probed(unprobed)
            return target.ns_a_call(calls) - unprobed
        finally:
            process.terminate()


def costs(directory, repeat, calls, classes, results, peers):
    program = compiled(directory, "hot")
    with Target(program) as target, our_kernel(classes) as (client, manager):
        for number in range(repeat):
            unprobed = min(target.ns_a_call(calls) for _ in range(3))
            for name, (ours, theirs) in JOBS.items():
                say(number, name)
                add(results, (name, "tracebook"), cost_of_ours(client, manager, target, ours, calls, unprobed))
                if peers:
                    add(results, (name, "bpftrace"), cost_of_bpftrace(target, program, theirs, calls, unprobed))


# ---- exactness ---------------------------------------------------------------------------------

THREADS = 8
GROUPS = (
    "trace work { summarize count(), sum(job->delta), min(job->delta), max(job->delta)"
    " by job->uri, color = job->color, job->urgent; }"
)


def exact(directory, calls, classes):
    """Threads count what they do, and so does a cell; returns a line for the record."""
    program = f"{directory}/groups"
    source = REPOSITORY / "src/test/c/values/groups.c"
    subprocess.run(["gcc", "-g", "-O2", "-pthread", "-o", program, source], check=True)
    with our_kernel(classes) as (client, _):
        printed, _, _ = run_cell(client, f"%%trace --launch '{program} {THREADS} {calls}' --for 10m --as all\n{GROUPS}")
        said, _, _ = run_cell(client, "System.out.print(all.csv()); System.out.print(all.completeness().write().toString(\"csv\"));")
    truth = [line.split("|") for line in printed.splitlines() if line.startswith("group |")]
    truth = {",".join(group[1:4] + group[4].split()[:4]) for group in truth}
    have = set(said.replace('"', "").splitlines())
    missing = truth - have
    if missing or len(truth) != 30 or not any(f",{THREADS * calls},{THREADS * calls},0,0,0,0" in line for line in have):
        raise Failed(f"{len(missing)} groups are not what the threads counted: {sorted(missing)[:3]}\n{said[-600:]}")
    return f"- {THREADS} threads x {calls:,} hits in 30 groups: count, sum, min and max are what the threads counted; none lost"


# ---- the record --------------------------------------------------------------------------------


def say(number, what):
    print(f"round {number + 1}: {what}", file=sys.stderr)


def add(results, key, value):
    results.setdefault(key, []).append(value)


def table(results, title):
    lines = [f"| {title} | tracebook | bpftrace |", "|---|--:|--:|"]
    for name in dict.fromkeys(name for name, _ in results):
        cells = []
        for who in ("tracebook", "bpftrace"):
            values = results.get((name, who), [])
            cells.append(
                f"{statistics.median(values):,.0f} ({min(values):,.0f}–{max(values):,.0f})" if values else "–"
            )
        lines.append(f"| {name} | {cells[0]} | {cells[1]} |")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeat", type=int, default=5, help="rounds (default 5)")
    parser.add_argument("--calls", type=int, default=500_000, help="calls that are timed (default 500000)")
    parser.add_argument("--hits", type=int, default=1_000_000, help="of each of 8 threads (default 1000000)")
    parser.add_argument("--classes", default="", help="compiled classes to run instead of the installed ones")
    parser.add_argument("--dry", action="store_true", help="print only, keep no record")
    arguments = parser.parse_args()
    peers = bool(shutil.which("bpftrace"))
    facts = machine()
    live, hits = {}, {}
    with tempfile.TemporaryDirectory() as directory:
        attached(directory, arguments.repeat, arguments.classes, live, peers)
        costs(directory, arguments.repeat, arguments.calls, arguments.classes, hits, peers)
        say(0, f"{THREADS} threads")
        same = exact(directory, arguments.hits, arguments.classes)
    today = datetime.date.today().isoformat()
    record = [
        f"# {today}: trace cells",
        "",
        *facts,
        f"- {arguments.repeat} rounds (bpftrace's 100 functions: 1); median (lowest–highest); target: `src/bench/cells.c`",
        same,
        "",
        *table(live, "functions; ms until all are probed"),
        "",
        *table(hits, "ns that a hit costs"),
    ]
    text = "\n".join(record) + "\n"
    print(text)
    if not arguments.dry:
        kept = REPOSITORY / "src/bench/results" / f"{today}-cells.md"
        kept.write_text(text, encoding="utf-8")
        print(f"kept in {kept}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
