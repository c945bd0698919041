// Rust without its standard library, whose debug info is a hundred times larger.
#![no_std]

use core::panic::PanicInfo;

#[panic_handler]
fn panic(_: &PanicInfo) -> ! {
    loop {}
}

pub struct Shelf<'a> {
    weights: &'a [u32],
    label: (u8, i16),
}

pub enum Load {
    Empty,
    Single(u32),
    Mixed { lightest: u32, heaviest: u32 },
}

impl<'a> Shelf<'a> {
    fn load(&self) -> Load {
        match self.weights {
            [] => Load::Empty,
            [only] => Load::Single(*only),
            several => {
                let lightest = several.iter().copied().min().unwrap_or(0);
                let heaviest = several.iter().copied().max().unwrap_or(0);
                Load::Mixed { lightest, heaviest }
            }
        }
    }
}

fn larger<T: PartialOrd + Copy>(one: T, other: T) -> T {
    if one > other {
        one
    } else {
        other
    }
}

/// # Safety
/// There are `count` weights.
#[no_mangle]
pub unsafe extern "C" fn heaviest(weights: *const u32, count: usize) -> u32 {
    let weights = core::slice::from_raw_parts(weights, count);
    let shelf = Shelf { weights, label: (b'a', count as i16) };
    let least = larger(shelf.label.1 as u32, shelf.label.0 as u32);
    match shelf.load() {
        Load::Empty => 0,
        Load::Single(weight) => larger(weight, least),
        Load::Mixed { lightest, heaviest } => {
            let mut spread = 0;
            for step in lightest..heaviest {
                spread ^= step.wrapping_mul(least);
            }
            larger(heaviest, spread)
        }
    }
}
