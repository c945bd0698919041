"""Measures how long debug info takes to answer, beside its peers, prints a table, and keeps the record in src/bench/results.

    PYTHON src/bench/debuginfo.py CLASSPATH [--java JAVA] [--repeat 3] [--only FILE]... [--dry]

CLASSPATH has the compiled main and test classes and what they need. PYTHON is any; drgn is measured if PYTHON has it
(`pip install drgn==0.3.0`), gdb and libdw (Debian's gdb, gcc and libdw-dev) if they are installed. The files come from Debian's
libc6-dbg, python3.11-dbg, openjdk-17-dbg (with openjdk-17-jre-headless) and linux-image-*-cloud-amd64-dbg; what is not installed
is left out, and the record says so. METHOD is what the record begins with.
"""

import argparse
import datetime
import glob
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zlib

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PATIENCE = 300  # seconds that one candidate may take
WARM = 10
JAVA_OPTIONS = ["-XX:+UseSerialGC"]  # as the kernel runs, see install/lib.sh
PACKAGES = {
    "libc": "libc6-dbg",
    "python3.11": "python3.11-dbg",
    "libjvm": "openjdk-17-dbg",
    "vmlinux": "linux-image-*-cloud-amd64-dbg",
}

METHOD = f"""
`src/bench/debuginfo.py` wrote this. All candidates answer the same question once in each round, one after the other; of the
rounds the fastest counts, and the smallest memory. The page cache is warm.

- **answer**: from opening the file to a function with its variables, their types and where they are. drgn says no places: those
  of a stopped program only.
- **index**: from opening the file to an index of all names, and a function found in it. Ours has functions, inlined copies, global
  variables and types; libdw, which has no index, walks over the entries that have such names.
- **names**: from opening the file to the texts of all names, sorted, as a pattern needs them. Of ours alone.

*Cold*: in a process that has just started, of ours without the start of the virtual machine, of drgn without that of Python.
*Warm*: the best of the last {WARM // 2} of {WARM} times in one process, each of which opens the file anew: a kernel that runs.
*A process*: with its start. *First time*: sections that are compressed have not been kept inflated before. CPU is the time of all
processors; that of our cold ones is mostly the compiler of the virtual machine. Memory is the highest resident size, with
the virtual machine, and with what is mapped of files. *Over idle* is what that is more than what the same process has without a
question: of ours a virtual machine that does nothing, of gdb one that opens no file. *Running*: what a question adds to the
highest resident size of a process that has answered {WARM} for the small file, so that it has its code; beside it gdb's over idle.
"""

SMALL = """
struct order { int id; const char *name; };
static int total(const struct order *o, int n) { int sum = 0; for (int i = 0; i < n; i++) sum += o[i].id; return sum; }
int main(void) { struct order o[2] = {{1, "a"}, {2, "b"}}; return total(o, 2); }
"""

LIBDW = r"""
#include <dwarf.h>
#include <elfutils/libdwfl.h>
#include <elfutils/libdw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The names of all functions, global variables and types, as an index would have to read them. */
static long count;

static void walk(Dwarf_Die *die, int level)
{
	Dwarf_Die child;
	if (dwarf_child(die, &child) != 0)
		return;
	do {
		int tag = dwarf_tag(&child);
		switch (tag) {
		case DW_TAG_subprogram: case DW_TAG_variable: case DW_TAG_structure_type: case DW_TAG_union_type:
		case DW_TAG_enumeration_type: case DW_TAG_typedef: case DW_TAG_base_type: case DW_TAG_class_type:
			if (dwarf_diename(&child))
				count++;
			break;
		}
		if (tag == DW_TAG_namespace || tag == DW_TAG_structure_type || tag == DW_TAG_class_type)
			walk(&child, level + 1);
	} while (dwarf_siblingof(&child, &child) == 0);
}

int main(int argc, char **argv)
{
	static const Dwfl_Callbacks callbacks = {
		.find_debuginfo = dwfl_standard_find_debuginfo,
		.section_address = dwfl_offline_section_address,
	};
	Dwfl *dwfl = dwfl_begin(&callbacks);
	if (!dwfl_report_offline(dwfl, "", argv[1], -1))
		return 1;
	dwfl_report_end(dwfl, NULL, NULL);
	Dwarf_Die *unit = NULL;
	Dwarf_Addr bias;
	while ((unit = dwfl_nextcu(dwfl, unit, &bias)))
		walk(unit, 0);
	printf("%ld names\n", count);
	return 0;
}
"""

DRGN = """
import resource, sys, time
import drgn

def cpu():
    its = resource.getrusage(resource.RUSAGE_SELF)
    return its.ru_utime + its.ru_stime

for _ in range(int(sys.argv[3])):
    start, before = time.perf_counter(), cpu()
    program = drgn.Program()
    program.extra_module("it", create=True).try_file(sys.argv[1], force=True)
    function = program.function(sys.argv[2])
    text = [f"{parameter.type} {parameter.name}" for parameter in function.type_.parameters]
    print("drgn", (time.perf_counter() - start) * 1e3, (cpu() - before) * 1e3, text)
"""


def find(path):
    found = sorted(glob.glob(path))
    return found[-1] if found else None


def debug_file(program):
    """The separate debug file, by build-id."""
    out = subprocess.run(["readelf", "-n", program], capture_output=True, text=True).stdout
    for line in out.splitlines():
        if "Build ID:" in line:
            build_id = line.split()[-1]
            path = f"/usr/lib/debug/.build-id/{build_id[:2]}/{build_id[2:]}.debug"
            return path if os.path.exists(path) else program
    return program


class Failed(Exception):
    """A candidate did not do what is measured."""


def run(command, **more):
    """Milliseconds of a whole process, those of all its processors, its output, and its highest resident size in MiB."""
    read, write = os.pipe()
    start = time.perf_counter()
    with os.fdopen(read) as out:
        process = subprocess.Popen(command, stdout=write, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, **more)
        os.close(write)
        timer = threading.Timer(PATIENCE, process.kill)
        timer.start()
        text = out.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
        timer.cancel()
    took = (time.perf_counter() - start) * 1e3
    if status != 0:
        raise Failed(f"{command[0]} failed")
    return took, (usage.ru_utime + usage.ru_stime) * 1e3, text, usage.ru_maxrss / 1024


def best(text, word, times):
    """Of the last half of what a process measured itself: wall and processor time."""
    lines = [line.split() for line in text.splitlines() if line.split()[:1] == [word]]
    if len(lines) != times:
        raise Failed(text)
    return min((float(line[-2]), float(line[-1])) for line in lines[times // 2 :])


def ours(options, cache, what, file, function, times=1):
    command = [options.java, *JAVA_OPTIONS, "-cp", options.classpath, "tracebook.dwarf.FirstAnswer"]
    command += [what, file, function] * times
    _, _, text, memory = run(command, env={**os.environ, "XDG_CACHE_HOME": cache})
    lines = [" ".join([line.split()[0], *line.split()[2:4]]) for line in text.splitlines()]
    return *best("\n".join(lines), what, times), memory if times == 1 else None


def adds(options, cache, what, small, file):
    """MiB that a question adds to the peak of a process that has answered another one often."""
    command = [options.java, *JAVA_OPTIONS, "-cp", options.classpath, "tracebook.dwarf.FirstAnswer"]
    command += ["answer", *small] * WARM + [what, *file]
    _, _, text, _ = run(command, env={**os.environ, "XDG_CACHE_HOME": cache})
    *_, before, after = (int(line.split()[4]) for line in text.splitlines())
    return (after - before) / 1024


def drgn(file, function, times=1):
    _, _, text, memory = run([sys.executable, "-c", DRGN, debug_file(file), function, str(times)])
    lines = [" ".join(line.split()[:3]) for line in text.splitlines()]
    return *best("\n".join(lines), "drgn", times), memory if times == 1 else None


def whole(command):
    took, cpu, _, memory = run(command)
    return took, cpu, memory


def has_drgn():
    try:
        import drgn as module
    except ImportError:
        return False
    return bool(module.__version__)


def candidates(options, scratch):
    cache = f"{scratch}/cache"
    answers = {
        "ours, first time": lambda f, n: ours(options, tempfile.mkdtemp(dir=scratch), "answer", f, n),
        "ours, cold": lambda f, n: ours(options, cache, "answer", f, n),
        "ours, warm": lambda f, n: ours(options, cache, "answer", f, n, WARM),
    }
    indexes = {
        "ours, cold": lambda f, n: ours(options, cache, "index", f, n),
        "ours, warm": lambda f, n: ours(options, cache, "index", f, n, WARM),
    }
    names = {
        "ours, cold": lambda f, n: ours(options, cache, "names", f, n),
        "ours, warm": lambda f, n: ours(options, cache, "names", f, n, WARM),
    }
    if shutil.which("gdb"):
        base = ["gdb", "-nx", "-batch", "-iex", "set auto-load off", "-iex", "set debuginfod enabled off"]
        index = ["-ex", "maint expand-symtabs no_such_file"]
        answers["gdb, a process"] = lambda f, n: whole([*base, "-ex", f"info scope {n}", f])
        indexes["gdb, a process"] = lambda f, n: whole([*base, *index, "-ex", f"info line {n}", f])
    if has_drgn():
        answers["drgn, cold"] = indexes["drgn, cold"] = drgn
        answers["drgn, warm"] = indexes["drgn, warm"] = lambda f, n: drgn(f, n, WARM)
    if shutil.which("gcc") and os.path.exists("/usr/include/elfutils/libdwfl.h"):
        source, program = f"{scratch}/libdw.c", f"{scratch}/libdw"
        pathlib.Path(source).write_text(LIBDW)
        subprocess.run(["gcc", "-O2", source, "-o", program, "-ldw"], check=True)
        indexes["libdw, a process"] = lambda f, n: whole([program, f])
    return {"answer": answers, "index": indexes, "names": names}


def inflating(file):
    """Milliseconds in which zlib inflates the compressed sections that an answer needs, on one processor; None if there are none."""
    path = debug_file(file)
    text = subprocess.run(["readelf", "-SW", path], capture_output=True, text=True).stdout
    total = 0
    with open(path, "rb") as data:
        for line in text.splitlines():
            words = line.replace("[ ", "[").split()
            if len(words) > 7 and words[1].startswith(".debug_") and "C" in words[7]:
                if words[1] in (".debug_aranges", ".debug_macro"):
                    continue
                data.seek(int(words[4], 16) + 24)  # behind Elf64_Chdr
                compressed = data.read(int(words[5], 16) - 24)
                start = time.perf_counter()
                zlib.decompress(compressed)
                total += time.perf_counter() - start
    return total * 1e3 if total else None


class Goals:
    """What is promised, and whether the figures keep it."""

    def __init__(self, figures, idle, added):
        self.figures = figures
        self.added = added  # MiB, by question and file
        self.idle = idle  # MiB, by the first word of a candidate
        self.lines = ["## Goals", "", "| goal | file | have | want | |", "|---|---|---|---|---|"]

    def get(self, what, file, candidate, column):
        """Column 0: ms, 1: CPU ms, 2: MiB; None for what was not measured."""
        return self.figures.get((what, file, candidate), (None, None, None))[column]

    def less(self, goal, file, have, want):
        if have is None or want is None:
            return
        met = "met" if have <= want else "**not met**"
        self.lines.append(f"| {goal} | {file} | {have:.0f} | {want:.0f} | {met} |")

    def compare(self, files, inflated):
        for file in ("small", "libc", "python3.11"):
            self.less("answer, warm, ms", file, self.get("answer", file, "ours, warm", 0), 60)
        self.less("answer, warm, ms", "vmlinux", self.get("answer", "vmlinux", "ours, warm", 0), 200)
        self.less("answer, the second time, warm, ms", "libjvm", self.get("answer", "libjvm", "ours, warm", 0), 200)
        for file, took in inflated.items():
            cold = self.get("answer", file, "ours, cold", 0)
            first = self.get("answer", file, "ours, first time", 0)
            if cold is not None and took is not None:
                self.less("answer, first time, ms: the cold one and inflating", file, first, cold + took)
        self.less(
            "index, warm, ms: drgn's",
            "vmlinux",
            self.get("index", "vmlinux", "ours, warm", 0),
            self.get("index", "vmlinux", "drgn, warm", 0),
        )
        for state in ("warm", "cold"):
            for file in files:
                gdb = self.get("index", file, "gdb, a process", 0)
                self.less(f"index, {state}, ms: gdb's", file, self.get("index", file, f"ours, {state}", 0), gdb)
        for what in ("answer", "index"):
            for file in files:
                gdb = self.get(what, file, "gdb, a process", 2)
                self.less(f"{what}, cold, MiB: gdb's", file, self.get(what, file, "ours, cold", 2), gdb)
        for what in ("answer", "index"):
            for file in files:
                gdb = self.over(what, file, "gdb, a process")
                self.less(f"{what}, cold, MiB over idle: gdb's", file, self.over(what, file, "ours, cold"), gdb)
                self.less(f"{what}, running, MiB added: gdb's over idle", file, self.added[what, file], gdb)

    def over(self, what, file, candidate):
        """What a candidate's memory is more than that of the same process without a question."""
        have, idle = self.get(what, file, candidate, 2), self.idle.get(candidate.split(",")[0])
        return None if have is None or idle is None else have - idle


def version(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout.splitlines()[0]
    except (OSError, IndexError):
        return f"no {command[0]}"


def measure(options, scratch, files):
    """For each question, file and candidate the least of each column."""
    figures = {}
    for what, each in candidates(options, scratch).items():
        for name, (file, function) in files.items():
            for _ in range(options.repeat):
                for candidate, ask in each.items():
                    key = what, name, candidate
                    try:
                        found = ask(file, function)
                    except Failed as failure:
                        print(f"{' '.join(key)}: {failure}", file=sys.stderr)
                        continue
                    before = figures.get(key, (None, None, None))
                    both = [[v for v in pair if v is not None] for pair in zip(before, found)]
                    figures[key] = tuple(min(values, default=None) for values in both)
            for candidate in each:
                if (what, name, candidate) in figures:
                    print(what, row(name, candidate, figures[what, name, candidate]), flush=True)
    return figures


def row(name, candidate, cells):
    text = ["" if cell is None else f"{cell:.0f}" for cell in cells]
    return f"| {name} | {candidate} | {' | '.join(text)} |"


def least(command):
    """MiB of a process that is asked nothing."""
    return min(run(command)[3] for _ in range(3))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("classpath")
    parser.add_argument("--java", default="java")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--only", action="append", help="one of the files, such as vmlinux; may be repeated")
    parser.add_argument("--dry", action="store_true", help="keep no record")
    options = parser.parse_args()
    load = os.getloadavg()[0]
    scratch = tempfile.mkdtemp(prefix="debuginfo-")
    try:
        source, small = f"{scratch}/small.c", f"{scratch}/small"
        pathlib.Path(source).write_text(SMALL)
        subprocess.run(["gcc", "-g", "-O2", source, "-o", small], check=True)
        all_files = {
            "small": (small, "main"),
            "libc": (find("/lib/x86_64-linux-gnu/libc.so.6"), "getenv"),
            "python3.11": (find("/usr/bin/python3.11"), "PyList_Append"),
            "libjvm": (find("/usr/lib/jvm/java-17-openjdk-amd64/lib/server/libjvm.so"), "JVM_FindLoadedClass"),
            "vmlinux": (find("/usr/lib/debug/boot/vmlinux-*"), "tcp_sendmsg"),
        }
        files = {}
        left_out = []
        for name, (file, function) in all_files.items():
            if options.only and name not in options.only:
                continue
            if file and (name in ("small", "vmlinux") or debug_file(file) != file):
                files[name] = file, function
            else:
                left_out.append(f"`{name}` is left out: `{PACKAGES[name]}` is not installed, or of another version.")
        idle = {"ours": least([options.java, *JAVA_OPTIONS, "-cp", options.classpath, "tracebook.dwarf.FirstAnswer"])}
        if shutil.which("gdb"):
            idle["gdb"] = least(["gdb", "-nx", "-batch"])
        figures = measure(options, scratch, files)
        added = {
            (what, name): min(adds(options, f"{scratch}/cache", what, (small, "main"), file) for _ in range(options.repeat))
            for what in ("answer", "index")
            for name, file in files.items()
        }
        inflated = {name: inflating(file) for name, (file, _) in files.items()}
    finally:
        shutil.rmtree(scratch)
    goals = Goals(figures, idle, added)
    goals.compare(files, inflated)
    java = version(options.java, "--version")
    peers = f"{version('gdb', '--version')}; drgn {version(sys.executable, '-c', 'import drgn; print(drgn.__version__)')}"
    today = datetime.date.today().isoformat()
    lines = [
        f"# Debug info, {today}",
        "",
        f"Linux {platform.release()}, {os.cpu_count()} processors, load {load:.1f} at the start; {java}; {peers}. "
        f"{options.repeat} rounds. Idle, "
        + ", ".join(f"{name} has {have:.0f} MiB" for name, have in idle.items())
        + ".",
        METHOD,
        *left_out,
        *goals.lines,
        "",
    ]
    for what in ("answer", "index", "names"):
        lines += [f"## {what}", "", "| file | candidate | ms | CPU ms | memory, MiB |", "|---|---|---|---|---|"]
        lines += [row(key[1], key[2], cells) for key, cells in figures.items() if key[0] == what]
        lines.append("")
    print("\n".join(lines))
    if not options.dry:
        record = REPOSITORY / "src/bench/results" / f"{today}-debuginfo.md"
        record.write_text("\n".join(lines))
        print(record)


if __name__ == "__main__":
    main()
