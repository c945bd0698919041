// Enums of Rust with data, with the truth as the program prints it.
use std::borrow::Cow;
use std::hint::black_box;

fn pass(place: &str) {
    println!("#{place}");
}

fn says(expression: &str, value: impl std::fmt::Display) {
    println!("{expression}|{value}");
}

#[derive(Clone, Copy)]
#[repr(u8)]
pub enum State {
    New,
    Paid = 5,
    Gone = 200,
}

pub enum Shape {
    Dot,
    Circle(f64),
    Rect { w: u32, h: u8 },
    Named(String),
}

#[repr(i16)]
pub enum Signed {
    Low(i8) = -3,
    High(u64) = 300,
}

pub enum Only {
    One(u32, i64),
}

pub enum Tree<'a> {
    Leaf,
    Node(i32, &'a Tree<'a>),
}

#[inline(never)]
pub fn small(o: &Option<u32>, s: &Option<State>, c: &Option<char>, b: &Option<bool>, bb: &Option<Option<bool>>) {
    black_box((o, s, c, b, bb));
}

#[inline(never)]
pub fn text(o: &Option<&str>, r: &Result<u8, String>, c: &Cow<str>, x: &Option<Box<str>>) {
    black_box((o, r, c, x));
}

#[inline(never)]
pub fn shape(s: &Shape, n: &Option<Shape>, g: &Signed, y: &Only) {
    black_box((s, n, g, y));
}

pub struct Order<'a> {
    id: u64,
    state: State,
    shape: Shape,
    note: Option<&'a str>,
    pair: (u8, Option<i16>),
}

#[inline(never)]
pub fn order(o: &Order) {
    black_box((o, o.id, o.state, &o.shape, o.note, o.pair));
}

#[inline(never)]
pub fn value(o: Option<u32>, w: Option<u64>) {
    black_box((o, w));
}

#[inline(never)]
pub fn pointers(b: &Option<Box<u32>>, t: &Tree) {
    black_box((b, t));
}

#[inline(never)]
pub fn broken(s: &Signed, b: &Option<bool>) {
    black_box((s, b));
}

fn smalls(o: Option<u32>, s: Option<State>, c: Option<char>, b: Option<bool>, bb: Option<Option<bool>>) {
    pass("small");
    says("o", format!("{o:?}"));
    says("o.Some.0", o.map_or("!it holds another alternative".to_string(), |v| v.to_string()));
    says("s", match s {
        None => "None",
        Some(State::New) => "Some(New)",
        Some(State::Paid) => "Some(Paid)",
        Some(State::Gone) => "Some(Gone)",
    });
    says("c", c.map_or("None".to_string(), |c| format!("Some({} '{}')", c as u32, c)));
    says("b", format!("{b:?}"));
    says("bb", format!("{bb:?}"));
    says("bb.Some.0", bb.map_or("!it holds another alternative".to_string(), |b| format!("{b:?}")));
    small(&o, &s, &c, &b, &bb);
}

fn texts(o: Option<&str>, r: Result<u8, String>, c: Cow<str>, x: Option<Box<str>>) {
    pass("text");
    says("o", format!("{o:?}"));
    says("r", format!("{r:?}"));
    says("r.Ok.0", r.as_ref().map_or("!it holds another alternative".to_string(), |v| v.to_string()));
    says("r.Err.0", r.as_ref().map_or_else(|e| e.to_string(), |_| "!it holds another alternative".to_string()));
    says("c", match &c {
        Cow::Borrowed(s) => format!("Borrowed({s:?})"),
        Cow::Owned(s) => format!("Owned({s:?})"),
    });
    says("x", format!("{x:?}"));
    text(&o, &r, &c, &x);
}

fn shown(s: &Shape) -> String {
    match s {
        Shape::Dot => "Dot".to_string(),
        Shape::Circle(r) => format!("Circle({r:?})"),
        Shape::Rect { w, h } => format!("Rect{{w={w}, h={h}}}"),
        Shape::Named(n) => format!("Named({n:?})"),
    }
}

fn shapes(s: Shape, n: Option<Shape>, g: Signed, y: Only) {
    pass("shape");
    says("s", shown(&s));
    says("s == Circle", matches!(s, Shape::Circle(_)));
    says("s != Shape::Dot", !matches!(s, Shape::Dot));
    says("n == Some && n.Some.0 == Named", matches!(n, Some(Shape::Named(_))));
    says("g == High", matches!(g, Signed::High(_)));
    says("y == One", true);
    says("s.Rect.h", if let Shape::Rect { h, .. } = s { h.to_string() } else { "!it holds another alternative".to_string() });
    says("n", n.as_ref().map_or("None".to_string(), |s| format!("Some({})", shown(s))));
    says("g", match g {
        Signed::Low(v) => format!("Low({v})"),
        Signed::High(v) => format!("High({v})"),
    });
    let Only::One(a, b) = y;
    says("y", format!("One({a}, {b})"));
    says("y.One.1", b);
    shape(&s, &n, &g, &y);
}

fn main() {
    smalls(None, None, None, None, None);
    smalls(Some(0), Some(State::New), Some('a'), Some(false), Some(None));
    smalls(Some(u32::MAX), Some(State::Paid), Some('世'), Some(true), Some(Some(false)));
    smalls(Some(1), Some(State::Gone), Some('\u{1f600}'), Some(true), Some(Some(true)));
    texts(None, Ok(7), Cow::Borrowed(""), None);
    texts(Some(""), Err("".to_string()), Cow::Owned("".to_string()), Some("".into()));
    texts(Some("a b"), Err("no such file".to_string()), Cow::Borrowed("lent"), Some("boxed".into()));
    texts(Some("a b"), Ok(255), Cow::Owned("owned".to_string()), None);
    shapes(Shape::Dot, None, Signed::Low(-7), Only::One(1, -1));
    shapes(Shape::Circle(2.5), Some(Shape::Dot), Signed::High(u64::MAX), Only::One(0, i64::MIN));
    shapes(Shape::Rect { w: 4_000_000_000, h: 9 }, Some(Shape::Rect { w: 1, h: 2 }), Signed::Low(127), Only::One(0, 0));
    shapes(Shape::Named("n".to_string()), Some(Shape::Named("inner".to_string())), Signed::High(0), Only::One(2, 3));
    let o = Order { id: 1, state: State::Paid, shape: Shape::Named("box".to_string()), note: Some("soon"), pair: (4, Some(-4)) };
    pass("order");
    says("o.id", o.id);
    says("o.state", "Paid");
    says("o.shape", shown(&o.shape));
    says("o.note", "Some(\"soon\")");
    says("o.pair.0", 4);
    says("o.pair.1", "Some(-4)");
    says("o.pair.1.Some.0", -4);
    order(&o);
    for (a, b) in [(None, None), (Some(3), Some(u64::MAX)), (Some(0), None)] {
        pass("value");
        says("o", format!("{a:?}"));
        says("w", format!("{b:?}"));
        value(a, b);
    }
    let leaf = Tree::Leaf;
    for (b, t) in [(None, &leaf), (Some(Box::new(6)), &Tree::Node(8, &leaf))] {
        pass("pointers");
        says("b", b.as_ref().map_or("None".to_string(), |v| format!("Some({:p})", *v)));
        says("*b.Some.0", b.as_ref().map_or("!it holds another alternative".to_string(), |v| v.to_string()));
        says("t", match t {
            Tree::Leaf => "Leaf".to_string(),
            Tree::Node(n, t) => format!("Node({n}, {:p})", *t),
        });
        pointers(&b, t);
    }
    let mut word = [77u64, 0];
    let mut byte = 9u8;
    pass("broken");
    says("s", "!no alternative has the discriminant 77");
    says("s == Low", "!no alternative has its discriminant");
    says("b == None", false);
    says("b", "Some(<`9` is neither true nor false>)");
    broken(unsafe { &*(black_box(&mut word) as *mut _ as *const Signed) }, unsafe {
        &*(black_box(&mut byte) as *mut _ as *const Option<bool>)
    });
}
