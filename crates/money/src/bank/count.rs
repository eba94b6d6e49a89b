//! A reader that counts lines and hashes what passes, so that nothing is read twice.

use std::io::{self, BufRead, Read};

use sha2::{Digest as _, Sha256};

use super::file::Digest;

#[derive(Debug)]
pub(crate) struct Counted<R> {
    inner: R,
    hash: Sha256,
    newlines: u64,
}

impl<R: BufRead> Counted<R> {
    pub fn new(inner: R) -> Counted<R> {
        Counted { inner, hash: Sha256::new(), newlines: 0 }
    }

    /// The line that is being read, the first being 1.
    pub fn line(&self) -> u64 {
        self.newlines + 1
    }

    /// Reads what is left and gives the digest of all.
    pub fn digest(mut self) -> io::Result<Digest> {
        loop {
            let length = self.fill_buf()?.len();
            if length == 0 {
                return Ok(Digest(self.hash.finalize().into()));
            }
            self.consume(length);
        }
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        // What is in the buffer already can't fail to be there.
        if let Ok(buffer) = self.inner.fill_buf() {
            let passed = buffer.get(..amount).unwrap_or(buffer);
            self.hash.update(passed);
            self.newlines += passed.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        }
        self.inner.consume(amount);
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let buffer = self.fill_buf()?;
        let length = buffer.len().min(into.len());
        if let (Some(to), Some(from)) = (into.get_mut(..length), buffer.get(..length)) {
            to.copy_from_slice(from);
        }
        self.consume(length);
        Ok(length)
    }
}
