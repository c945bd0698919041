package main

import (
	"fmt"
	"os"
	"unsafe"
)

type Point struct{ X, Y int32 }
type Order struct {
	ID     int
	Name   string
	Tags   []string
	At     Point
	Next   *Order
	Kind   Kind
	Any    interface{}
	Err    error
	Counts map[string]int
	Hook   func(int) int
	Done   chan int
	Real   float64
	Bytes  []byte
	Raw    [3]uint16
	R      rune
	B      bool
}
type Kind uint8
type Name string
type List []Name
type Pair[T any] struct {
	A, B T
}
type Shape interface{ Area() int }
type Square struct{ Side int }

func (s Square) Area() int   { return s.Side * s.Side }
func (s *Square) Grow(n int) { s.Side += n; sink = s }

type Base struct{ Code int }
type Derived struct {
	Base
	*Point
	Extra string
}

var sink interface{}
var total = 17
var title = "global text"

//go:noinline
func texts(s string, e string, n int) { fmt.Fprint(null, s, e, n) }

//go:noinline
func slices(v []int, s []string, b []byte, p []Point, z []int, a [4]int16) {
	fmt.Fprint(null, v, s, b, p, z, a)
}

//go:noinline
func order(o *Order, p Point) { fmt.Fprint(null, o, p) }

//go:noinline
func ifaces(a interface{}, b interface{}, c Shape, d Shape, e error, f interface{}) {
	fmt.Fprint(null, a, b, c, d, e, f)
}

//go:noinline
func results(n int) (q int, name string, err error) {
	q = n / 2
	name = fmt.Sprint("n", n)
	return q, name, nil
}

//go:noinline
func derived(d *Derived, e Derived) { fmt.Fprint(null, d, e) }

//go:noinline
func named(n Name, l List, p Pair[int], q *Pair[string], f func(int) int, c chan int) {
	fmt.Fprint(null, n, l, p, *q, f(1), c)
}

//go:noinline
func broken(s []int, t string, e interface{}) {
	null.Sync()
}

//go:noinline
func anys(a []interface{}, e []error, n [][]int) { fmt.Fprint(null, a, e, n) }

//go:noinline
func maps(m map[string]int, n map[int]string, big map[int]int, none map[int]int, empty map[string]bool) {
	fmt.Fprint(null, m, n, big, none, empty)
}

var null, _ = os.Open("/dev/null")

func pass(place string)                         { fmt.Printf("#%s\n", place) }
func says(expression string, value interface{}) { fmt.Printf("%s|%v\n", expression, value) }

func main() {
	pass("main.texts")
	says("s", "some text")
	says("e", "")
	says("n", 5)
	says("s == \"some text\"", true)
	says("s.len()", 9)
	texts("some text", "", 5)
	long := fmt.Sprintf("%01000d", 7)
	pass("main.texts")
	says("s", long)
	says("s.len()", 1000)
	says("e", "é")
	texts(long, "é", 5)
	pass("main.slices")
	says("v", "[1, 2, 3]")
	says("s", "[\"a\", \"bc\"]")
	says("b", "[1, 255]")
	says("p", "[{X=1, Y=2}, {X=3, Y=4}]")
	says("z", "[]")
	says("v[1]", 2)
	says("p[1].Y", 4)
	says("s[1]", "bc")
	says("v.len()", 3)
	slices([]int{1, 2, 3}, []string{"a", "bc"}, []byte{1, 255}, []Point{{1, 2}, {3, 4}}, nil, [4]int16{9, 8, 7, 6})
	n := 3
	o := &Order{ID: 7, Name: "first", Tags: []string{"x"}, At: Point{5, 6}, Kind: 3, Any: 5, Err: fmt.Errorf("bad %w", os.ErrExist), Counts: map[string]int{"k": 1}, Hook: func(i int) int { return i * n }, Real: 2.5, Bytes: []byte("hi"), Raw: [3]uint16{1, 2, 3}, R: 'é', B: true}
	o.Next = &Order{ID: 8, Name: "second"}
	pass("main.order")
	says("o.ID", 7)
	says("o.Name", "first")
	says("o.Tags", "[\"x\"]")
	says("o.At.X", 5)
	says("o.Next.Name", "second")
	says("o.Next.Next == null", true)
	says("o.Kind", 3)
	says("o.Raw", "[1, 2, 3]")
	says("o.Real", "2.5")
	says("o.Bytes", "[104, 105]")
	says("o.R", 233)
	says("o.B", true)
	says("o.Any.type", "int")
	says("o.Err.type", "*fmt.wrapError")
	says("o.Counts", "{\"k\": 1}")
	says("o.Counts.len()", 1)
	says("o.Next.Tags.len()", 0)
	says("o.Next.Any.type", "")
	says("o.Next.Counts", "!null pointer")
	says("p.X", 1)
	says("p.Y", -2)
	order(o, Point{1, -2})
	_ = unsafe.Sizeof(n)
	square := Square{4}
	pass("main.ifaces")
	says("a.type", "int")
	says("b.type", "string")
	says("c.type", "main.Square")
	says("d.type", "main.Square")
	says("e.type", "")
	says("f.type", "*main.Square")
	says("*(int *)a.data", 5)
	says("e.data == null", true)
	ifaces(5, "text", square, Shape(square), nil, &square)
	pass("main.(*Square).Grow")
	says("s.Side", 4)
	says("n", 2)
	square.Grow(2)
	pass("main.derived")
	says("d.Code", 1)
	says("d.X", 3)
	says("d.Extra", "extra")
	says("d.Base.Code", 1)
	says("e.Extra", "e")
	says("e.Code", 2)
	derived(&Derived{Base{1}, &Point{3, 4}, "extra"}, Derived{Base{2}, nil, "e"})
	big := map[int]int{}
	for i := 0; i < 1000; i++ {
		big[i] = i * i
	}
	pass("main.maps")
	says("m", "{\"two\": 2, \"three\": 3}")
	says("m.len()", 2)
	says("big.len()", 1000)
	says("empty", "{}")
	says("empty.len()", 0)
	says("n", "{7: \"seven\"}")
	says("none", "!null pointer")
	two := map[string]int{"one": 1, "two": 2, "three": 3}
	delete(two, "one")
	maps(two, map[int]string{7: "seven"}, big, nil, map[string]bool{})
	results(9)
	fmt.Fprint(null, total, title)
	pass("main.named")
	says("n", "kim")
	says("l", "[\"x\", \"y\"]")
	says("p.B", 2)
	says("q.A", "one")
	named("kim", List{"x", "y"}, Pair[int]{1, 2}, &Pair[string]{"one", "two"}, o.Hook, nil)
	pass("main.anys")
	says("a[0].type", "int")
	says("a[1].type", "string")
	says("a[2].type", "")
	says("a.len()", 3)
	says("e[0].type", "*errors.errorString")
	says("n", "[[1, 2], [], [3]]")
	anys([]interface{}{1, "two", nil}, []error{os.ErrExist}, [][]int{{1, 2}, {}, {3}})
	words := [3]int{0x1000, 5, 2}
	texts := [2]int{0x1000, -1}
	types := [2]uintptr{uintptr(unsafe.Pointer(&words)), 0}
	pass("main.broken")
	says("s", "!its length, 5, is more than there is room for")
	says("t", "!its length, 18446744073709551615, is more than there is room for")
	says("e.type", "!its type is none that this program describes")
	broken(*(*[]int)(unsafe.Pointer(&words)), *(*string)(unsafe.Pointer(&texts)), *(*interface{})(unsafe.Pointer(&types)))
}
