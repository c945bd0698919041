# What gdb says of objects of libstdc++, by the printers that come with it, as more kinds of VALUE than those of stops.py:
# ["t", hex bytes, units, bytes of a unit] text, of which not all bytes need be there; ["[", [VALUE...], count] elements in a row
# and ["#", [VALUE...], count] without an order of their own, of which the first are there; ["m", [[KEY, VALUE]...], count];
# ["(", [[NAME, VALUE]...]] a tuple; ["o", VALUE or null] an optional; ["v", number, VALUE or null] a variant.
import glob
import re
import sys

import gdb

for directory in glob.glob("/usr/share/gcc*/python"):
    sys.path.insert(0, directory)
try:
    from libstdcxx.v6.printers import register_libstdcxx_printers
    register_libstdcxx_printers(None)
except ImportError:
    pass

MOST_BYTES = 600
MOST_ELEMENTS = 300
# Where nothing has been stored yet, a container can seem to have any number of elements.
MOST_COUNTED = 5000
ALL = 2**64 - 1

KINDS = {
    "text": "basic_string basic_string_view",
    "row": "vector deque list forward_list span initializer_list stack queue priority_queue",
    "set": "set multiset unordered_set unordered_multiset",
    "map": "map multimap unordered_map unordered_multimap",
    "bits": "bitset", "array": "array", "tuple": "tuple", "optional": "optional", "variant": "variant",
    "pointer": "unique_ptr shared_ptr weak_ptr",
    "atomic": "atomic", "duration": "duration",
}
KIND = {name: kind for kind, names in KINDS.items() for name in names.split()}
NAME = re.compile(r"std::(?:__cxx11::|chrono::|__debug::|__cxx1998::)*(\w+)<")


def kind_of(plain):
    name = NAME.match(plain.unqualified().name or "")
    whole = plain.unqualified().name or ""
    # Not an iterator of one.
    return KIND.get(name.group(1)) if name and whole.endswith(">") and "::iterator" not in whole else None


def native(child, tree, depth):
    """A printer gives values of gdb, and bools and numbers of Python."""
    if isinstance(child, bool):
        return ["b", int(child)]
    if isinstance(child, int):
        return ["i", child, 8, True]
    return tree(child, depth + 1)


def children(value, tree, depth):
    found = []
    count = 0
    for _, child in gdb.default_visualizer(value).children():
        if count < MOST_ELEMENTS:
            found.append(native(child, tree, depth))
        count += 1
        if count > MOST_COUNTED:
            raise ValueError("more elements than can be")
    return found, count


def text(value):
    lazy = gdb.default_visualizer(value).to_string()
    unit = lazy.type.target().sizeof
    length = lazy.length
    size = min(MOST_BYTES, length * unit)
    held = gdb.selected_inferior().read_memory(lazy.address, size).tobytes() if size else b""
    return ["t", held.hex(), length, unit]


def said(value, plain, tree, part, depth):
    """None of a type that is no more than its members."""
    kind = kind_of(plain)
    if kind == "text":
        return text(value)
    if kind in ("row", "set"):
        found, count = children(value, tree, depth)
        return ["[" if kind == "row" else "#", found, count]
    if kind == "map":
        found, count = children(value, tree, depth)
        return ["m", list(zip(found[0::2], found[1::2])), count // 2]
    if kind == "bits":
        words = value["_M_w"]
        number = 0
        if words.type.strip_typedefs().code == gdb.TYPE_CODE_ARRAY:
            for i in range(words.type.range()[1] + 1):
                number |= int(words[i]) << 64 * i
        else:
            number = int(words)
        count = int(plain.template_argument(0))
        return ["[", [["b", number >> i & 1] for i in range(min(count, MOST_ELEMENTS))], count]
    if kind == "array":
        elements = value["_M_elems"]
        count = elements.type.strip_typedefs().range()[1] + 1
        return ["[", [tree(elements[i], depth + 1) for i in range(count)], count]
    if kind == "tuple":
        held = [child for _, child in gdb.default_visualizer(value).children()]
        return ["(", [[str(i), part(child, child.type, False, depth + 1)] for i, child in enumerate(held)]]
    if kind == "optional":
        held = gdb.default_visualizer(value).contained_value
        return ["o", None if held is None else tree(held, depth + 1)]
    if kind == "variant":
        printer = gdb.default_visualizer(value)
        held = printer.contained_value
        return ["v", int(printer.index), None if held is None else tree(held, depth + 1)]
    if kind == "pointer":
        # An empty one of its printer has no children.
        found = [child for _, child in gdb.default_visualizer(value).children()]
        return ["p", int(found[0]) & ALL if found else 0]
    if kind == "atomic":
        member = plain.fields()[0]
        held = value["_M_i"] if not member.is_base_class else value[member]["_M_i"]
        return tree(held, depth + 1)
    if kind == "duration":
        return tree(value["__r"], depth + 1)
    return None
