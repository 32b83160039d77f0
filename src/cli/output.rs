//! Bytes out: to the screen, where a closed pipe is no error, or to one file that appears whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::failure::Failure;

/// Prints to standard output.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut sink = Sink::screen();
    let written = sink.write_all(text.as_bytes());
    sink.finish(written)
}

/// Tells the user of a failure; when standard error is closed there is nobody left to tell.
pub(crate) fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "错误：{message}");
}

/// Tells the user of something that does not stop the work.
pub(crate) fn warn(message: &str) {
    let _ = writeln!(io::stderr(), "注意：{message}");
}

/// Where a result goes.
pub(crate) struct Sink {
    target: Target,
}

enum Target {
    Screen(BufWriter<Stdout>),
    /// A device or a pipe: written straight.
    Device(PathBuf, BufWriter<File>),
    /// An ordinary file: written beside its place, renamed when whole.
    Staged(Staged),
}

struct Staged {
    target: PathBuf,
    folder: TempDir,
    file: BufWriter<File>,
}

impl Sink {
    /// Standard output.
    pub(crate) fn screen() -> Self {
        Sink {
            target: Target::Screen(BufWriter::with_capacity(1 << 16, io::stdout())),
        }
    }

    /// The file `path`; nothing is seen there before [`Sink::finish`].
    pub(crate) fn file(path: &Path) -> Result<Self, Failure> {
        Self::open(path).map_err(|error| Failure::output(path, &error))
    }

    fn open(path: &Path) -> io::Result<Self> {
        // Through a link to the file itself, so that the link stays a link.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        match std::fs::metadata(&path) {
            Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(found) if !found.is_file() => {
                let file = File::options().write(true).open(&path)?;
                Ok(Sink {
                    target: Target::Device(path, BufWriter::new(file)),
                })
            }
            _ => {
                // A folder of its own, because a temporary file would keep its private permissions.
                let folder = tempfile::Builder::new().prefix(".fengong-").tempdir_in(parent(&path))?;
                let file = BufWriter::new(File::create(folder.path().join("out"))?);
                let target = path;
                Ok(Sink {
                    target: Target::Staged(Staged { target, folder, file }),
                })
            }
        }
    }

    /// Ends the output: `written` is what the last write said. A file takes its place only if all went well.
    pub(crate) fn finish(mut self, written: io::Result<()>) -> Result<(), Failure> {
        let flushed = written.and_then(|()| self.flush());
        match self.target {
            Target::Screen(_) => unless_closed(flushed).map_err(|error| Failure::screen(&error)),
            Target::Device(path, _) => unless_closed(flushed).map_err(|error| Failure::output(&path, &error)),
            Target::Staged(staged) => {
                let placed = flushed.and_then(|()| std::fs::rename(staged.folder.path().join("out"), &staged.target));
                placed.map_err(|error| Failure::output(&staged.target, &error))
            }
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.target {
            Target::Screen(out) => out.write(bytes),
            Target::Device(_, out) => out.write(bytes),
            Target::Staged(staged) => staged.file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.target {
            Target::Screen(out) => out.flush(),
            Target::Device(_, out) => out.flush(),
            Target::Staged(staged) => staged.file.flush(),
        }
    }
}

/// A reader that has seen enough and closed the pipe is no error.
fn unless_closed(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// The folder a path lies in; `.` for a bare name.
pub(crate) fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) => Path::new("."),
        None => path,
    }
}
