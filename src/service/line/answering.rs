//! The owner's end of a line: greets the session, takes its requests, sends
//! the answers as they come, in whatever order that is.

use std::io::{Read, Write};
use std::sync::Arc;
use std::thread;

use super::super::client::{Ask, Client};
use super::super::hub::Hear;
use super::super::refusal::Refusal;
use super::super::session::Session;
use super::super::wire::{self, Call, Hello, PROTOCOL, Said, WireFault};
use super::budget::Room;
use super::outbox::Outbox;

/// Stack of the thread that sends: it only writes documents out.
const STACK: usize = 512 << 10;

/// Whoever answers the requests of one session.
pub trait Answers {
    /// Takes a request; its answer is given exactly once, on any thread.
    fn take(&self, number: u64, ask: Ask);

    /// Tells the session what it did not ask.
    fn listen(&self, hear: Hear);
}

impl Answers for Session {
    fn take(&self, number: u64, ask: Ask) {
        Self::take(self, number, ask);
    }

    fn listen(&self, hear: Hear) {
        Self::listen(self, hear);
    }
}

/// Passes requests on to wherever this client's owner is.
impl Answers for Client {
    fn take(&self, _number: u64, ask: Ask) {
        self.send(ask.request, ask.report, ask.answer);
    }

    fn listen(&self, hear: Hear) {
        Self::listen(self, move |push| hear(push));
    }
}

/// Serves one session until it hangs up: every request that it sent whole is
/// answered before this returns, as long as it listens. `admit` judges who
/// calls, and gives who answers.
///
/// # Errors
/// The session was refused, or said what no session says; it was told so. It
/// hung up within a frame.
pub fn serve<A: Answers>(
    mut read: impl Read,
    mut write: impl Write + Send,
    admit: impl FnOnce(&Hello) -> Result<A, Refusal>,
) -> Result<(), WireFault> {
    let answers = greet(&mut read, &mut write, admit)?;
    let outbox = Arc::new(Outbox::default());
    let told = Arc::clone(&outbox);
    answers.listen(Arc::new(move |push| told.put(Said::Pushed(push))));
    thread::scope(|scope| {
        let posting = thread::Builder::new().stack_size(STACK);
        posting
            .spawn_scoped(scope, || post(&outbox, &mut write))
            .map_err(WireFault::Io)?;
        let taken = take_all(&mut read, &outbox, &answers);
        if let Err(fault @ (WireFault::TooLong { .. } | WireFault::Garbage(_))) = &taken {
            // What else is said after this cannot be made out.
            outbox.put(Said::Refused(why(fault)));
        }
        outbox.finish();
        taken
    })
}

/// The first frames of both ends.
fn greet<A>(
    read: &mut impl Read,
    write: &mut impl Write,
    admit: impl FnOnce(&Hello) -> Result<A, Refusal>,
) -> Result<A, WireFault> {
    let refusal = match wire::read_greeting(read) {
        Ok(Some(Call::Hello(hello))) if hello.protocol == PROTOCOL => match admit(&hello) {
            Ok(answers) => {
                let program = env!("CARGO_PKG_VERSION").to_owned();
                let protocol = PROTOCOL;
                wire::write(write, &Said::Welcome { protocol, program })?;
                return Ok(answers);
            }
            Err(refusal) => refusal,
        },
        Ok(Some(Call::Hello(hello))) => Refusal::OtherVersion {
            theirs: hello.protocol,
            ours: PROTOCOL,
        },
        Ok(Some(Call::Ask { .. })) => why(&WireFault::Garbage("no greeting".to_owned())),
        Ok(None) => return Err(WireFault::CutShort),
        Err(fault) => why(&fault),
    };
    let fault = WireFault::Refused(Box::new(refusal.clone()));
    // Whoever speaks otherwise need not listen either.
    let _ = wire::write(write, &Said::Refused(refusal));
    Err(fault)
}

fn why(fault: &WireFault) -> Refusal {
    match fault {
        WireFault::TooLong { bytes, longest } => Refusal::TooLarge {
            bytes: *bytes,
            longest: *longest,
        },
        other => Refusal::OtherProgram {
            why: other.to_string(),
        },
    }
}

fn take_all(
    read: &mut impl Read,
    outbox: &Arc<Outbox>,
    answers: &impl Answers,
) -> Result<(), WireFault> {
    while outbox.admit() {
        let taken = next_ask(read, outbox);
        match taken {
            Ok(Some((number, ask))) => answers.take(number, ask),
            ended => {
                outbox.unadmit();
                return ended.map(|_| ());
            }
        }
    }
    Ok(())
}

/// The next request, whose answer goes into the outbox.
fn next_ask(read: &mut impl Read, outbox: &Arc<Outbox>) -> Result<Option<(u64, Ask)>, WireFault> {
    let Some(length) = wire::read_length(read)? else {
        return Ok(None);
    };
    let room = Room::of(length);
    let call = wire::read_body(read, length)?;
    let Call::Ask { number, request } = call else {
        return Err(WireFault::Garbage("a second greeting".to_owned()));
    };
    let news = Arc::clone(outbox);
    let post = Arc::clone(outbox);
    let ask = Ask {
        request: *request,
        report: Box::new(move |progress| news.put(Said::Progress { number, progress })),
        answer: Box::new(move |answer| {
            drop(room);
            post.put(Said::Answer {
                number,
                answer: answer.map(Box::new),
            });
        }),
    };
    Ok(Some((number, ask)))
}

/// Sends what waits until there is nothing more, or nobody listens.
fn post(outbox: &Outbox, write: &mut impl Write) {
    while let Some(said) = outbox.next() {
        if send(write, &said).is_err() {
            return outbox.break_off();
        }
        outbox.sent(&said);
    }
}

/// An answer too long for a frame is answered as such.
fn send(write: &mut impl Write, said: &Said) -> Result<(), WireFault> {
    match (wire::write(write, said), said) {
        (Err(fault @ WireFault::TooLong { .. }), Said::Answer { number, .. }) => {
            let (number, answer) = (*number, Err(fault.into()));
            wire::write(write, &Said::Answer { number, answer })
        }
        (sent, _) => sent,
    }
}
