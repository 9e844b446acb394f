//! Two people talk while their connections are cut again and again: every message must reach both, in one
//! order, once.
//!
//! `conversation [sqlite|postgresql] [messages] [cuts] [seed]`

use rustle_testkit::{Dice, Engine, Follower, Proxy, Seen, Town, history};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

/// Messages on their way at once.
const WINDOW: usize = 8;
/// Longest silence before the run counts as stuck.
const PATIENCE: Duration = Duration::from_mins(2);

#[derive(Clone, Copy)]
struct Plan {
    engine: Engine,
    messages: usize,
    cuts: usize,
    seed: u64,
}

/// What a talker tells the one who cuts.
enum Told {
    Connected,
    Acknowledged,
    Done(Result<Box<Follower>, String>),
}

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match plan() {
        Ok(plan) => run(plan).await,
        Err(e) => Err(e),
    };
    match outcome {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(e) => {
            eprintln!("conversation: {e}");
            ExitCode::FAILURE
        }
    }
}

fn plan() -> Result<Plan, String> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, default: usize| {
        args.get(at).map_or(Ok(default), |a| a.parse().map_err(|_| format!("{a} is not a number")))
    };
    let engine = args.first().map_or(Some(Engine::Sqlite), |name| Engine::parse(name));
    Ok(Plan {
        engine: engine.ok_or("engine: sqlite or postgresql")?,
        messages: number(1, 10_000)?,
        cuts: number(2, 100)?,
        seed: number(3, 1)? as u64,
    })
}

async fn run(plan: Plan) -> Result<String, String> {
    let town = Town::start(plan.engine).await?;
    let room = make_room(&town)?;
    let proxy = Proxy::start(&town.address())?;
    let (tell, told) = channel();
    let begin = Instant::now();
    for who in ["alice", "bob"] {
        let (tell, room, address) = (tell.clone(), room.clone(), proxy.address());
        let talker = move || talk(who, &address, &room, plan.messages, &tell);
        std::thread::spawn(talker);
    }
    drop(tell);
    let (followers, cuts) =
        cut_and_wait(plan, &proxy, &told).map_err(|e| format!("{e}\nthe server's log:\n{}", town.log()))?;
    let took = begin.elapsed();
    check(plan, &town, &room, &followers)?;
    let connections: Vec<u64> = followers.iter().map(Follower::connections).collect();
    Ok(format!(
        "conversation on {}: {} messages, {cuts} cuts, {connections:?} connections, complete, in order, once; \
         {:.1} s (seed {})",
        plan.engine.name(),
        plan.messages,
        took.as_secs_f64(),
        plan.seed
    ))
}

fn make_room(town: &Town) -> Result<String, String> {
    let admin = town.http().login("admin")?;
    let body = json!({ "name": "conversation", "members": ["alice", "bob"] });
    let made = admin.tell("/api/v1/channels.create", &body)?;
    made["channel"]["_id"].as_str().map(str::to_owned).ok_or_else(|| made.to_string())
}

/// Cuts at random places of the first nine tenths of the conversation, but only when both are connected: every cut hits two connections.
fn cut_and_wait(plan: Plan, proxy: &Proxy, told: &Receiver<Told>) -> Result<(Vec<Follower>, usize), String> {
    let mut dice = Dice::new(plan.seed);
    let mut places: Vec<u64> = (0..plan.cuts).map(|_| dice.below(plan.messages as u64 * 9 / 10)).collect();
    places.sort_unstable();
    let (mut acknowledged, mut connected, mut cuts) = (0, 0, 0);
    let mut done = Vec::new();
    while done.len() < 2 {
        match told.recv_timeout(PATIENCE).map_err(|_| "the conversation is stuck")? {
            Told::Connected => connected += 1,
            Told::Acknowledged => acknowledged += 1,
            Told::Done(follower) => done.push(*follower?),
        }
        if connected >= 2 && places.get(cuts).is_some_and(|place| *place <= acknowledged) {
            proxy.cut();
            cuts += 1;
            connected = 0;
        }
    }
    if cuts < plan.cuts {
        return Err(format!("only {cuts} cuts of {}", plan.cuts));
    }
    Ok((done, cuts))
}

/// Says its half, and listens until it knows the whole conversation.
fn talk(who: &str, address: &str, room: &str, messages: usize, tell: &Sender<Told>) {
    let outcome = Talker::new(who, address, room, messages).and_then(|talker| talker.run(tell));
    let _ = tell.send(Told::Done(outcome.map(Box::new)));
}

struct Talker {
    follower: Follower,
    room: String,
    messages: usize,
    to_say: VecDeque<Value>,
    /// Said and not yet acknowledged: the method's id and the message.
    said: VecDeque<(String, Value)>,
}

impl Talker {
    fn new(who: &str, address: &str, room: &str, messages: usize) -> Result<Self, String> {
        let say = |n| json!({ "_id": format!("{who}{n:08}"), "rid": room, "msg": format!("{who} says {n}") });
        Ok(Self {
            follower: Follower::new(who, address, &[room.to_owned()])?,
            room: room.to_owned(),
            messages,
            to_say: (0..messages / 2).map(say).collect(),
            said: VecDeque::new(),
        })
    }

    fn run(mut self, tell: &Sender<Told>) -> Result<Follower, String> {
        let mut connected = Instant::now();
        while !self.finished() {
            match self.follower.attend() {
                Ok(true) => {
                    self.say_again();
                    connected = Instant::now();
                    let _ = tell.send(Told::Connected);
                }
                Ok(false) => connected = Instant::now(),
                Err(_) if connected.elapsed() < PATIENCE / 2 => continue,
                Err(e) => return Err(format!("cannot connect again: {e}")),
            }
            // Trouble with the connection is what this is about: the next round makes a new one.
            let _ = self.say();
            let next = self.follower.next(Instant::now() + Duration::from_millis(200));
            if let Ok(Some(frame)) = next {
                self.hear(&frame, tell)?;
            }
        }
        Ok(self.follower)
    }

    fn finished(&self) -> bool {
        self.to_say.is_empty()
            && self.said.is_empty()
            && self.follower.messages(&self.room).len() >= self.messages
    }

    /// What was not acknowledged before the cut may or may not have arrived: it is said again, in order, under
    /// the same ids.
    fn say_again(&mut self) {
        while let Some((_, message)) = self.said.pop_back() {
            self.to_say.push_front(message);
        }
    }

    fn say(&mut self) -> Result<(), String> {
        while self.said.len() < WINDOW
            && let Some(message) = self.to_say.pop_front()
        {
            match self.follower.start("sendMessage", &json!([message])) {
                Ok(id) => self.said.push_back((id, message)),
                Err(e) => {
                    self.to_say.push_front(message);
                    return Err(e);
                }
            }
        }
        Ok(())
    }

    fn hear(&mut self, frame: &Value, tell: &Sender<Told>) -> Result<(), String> {
        if frame["msg"] != "result" {
            return Ok(());
        }
        if let Some(error) = frame.get("error") {
            return Err(format!("refused: {error}"));
        }
        let before = self.said.len();
        self.said.retain(|(id, _)| frame["id"] != id.as_str());
        if self.said.len() < before {
            let _ = tell.send(Told::Acknowledged);
        }
        Ok(())
    }
}

fn check(plan: Plan, town: &Town, room: &str, followers: &[Follower]) -> Result<(), String> {
    let admin = town.http().login("admin")?;
    let whole = history(&admin, "channels", room)?;
    let stored: Vec<Seen> = whole.iter().filter_map(Seen::read).collect();
    if stored.len() != plan.messages {
        return Err(format!("{} messages are stored, {} were said", stored.len(), plan.messages));
    }
    if !whole.is_sorted_by(|a, b| a["ts"].as_str() < b["ts"].as_str()) {
        return Err("times do not rise".to_owned());
    }
    for who in ["alice", "bob"] {
        let heard = stored.iter().map(|m| m.text.as_str()).filter(|text| text.starts_with(who));
        let said = (0..plan.messages / 2).map(|n| format!("{who} says {n}"));
        if !heard.eq(said) {
            return Err(format!("what {who} said is stored in another order"));
        }
    }
    for follower in followers {
        let same = follower.messages(room).iter().zip(&stored).position(|(a, b)| a != b);
        if let Some(at) = same {
            return Err(format!("a client saw another order than the stored one, from message {at}"));
        }
        if follower.messages(room).len() != stored.len() {
            return Err("a client saw more than what is stored".to_owned());
        }
    }
    Ok(())
}
