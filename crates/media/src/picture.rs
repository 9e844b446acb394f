//! Pictures: decoded within limits, turned upright, made smaller, written anew without what else was in the file.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, metadata::Orientation};
use std::io::Cursor;

/// Most pixels of a picture that is looked at.
const MAX_PIXELS: u64 = 50_000_000;
/// Most memory to decode one, bytes.
const MAX_MEMORY: u64 = 256 * 1024 * 1024;

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureError {
    /// Not PNG, JPEG, GIF or WebP, or broken.
    Unreadable,
    /// Too many pixels.
    TooLarge,
}

/// A picture written anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Media type.
    pub mime: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// Decodes a picture, upright. Size is checked from the header, before anything is decoded; of a GIF only the first
/// frame is read.
pub fn decode(bytes: &[u8]) -> Result<DynamicImage, PictureError> {
    let unreadable = |_| PictureError::Unreadable;
    let reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| PictureError::Unreadable)?;
    let known = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP];
    if !reader.format().is_some_and(|f| known.contains(&f)) {
        return Err(PictureError::Unreadable);
    }
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS || decoder.total_bytes() > MAX_MEMORY {
        return Err(PictureError::TooLarge);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    decoder.set_limits(limits).map_err(|_| PictureError::TooLarge)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn png(picture: &DynamicImage) -> Result<Picture, PictureError> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).map_err(|_| PictureError::Unreadable)?;
    Ok(Picture {
        mime: "image/png",
        bytes: bytes.into_inner(),
        width: picture.width(),
        height: picture.height(),
    })
}

fn jpeg(picture: &DynamicImage, quality: u8) -> Result<Picture, PictureError> {
    let mut bytes = Vec::new();
    let flat = DynamicImage::ImageRgb8(picture.to_rgb8());
    flat.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality))
        .map_err(|_| PictureError::Unreadable)?;
    Ok(Picture { mime: "image/jpeg", bytes, width: picture.width(), height: picture.height() })
}

/// A smaller copy that fits; none when the picture fits already.
pub fn thumbnail(picture: &DynamicImage, width: u32, height: u32) -> Result<Option<Picture>, PictureError> {
    if picture.width() <= width && picture.height() <= height {
        return Ok(None);
    }
    let small = picture.thumbnail(width, height);
    if picture.color().has_alpha() { png(&small).map(Some) } else { jpeg(&small, 80).map(Some) }
}

/// A tiny copy to show while the picture loads.
pub fn preview(picture: &DynamicImage) -> Result<Picture, PictureError> {
    jpeg(&picture.thumbnail(32, 32), 50)
}

/// The middle square, at most `size` pixels wide, as PNG.
pub fn avatar(bytes: &[u8], size: u32) -> Result<Picture, PictureError> {
    let picture = decode(bytes)?;
    let square = size.clamp(1, 1024).min(picture.width()).min(picture.height()).max(1);
    png(&picture.resize_to_fill(square, square, FilterType::Triangle))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(width: u32, height: u32) -> Vec<u8> {
        png(&DynamicImage::new_rgb8(width, height)).unwrap().bytes
    }

    #[test]
    fn pictures_become_smaller_and_square() {
        let picture = decode(&sample(1000, 500)).unwrap();
        let small = thumbnail(&picture, 480, 360).unwrap().unwrap();
        assert_eq!((small.width, small.height, small.mime), (480, 240, "image/jpeg"));
        assert_eq!(thumbnail(&decode(&sample(10, 10)).unwrap(), 480, 360), Ok(None));
        let square = avatar(&sample(300, 100), 200).unwrap();
        assert_eq!((square.width, square.height), (100, 100));
    }

    #[test]
    fn a_header_that_lies_about_size_is_refused_before_decoding() {
        let mut bomb = sample(1, 1);
        // Width and height stand at fixed places of the first chunk; its checksum is not looked at before the size.
        bomb[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
        assert!(decode(&bomb).is_err());
    }

    #[test]
    fn broken_and_foreign_files_are_refused() {
        let good = sample(20, 20);
        for cut in 0..good.len() - 13 {
            assert!(decode(&good[..cut]).is_err() || cut > good.len() - 20);
        }
        for bytes in [&b"<svg/>"[..], b"", b"GIF89a", b"II*\0", b"BM"] {
            assert_eq!(decode(bytes).err(), Some(PictureError::Unreadable));
        }
    }
}
