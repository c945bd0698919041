# A Go program with variables of packages.
	.text
	.globl	_start
	.type	_start, @function
_start:
	nop
	ret
.Lend:
	.size	_start, .-_start

	.data
calls:
	.quad	0, 0
last:
	.quad	0, 0
near:
	.quad	0
far:
	.quad	0
burst:
	.quad	0

	.section .go.buildinfo,"a",@progbits
	.byte	0

	.section .debug_abbrev,"",@progbits
.Labbrev:
	.uleb128 1, 0x11		# DW_TAG_compile_unit
	.byte	1
	.uleb128 0x13, 0x0b, 0x03, 0x08, 0x11, 0x01, 0x12, 0x06, 0, 0	# language, name, low_pc, high_pc
	.uleb128 2, 0x24		# DW_TAG_base_type
	.byte	0
	.uleb128 0x03, 0x08, 0x0b, 0x0b, 0x3e, 0x0b, 0, 0	# name, byte_size, encoding
	.uleb128 3, 0x2e		# DW_TAG_subprogram
	.byte	1
	.uleb128 0x03, 0x08, 0x11, 0x01, 0x12, 0x06, 0x3f, 0x19, 0, 0	# name, low_pc, high_pc, external
	.uleb128 4, 0x05		# DW_TAG_formal_parameter
	.byte	0
	.uleb128 0x03, 0x08, 0x49, 0x13, 0x02, 0x18, 0, 0	# name, type, location
	.uleb128 5, 0x34		# DW_TAG_variable
	.byte	0
	.uleb128 0x03, 0x08, 0x49, 0x13, 0x02, 0x18, 0x3f, 0x19, 0, 0	# name, type, location, external
	.uleb128 6, 0x13		# DW_TAG_structure_type
	.byte	1
	.uleb128 0x03, 0x08, 0x0b, 0x0b, 0, 0	# name, byte_size
	.uleb128 7, 0x0d		# DW_TAG_member
	.byte	0
	.uleb128 0x03, 0x08, 0x49, 0x13, 0x38, 0x0b, 0, 0	# name, type, data_member_location
	.byte	0

	.macro	global name, type, address
	.uleb128 5
	.string	"\name"
	.long	\type - .Lunit
	.byte	9, 3			# DW_OP_addr
	.quad	\address
	.endm

	.section .debug_info,"",@progbits
.Lunit:
	.long	.Lunit_end - .Lversion
.Lversion:
	.value	5
	.byte	1, 8			# DW_UT_compile, size of addresses
	.long	.Labbrev
	.uleb128 1
	.byte	0x16			# DW_LANG_Go
	.string	"main"
	.quad	_start
	.long	.Lend - _start
.Lint:
	.uleb128 2
	.string	"int"
	.byte	8, 5
.Lorder:
	.uleb128 6
	.string	"main.order"
	.byte	16
	.uleb128 7
	.string	"ID"
	.long	.Lint - .Lunit
	.byte	0
	.uleb128 7
	.string	"Count"
	.long	.Lint - .Lunit
	.byte	8
	.byte	0
	.uleb128 3
	.string	"main.work"
	.quad	_start
	.long	.Lend - _start
	.uleb128 4
	.string	"os"
	.long	.Lorder - .Lunit
	.byte	2, 0x77, 8		# DW_OP_breg7 8
	.byte	0
	global	main.calls, .Lint, calls
	global	main.last, .Lorder, last
	global	main.pool, .Lorder, last
	global	example.com/near/pool.ID, .Lint, near
	global	example.com/near/rate.Limit, .Lint, near
	global	example.com/far/rate/v2.Limit, .Lint, far
	global	example.com/far/rate/v2.Burst, .Lint, burst
	global	gopkg.in/yaml%2ev3.Depth, .Lint, far
	global	os.Args, .Lint, far
	.byte	0
.Lunit_end:
