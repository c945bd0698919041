# Run by gdb: stops at given addresses and writes what gdb says of the innermost function's variables.
# Environment: PLACES, a file with an address of the ELF file in hex in each line; ENTRY, the file's entry point; EACH, how
# often to stop at an address; CALLED, a file with the addresses of functions' entries; SAID, the file to write. One JSON
# array in each line:
#   ["stop", ADDRESS, HIT, [16 registers, as DWARF numbers them], CANONICAL-FRAME-ADDRESS]
#   ["var", NAME, DECLARATION-LINE, VALUE, ADDRESS or 0]
#   ["call", ADDRESS, CANONICAL-FRAME-ADDRESS], or with the address 0 when calls are told no more
#   ["poison", INDEX, WHERE]
# POISON, a file of JSON arrays [ADDRESS, HIT, NAME, DECLARATION-LINE or 0, PATH, [INDEX...]]: what to overwrite once that stop is
# written, of an array the elements of these indices, or all where there are none;
# and [ADDRESS, HIT]: the only stops of such a run of which the variables and the frame are written.
# WHERE: "memory", a register, "" where gdb's value is in neither, or "address" where it is an integer, shorter than an address or
# another one, that changes with a register that holds an address of the stack: such a one is not overwritten.
# VALUE: a leaf, ["{", [[NAME, VALUE, base]...]] or ["[", [VALUE...]]. Leaves: ["i", n, bytes, signed], ["c", n, bytes] a character,
# ["b", n], ["e", name-or-null, n, tag, bytes], ["f", hex bytes], ["p", n], ["s", n, hex bytes or null] a pointer to characters and
# the string there, ["w", n, hex bytes or null, bytes of a character] one to wide characters, ["a", hex bytes] an array of characters,
# ["A", hex bytes, bytes of a character] one of wide ones, ["-", reason], and what library.py says of objects of libstdc++.
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
MOST_CALLS = 1000
POISON = (0xa7, 0x5b, 0xd3, 0x6d, 0xb9, 0x35, 0xe9, 0x4f)  # each changes its byte's lowest bit too
DEEPEST = 12
WIDE = ("char16_t", "char32_t", "wchar_t")
RED_ZONE = 128  # System V ABI, section 3.2.2
MOST_STACK = 1 << 16
EACH = int(os.environ["EACH"])
CALLED = os.environ["CALLED"]
POISONED = os.environ["POISON"]
ALL = 2**64 - 1
REFERENCES = (gdb.TYPE_CODE_REF, gdb.TYPE_CODE_RVALUE_REF)
MOST_OFFSET = 4096
MOST_FRAME = 1 << 20

for setting in ("pagination off", "confirm off", "startup-with-shell off", "breakpoint always-inserted on",
                "disable-randomization on", "auto-load off", "print symbol off", "max-value-size unlimited"):
    gdb.execute("set " + setting)
gdb.execute("maintenance set internal-error corefile no")
gdb.execute("maintenance set internal-error quit yes")
gdb.execute("unset environment LINES")
gdb.execute("unset environment COLUMNS")
for name in ("PLACES", "ENTRY", "EACH", "SAID", "CALLED", "POISON"):
    gdb.execute("unset environment " + name)


def memory(address, size):
    return gdb.selected_inferior().read_memory(address, size).tobytes()


def string(address, unit=1):
    found = b""
    while len(found) < MOST_TEXT:
        room = min(64 - (address + len(found)) % 64, MOST_TEXT - len(found))
        try:
            found += memory(address + len(found), room)
        except gdb.MemoryError:
            return None
        for at in range(0, len(found) - unit + 1, unit):
            if not any(found[at:at + unit]):
                return found[:at]
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


def wide_unit(kind):
    """Bytes of a wide character, which C has as a typedef of a number; 0 of any other type."""
    while True:
        if (kind.unqualified().name or "") in WIDE:
            return kind.sizeof
        if kind.unqualified().code != gdb.TYPE_CODE_TYPEDEF:
            return 0
        kind = kind.unqualified().target()


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


def undescribed(value):
    """What the debug info's pieces leave out gdb prints as a synthetic pointer, whatever its type; to Python it is zero."""
    return "synthetic pointer" in value.format_string()


def leaf(value, kind, plain):
    found = described(value, kind, plain)
    empty = found[0] in ("i", "c", "b", "e", "f", "p", "s", "w") and not any(
        part.strip("0") if isinstance(part, str) else part
        for part in (found[2:3] if found[0] == "e" else found[1:2]))
    return ["-", "synthetic pointer"] if empty and undescribed(value) else found


def described(value, kind, plain):
    code = plain.code
    if value.is_optimized_out:
        return ["-", "optimized out"]
    if code == gdb.TYPE_CODE_PTR:
        number = int(value) & ALL
        if is_character(plain.target()):
            text = string(number)
            return ["s", number, None if text is None else text.hex()]
        unit = wide_unit(plain.target())
        if unit:
            text = string(number, unit)
            return ["w", number, None if text is None else text.hex(), unit]
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
    if kind.strip_typedefs().code not in REFERENCES:
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
            if not plain.sizeof and plain.target().sizeof and high >= low:
                return ["-", "an array without a length"]  # gdb prints where it is.
            if is_character(plain.target()):
                text = bytes(int(value[i]) & 255 for i in range(low, high + 1))
                if not any(text) and text and undescribed(value[low]):
                    return ["-", "synthetic pointer"]
                return ["a", text.hex()]
            unit = wide_unit(plain.target())
            if unit:
                parts = [value[i] for i in range(low, high + 1)]
                if parts and not any(int(each) for each in parts) and undescribed(parts[0]):
                    return ["-", "synthetic pointer"]
                return ["A", b"".join((int(each) % 2**(8 * unit)).to_bytes(unit, "little") for each in parts).hex(), unit]
            if high - low >= MOST_ELEMENTS:
                return ["-", "a long array"]
            return ["[", [tree(value[i], depth + 1) for i in range(low, high + 1)]]
        if plain.code in REFERENCES:
            return tree(value.referenced_value(), depth + 1)
        return leaf(value, kind, plain)
    except NameError:
        raise  # A mistake of this script is not gdb's reason.
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


def report(out, address, hit, wanted):
    frame = gdb.newest_frame()
    registers = [int(frame.read_register(name)) & ALL for name in REGISTERS]
    if not wanted:
        out.write(json.dumps(["stop", address, hit, registers, 0]) + "\n")
        return
    at = re.search("frame at 0x([0-9a-f]+)", gdb.execute("info frame", to_string=True))
    out.write(json.dumps(["stop", address, hit, registers, int(at.group(1), 16) if at else 0]) + "\n")
    for symbol in variables(frame.pc()):
        place = 0
        try:
            found = symbol.value(frame) if symbol.needs_frame else symbol.value()
            place = address_of(found)
            value = tree(found)
        except NameError:
            raise
        except Exception as failure:
            value = ["-", str(failure).splitlines()[0]]
        out.write(json.dumps(["var", symbol.name, symbol.line, value, place]) + "\n")


def address_of(fresh):
    """Of a value that has not been read; of an array that is nowhere gdb would make one, by the program's malloc."""
    address = fresh.address if fresh.is_lazy else None
    return 0 if address is None else int(address)


def stored(value, path):
    """The part of a variable that is called so; of a bit field or a reference the structure and the field."""
    plain = value.type.strip_typedefs()
    if path and plain.code in REFERENCES:
        return stored(value.referenced_value(), path)
    if path and library.kind_of(plain) == "tuple":
        return value, None  # Its parts have no names of their own.
    if not path:
        return value, None
    if plain.code not in (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION):
        return None
    for field in plain.fields():
        if field.is_base_class:
            found = inherited(value, field, path)
            if found:
                return found
            continue
        name = re.sub(r"^__(?=\d+$)", "", field.name or "")
        head = "." + name if name else ""
        if not hasattr(field, "bitpos") or not (path == head or path.startswith(head + ".")):
            continue
        if field.bitsize or field.type.strip_typedefs().code in REFERENCES:
            if name:
                return value, field
            continue
        found = stored(value[field], path[len(head):])
        if found:
            return found
    return None


def inherited(value, field, path):
    """A member of a base class is the object's own, or has the name of the class where another one hides it."""
    name = "." + field.name.split("::")[-1]
    if base(field) == 2:
        paths = [path[len(name):]] if path.startswith(name + ".") else []
    else:
        paths = [path] + (["." + path[len(name) + 2:]] if path.startswith(name + "::") else [])
    for inside in paths:
        try:
            found = stored(value[field], inside)
        except gdb.error:
            continue  # Where the pointer that says where it is has not been stored yet.
        if found:
            return found
    return None


written = {}


def find(name, line, path):
    """The value, the address, the field if that is one of the structure that it then is, and the variable's symbol."""
    for symbol in variables(gdb.newest_frame().pc()):
        if symbol.name == name and line in (0, symbol.line):
            whole = value_of(symbol)
            in_memory = address_of(whole)
            found = stored(whole, path)
            if found:
                value, field = found
                address = int(value.address) if in_memory else address_of(value)
                # What was overwritten at another stop may be no value any more.
                if told(value, field)[0] != "-" or address in written:
                    return value, address, field, symbol
    return None


def value_of(symbol):
    return symbol.value(gdb.newest_frame()) if symbol.needs_frame else symbol.value()


def told(value, field):
    return part(value[field], field.type, value.address is None, 1) if field else tree(value)


def is_reference(value):
    return value.type.strip_typedefs().code in REFERENCES


def place_of(symbol):
    """Where the variable, or what it refers to, seems to be."""
    try:
        whole = value_of(symbol)
        return int(whole.referenced_value().address) if is_reference(whole) else address_of(whole)
    except gdb.error:
        return 0


def is_inside(address, whole):
    """Whether a part is in the variable; a virtual base class can seem to be anywhere."""
    around = whole.address
    return around is None or is_reference(whole) or 0 <= address - int(around) < max(1, whole.type.sizeof)


def in_first_row(frame):
    """Whether the function is still to store what it was given."""
    block = gdb.block_for_pc(frame.pc())
    while block is not None and (block.function is None or block.function.symtab is None):
        block = block.superblock
    return block is not None and frame.pc() <= (gdb.find_pc_line(block.start).last or 0)


def pointer_to(symbol):
    """
    Where in the frame the pointer is by which the variable is reached: a reference, or an object around it. Not what says where
    the caller wants the result, once that is stored: what lies there is the variable's.
    """
    place = place_of(symbol)
    frame = gdb.newest_frame()
    low = int(frame.read_register("rsp")) - RED_ZONE & ~7
    at = re.search("frame at 0x([0-9a-f]+)", gdb.execute("info frame", to_string=True))
    end = int(at.group(1), 16) if at else low + MOST_OFFSET
    high = end + RED_ZONE
    if not place or not low < high < low + MOST_FRAME:
        return None
    if not is_reference(value_of(symbol)) and not low <= place < end and not in_first_row(frame):
        return None
    held = memory(low, high - low)
    for at in range(0, len(held) - 7, 8):
        pointer = int.from_bytes(held[at:at + 8], "little")
        if not 0 <= place - pointer < MOST_OFFSET:
            continue
        gdb.selected_inferior().write_memory(low + at, (pointer ^ 8).to_bytes(8, "little"))
        moved = place_of(symbol) != place
        gdb.selected_inferior().write_memory(low + at, held[at:at + 8])
        if moved:
            return low + at
    return None


def spoil(address, masks):
    """What this has changed before and nobody since stays as it is: it would be right again."""
    old = memory(address, len(masks))
    new = bytes(byte if written.get(address + i) == byte else byte ^ masks[i] for i, byte in enumerate(old))
    gdb.selected_inferior().write_memory(address, new)
    written.update((address + i, byte) for i, byte in enumerate(new) if masks[i])


def flip(register, mask):
    value = gdb.newest_frame().read_register(register)
    if register.startswith("xmm"):
        gdb.execute("set $%s.v2_int64[0] = %d" % (register, int(value["v2_int64"][0]) & ALL ^ mask))
    else:
        gdb.execute("set $%s = %d" % (register, int(value) & ALL ^ mask))


def register_of(name, line, path):
    """Which one a value changes with, if it is changed."""
    found, _, field, _ = find(name, line, path)
    value = found[field] if field else found
    before = told(found, field)
    pattern = int.from_bytes(bytes(POISON), "little")
    low = pattern & (1 << 8 * min(8, found.type.sizeof)) - 1
    for register in REGISTERS + ["xmm%d" % i for i in range(16)]:
        address = is_of_stack(register) and before[0] in ("i", "c", "b", "e") and (
            value.type.sizeof < 8 or int(value) & ALL != held(register))
        for mask in [pattern & ~15] if register == "rsp" else [low, pattern]:
            flip(register, mask)
            try:
                now, _, field, _ = find(name, line, path)
                changed = told(now, field) != before
            except Exception:
                changed = False
            flip(register, mask)
            if changed and address:
                return "address", 0
            if changed and register != "rsp":
                return register, mask
    return "", 0


def held(register):
    return int(gdb.newest_frame().read_register(register)) & ALL


def is_of_stack(register):
    return not register.startswith("xmm") and -RED_ZONE <= held(register) - held("rsp") < MOST_STACK


def parts(value, elements):
    """Where in it the elements of an array are that are to be overwritten, and their sizes; all of it where none are named."""
    if not elements:
        return [(0, value.type.sizeof)]
    size = value.type.strip_typedefs().target().sizeof
    return [(index * size, size) for index in elements]


def poison(name, line, path, elements, changed):
    found = find(name, line, path)
    if not found:
        return ""
    value, address, field, symbol = found
    pointer = pointer_to(symbol)
    whole = value_of(symbol)
    if pointer:
        spoil(pointer, POISON)
    elif not address or is_reference(whole):
        register, mask = register_of(name, line, path)
        if register not in ("", "address", *changed):
            flip(register, mask)
            changed.add(register)
        return register
    elif not is_inside(address, whole):
        spoil(int(whole.address), POISON)  # The pointer that says where its virtual base classes are.
    elif field:
        first = field.bitpos // 8
        bits = ((1 << (field.bitsize or 64)) - 1) << field.bitpos % 8
        spoil(address + first, bits.to_bytes((bits.bit_length() + 7) // 8, "little"))
    else:
        for at, size in parts(value, elements):
            spoil(address + at, (POISON * (size // 8 + 1))[:size])
    return "memory"


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
    calls = {}
    with open(CALLED) as entries:
        for line in entries:
            address = int(line, 16) + bias
            calls[address] = gdb.Breakpoint("*0x%x" % address, internal=True)
            calls[address].silent = True
    poisons = {}
    wanted = set()
    with open(POISONED) as asked:
        for index, line in enumerate(asked):
            address, hit, *what = json.loads(line)
            if what:
                poisons.setdefault((address, hit), []).append((index, *what))
            else:
                wanted.add((address, hit))
    hits = {}
    entered = {}
    with open(os.environ["SAID"], "w") as out:
        gdb.execute("continue", to_string=True)
        while gdb.selected_inferior().pid:
            pc = gdb.newest_frame().pc()
            if pc in calls:
                entered[pc] = entered.get(pc, 0) + 1
                frame = int(gdb.newest_frame().read_register("rsp")) + 8 & ALL
                out.write(json.dumps(["call", pc - bias, frame]) + "\n")
                if entered[pc] >= MOST_CALLS:
                    out.write(json.dumps(["call", 0, 0]) + "\n")
                    calls.pop(pc).delete()
            if pc in points:
                hits[pc] = hits.get(pc, 0) + 1
                report(out, pc - bias, hits[pc], not poisons or (pc - bias, hits[pc]) in wanted)
                changed = set()
                for index, name, line, path, elements in poisons.get((pc - bias, hits[pc]), []):
                    try:
                        where = poison(name, line, path, elements, changed)
                    except Exception as failure:
                        where = ""
                        print("not poisoned:", name + path, failure)
                    out.write(json.dumps(["poison", index, where]) + "\n")
                if hits[pc] >= EACH:
                    points.pop(pc).delete()
            gdb.execute("continue", to_string=True)


main()
