//! Names of every kind that the compiler writes into symbols.
use std::fmt::Display;

pub struct Cart<T> {
    items: Vec<T>,
}

pub trait Priced {
    type Unit;
    fn price(&self) -> u32;
    fn twice(&self) -> u32 {
        self.price() * 2
    }
}

impl<T> Cart<T> {
    #[inline(never)]
    pub fn add(&mut self, item: T) -> usize {
        self.items.push(item);
        self.items.len()
    }
}

impl Priced for Cart<u32> {
    type Unit = u8;
    #[inline(never)]
    fn price(&self) -> u32 {
        self.items.iter().sum()
    }
}

impl Priced for (i8, &str) {
    type Unit = char;
    #[inline(never)]
    fn price(&self) -> u32 {
        self.1.len() as u32
    }
}

pub struct Row<const N: usize, const FLAG: bool, const MARK: char, const BELOW: i16>;

impl<const N: usize, const FLAG: bool, const MARK: char, const BELOW: i16> Row<N, FLAG, MARK, BELOW> {
    #[inline(never)]
    pub fn width(&self) -> usize {
        N + FLAG as usize + MARK as usize + BELOW.unsigned_abs() as usize
    }
}

#[inline(never)]
fn shown<T: Display + ?Sized>(value: &T) -> usize {
    format!("{value}").len()
}

#[inline(never)]
fn called<F: Fn(u32) -> u32>(f: F, x: u32) -> u32 {
    f(x)
}

#[inline(never)]
fn of_pointers(f: fn(u32) -> u32, g: unsafe extern "C" fn(*const u8, *mut [u16; 3]) -> !) -> usize {
    kind::<(fn(u32) -> u32, unsafe extern "C" fn(*const u8, *mut [u16; 3]) -> !)>() + f as usize + g as usize
}

#[inline(never)]
fn kind<T: ?Sized>() -> usize {
    std::any::type_name::<T>().len()
}

#[inline(never)]
fn größe(länge: u64) -> u64 {
    länge + 1
}

mod 東京 {
    pub struct Ψ;
    impl Ψ {
        #[inline(never)]
        pub fn naïve(&self) -> u8 {
            7
        }
    }
}

unsafe extern "C" fn ends(_a: *const u8, _b: *mut [u16; 3]) -> ! {
    std::process::exit(0)
}

fn main() {
    let mut cart = Cart { items: vec![1u32] };
    let mut texts: Cart<&'static str> = Cart { items: vec![] };
    let mut lists: Cart<Option<Box<dyn Fn(&u8) -> i128 + Send>>> = Cart { items: vec![] };
    let count = cart.add(2) + texts.add("a") + lists.add(None);
    let more = Row::<3, true, 'x', -7>.width() + Row::<0, false, '\'', 5>.width();
    let base = count as u32;
    let sum = called(|x| called(move |y| y + base, x) + 1, 5);
    let kinds = kind::<dyn for<'a> Fn(&'a str) -> &'a [u8]>()
        + kind::<dyn Iterator<Item = (f32, f64, (), (u16,))> + Send>()
        + kind::<[&'static mut str; 4]>()
        + kind::<dyn Priced<Unit = bool>>();
    println!(
        "{} {} {} {} {} {} {} {}",
        count,
        more,
        sum,
        cart.twice() + (1i8, "abc").twice(),
        shown("text") + shown(&3.5f64),
        of_pointers(|x| x, ends) & 1,
        größe(3) + 東京::Ψ.naïve() as u64,
        kinds,
    );
}
