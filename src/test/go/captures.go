// What closures capture: by value, what is assigned to by its address; called, deferred, as goroutines, for an iterator.
package main

import (
	"fmt"
	"iter"
)

type duo struct{ a, b int32 }
type wide struct {
	name string
	of   [3]int
}

var sum int

//go:noinline
func note(n int) { sum += n }

func pass(place string, facts ...any) {
	fmt.Printf("#%s\n", place)
	for i := 0; i < len(facts); i += 2 {
		fmt.Printf("%s|%v\n", facts[i], facts[i+1])
	}
}

//go:noinline
func call(f func(int) int, n int) int { return f(n) }

//go:noinline
func counts(start int, s string, p []int, d duo, w wide) func(int) int {
	c := start
	x := start * 3
	ok := start > 2
	f := func(n int) int {
		note(len(s))
		note(len(p) + int(d.b) + len(w.name))
		c += n + x
		if ok {
			note(x + w.of[1])
		}
		return c
	}
	return f
}

//go:noinline
func later(n int, s string) {
	defer func() {
		note(n)
		note(len(s))
	}()
	done := make(chan bool)
	pass("main.later.func2", "n", n)
	go func() {
		note(n + len(s))
		done <- true
	}()
	<-done
	pass("main.later.func1", "n", n, "s", s)
}

//go:noinline
func numbers(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; i < n && yield(i*i); i++ {
		}
	}
}

//go:noinline
func ranges(n int, s string) int {
	t := 0
	for x := range numbers(n) {
		t += x + len(s)
		note(t)
	}
	return t
}

//go:noinline
func none(a [0]int, queue chan int, n int) int { return n + len(queue) }

func main() {
	f := counts(4, "text", []int{1, 2}, duo{5, 6}, wide{"w", [3]int{7, 8, 9}})
	g := counts(1, "", nil, duo{}, wide{})
	c := 4
	for i := 0; i < 3; i++ {
		pass("main.counts.func1", "n", i, "c", c, "x", 12, "s", "text")
		c = call(f, i)
	}
	pass("main.counts.func1", "n", 8, "c", 1, "x", 3, "s", "")
	call(g, 8)
	later(3, "abc")
	later(4, "")
	pass("main.numbers.func1", "n", 2)
	ranges(2, "rs")
	queue := make(chan int, 4)
	queue <- 1
	pass("main.none", "queue.qcount", 1, "queue.dataqsiz", 4, "n", 2)
	none([0]int{}, queue, 2)
	fmt.Println("end")
}
