// Package main has what Go has and C has not.
package main

import "fmt"

type Cargo uint16

const (
	Grain Cargo = iota + 1
	Coal
)

type Point struct {
	X, Y int32
}

type Ship struct {
	Point
	Name  string
	Load  []Cargo
	Crew  map[string]int
	Agent any
	Tons  float64
	Safe  bool
}

var docked = 3

//go:noinline
func (s *Ship) Unload(count int, kind Cargo) int {
	docked++
	return len(s.Load) - count + int(kind)
}

//go:noinline
func (s Ship) Heading() int32 { return s.X - s.Y }

//go:noinline
func largest[T int | int64](a, b T) T {
	if a > b {
		return a
	}
	return b
}

func main() {
	ship := &Ship{Point: Point{3, -4}, Name: "Anna", Load: []Cargo{Grain, Coal}, Crew: map[string]int{"cook": 1}, Tons: 1.5}
	weigh := func(n int) int { return n + docked }
	fmt.Println(ship.Unload(1, Coal), ship.Heading(), largest(3, 4), largest(int64(5), 6), weigh(7))
}
