package main

import "fmt"

type pair struct{ x, y int }

var sink interface{}

// The first statement changes what was passed.
//
//go:noinline
func changes(a, b int) int {
	a += b
	a *= 3
	return a
}

//go:noinline
func increments(a int) int { return a + 1 }

//go:noinline
func member(p *pair) int { return p.x + p.y }

//go:noinline
func down(n int) int {
	for n > 3 {
		n -= 3
	}
	return n
}

//go:noinline
func spins(n int) (r int) {
	for {
		r++
		if r > n {
			return r
		}
	}
}

//go:noinline
func deep(n int, text string) int {
	var room [64]int
	room[n%64] = n
	if n == 0 {
		return len(text)
	}
	return deep(n-1, text) + room[(n+1)%64]
}

//go:noinline
func floats(f float64, g float32, n int) (r float64, ok bool) {
	r = f * float64(g)
	ok = n > 0
	return r, ok
}

//go:noinline
func doubles(f float64) float64 { return f * 2 }

//go:noinline
func named(n int) (count int, text string, list []int, err error) {
	count = n * 2
	text = fmt.Sprint(n)
	local := count + 1
	sink = local
	return count, text, list, err
}

//go:noinline
func line(n int) (r int) { x := n * 2; y := &x; sink = y; r = *y; return r }

//go:noinline
func deferred(n int) (r int) {
	defer func() { r += n }()
	r = n
	return r
}

//go:noinline
func escapes(n int) *int {
	n += 2
	return &n
}

type stack[T any] struct{ items []T }

//go:noinline
func (s *stack[T]) push(item T) {
	s.items = append(s.items, item)
	sink = s
}

//go:noinline
func (p *pair) grows() { p.x++ }

func pass(place string)                         { fmt.Printf("#main.%s\n", place) }
func says(expression string, value interface{}) { fmt.Printf("%s|%v\n", expression, value) }

func main() {
	for i := 1; i < 4; i++ {
		pass("changes")
		says("a", i)
		says("b", 2)
		changes(i, 2)
		pass("increments")
		says("a", i)
		increments(i)
		pass("member")
		says("p.x", i)
		says("p.y", -i)
		member(&pair{i, -i})
		pass("down")
		says("n", i*4)
		down(i * 4)
		pass("spins")
		says("n", i)
		says("r", 0)
		spins(i)
	}
	for i := 200; i >= 0; i-- {
		pass("deep")
		says("n", i)
		says("text", "some text")
	}
	done := make(chan int)
	go func() { done <- deep(200, "some text") }()
	<-done
	pass("floats")
	says("f", "1.5")
	says("g", "2.5")
	says("n", 7)
	says("r", "0.0")
	says("ok", false)
	floats(1.5, 2.5, 7)
	pass("doubles")
	says("f", "-0.25")
	doubles(-0.25)
	pass("named")
	says("n", 5)
	says("count", 0)
	says("text", "")
	says("list", "[]")
	says("err.type", "")
	says("local", "!not declared yet")
	named(5)
	pass("line")
	says("n", 6)
	says("r", "!not declared yet")
	says("x", "!not declared yet")
	says("y", "!not declared yet")
	line(6)
	pass("deferred")
	says("n", 8)
	says("r", 0)
	deferred(8)
	pass("(*stack).push")
	says("s.items.len()", 0)
	(&stack[pair]{}).push(pair{1, 2})
	pass("(*stack).push")
	says("s.items.len()", 1)
	(&stack[string]{items: []string{"a"}}).push("b")
	grown := &pair{1, 2}
	pass("(*pair).grows")
	says("p.x", 1)
	grown.grows()
	pass("escapes")
	says("n", 9)
	escapes(9)
}
