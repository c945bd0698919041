// One of its lines makes no code, and may be an assignment or not.
package main

import "os"

var sum int

//go:noinline
func note(n int) { sum += n }

//go:noinline
func f(a, b int) {
	note(a)
	note(b)
	b = 5 // or not
	sum++
}

func main() { f(len(os.Args), 7) }
