//! A server that is started for a test, and requests to it, written by hand so that wrong ones can be sent, too.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The shipped report.
pub(crate) const REPORT: &str = "examples/medical-device-plan-2023/report.tsv";

/// A server that ends with the test.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
    /// What it has written to standard error since.
    said: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts a server and waits until it answers.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        Self::of(Self::command(arguments))
    }

    fn command(arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_policygraph"));
        command
            .arg("serve")
            .args(["--bind", "127.0.0.1:0", "--no-profile"])
            .args(arguments)
            .current_dir(env!("CARGO_MANIFEST_DIR"));
        command
    }

    /// Starts a server in a process group of its own, as a shell does.
    #[cfg(unix)]
    pub(crate) fn start_in_group(arguments: &[&str]) -> Self {
        use std::os::unix::process::CommandExt as _;
        let mut command = Self::command(arguments);
        command.process_group(0);
        Self::of(command)
    }

    /// The server that a command starts.
    pub(crate) fn of(mut command: Command) -> Self {
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| Some(line.split_once("http://")?.1.split_once('/')?.0.to_owned()))
            .expect("the server does not say where it listens");
        let said = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&said);
        std::thread::spawn(move || {
            lines.map_while(Result::ok).for_each(|line| heard.lock().unwrap().push(line));
        });
        Self { child, address, said }
    }

    /// The lines that it has written to standard error, once there are so many.
    pub(crate) fn said(&self, lines: usize) -> Vec<String> {
        for _ in 0..100 {
            let said = self.said.lock().unwrap().clone();
            if said.len() >= lines {
                return said;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("it said only {:?}", self.said.lock().unwrap());
    }

    pub(crate) fn on(folder: &Path, file: &str, text: &str, arguments: &[&str]) -> Self {
        let path = folder.join(file);
        std::fs::write(&path, text).unwrap();
        Self::start(&[&[path.to_str().unwrap()], arguments].concat())
    }

    /// Sends a request and reads the whole response.
    pub(crate) fn send(&self, request: &Request<'_>) -> Response {
        let mut head = format!("{} {} HTTP/1.1\r\nConnection: close\r\n", request.method, request.target);
        if !request.headers.iter().any(|(name, _)| *name == "Host") {
            let _ = write!(head, "Host: {}\r\n", self.address);
        }
        for (name, value) in request.headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        if !request.body.is_empty() || request.method == "POST" || request.method == "PUT" {
            let _ = write!(head, "Content-Length: {}\r\n", request.body.len());
        }
        head.push_str("\r\n");
        self.raw(&[head.as_bytes(), request.body].concat())
    }

    /// Sends bytes and reads what comes until the server closes the connection.
    pub(crate) fn raw(&self, bytes: &[u8]) -> Response {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
        stream.write_all(bytes).unwrap();
        let mut received = Vec::new();
        // A server that refuses a request before it has read all of it resets the connection.
        let _ = stream.read_to_end(&mut received);
        Response::parse(&received)
    }

    pub(crate) fn get(&self, target: &str, accept: &str) -> Response {
        let headers = [("Accept", accept)];
        self.send(&Request { method: "GET", target, headers: &headers, body: b"" })
    }

    /// Asks a question by POST.
    pub(crate) fn ask(&self, query: &str, accept: &str) -> Response {
        let headers = [("Accept", accept), ("Content-Type", "application/sparql-query")];
        self.send(&Request { method: "POST", target: "/sparql", headers: &headers, body: query.as_bytes() })
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Tells the process to stop, and gives its status.
    #[cfg(unix)]
    pub(crate) fn stop(mut self) -> std::process::ExitStatus {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.child.wait().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) struct Request<'r> {
    pub(crate) method: &'r str,
    pub(crate) target: &'r str,
    pub(crate) headers: &'r [(&'r str, &'r str)],
    pub(crate) body: &'r [u8],
}

#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Response {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap_or(0);
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let mut body = bytes.get(end + 4..).unwrap_or_default().to_vec();
        if headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked") {
            body = unchunk(&body);
        }
        Self { status, headers, body }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

fn unchunk(mut bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = bytes.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&bytes[..end]).unwrap(), 16).unwrap();
        if size == 0 {
            break;
        }
        whole.extend(&bytes[end + 2..end + 2 + size]);
        bytes = &bytes[end + 4 + size..];
    }
    whole
}

/// A text as a value of a form.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}
