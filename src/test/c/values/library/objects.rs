// Objects of Rust behind pointers that do not say what type they are of, with the truth as the program prints it.
use std::any::Any;
use std::collections::HashMap;
use std::error::Error;
use std::fmt::Debug;
use std::future::Future;
use std::hint::black_box;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

fn pass(place: &str) {
    println!("#{place}");
}

fn says(expression: &str, value: impl std::fmt::Display) {
    println!("{expression}|{value}");
}

pub trait Named {
    fn name(&self) -> String {
        "named".to_string()
    }
}

pub trait Shape: Named + Debug {
    fn area(&self) -> u32;
}

#[derive(Debug)]
pub struct Square {
    side: u32,
}

#[derive(Debug)]
pub struct Circle<T> {
    radius: T,
    label: String,
}

#[derive(Debug)]
pub struct Dot;

impl Named for Square {}
impl<T: Debug> Named for Circle<T> {}
impl Named for Dot {
    fn name(&self) -> String {
        "dot".to_string()
    }
}
impl Shape for Square {
    fn area(&self) -> u32 {
        self.side * self.side
    }
}
impl<T: Copy + Into<u32> + Debug> Shape for Circle<T> {
    fn area(&self) -> u32 {
        3 * self.radius.into() + self.label.len() as u32
    }
}
impl Shape for Dot {
    fn area(&self) -> u32 {
        0
    }
}

pub struct Scene {
    id: u8,
    main: Box<dyn Shape>,
    extra: Option<Rc<dyn Shape>>,
}

#[inline(never)]
pub fn shapes(a: &&dyn Shape, b: &Box<dyn Shape>, r: &Rc<dyn Shape>, s: &Arc<dyn Shape + Send + Sync>, m: &mut &mut dyn Shape) -> u32 {
    black_box(a.area() + b.area() + r.area() + s.area() + m.area())
}

#[inline(never)]
pub fn others(a: &&dyn Any, f: &Box<dyn Fn(u32) -> u32>, u: &Pin<Box<dyn Future<Output = u8>>>, n: &&dyn Named, e: &Box<dyn Error>) {
    black_box((a, f(1), u, n.name(), e));
}

#[inline(never)]
pub fn several(v: &Vec<Box<dyn Shape>>, o: &Option<Box<dyn Shape>>, c: &Scene, h: &HashMap<u8, Rc<dyn Named>>) {
    black_box((v, o, c, c.id, &c.main, &c.extra, h));
}

#[inline(never)]
pub fn broken(a: &&dyn Shape) {
    black_box(a);
}

fn address<T: ?Sized>(object: &T, counts: usize) -> String {
    format!("0x{:x}", (object as *const T as *const u8 as usize) - counts)
}

async fn waiting() -> u8 {
    std::future::pending().await
}

fn main() {
    let circle = |radius: u8| Circle { radius, label: "c".to_string() };
    let (square, mut dot) = (Square { side: 2 }, Dot);
    let b: Box<dyn Shape> = Box::new(circle(1));
    let r: Rc<dyn Shape> = Rc::new(square);
    let s: Arc<dyn Shape + Send + Sync> = Arc::new(Circle { radius: 7u16, label: String::new() });
    let mut m: &mut dyn Shape = &mut dot;
    let a: &dyn Shape = &Square { side: 9 };
    pass("shapes");
    says("a.type", "objects::Square");
    says("a.pointer", address(a, 0));
    says("b.type", "objects::Circle<u8>");
    says("b.pointer", address(&*b, 0));
    says("r.type", "objects::Square");
    says("r.pointer", address(&*r, 16));
    says("s.type", "objects::Circle<u16>");
    says("m.type", "objects::Dot");
    if cfg!(debug_assertions) {
        says("s.type == \"objects::Circle<u16>\"", true);
        says("\"objects::Circle<u16>\" != a.type", true);
    }
    shapes(&a, &b, &r, &s, &mut m);
    let k = black_box(10);
    let f: Box<dyn Fn(u32) -> u32> = Box::new(move |x| x + k);
    let n: &dyn Named = a;
    let unknown = "no type in the debug info has its table of methods";
    pass("others");
    says("a.type", "alloc::vec::Vec<u8, alloc::alloc::Global>");
    says("f.type", "objects::main::{closure_env#1}");
    says("u.pointer.type", "objects::waiting::{async_fn_env#0}");
    says("n.type", "objects::Square");
    says("e.type", format!("!{unknown}"));
    says("e.type == \"objects::Dot\"", "!its type is none that this program describes");
    others(&(&vec![1u8] as &dyn Any), &f, &(Box::pin(waiting()) as Pin<Box<dyn Future<Output = u8>>>), &n, &"text".into());
    for i in 0..3 {
        let v: Vec<Box<dyn Shape>> = (0..i * 7).map(|j| if j % 2 == 0 { Box::new(Dot) as Box<dyn Shape> } else { Box::new(circle(1)) }).collect();
        let mut shown: Vec<String> = v.iter().enumerate().take(12).map(|(j, x)| {
            format!("(objects::{}, {})", if j % 2 == 0 { "Dot" } else { "Circle<u8>" }, address(&**x, 0))
        }).collect();
        if i == 2 {
            shown.push("… 2 more".to_string());
        }
        let o: Option<Box<dyn Shape>> = if i == 1 { Some(Box::new(Square { side: 3 })) } else { None };
        let extra: Rc<dyn Shape> = Rc::new(Square { side: 1 });
        let h: HashMap<u8, Rc<dyn Named>> = (0..i % 2).map(|j| (j, Rc::new(Dot) as Rc<dyn Named>)).collect();
        pass("several");
        says("v", format!("[{}]", shown.join(", ")));
        says("v.len()", v.len());
        says("o", o.as_ref().map_or("None".to_string(), |o| format!("Some((objects::Square, {}))", address(&**o, 0))));
        says("o.Some.0.type", if i == 1 { "objects::Square" } else { "!it holds another alternative" });
        says("c.extra", format!("Some((objects::Square, {}))", address(&*extra, 16)));
        says("c.main.type", "objects::Dot");
        says("h", h.get(&0).map_or("{}".to_string(), |d| format!("{{0: (objects::Dot, {})}}", address(&**d, 16))));
        several(&v, &o, &Scene { id: 1, main: Box::new(Dot), extra: Some(extra) }, &h);
    }
    // No table, none of a type, the middle of one, one that is gone.
    let words = unsafe { *(&a as *const &dyn Shape as *const [usize; 2]) };
    for (table, said) in [(8, "!"), (words[0], "!"), (words[1] + 8, "!"), (words[1], "objects::Square")] {
        let made = [words[0], table];
        pass("broken");
        says("a.type", if said == "!" { format!("!{unknown}") } else { said.to_string() });
        says("a.type == \"objects::Square\"", if said == "!" { "!its type is none that this program describes" } else { "true" });
        says("a.pointer", address(a, 0));
        broken(unsafe { &*(black_box(&made) as *const _ as *const &dyn Shape) });
    }
}
