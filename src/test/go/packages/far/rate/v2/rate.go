// Package rate has a version in its import path.
package rate

var Limit = 70
var Far = "far away"
