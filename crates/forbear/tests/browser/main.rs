//! The faces in a real browser: Debian's Chromium, driven by its own driver, with script on and off, at the width of a
//! desk and of a phone. Each page is read by axe-core and must have nothing that keeps anybody out.

mod desk;
mod portal;
mod support;
