// Package rate has a variable that the other package of its name has too.
package rate

import "example.com/packages/near/pool"

var Limit = 40
var Burst = 4
var Near = 9 + pool.Burst
