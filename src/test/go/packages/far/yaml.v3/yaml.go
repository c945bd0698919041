// Package yaml has a path with a dot in its last element.
package yaml

type Node struct{ Depth int }

//go:noinline
func (n *Node) Load(text string) int { return n.Depth + len(text) }
