// Each thread prints its own variables.
use std::cell::Cell;

thread_local! {
    static COUNT: Cell<u32> = const { Cell::new(5) };
}

mod inner {
    use std::cell::Cell;
    thread_local! {
        pub static COUNT: Cell<i64> = const { Cell::new(-5) };
    }
}

#[inline(never)]
fn here(n: u32) {
    COUNT.set(COUNT.get() + n);
    inner::COUNT.set(inner::COUNT.get() - 10 * n as i64);
    println!("here {} {} {}", n, COUNT.get(), inner::COUNT.get()); /* HERE(here) */
}

fn main() {
    here(1);
    std::thread::spawn(|| here(4)).join().unwrap();
    here(2);
}
