// Variables of packages, as the program prints them.
package main

import (
	"fmt"
	"net/url"
	"os"

	far "example.com/packages/far/rate/v2"
	"example.com/packages/far/yaml.v3"
	"example.com/packages/near/rate"
)

type order struct {
	ID    int
	Lines []string
}

type settings struct{ Burst int }

var null, _ = os.Open("/dev/null")
var calls = 5
var last = order{1, []string{"a"}}
var first = &order{2, nil}
var byName = map[string]int{"x": 1}
var share = 0.5
var pool = settings{8}

func pass(place string)                         { fmt.Printf("#%s\n", place) }
func says(expression string, value interface{}) { fmt.Printf("%s|%v\n", expression, value) }

func shows() {
	pass("main.work")
	says("main.calls", calls)
	says("main.calls + 1", calls+1)
	says("main.calls == 7", calls == 7)
	says("main.last.ID", last.ID)
	says("main.last.Lines[0]", last.Lines[0])
	says("main.last.Lines.len()", len(last.Lines))
	says("main.first.ID", first.ID)
	says("main.first.Lines.len()", len(first.Lines))
	says("main.byName", "{\"x\": "+fmt.Sprint(byName["x"])+"}")
	says("main.share", share)
	says("rate.Burst", rate.Burst)
	says("rate.Near", rate.Near)
	says("rate.Far", far.Far)
	says("os.Args.len()", len(os.Args))
}

//go:noinline
func work(n int) int {
	calls += n
	fmt.Fprint(null, n)
	return calls
}

//go:noinline
func hides(main order, rate settings) int {
	fmt.Fprint(null, main, rate)
	return main.ID + rate.Burst
}

func main() {
	fmt.Fprint(null, url.Values{}, byName, rate.Limit+far.Limit, pool)
	for i := 0; i < 3; i++ {
		shows()
		work(2)
		last = order{i + 10, []string{fmt.Sprint("line", i), "b"}}
		first.Lines = append(first.Lines, "more")
		byName["x"] = -i
		share *= 3
		rate.Burst++
		far.Far += "!"
	}
	pass("main.hides")
	says("main.ID", 3)
	says("rate.Burst", 6)
	hides(order{3, nil}, settings{6})
	for _, name := range []string{
		"yaml.Node.Load", "yaml.(*Node).Load", "yaml.v3.(*Node).Load", "far/yaml.v3.(*Node).Load",
		"example.com/packages/far/yaml%2ev3.(*Node).Load", "(*Node).Load",
	} {
		pass(name)
		says("n.Depth", 9)
		says("text", "text")
	}
	(&yaml.Node{Depth: 9}).Load("text")
}
