# Run by gdb: stops at every instruction of the program's own functions and writes what gdb says of
# registers, memory and variables there. Lines, in this order for each stop:
#   stop PC / reg N VALUE (DWARF's numbers) / mem START HEX / var DECLARATION-LINE NAME HEX-or-reason
# $frame_base_is_rbp: 1 for unoptimised code of clang.
import re

import gdb

NAMES = "rax rdx rcx rbx rsi rdi rbp rsp r8 r9 r10 r11 r12 r13 r14 r15".split()
EACH = 2
STACK_END = 0x7FFFFFFFF000  # without randomization
gdb.execute("set pagination off")
gdb.execute("set confirm off")
gdb.execute("set print address off")
gdb.execute("set disable-randomization on")


def functions():
    found = []
    for line in gdb.execute("info functions -n", to_string=True).splitlines():
        if line.startswith("Non-debugging"):
            break
        if "(" in line and line[0].isdigit():
            found.append(line.split("(")[0].split()[-1].lstrip("*"))
    return found


def ranges(name):
    block = gdb.lookup_static_symbol(name) or gdb.lookup_global_symbol(name)
    if block is None:
        return
    text = gdb.execute("disassemble %s" % name, to_string=True)
    for line in text.splitlines():
        line = line.replace("=>", "").strip()
        if line.startswith("0x"):
            yield int(line.split()[0], 16)


def frame_is_set_up():
    """gdb takes rbp for the frame base before and after it is one: do not believe it there."""
    if not int(gdb.parse_and_eval("$frame_base_is_rbp")):
        return True
    frame = re.search("frame at (0x[0-9a-f]+)", gdb.execute("info frame", to_string=True))
    return int(frame.group(1), 16) == int(gdb.newest_frame().read_register("rbp")) + 16


def value(symbol, frame):
    if symbol.needs_frame and not frame_is_set_up():
        return "unsound"
    value = symbol.value(frame) if symbol.needs_frame else symbol.value()
    if value.is_optimized_out:
        return "optimized-out"
    kind = value.type.strip_typedefs()
    if kind.code in (gdb.TYPE_CODE_INT, gdb.TYPE_CODE_PTR, gdb.TYPE_CODE_ENUM,
                     gdb.TYPE_CODE_BOOL, gdb.TYPE_CODE_CHAR):
        number = int(value) & ((1 << 8 * kind.sizeof) - 1)
        return number.to_bytes(kind.sizeof, "little").hex()
    if value.address is None or symbol.type.dynamic:
        return "unsupported"
    memory = gdb.selected_inferior().read_memory(int(value.address), kind.sizeof)
    return memory.tobytes().hex()


def memory(start, size):
    inferior = gdb.selected_inferior()
    try:
        print("mem %x %s" % (start, inferior.read_memory(start, size).tobytes().hex()))
    except gdb.MemoryError:
        pass


def report():
    frame = gdb.newest_frame()
    print("stop %x" % frame.pc())
    for number, name in enumerate(NAMES):
        print("reg %d %x" % (number, int(frame.read_register(name)) & (2**64 - 1)))
    rsp = int(frame.read_register("rsp")) & (2**64 - 1)
    memory(rsp - 512, min(4096, STACK_END - rsp + 512))
    for start, end in data:
        memory(start, end - start)
    try:
        block = frame.block()
    except RuntimeError:
        return
    while block is not None and not block.is_static and not block.is_global:
        for symbol in block:
            if not (symbol.is_variable or symbol.is_argument):
                continue
            try:
                found = value(symbol, frame)
            except Exception as failure:
                found = "failed:" + str(failure).replace(" ", "_")
            print("var %d %s %s" % (symbol.line, symbol.name, found))
        if block.function is not None and frame.type() == gdb.INLINE_FRAME:
            # Asked of an inlined copy's frame, what a caller passed to its function comes out wrong.
            frame = frame.older()
        block = block.superblock


points = {}
for name in functions():
    for pc in ranges(name) or []:
        points[pc] = gdb.Breakpoint("*0x%x" % pc)
        points[pc].silent = True
gdb.execute("run > /dev/null", to_string=True)
data = []
for line in gdb.execute("info files", to_string=True).splitlines():
    words = line.split()
    if len(words) == 5 and words[4] in (".data", ".bss", ".rodata"):
        data.append((int(words[0], 16), int(words[2], 16)))
hits = {}
while gdb.selected_inferior().pid:
    pc = gdb.newest_frame().pc()
    if pc in points:
        report()
        hits[pc] = hits.get(pc, 0) + 1
        if hits[pc] >= EACH:
            points.pop(pc).delete()
    gdb.execute("continue", to_string=True)
