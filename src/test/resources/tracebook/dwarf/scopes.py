# Run by gdb on a file, without a process: what gdb sees at each address of the file `addresses`, one
# hexadecimal number a line. Lines, for each address:
#   at ADDRESS
#   var NAME DECLARATION-LINE CLASS TYPE     innermost scope first; TYPE a number; CLASS o: nowhere
#   end FUNCTION                             behind the scopes of an inlined copy and of the body
# and, before a type's number is used: type NUMBER DESCRIPTION (as ScopeComparison describes types).
import gdb

DEPTH = 1  # pointers that are followed
PLAIN = {gdb.TYPE_CODE_BOOL: "bool", gdb.TYPE_CODE_FLT: "float"}
types = {}
variables = {}


def member(field, depth):
    if not hasattr(field, "bitpos") or field.bitpos is None:
        return None  # static, or a virtual base class
    bits = ":%d" % field.bitsize if field.bitsize else ""
    name = "^" if field.is_base_class else field.name or ""
    return "%s@%d%s %s" % (name, field.bitpos, bits, describe(field.type, depth))


def element(array):
    """Of all dimensions. One with variants is dynamic for gdb, which says nothing of the length."""
    of = array
    while of.code == gdb.TYPE_CODE_ARRAY:
        of = of.target().strip_typedefs()
    return of


def describe(of, depth):
    real = of.strip_typedefs()
    code = real.code
    if code in (gdb.TYPE_CODE_INT, gdb.TYPE_CODE_CHAR):
        # Rust's `!` is a number of no bytes.
        if not real.sizeof:  # Rust's tuple of no elements is a number without bytes.
            return "struct0{}" if real.name == "()" else "?0"
        return "int%d%s" % (real.sizeof, "s" if real.is_signed else "u")
    if code in PLAIN:
        return "%s%d" % (PLAIN[code], real.sizeof)
    if code in (gdb.TYPE_CODE_PTR, gdb.TYPE_CODE_REF, gdb.TYPE_CODE_RVALUE_REF):
        sign = "*" if code == gdb.TYPE_CODE_PTR else "&"
        return sign + (describe(real.target(), depth - 1) if depth else "")
    if code == gdb.TYPE_CODE_ENUM:
        values = ["%s=%d" % (field.name.split("::")[-1], field.enumval) for field in real.fields()]
        return "enum%d{%s}" % (real.sizeof, ",".join(values))
    if code in (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION):
        members = [member(field, depth) for field in real.fields()]
        kind = "union" if code == gdb.TYPE_CODE_UNION else "struct"
        return "%s%d{%s}" % (kind, real.sizeof, ",".join(m for m in members if m is not None))
    if code == gdb.TYPE_CODE_ARRAY:
        if real.dynamic and not element(real).dynamic:
            return "[]" + describe(real.target(), depth)
        low, high = real.range()
        return "[%d]%s" % (high - low + 1, describe(real.target(), depth))
    if code == gdb.TYPE_CODE_COMPLEX:
        half = real.sizeof // 2
        return "struct%d{real@0 float%d,imag@%d float%d}" % (real.sizeof, half, 8 * half, half)
    if code == gdb.TYPE_CODE_FUNC:
        return "function"
    if code == gdb.TYPE_CODE_VOID:
        return "void"
    return "?%d" % real.sizeof


def is_enumerator(symbol):
    real = symbol.type.strip_typedefs()
    return real.code == gdb.TYPE_CODE_ENUM and symbol.name in [each.name for each in real.fields()]


def is_variable(symbol):
    if symbol.is_constant:
        return not is_enumerator(symbol)
    return (
        symbol.is_variable or symbol.is_argument
    ) and symbol.addr_class != gdb.SYMBOL_LOC_UNRESOLVED


def variable(symbol, block, function):
    # A macro can declare one name twice in a line, in blocks of their own.
    where = (function.name, block.start, block.end)
    key = where + (symbol.name, symbol.line, symbol.addr_class)
    number = variables.get(key)
    if number is None:
        try:
            text = describe(symbol.type, DEPTH)
        except (gdb.error, RuntimeError) as failure:
            text = "error " + str(failure).replace("\n", " ")
        if text not in types:
            types[text] = len(types)
            print("type %d %s" % (types[text], text))
        number = variables[key] = types[text]
    where = "o" if symbol.addr_class == gdb.SYMBOL_LOC_OPTIMIZED_OUT else "l"
    print("var %s %d %s %d" % (symbol.name, symbol.line, where, number))


def at(address):
    print("at %x" % address)
    block = gdb.block_for_pc(address)
    pending = []
    while block is not None and not block.is_static and not block.is_global:
        pending += [(symbol, block) for symbol in block if is_variable(symbol)]
        if block.function is not None:
            for symbol, inner in pending:
                variable(symbol, inner, block.function)
            pending = []
            print("end " + (block.function.linkage_name or block.function.name))
        block = block.superblock


with open(addresses) as file:
    for line in file:
        at(int(line, 16))
