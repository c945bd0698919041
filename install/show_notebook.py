"""Print an executed notebook as text: each cell's code and what it gave.

The exit status is 1 if a cell failed, or if a trace cell gave no table.
"""

import json
import re
import sys

ANSI = re.compile(r"\x1b\[[0-9;]*m")
TRACE = re.compile(r"\s*(%%trace|trace\s|sample\s|span\s)")


def text_of(lines):
    return lines if isinstance(lines, str) else "".join(lines)


def show(cell):
    """Prints one code cell; returns whether it did what it should."""
    source = text_of(cell["source"])
    number = cell.get("execution_count") or " "
    print(f"\nIn [{number}]: " + source.replace("\n", "\n        "))
    good, tables = True, 0
    for output in cell["outputs"]:
        kind = output["output_type"]
        if kind == "stream":
            print(text_of(output["text"]), end="")
        elif kind == "error":
            good = False
            lines = output["traceback"] or [f"{output['ename']}: {output['evalue']}"]
            print(ANSI.sub("", "\n".join(lines)))
        else:
            text = text_of(output["data"].get("text/plain", ""))
            tables += bool(text.strip())
            print(ANSI.sub("", text))
    if good and not tables and TRACE.match(source):
        good = False
        print("This trace cell gave no table.")
    return good


def main(path):
    with open(path, encoding="utf-8") as file:
        notebook = json.load(file)
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    results = [show(cell) for cell in cells]
    print()
    if not all(results):
        print(f"{results.count(False)} of {len(results)} cells failed", file=sys.stderr)
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
