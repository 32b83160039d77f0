//! Files that nobody sends on purpose: damaged copies and containers of chosen parts, and what reading them must end
//! with. Shared by the tests of hostile files, the replay of the fuzzers' corpora and the fuzzers.
#![allow(dead_code, reason = "each uses its own part")]

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use fengong::pipeline::{Extraction, Options, extract};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use crate::support::{check, templates};

/// Far above what any file of a test takes, so that a busy machine passes and a loop does not.
const LONGEST: Duration = Duration::from_secs(60);

/// Reads bytes as the file `name`: a plan for which `check` holds, or the words of the error, which name the file.
pub fn outcome(name: &str, bytes: Vec<u8>, options: &Options) -> Result<Extraction, String> {
    let begun = Instant::now();
    let outcome = match extract(name, bytes, templates(), options) {
        Ok(found) => {
            check(&found).unwrap_or_else(|error| panic!("{error}"));
            Ok(found)
        }
        Err(error) => {
            let words = error.to_string();
            assert!(words.contains(name), "{words}");
            Err(words)
        }
    };
    assert!(begun.elapsed() < LONGEST);
    outcome
}

/// Numbers that look random and are the same every time.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }
}

/// Damaged copies of a file, as many as asked for: cut off, bits turned, stretches of one byte, other numbers.
pub fn damaged(whole: &[u8], copies: usize) -> impl Iterator<Item = Vec<u8>> + '_ {
    let mut dice = Dice(whole.len() as u64);
    (0..copies).map(move |round| {
        let mut bytes = whole.to_vec();
        match round % 4 {
            0 => bytes.truncate(dice.roll(whole.len())),
            1 => (0..1 + dice.roll(60)).for_each(|_| {
                let at = dice.roll(whole.len());
                bytes[at] ^= 1 << dice.roll(8);
            }),
            2 => {
                let at = dice.roll(whole.len());
                let end = (at + dice.roll(400)).min(whole.len());
                bytes[at..end].fill([0, 0xff, b'9'][dice.roll(3)]);
            }
            _ => (0..1 + dice.roll(12)).for_each(|_| {
                let at = dice.roll(whole.len().saturating_sub(4));
                bytes[at..at + 4].copy_from_slice(&(dice.roll(1 << 31) as u32).to_le_bytes());
            }),
        }
        bytes
    })
}

/// An archive with these parts, a part of the same name as one before it left out.
pub fn archive<N: AsRef<str>, C: AsRef<[u8]>>(parts: &[(N, C)], method: CompressionMethod) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, content) in parts {
        if archive.start_file(name.as_ref(), options).is_ok() {
            archive.write_all(content.as_ref()).expect("part");
        }
    }
    archive.finish().expect("archive").into_inner()
}

/// An OLE file with these streams; what is no name of a stream, or was one before, left out.
pub fn compound<N: AsRef<str>, C: AsRef<[u8]>>(streams: &[(N, C)]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("compound file");
    // The crate asserts what it could refuse.
    let fits = |name: &str| (1..=30).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    for (name, content) in streams.iter().filter(|(name, _)| fits(name.as_ref())) {
        if !file.exists(name.as_ref())
            && let Ok(mut stream) = file.create_stream(name.as_ref())
        {
            stream.write_all(content.as_ref()).expect("stream");
        }
    }
    file.flush().expect("compound file");
    file.into_inner().into_inner()
}
