// Functions and methods with type parameters, by the names that they go by.
package main

import "fmt"

type word string

type list[T any] struct {
	items []T
	n     int
}

type cell struct{ at int }

//go:noinline
func (l *list[T]) push(x T) int { l.items = append(l.items, x); l.n++; return l.n }

//go:noinline
func (l list[T]) count(more int) int { return l.n + more }

//go:noinline
func (c *cell) move(by int) int { c.at += by; return c.at }

//go:noinline
func larger[T int | string | word](a, b T) T {
	if a > b {
		return a
	}
	return b
}

//go:noinline
func pair[K comparable, V any](a K, b V) (V, K) { return b, a }

var sum int

func passes(names []string, facts ...any) {
	for _, name := range names {
		fmt.Printf("#%s\n", name)
		for i := 0; i < len(facts); i += 2 {
			fmt.Printf("%s|%v\n", facts[i], facts[i+1])
		}
	}
}

func main() {
	l := &list[int]{}
	passes([]string{"main.(*list[...]).push", "main.(*list[go.shape.int]).push", "main.(*list[*]).push", "list.push"}, "l.n", 0, "x", 7)
	sum += l.push(7)
	passes([]string{"main.list[...].count", "main.list[go.shape.int].count"}, "l.n", 1, "more", 3)
	sum += l.count(3)
	c := &cell{4}
	passes([]string{"main.(*cell).move", "main.cell.move", "cell.move"}, "c.at", 4, "by", 2)
	sum += c.move(2)
	passes([]string{"main.larger", "main.larger[...]"}, "a.len()", 3)
	sum += len(larger("one", "two"))
	passes([]string{"main.larger", "main.larger[...]"}, "a.len()", 4)
	sum += len(larger[word]("four", "three"))
	passes([]string{"main.pair[go.shape.int,go.shape.string]", "main.pair[...]", "pair[go.shape.int,go.shape.string]"}, "a", 5, "b", "five")
	v, k := pair(5, "five")
	fmt.Println(sum+k, v)
}
