//! A session's end of a line that may drop: finds the owner of the book,
//! becomes it where there is none, and asks again what was not answered.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use uuid::Uuid;

use super::super::caller::Caller;
use super::super::client::{Ask, Progress, ToSession};
use super::super::hub::{Hear, Push};
use super::super::refusal::Refusal;
use super::super::request::{Reply, Request};
use super::super::session::Session;
use super::super::wire::{self, Calling, Hello, PROTOCOL, Said};
use super::super::worker::Worker;

/// Pause after the first look for the owner that found nobody; it doubles with
/// each, so that a hundred sessions that wait for a server wait quietly.
const PAUSE: Duration = Duration::from_millis(60);

/// Longest pause between two looks.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// How long a store is waited for that another program holds without answering
/// for it: one that is just beginning or ending lets go of it sooner.
const HELD: Duration = Duration::from_secs(3);

/// How the owner of the book is reached.
pub trait Way: Send + 'static {
    /// Looks for the owner once.
    fn look(&mut self) -> Reached;

    /// How long a request waits for an owner to be found.
    fn patience(&self) -> Duration;
}

/// What was found.
pub enum Reached {
    /// A line to the owner.
    Line(Box<dyn Read + Send>, Box<dyn Write + Send>),
    /// Nobody owns the store: this process does, if it gets it.
    Beside(Worker),
    /// Nobody yet; it is worth looking again, and this is said to whoever does
    /// not wait longer.
    Nobody(Refusal),
    /// There is no use in looking again.
    Never(Refusal),
}

/// What comes back over a line, and over which: an old line may still speak.
pub struct Heard {
    line: u64,
    what: What,
}

enum What {
    Said(Said),
    /// From an owner in this process.
    Answered(u64, Box<Result<Reply, Refusal>>),
    Came(u64, Progress),
    Ended(Refusal),
}

enum Line {
    None,
    Far(Box<dyn Write + Send>),
    Beside(Session),
}

/// A request that was not answered yet.
struct Pending {
    ask: Ask,
    /// The line that it went out on; none yet when 0.
    line: u64,
    since: Instant,
}

/// Serves one client over one line after another.
pub struct Link<W> {
    way: W,
    inbox: Receiver<ToSession>,
    back: Sender<ToSession>,
    session: Uuid,
    last: u64,
    pending: BTreeMap<u64, Pending>,
    line: Line,
    /// Number of the present line.
    lines: u64,
    hear: Option<Hear>,
    /// Whether a line dropped and none was found since.
    lost: bool,
    /// Whether people were told so: not where another line is found at once.
    told: bool,
    next_look: Instant,
    pause: Duration,
    /// Why nobody is found.
    why: Refusal,
}

impl<W: Way> Link<W> {
    pub fn new(way: W, inbox: Receiver<ToSession>, back: Sender<ToSession>) -> Self {
        Self {
            way,
            inbox,
            back,
            session: Uuid::now_v7(),
            last: 0,
            pending: BTreeMap::new(),
            line: Line::None,
            lines: 0,
            hear: None,
            lost: false,
            told: false,
            next_look: Instant::now(),
            pause: PAUSE,
            why: Refusal::Gone,
        }
    }

    /// Works until nobody asks any more and everything is answered.
    pub fn run(mut self) {
        let mut asking = true;
        while asking || !self.pending.is_empty() {
            match self.next() {
                Ok(ToSession::Ask(ask)) => self.ask(ask),
                Ok(ToSession::Listen(hear)) => self.listen(hear),
                Ok(ToSession::Heard(heard)) => self.heard(heard),
                Ok(ToSession::Bye) => asking = false,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if self.is_looking() && Instant::now() >= self.next_look {
                self.look();
                self.next_look = Instant::now() + self.pause;
                self.pause = (self.pause * 2).min(LONGEST_PAUSE);
                self.tell_if_lost();
            }
        }
    }

    fn is_looking(&self) -> bool {
        matches!(self.line, Line::None) && (self.lost || !self.pending.is_empty())
    }

    /// Makes sure that there is a line before the first request.
    ///
    /// # Errors
    /// The other end refuses, or is something else.
    pub fn reach(&mut self) -> Result<(), Refusal> {
        self.look();
        match self.line {
            Line::None => Err(self.why.clone()),
            Line::Far(_) | Line::Beside(_) => Ok(()),
        }
    }

    fn next(&self) -> Result<ToSession, RecvTimeoutError> {
        if self.is_looking() {
            let pause = self.next_look.saturating_duration_since(Instant::now());
            self.inbox.recv_timeout(pause)
        } else {
            self.inbox
                .recv()
                .map_err(|_| RecvTimeoutError::Disconnected)
        }
    }

    fn ask(&mut self, ask: Ask) {
        self.last += 1;
        let since = Instant::now();
        let pending = Pending {
            ask,
            line: 0,
            since,
        };
        self.pending.insert(self.last, pending);
        self.send(self.last);
    }

    fn listen(&mut self, hear: Hear) {
        if let Line::Beside(session) = &self.line {
            session.listen(hear.clone());
        }
        self.hear = Some(hear);
    }

    /// Looks for the owner once; asks it all that is not answered.
    fn look(&mut self) {
        match self.way.look() {
            Reached::Line(read, write) => match self.greet(read, write) {
                Ok(()) => self.found(),
                Err(Refusal::Gone) => self.give_up_late(),
                Err(refusal) => self.give_up(&refusal),
            },
            Reached::Beside(worker) => {
                self.lines += 1;
                let session = Session::new(worker, Caller::Keeper, self.session);
                if let Some(hear) = &self.hear {
                    session.listen(hear.clone());
                }
                self.line = Line::Beside(session);
                self.found();
            }
            Reached::Nobody(why) => {
                self.why = why;
                self.give_up_late();
            }
            Reached::Never(refusal) => self.give_up(&refusal),
        }
    }

    fn found(&mut self) {
        self.why = Refusal::Gone;
        self.pause = PAUSE;
        if std::mem::take(&mut self.lost) {
            let push = if std::mem::take(&mut self.told) {
                Push::LineBack
            } else {
                Push::OtherLine
            };
            self.tell(push);
        }
        let unanswered: Vec<u64> = self.pending.keys().copied().collect();
        for number in unanswered {
            self.send(number);
        }
    }

    fn greet(
        &mut self,
        mut read: Box<dyn Read + Send>,
        mut write: Box<dyn Write + Send>,
    ) -> Result<(), Refusal> {
        wire::write(&mut write, &Calling::Hello(&Hello::of(self.session)))?;
        match wire::read_greeting(&mut read)?.ok_or(Refusal::Gone)? {
            Said::Welcome { protocol, .. } if protocol == PROTOCOL => {}
            Said::Welcome { protocol, .. } => {
                return Err(Refusal::OtherVersion {
                    theirs: protocol,
                    ours: PROTOCOL,
                });
            }
            Said::Refused(refusal) => return Err(refusal),
            Said::Progress { .. } | Said::Answer { .. } | Said::Pushed(_) => {
                return Err(Refusal::OtherProgram {
                    why: "no greeting".to_owned(),
                });
            }
        }
        self.lines += 1;
        let (back, line) = (self.back.clone(), self.lines);
        thread::Builder::new()
            .name("answers".into())
            .spawn(move || hear_all(&mut read, &back, line))
            .map_err(|_| Refusal::Gone)?;
        self.line = Line::Far(write);
        Ok(())
    }

    /// Sends a request over the present line.
    fn send(&mut self, number: u64) {
        let back = self.back.clone();
        let Some(pending) = self.pending.get_mut(&number) else {
            return;
        };
        match &mut self.line {
            Line::None => {}
            Line::Far(write) => {
                pending.line = self.lines;
                let call = Calling::Ask {
                    number,
                    request: &pending.ask.request,
                };
                match wire::write(write, &call) {
                    Ok(()) => {}
                    // The listener hears of the end too.
                    Err(wire::WireFault::Io(_)) => {}
                    Err(fault) => self.answer(number, Err(fault.into())),
                }
            }
            Line::Beside(session) => {
                pending.line = self.lines;
                let request = pending.ask.request.clone();
                session.take(number, to_us(back, self.lines, number, request));
            }
        }
    }

    fn heard(&mut self, heard: Heard) {
        if heard.line != self.lines {
            return;
        }
        match heard.what {
            What::Said(Said::Answer { number, answer }) => {
                self.answer(number, answer.map(|reply| *reply));
            }
            What::Said(Said::Progress { number, progress }) | What::Came(number, progress) => {
                if let Some(pending) = self.pending.get(&number) {
                    (pending.ask.report)(progress);
                }
            }
            What::Said(Said::Pushed(push)) => self.tell(push),
            What::Said(Said::Refused(refusal)) => {
                self.line = Line::None;
                self.give_up(&refusal);
            }
            What::Said(Said::Welcome { .. }) => {}
            // Another process got the store first: it is the owner.
            What::Answered(number, answer) if matches!(*answer, Err(Refusal::InUse)) => {
                self.line = Line::None;
                if self.has_waited(number, HELD) {
                    self.answer(number, Err(Refusal::InUse));
                }
            }
            What::Answered(number, answer) => self.answer(number, *answer),
            What::Ended(why) => {
                self.line = Line::None;
                self.why = why;
                self.lost = true;
            }
        }
    }

    fn answer(&mut self, number: u64, answer: Result<Reply, Refusal>) {
        if let Some(pending) = self.pending.remove(&number) {
            (pending.ask.answer)(answer);
        }
    }

    fn has_waited(&self, number: u64, patience: Duration) -> bool {
        let pending = self.pending.get(&number);
        pending.is_some_and(|pending| pending.since.elapsed() > patience)
    }

    /// Nobody was found: whoever waited too long is told.
    fn give_up_late(&mut self) {
        let numbers: Vec<u64> = self.pending.keys().copied().collect();
        for number in numbers {
            if self.has_waited(number, self.way.patience()) {
                let why = self.why.clone();
                self.answer(number, Err(why));
            }
        }
    }

    /// Nobody will be found.
    fn give_up(&mut self, why: &Refusal) {
        self.lost = false;
        self.told = false;
        self.why = why.clone();
        for pending in std::mem::take(&mut self.pending).into_values() {
            (pending.ask.answer)(Err(why.clone()));
        }
    }

    fn tell_if_lost(&mut self) {
        if self.lost && !self.told {
            self.told = true;
            self.tell(Push::LineLost);
        }
    }

    fn tell(&self, push: Push) {
        if let Some(hear) = &self.hear {
            hear(push);
        }
    }
}

/// A request whose answer comes back into our own inbox.
fn to_us(back: Sender<ToSession>, line: u64, number: u64, request: Request) -> Ask {
    let news = back.clone();
    let tell = move |back: &Sender<ToSession>, what| {
        // The link that has ended waits for nothing.
        let _ = back.send(ToSession::Heard(Heard { line, what }));
    };
    Ask {
        request,
        report: Box::new(move |progress| tell(&news, What::Came(number, progress))),
        answer: Box::new(move |answer| tell(&back, What::Answered(number, Box::new(answer)))),
    }
}

/// Passes on what is said until the line ends.
fn hear_all(read: &mut impl Read, back: &Sender<ToSession>, line: u64) {
    loop {
        let what = match wire::read(read) {
            Ok(Some(said)) => What::Said(said),
            Ok(None) => What::Ended(Refusal::Gone),
            Err(fault) => What::Ended(fault.into()),
        };
        let is_end = matches!(what, What::Ended(_));
        let told = back.send(ToSession::Heard(Heard { line, what }));
        if is_end || told.is_err() {
            return;
        }
    }
}

/// A line that was opened by somebody else; when it ends, it is over.
pub struct Given<R, W>(pub Option<(R, W)>);

impl<R: Read + Send + 'static, W: Write + Send + 'static> Way for Given<R, W> {
    fn look(&mut self) -> Reached {
        match self.0.take() {
            Some((read, write)) => Reached::Line(Box::new(read), Box::new(write)),
            None => Reached::Never(Refusal::Gone),
        }
    }

    fn patience(&self) -> Duration {
        Duration::ZERO
    }
}
