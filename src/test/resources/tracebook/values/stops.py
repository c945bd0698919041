# Run by gdb: stops at given addresses and writes what gdb says of the innermost function's variables.
# Environment: PLACES, a file with an address of the ELF file in hex in each line; ENTRY, the file's entry point; EACH, how
# often to stop at an address; SAID, the file to write. One JSON array in each line:
#   ["stop", ADDRESS, HIT, [16 registers, as DWARF numbers them], CANONICAL-FRAME-ADDRESS]
#   ["var", NAME, DECLARATION-LINE, VALUE]
# VALUE: a leaf, ["{", [[NAME, VALUE, base]...]] or ["[", [VALUE...]]. Leaves: ["i", n, bytes, signed], ["c", n, bytes] a character,
# ["b", n], ["e", name-or-null, n, tag, bytes], ["f", hex bytes], ["p", n], ["s", n, hex bytes or null] a pointer to characters and
# the string there, ["a", hex bytes] an array of characters, ["-", reason], and what library.py says of objects of libstdc++.
# `base` is 0 of a member, 1 of a base class, 2 of a virtual one.
import json
import os
import re
import sys

import gdb

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import library

REGISTERS = "rax rdx rcx rbx rsi rdi rbp rsp r8 r9 r10 r11 r12 r13 r14 r15".split()
MOST_ELEMENTS = 200
MOST_TEXT = 300
DEEPEST = 12
EACH = int(os.environ["EACH"])
ALL = 2**64 - 1

for setting in ("pagination off", "confirm off", "startup-with-shell off", "breakpoint always-inserted on",
                "disable-randomization on", "auto-load off", "print symbol off", "max-value-size unlimited"):
    gdb.execute("set " + setting)
gdb.execute("maintenance set internal-error corefile no")
gdb.execute("maintenance set internal-error quit yes")
gdb.execute("unset environment LINES")
gdb.execute("unset environment COLUMNS")
for name in ("PLACES", "ENTRY", "EACH", "SAID"):
    gdb.execute("unset environment " + name)


def memory(address, size):
    return gdb.selected_inferior().read_memory(address, size).tobytes()


def string(address):
    found = b""
    while len(found) < MOST_TEXT:
        room = min(64 - address % 64, MOST_TEXT - len(found))
        try:
            part = memory(address, room)
        except gdb.MemoryError:
            return None
        end = part.find(0)
        if end >= 0:
            return found + part[:end]
        found += part
        address += room
    return found


def is_small_number(kind):
    """A typedef such as uint8_t, which means a number."""
    number = False
    while kind.code == gdb.TYPE_CODE_TYPEDEF or kind.unqualified().code == gdb.TYPE_CODE_TYPEDEF:
        name = (kind.unqualified().name or "").lower()
        number = number or "8" in name or "byte" in name
        kind = kind.unqualified().target()
    return number


def is_character(kind):
    plain = kind.strip_typedefs()
    return (plain.code in (gdb.TYPE_CODE_INT, gdb.TYPE_CODE_CHAR) and plain.sizeof == 1
            and "char" in (plain.unqualified().name or "") and not is_small_number(kind))


def signed(kind):
    if kind.code == gdb.TYPE_CODE_ENUM:
        return any(field.enumval < 0 for field in kind.fields())
    return int(gdb.Value(b"\xff" * kind.sizeof, kind)) < 0 if kind.sizeof <= 8 else "unsigned" not in str(kind)


signs = {}


def is_signed(kind):
    key = str(kind)
    if key not in signs:
        signs[key] = signed(kind)
    return signs[key]


def leaf(value, kind, plain):
    code = plain.code
    if value.is_optimized_out:
        return ["-", "optimized out"]
    if code == gdb.TYPE_CODE_PTR:
        number = int(value) & ALL
        if number == 0 and "synthetic pointer" in value.format_string():
            return ["-", "synthetic pointer"]
        if is_character(plain.target()):
            text = string(number)
            return ["s", number, None if text is None else text.hex()]
        return ["p", number]
    if code == gdb.TYPE_CODE_ENUM:
        number = int(value)
        names = [field.name for field in plain.fields() if field.enumval == number]
        return ["e", names[0] if names else None, number, plain.unqualified().tag or "", plain.sizeof]
    if code == gdb.TYPE_CODE_BOOL:
        return ["b", int(value)]
    if code in (gdb.TYPE_CODE_INT, gdb.TYPE_CODE_CHAR):
        if plain.sizeof > 8:
            wide = int(value.format_string(format="d"))
            sign = is_signed(plain.unqualified())
            return ["i", wide if sign else wide % 2**(8 * plain.sizeof), plain.sizeof, sign]
        number = int(value)
        name = plain.unqualified().name or ""
        # A wchar_t is a number by its encoding, DW_ATE_signed.
        if is_character(kind) or ("char" in name and name != "wchar_t" and plain.sizeof > 1):
            return ["c", number, plain.sizeof]
        return ["i", number, plain.sizeof, is_signed(plain.unqualified())]
    if code == gdb.TYPE_CODE_FLT:
        if value.address is not None:
            return ["f", memory(int(value.address), plain.sizeof).hex()]
        unsigned = gdb.lookup_type({4: "unsigned int", 8: "unsigned long"}[plain.sizeof])
        return ["f", int(value.reinterpret_cast(unsigned)).to_bytes(plain.sizeof, "little").hex()]
    return ["-", "gdb type code %d" % code]


def base(field):
    """Where a virtual base class lies is computed."""
    return 0 if not field.is_base_class else 2 if field.bitpos is None else 1


def part(value, kind, pieced, depth):
    """A reference in a structure is shown as the pointer that it is."""
    if kind.strip_typedefs().code not in (gdb.TYPE_CODE_REF, gdb.TYPE_CODE_RVALUE_REF):
        return tree(value, depth)
    # gdb 13 ends with an internal error where it follows one in pieces.
    return ["-", "a reference in pieces"] if pieced else ["p", int(value.referenced_value().address) & ALL]


def members(value, plain, depth):
    pieced = value.address is None
    if value.is_lazy and pieced:
        value.fetch_lazy()  # gdb 13 ends with an internal error where it reads a base class of pieces.
    # A bit field of no name is padding; what has no place is static.
    return ["{", [[field.name or "", part(value[field], field.type, pieced, depth + 1), base(field)]
                  for field in plain.fields()
                  if hasattr(field, "bitpos") and not (not field.name and field.bitsize)]]


def tree(value, depth=0):
    if depth > DEEPEST:
        return ["-", "too deep"]
    kind = value.type
    plain = kind.strip_typedefs()
    try:
        if plain.code in (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION):
            if value.is_optimized_out:
                return ["-", "optimized out"]
            said = library.said(value, plain, tree, part, depth)
            return members(value, plain, depth) if said is None else said
        if plain.code == gdb.TYPE_CODE_ARRAY:
            if value.is_optimized_out:
                return ["-", "optimized out"]
            low, high = plain.range()
            if is_character(plain.target()):
                text = bytes(int(value[i]) & 255 for i in range(low, high + 1))
                return ["a", text.hex()]
            if high - low >= MOST_ELEMENTS:
                return ["-", "a long array"]
            return ["[", [tree(value[i], depth + 1) for i in range(low, high + 1)]]
        if plain.code in (gdb.TYPE_CODE_REF, gdb.TYPE_CODE_RVALUE_REF):
            return tree(value.referenced_value(), depth + 1)
        return leaf(value, kind, plain)
    except Exception as failure:
        return ["-", str(failure).splitlines()[0]]


def variables(pc):
    """Those of the innermost function or inlined copy, its scopes innermost first."""
    block = gdb.block_for_pc(pc)
    while block is not None and not block.is_static and not block.is_global:
        yield from (symbol for symbol in block if symbol.is_variable or symbol.is_argument)
        if block.function is not None:
            return
        block = block.superblock


def report(out, address, hit):
    frame = gdb.newest_frame()
    registers = [int(frame.read_register(name)) & ALL for name in REGISTERS]
    at = re.search("frame at 0x([0-9a-f]+)", gdb.execute("info frame", to_string=True))
    out.write(json.dumps(["stop", address, hit, registers, int(at.group(1), 16) if at else 0]) + "\n")
    for symbol in variables(frame.pc()):
        try:
            value = tree(symbol.value(frame) if symbol.needs_frame else symbol.value())
        except Exception as failure:
            value = ["-", str(failure).splitlines()[0]]
        out.write(json.dumps(["var", symbol.name, symbol.line, value]) + "\n")


def main():
    gdb.execute("starti", to_string=True)
    auxiliary = gdb.execute("info auxv", to_string=True)
    entry = next(int(line.split()[-1], 16) for line in auxiliary.splitlines() if "AT_ENTRY" in line)
    bias = entry - int(os.environ["ENTRY"], 16)
    points = {}
    with open(os.environ["PLACES"]) as places:
        for line in places:
            address = int(line, 16)
            points[address + bias] = gdb.Breakpoint("*0x%x" % (address + bias), internal=True)
            points[address + bias].silent = True
    hits = {}
    with open(os.environ["SAID"], "w") as out:
        gdb.execute("continue", to_string=True)
        while gdb.selected_inferior().pid:
            pc = gdb.newest_frame().pc()
            if pc in points:
                hits[pc] = hits.get(pc, 0) + 1
                report(out, pc - bias, hits[pc])
                if hits[pc] >= EACH:
                    points.pop(pc).delete()
            gdb.execute("continue", to_string=True)


main()
