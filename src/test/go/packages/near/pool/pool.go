// Package pool has the name of a variable of package main, which does not import it.
package pool

var Burst = 1
