// Variables that Go has put on the heap, and what closures capture of them, as the program prints them.
package main

import (
	"fmt"
	"os"
)

var null, _ = os.Open("/dev/null")

func pass(place string)                         { fmt.Printf("#%s\n", place) }
func says(expression string, value interface{}) { fmt.Printf("%s|%v\n", expression, value) }

func counted(n int) func(int) int {
	name := fmt.Sprint("n", n)
	total := 0
	add := func(i int) int {
		total += i
		pass("closures.go:25")
		says("i", i)
		says("n", n)
		says("name", name)
		says("total", total)
		says("total + i", total+i)
		fmt.Fprint(null, i, n, name)
		name = "changed"
		return i + n
	}
	add(1)
	add(2)
	pass("closures.go:35")
	says("n", n)
	says("total", total)
	says("name", name)
	fmt.Fprint(null, total, name)
	return add
}

func main() {
	f := counted(9)
	f(4)
}
