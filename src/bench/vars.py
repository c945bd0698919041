"""Measures how long %vars takes at places of Rust and Go programs, which have the debug info of their libraries in them.

    python3 src/bench/vars.py CLASSPATH [--java JAVA] [--dry]

CLASSPATH has the compiled main and test classes and what they need. Needs rustc and go; what is missing is left out. The record
goes to src/bench/results, unless it is a dry run.
"""

import argparse
import datetime
import pathlib
import platform
import shutil
import subprocess
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]

METHOD = """
`src/bench/vars.py` wrote this. Each program is attached as a file, in a process that has just started; the places are asked for one
after the other, each ten times. *First*: the first time, of the first place with the reading of the program. *Warm*: the fastest of
the last five. Variables are those of the function and those of its source file.
"""

RUST = """
use std::collections::HashMap;
use std::fmt::Debug;
pub static LIMIT: u32 = 7;
static mut TOTAL: u64 = 0;
trait Shape: Debug { fn area(&self) -> u64; }
#[derive(Debug)] struct Square(u64);
#[derive(Debug)] struct Circle(u64);
impl Shape for Square { fn area(&self) -> u64 { self.0 * self.0 } }
impl Shape for Circle { fn area(&self) -> u64 { 3 * self.0 * self.0 } }
#[inline(never)] fn add(shapes: &[Box<dyn Shape>], names: &HashMap<String, u32>) -> u64 {
    let sum: u64 = shapes.iter().map(|s| s.area()).sum();
    unsafe { TOTAL += sum };
    println!("{shapes:?} {names:?}");
    sum + LIMIT as u64
}
#[inline(never)] fn text(s: String, n: usize) -> String { format!("{s} {n}") }
fn main() {
    let names = HashMap::from([(text("a".to_string(), 1), 2)]);
    std::process::exit(add(&[Box::new(Square(2)), Box::new(Circle(3))], &names) as i32 & 1);
}
"""

GO = """
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
)

var Count int

func work(n int) int { Count += n; fmt.Println(n); return Count }

func main() { http.Get(""); json.Marshal(3); work(3) }
"""


def programs(directory):
    """Name, file, places."""
    if shutil.which("rustc"):
        (directory / "shapes.rs").write_text(RUST)
        for name, flags in [("Rust, unoptimised", []), ("Rust, optimised", ["-C", "opt-level=3"])]:
            file = directory / name.replace(", ", "-")
            subprocess.run(["rustc", "--edition=2021", "-g", *flags, "-o", file, directory / "shapes.rs"], check=True)
            yield name, file, ["shapes::add", "shapes::text", "core::fmt::write"]
    if shutil.which("go"):
        (directory / "work.go").write_text(GO)
        file = directory / "work"
        subprocess.run(["go", "build", "-o", file, directory / "work.go"], check=True, cwd=directory)
        yield "Go, with net/http", file, ["main.work", "net/http.Get", "runtime.mallocgc"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("classpath")
    parser.add_argument("--java", default="java")
    parser.add_argument("--dry", action="store_true", help="keep no record")
    options = parser.parse_args()
    rows = ["| program | debug info, MB | place | variables | first, ms | warm, ms |", "|---|---:|---|---:|---:|---:|"]
    with tempfile.TemporaryDirectory() as scratch:
        for name, file, places in programs(pathlib.Path(scratch)):
            command = [options.java, "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", options.classpath]
            command += ["tracebook.cell.ListingTime", file, *places]
            out = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300, cwd=REPOSITORY).stdout
            for line in out.splitlines():
                first, warm, count, place = line.split(" ", 3)
                rows.append(f"| {name} | {debug_info(file):.1f} | `{place}` | {count} | {first} | {warm} |")
    print("\n".join(rows))
    if not options.dry:
        today = datetime.date.today().isoformat()
        text = f"# `%vars` of Rust and Go, {today}, {platform.machine()}, Linux {platform.release()}\n{METHOD}\n"
        (REPOSITORY / f"src/bench/results/{today}-vars.md").write_text(text + "\n".join(rows) + "\n")


def debug_info(file):
    """Megabytes of the section .debug_info, inflated."""
    out = subprocess.run(["readelf", "-tW", file], capture_output=True, text=True).stdout.splitlines()
    at = next(i for i, line in enumerate(out) if ".debug_info" in line)
    size = next((line.split(",")[1].strip() for line in out[at : at + 4] if line.strip().startswith("ZLIB")), None)
    return int(size if size else out[at + 1].split()[3], 16) / 1e6


main()
