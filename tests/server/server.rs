//! A server of its own in a folder that goes away.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use kheo::domain::list::{UnitList, UnitRow};
use kheo::domain::{RecordId, UnitType};
use kheo::service::request::{ModelQuery, NewModel, NewNote, OpenBook};
use kheo::service::views::ModelLine;
use kheo::service::{Client, Patience, Place, Refusal, Reply, Request};
use tempfile::TempDir;

/// Longest wait for something that takes moments: only a hang is longer.
pub const HANG: Duration = Duration::from_secs(60);

/// Waits until `done` gives something.
pub fn until<T>(what: &str, mut done: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(value) = done() {
            return value;
        }
        assert!(begun.elapsed() < HANG, "{what} never came");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A store with a server that can be stopped, killed and started again.
pub struct Server {
    pub folder: TempDir,
    child: Option<Child>,
}

impl Server {
    /// A store without a book, and nobody who answers for it.
    pub fn absent() -> Self {
        let folder = TempDir::new().unwrap();
        // Other users must reach the socket.
        open_to_all(folder.path());
        Self {
            folder,
            child: None,
        }
    }

    /// A server with a book and one commune.
    pub fn with_book() -> Self {
        let mut server = Self::absent();
        server.start();
        let client = server.client();
        open_book(&client);
        server
    }

    pub fn store(&self) -> PathBuf {
        self.folder.path().join("kheo.redb")
    }

    pub fn socket(&self) -> PathBuf {
        self.folder.path().join("called")
    }

    pub fn kheo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kheo"));
        for variable in [
            "KHEO_STORE",
            "KHEO_LANG",
            "KHEO_LOG",
            "LC_ALL",
            "LANG",
            "XDG_RUNTIME_DIR",
        ] {
            command.env_remove(variable);
        }
        command.args(arguments).env("KHEO_SOCKET", self.socket());
        command
    }

    pub fn start(&mut self) {
        let store = self.store();
        let child = self
            .kheo(&["serve", "--store", store.to_str().unwrap()])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        self.child = Some(child);
        let socket = self.socket();
        until("the server", || {
            std::os::unix::net::UnixStream::connect(&socket).ok()
        });
    }

    /// Kills it as a power cut does.
    pub fn kill(&mut self) {
        let mut child = self.child.take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// Asks it to stop; it must end well.
    pub fn stop(&mut self) {
        let mut child = self.child.take().unwrap();
        terminate(&child);
        let ended = until("the end of the server", || child.try_wait().unwrap());
        assert!(ended.success(), "{ended}");
    }

    /// Memory of the server, in KiB.
    pub fn memory(&self) -> u64 {
        memory_of(self.child.as_ref().unwrap().id())
    }

    /// A session of this user.
    pub fn client(&self) -> Client {
        Client::open(Place::Socket(self.socket()), Patience::Verb).unwrap()
    }

    /// A session that waits as long as it takes.
    pub fn patient(&self) -> Client {
        Client::open(Place::Socket(self.socket()), Patience::Screen).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Memory of a process, in KiB.
pub fn memory_of(process: u32) -> u64 {
    kibibytes(process, "status", "VmRSS:")
}

/// [`memory_of`] with every page shared out among the processes that have it.
pub fn share_of(process: u32) -> u64 {
    kibibytes(process, "smaps_rollup", "Pss:")
}

/// The most that a process ever had, in KiB.
pub fn peak_of(process: u32) -> u64 {
    kibibytes(process, "status", "VmHWM:")
}

/// What the kernel says of a process, in KiB.
fn kibibytes(process: u32, file: &str, name: &str) -> u64 {
    let told = std::fs::read_to_string(format!("/proc/{process}/{file}")).unwrap();
    let line = told.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

pub fn terminate(child: &Child) {
    let id = rustix::process::Pid::from_child(child);
    rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
}

/// Other users may look into a folder.
pub fn open_to_all(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
}

pub fn open_book(client: &Client) {
    let wish = OpenBook {
        officer: "Danh Thị Hoa".into(),
        title: "Chuyên viên".into(),
        committee: "Ban Chỉ đạo huyện An Biên".into(),
        book: String::new(),
    };
    let opened = client.ask(Request::OpenBook(wish));
    assert!(matches!(opened, Ok(Reply::Book(_))), "{opened:?}");
    let list = UnitList {
        file: "don-vi.csv".into(),
        rows: vec![UnitRow::new(2, "Đông Yên", UnitType::Commune)],
        faults: vec![],
    };
    let planned = client.ask(Request::ApplyUnits { list });
    assert!(matches!(planned, Ok(Reply::UnitPlan(_))), "{planned:?}");
}

pub fn commune(client: &Client) -> RecordId {
    match client.ask(Request::Units { on: None }) {
        Ok(Reply::Units(units)) => units[0].id,
        other => panic!("{other:?}"),
    }
}

pub fn new_model(name: &str, unit: RecordId) -> Request {
    Request::AddModel(NewModel::new(name, unit))
}

pub fn add_model(client: &Client, name: &str) -> RecordId {
    match client.ask(new_model(name, commune(client))) {
        Ok(Reply::Changed(change)) => change.record,
        other => panic!("{other:?}"),
    }
}

pub fn note(record: RecordId, text: &str) -> Request {
    Request::AddNote(NewNote {
        record,
        text: text.into(),
        at: jiff::Timestamp::UNIX_EPOCH,
        place: None,
        draft: None,
    })
}

pub fn models(client: &Client) -> Vec<ModelLine> {
    let query = ModelQuery {
        limit: usize::MAX,
        ..ModelQuery::default()
    };
    match client.ask(Request::Models(query)) {
        Ok(Reply::Models(page)) => page.lines,
        other => panic!("{other:?}"),
    }
}

/// The texts of all notes, sorted.
pub fn notes(client: &Client) -> Vec<String> {
    let request = Request::Notes {
        record: None,
        offset: 0,
        limit: usize::MAX,
    };
    match client.ask(request) {
        Ok(Reply::Notes(notes)) => {
            let mut texts: Vec<_> = notes.into_iter().map(|note| note.text).collect();
            texts.sort();
            texts
        }
        other => panic!("{other:?}"),
    }
}

pub fn refused(answer: Result<Reply, Refusal>) -> Refusal {
    match answer {
        Err(refusal) => refusal,
        Ok(reply) => panic!("{reply:?}"),
    }
}
