# More functions than one pattern may stand for.
	.altmacro
	.macro	function number
	.globl	f\number
	.type	f\number, @function
f\number:
	ret
	.size	f\number, .-f\number
	.endm
	.text
	.globl	_start
_start:
	ret
	.set	number, 0
	.rept	10001
	function %number
	.set	number, number + 1
	.endr
	.section .note.GNU-stack,"",@progbits
