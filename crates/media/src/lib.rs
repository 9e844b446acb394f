//! What is done with files: telling their type, naming them safely, making pictures smaller.
//!
//! Must never know: rooms, users, HTTP, where bytes are kept.

mod avatar;
mod name;
mod picture;
mod sniff;

pub use avatar::letter_avatar;
pub use name::{clean_file_name, content_disposition};
pub use picture::{Picture, PictureError, avatar, decode, preview, thumbnail};
pub use sniff::{is_inline_safe, sniff};
