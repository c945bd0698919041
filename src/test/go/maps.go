package main

import (
	"fmt"
	"sort"
	"strings"
	"unsafe"
)

type Point struct{ X, Y int32 }
type Large struct {
	Words [20]int
	Name  string
}
type Name string
type Holder struct {
	ID     int
	Counts map[string]int
}

// The head of a map and of a table of it, as the runtime lays them out.
type head struct {
	used      uint64
	seed      uintptr
	directory unsafe.Pointer
	tables    int
	depth     uint8
	shift     uint8
	writing   uint8
	_         bool
	clears    uint64
}
type table struct {
	used, capacity, left uint16
	depth                uint8
	index                int
	groups               unsafe.Pointer
	mask                 uint64
}

// What a probe reads of a map is printed as "place|number of elements|element, element ...".
func say[K comparable, V any](m map[K]V) {
	var all []string
	for key, value := range m {
		all = append(all, text(key)+": "+text(value))
	}
	sort.Strings(all)
	fmt.Printf("%d|%s\n", len(m), strings.Join(all, "\t"))
}

func text(value interface{}) string {
	switch v := value.(type) {
	case string:
		return fmt.Sprintf("%q", v)
	case Name:
		return fmt.Sprintf("%q", string(v))
	case Point:
		return fmt.Sprintf("{X=%d, Y=%d}", v.X, v.Y)
	case *Point:
		return fmt.Sprintf("%p", v)
	case Large:
		return fmt.Sprintf("{Words=%s, Name=%q}", list(v.Words), v.Name)
	case [17]int:
		var words []string
		for _, w := range v {
			words = append(words, fmt.Sprint(w))
		}
		return "[" + strings.Join(words, ", ") + "]"
	case struct{}:
		return "{}"
	case map[string]int:
		var all []string
		for key, value := range v {
			all = append(all, text(key)+": "+text(value))
		}
		return "{" + strings.Join(all, ", ") + "}"
	case []string:
		var all []string
		for _, each := range v {
			all = append(all, text(each))
		}
		return "[" + strings.Join(all, ", ") + "]"
	}
	return fmt.Sprint(value)
}

func list(words [20]int) string {
	var all []string
	for _, w := range words {
		all = append(all, fmt.Sprint(w))
	}
	return "[" + strings.Join(all, ", ") + "]"
}

//go:noinline
func numbers(m map[int]int) { say(m) }

//go:noinline
func words(m map[string]string) { say(m) }

//go:noinline
func points(m map[Point]Point) { say(m) }

//go:noinline
func large(m map[int]Large) { say(m) }

//go:noinline
func wide(m map[[17]int]int32) { say(m) }

//go:noinline
func set(m map[uint16]struct{}) { say(m) }

//go:noinline
func pointers(m map[int]*Point) { say(m) }

//go:noinline
func nested(m map[int]map[string]int) { say(m) }

//go:noinline
func slices(m map[Name][]string) { say(m) }

//go:noinline
func held(m []Holder) {
	fmt.Printf("%d|{ID=%d, Counts=%s}\n", len(m), m[0].ID, text(m[0].Counts))
}

//go:noinline
func none(m map[int]int) { fmt.Printf("%d|!null pointer\n", len(m)) }

//go:noinline
func broken(m map[int]int, why string) { fmt.Printf("%p|!%s\n", m, why) }

//go:noinline
func floats(m map[float64]bool) { say(m) }

func squares(n int) map[int]int {
	m := map[int]int{}
	for i := 0; i < n; i++ {
		m[i] = i * i
	}
	return m
}

func main() {
	for _, n := range []int{0, 1, 7, 8, 9, 15, 16, 17, 1000, 20000} {
		numbers(squares(n))
	}
	numbers(make(map[int]int, 100))
	few := squares(500)
	for i := 0; i < 495; i++ {
		delete(few, i)
	}
	numbers(few)
	clear(few)
	numbers(few)
	gone := squares(9)
	delete(gone, 3)
	delete(gone, 4)
	numbers(gone)
	words(map[string]string{"one": "eins", "two": "zwei", "": ""})
	many := map[string]string{}
	for i := 0; i < 12; i++ {
		many[fmt.Sprint("k", i)] = fmt.Sprint("v", i)
	}
	words(many)
	points(map[Point]Point{{1, 2}: {3, 4}, {-1, -2}: {5, 6}})
	large(map[int]Large{1: {Words: [20]int{1, 2, 3}, Name: "large"}})
	wide(map[[17]int]int32{{1, 2}: 7, {3}: -8})
	set(map[uint16]struct{}{7: {}, 8: {}})
	pointers(map[int]*Point{1: {1, 2}, 2: nil})
	nested(map[int]map[string]int{1: {"a": 1}, 2: {}, 3: {"b": 2}})
	slices(map[Name][]string{"x": {"y", "z"}, "none": nil})
	floats(map[float64]bool{1.5: true, -2.25: false})
	held([]Holder{{1, map[string]int{"one": 1}}})
	none(nil)
	for _, why := range []string{
		"the program is changing it at this moment",
		"its length, 18446744073709551615, is more than there is room for",
		"its length, 9, is more than there is room for",
		"page fault at 0x7000",
		"it says that it has more elements than the 3 that it links",
		"it links more elements than the 2 that it says it has",
		"its links contradict each other at %p",
		"its links contradict each other at %p",
		"its pointer, 0x7001, is misaligned",
		"page fault at 0x7008",
	} {
		breaks(why)
	}
}

var ways int

func breaks(why string) {
	m := squares(3)
	if ways > 5 {
		m = squares(20)
	}
	h := **(**head)(unsafe.Pointer(&m))
	t := &table{}
	directory := &[1]*table{t}
	if h.tables != 0 {
		*t = **(**table)(h.directory)
	}
	switch ways {
	case 0:
		h.writing = 1
	case 1:
		h.used, h.tables = ^uint64(0), 1
	case 2:
		h.used = 9
	case 3:
		h.directory = *(*unsafe.Pointer)(unsafe.Pointer(&[]uintptr{0x7000}[0]))
	case 4:
		h.used = 4
	case 5:
		h.used = 2
	case 6:
		t.index = -1
		why = fmt.Sprintf(why, t)
	case 7:
		t.mask = 127
		why = fmt.Sprintf(why, t)
	case 8:
		*(*uintptr)(unsafe.Pointer(directory)) = 0x7001
	case 9:
		*(*uintptr)(unsafe.Pointer(&t.groups)) = 0x7008
	}
	if ways > 5 {
		h.directory = unsafe.Pointer(directory)
	}
	ways++
	p := &h
	broken(*(*map[int]int)(unsafe.Pointer(&p)), why)
}
