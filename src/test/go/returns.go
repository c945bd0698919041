// What its functions take and give, printed as the program sees it.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

type pair struct {
	small int8
	large int64
}

type inner struct {
	flag bool
	text string
}

type outer struct {
	id    int32
	in    inner
	_     int16
	one   [1]uint16
	real  float64
	after int64
}

type many struct{ a, b, c, d, e, f, g, h, i, j int64 }

type wide struct {
	numbers [3]int32
}

type empty struct{}

//go:noinline
func giveInt(n int) int { return n * 3 }

//go:noinline
func giveInt8(n int) int8 { return int8(n * -7) }

//go:noinline
func giveUint16(n int) uint16 { return uint16(n - 5) }

//go:noinline
func giveBool(n int) bool { return n%3 == 0 }

//go:noinline
func giveFloat(n int) float64 { return float64(n) / 2 }

//go:noinline
func giveTwo(n int) (int, bool) { return n + 100, n%2 == 0 }

//go:noinline
func giveNamed(n int) (count uint32, err error) {
	if n > 5 {
		return uint32(n), errors.New("large")
	}
	count = uint32(n) * 2
	return
}

//go:noinline
func givePair(n int) pair { return pair{int8(-n), int64(n) << 33} }

//go:noinline
func giveOuter(n int) (outer, int) {
	return outer{int32(n), inner{n%2 == 1, "text"[:n%5]}, 9, [1]uint16{uint16(n + 7)}, 2.5, int64(-n)}, n * 11
}

//go:noinline
func giveBytes(n int) ([]byte, int16) { return make([]byte, n, n+3), int16(-n) }

//go:noinline
func giveWide(n int) (wide, int) { return wide{[3]int32{int32(n), 2, 3}}, n + 1 }

//go:noinline
func giveMany(n int) (many, int, int) {
	v := int64(n)
	return many{v, v, v, v, v, v, v, v, v, v}, n + 2, n + 3
}

//go:noinline
func giveMixed(n int) (float32, int, complex128, int) {
	return float32(n), n + 4, complex(1, float64(n)), n + 5
}

//go:noinline
func giveEmpty(n int) (empty, int) { return empty{}, n + 6 }

//go:noinline
func giveMap(n int) (map[int]int, func(int) int, chan int, int) {
	return nil, nil, nil, n + 8
}

//go:noinline
func giveNine(n int) (int, int, int, int, int, int, int, int, int) {
	return n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7, n + 8
}

//go:noinline
func giveTen(n int) (int, string, int, int, int, int, int, string, int) {
	return n, "ab", n + 2, n + 3, n + 4, n + 5, n + 6, "cde", n + 8
}

//go:noinline
func never() {
	for {
		calls++
	}
}

type ship struct{ name int }

//go:noinline
func (s *ship) sail(n int) (int, *ship) { return s.name + n, s }

//go:noinline
func giveCaught(n int) (x int, err error, y int) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("caught")
			y = 3
		}
	}()
	if n%2 == 1 {
		panic(n)
	}
	return n, nil, n + 1
}

var kept *int

//go:noinline
func giveKept(n int) (x, y, z int) {
	kept = &y
	y = n
	return n + 1, y + 2, n + 3
}

//go:noinline
func giveAny[K any](k K, n int) (K, int) { return k, n }

// Is inlined, and has a body of its own.
func giveBoth(n int) (_ int, last bool) { return n * 5, n == 10 }

var both = giveBoth

//go:noinline
func giveNothing(n int) { calls += n }

var calls int

//go:noinline
func nothing() {}

func types() {
	s := &ship{40}
	for n := 0; n < 11; n++ {
		fmt.Println("giveInt", n, giveInt(n))
		fmt.Println("giveInt8", n, giveInt8(n))
		fmt.Println("giveUint16", n, giveUint16(n))
		fmt.Println("giveBool", n, giveBool(n))
		giveFloat(n)
		a, b := giveTwo(n)
		fmt.Println("giveTwo", n, a, b)
		count, err := giveNamed(n)
		fmt.Println("giveNamed", n, count, err == nil)
		p := givePair(n)
		fmt.Println("givePair", n, p.small, p.large)
		o, after := giveOuter(n)
		fmt.Println("giveOuter", n, o.id, o.in.flag, len(o.in.text), fmt.Sprint(o.one[:]), o.after, after)
		bytes, short := giveBytes(n)
		fmt.Println("giveBytes", n, len(bytes), cap(bytes), short)
		_, one := giveWide(n)
		fmt.Println("giveWide", n, one)
		_, x, y := giveMany(n)
		fmt.Println("giveMany", n, x, y)
		_, four, _, five := giveMixed(n)
		fmt.Println("giveMixed", n, four, five)
		_, six := giveEmpty(n)
		fmt.Println("giveEmpty", n, six)
		_, _, _, eight := giveMap(n)
		fmt.Println("giveMap", n, eight)
		q, r, t, u, v, w, z, k, l := giveNine(n)
		fmt.Println("giveNine", n, q, r, t, u, v, w, z, k, l)
		q, text, t, u, v, w, z, _, l := giveTen(n)
		fmt.Println("giveTen", n, q, len(text), t, u, v, w, z, l)
		sum, _ := s.sail(n)
		fmt.Println("main.(*ship).sail", n, sum)
		x, err, y = giveCaught(n)
		fmt.Println("giveCaught", n, x, err == nil, y)
		x, y, v = giveKept(n)
		fmt.Println("giveKept", n, x, y, v)
		_, x = giveAny("any", n)
		fmt.Println("giveAny", n, x)
		x, last := both(n)
		fmt.Println("giveBoth", n, x, last)
		giveNothing(n)
		nothing()
		fmt.Println("giveNothing", n, &calls)
	}
}

// Needs more stack with every call, and gives others the processor in between.
//
//go:noinline
func deep(id, n int, least *int64) (result int) {
	var room [200]byte
	began := time.Now()
	room[n%200] = byte(id)
	if n%7 == 0 {
		runtime.Gosched()
	}
	if n > 0 {
		var l int64
		outside := time.Now()
		result = deep(id, n-1, &l)
		say(id, n-1, result, l, int64(time.Since(outside)))
	}
	result += int(room[n%200]) + n
	*least = int64(time.Since(began))
	return result
}

var (
	lines []string
	lock  sync.Mutex
)

func say(values ...any) {
	lock.Lock()
	lines = append(lines, fmt.Sprintln(values...))
	lock.Unlock()
}

// Goroutines whose stacks grow, shrink at every collection, and change threads.
func grow() {
	var done atomic.Bool
	var group, collector sync.WaitGroup
	collector.Add(1)
	go func() {
		defer collector.Done()
		for !done.Load() {
			runtime.GC()
		}
	}()
	for id := 1; id <= 60; id++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for round := 0; round < 3; round++ {
				var l int64
				outside := time.Now()
				result := deep(id+100*round, 40, &l)
				say(id+100*round, 40, result, l, int64(time.Since(outside)))
				runtime.Gosched()
			}
		}()
	}
	group.Wait()
	done.Store(true)
	collector.Wait()
	for _, line := range lines {
		fmt.Print(line)
	}
}

//go:noinline
func breaks(n int) int {
	if n%3 == 1 {
		panic(n)
	}
	if n%3 == 2 {
		runtime.Goexit()
	}
	return n + 1
}

//go:noinline
func mends(n int) (result int) {
	defer func() {
		if r := recover(); r != nil {
			result = -n
		}
	}()
	return breaks(n) * 2
}

// Calls that are left by a panic, by the goroutine's end, or return.
func panics() {
	for n := 0; n < 120; n++ {
		done := make(chan struct{})
		go func() {
			defer close(done)
			fmt.Println(n, mends(n))
		}()
		<-done
	}
}

//go:noinline
func request(n int) int {
	runtime.Gosched()
	return n
}

//go:noinline
func answer(n int) int { return n * 2 }

// Goroutines change threads between the two, and some end there.
func spans() {
	var group sync.WaitGroup
	for id := 0; id < 50; id++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for i := 0; i < 20; i++ {
				n := request(id*1000 + i)
				if i == 19 {
					runtime.Goexit()
				}
				time.Sleep(time.Microsecond)
				answer(n)
			}
		}()
	}
	group.Wait()
}

func main() {
	switch os.Args[1] {
	case "types":
		types()
	case "grow":
		grow()
	case "panics":
		panics()
	case "spans":
		spans()
	case "never":
		fmt.Println(giveBoth(1))
		never()
	}
}
