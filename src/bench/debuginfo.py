"""Measures how long debug info takes to answer, beside its peers, prints a table, and keeps the record in src/bench/results.

    PYTHON src/bench/debuginfo.py CLASSPATH [--java JAVA] [--repeat 3] [--dry]

CLASSPATH has the compiled main and test classes and what they need. PYTHON is any; drgn is measured if PYTHON has it
(`pip install drgn`), gdb and libdw (Debian's gdb, gcc and libdw-dev) if they are installed. The files come from Debian's libc6-dbg,
python3.11-dbg, openjdk-17-dbg (with openjdk-17-jre-headless) and linux-image-*-cloud-amd64-dbg; what is not installed is left out.
All candidates answer the same question once in each round, one after the other; of the rounds the fastest counts, for the
machine is rarely quiet. The page cache is warm.

What is measured:
  answer   from opening the file to a function with its variables, their types and where they are
  index    from opening the file to an index of all names
Ours, cold: in a virtual machine that has just started. Warm: the last of several times in one that has answered before, as
in a running kernel. Compressed sections come from the cache but in `ours, first time`. CPU is the time of all processors,
the compiler's included. Memory is the highest resident size, of ours in a cold machine, which counts mapped files too.
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
import time

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PATIENCE = 300  # seconds that one candidate may take
WARM = 6

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

DRGN_ANSWER = """
import sys, time
start = time.perf_counter()
import drgn
program = drgn.Program()
program.load_debug_info([sys.argv[1]])
function = program.function(sys.argv[2])
text = [str(p.type_) for p in function.type_.parameters]
print((time.perf_counter() - start) * 1e3, len(text))
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
    """Milliseconds of a whole process, its output, and its highest resident size in MiB."""
    read, write = os.pipe()
    start = time.perf_counter()
    with os.fdopen(read) as out:
        process = subprocess.Popen(command, stdout=write, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, **more)
        os.close(write)
        text = out.read()
        _, status, usage = os.wait4(process.pid, 0)
    took = (time.perf_counter() - start) * 1e3
    if status != 0:
        raise Failed(f"{command[0]} failed")
    return took, text, usage.ru_maxrss / 1024


def ours(options, cache, what, file, function, times=1):
    command = [options.java, "-Xmx1g", "-cp", options.classpath, "tracebook.dwarf.FirstAnswer"]
    command += [what, file, function] * times
    _, text, memory = run(command, env={**os.environ, "XDG_CACHE_HOME": cache})
    lines = [line.split() for line in text.splitlines() if line.startswith(what)]
    if len(lines) != times:
        raise Failed(text)
    best = min(lines[times // 2 :], key=lambda line: float(line[2]))
    return float(best[2]), float(best[3]), memory


def candidates(options, scratch):
    cache = f"{scratch}/cache"
    answers = {
        "ours, first time": lambda f, n: ours(options, tempfile.mkdtemp(dir=scratch), "answer", f, n),
        "ours, cold": lambda f, n: ours(options, cache, "answer", f, n),
        "ours, warm": lambda f, n: ours(options, cache, "answer", f, n, WARM)[:2] + (None,),
    }
    indexes = {
        "ours, cold": lambda f, n: ours(options, cache, "index", f, n),
        "ours, warm": lambda f, n: ours(options, cache, "index", f, n, WARM)[:2] + (None,),
    }
    if shutil.which("gdb"):
        base = ["gdb", "-nx", "-batch", "-iex", "set auto-load off", "-iex", "set debuginfod enabled off"]

        def gdb(file, function):
            took, _, memory = run([*base, "-ex", f"info scope {function}", file])
            return took, None, memory

        def gdb_index(file, function):
            took, _, memory = run([*base, "-ex", "maint expand-symtabs no_such_file", "-ex", f"info line {function}", file])
            return took, None, memory

        answers["gdb, a process"] = gdb
        indexes["gdb, a process"] = gdb_index
    try:
        import drgn  # noqa: F401

        def from_drgn(file, function):
            _, text, memory = run([sys.executable, "-c", DRGN_ANSWER, debug_file(file), function])
            return float(text.split()[0]), None, memory

        indexes[f"drgn {drgn.__version__}, cold"] = from_drgn
    except ImportError:
        pass
    if shutil.which("gcc") and os.path.exists("/usr/include/elfutils/libdwfl.h"):
        source, program = f"{scratch}/libdw.c", f"{scratch}/libdw"
        pathlib.Path(source).write_text(LIBDW)
        subprocess.run(["gcc", "-O2", source, "-o", program, "-ldw"], check=True)

        def libdw(file, function):
            took, _, memory = run([program, file])
            return took, None, memory

        indexes["libdw, a process"] = libdw
    return {"answer": answers, "index": indexes}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("classpath")
    parser.add_argument("--java", default="java")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--dry", action="store_true", help="keep no record")
    options = parser.parse_args()
    scratch = tempfile.mkdtemp(prefix="debuginfo-")
    try:
        source, small = f"{scratch}/small.c", f"{scratch}/small"
        pathlib.Path(source).write_text(SMALL)
        subprocess.run(["gcc", "-g", "-O2", source, "-o", small], check=True)
        files = {
            "small": (small, "main"),
            "libc": (find("/lib/x86_64-linux-gnu/libc.so.6"), "getenv"),
            "python3.11": (find("/usr/bin/python3.11"), "PyList_Append"),
            "libjvm": (find("/usr/lib/jvm/java-17-openjdk-amd64/lib/server/libjvm.so"), "JVM_FindLoadedClass"),
            "vmlinux": (find("/usr/lib/debug/boot/vmlinux-*"), "tcp_sendmsg"),
        }
        lines = []
        for what, each in candidates(options, scratch).items():
            lines += [f"## {what}", "", "| file | candidate | ms | CPU ms | memory, MiB |", "|---|---|---|---|---|"]
            for name, (file, function) in files.items():
                if file is None:
                    continue
                results = {candidate: [] for candidate in each}
                for _ in range(options.repeat):
                    for candidate, measure in each.items():
                        try:
                            results[candidate].append(measure(file, function))
                        except (Failed, subprocess.TimeoutExpired):
                            continue
                for candidate, found in results.items():
                    if not found:
                        continue
                    cells = [min((f[i] for f in found if f[i] is not None), default=None) for i in range(3)]
                    text = ["" if cell is None else f"{cell:.0f}" for cell in cells]
                    lines.append(f"| {name} | {candidate} | {' | '.join(text)} |")
                    print(lines[-1], flush=True)
            lines.append("")
    finally:
        shutil.rmtree(scratch)
    if not options.dry:
        today = datetime.date.today().isoformat()
        head = [
            f"# Debug info, {today}",
            "",
            f"Linux {platform.release()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f};"
            f" the fastest of {options.repeat}; `src/bench/debuginfo.py`.",
            "",
        ]
        record = REPOSITORY / "src/bench/results" / f"{today}-debuginfo.md"
        record.write_text("\n".join(head + lines))
        print(record)


if __name__ == "__main__":
    main()
