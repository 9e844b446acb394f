//! The picture of who has none: a letter on a colour.

/// Colours that white text is readable on.
const COLORS: &[&str] = &[
    "#b71c1c", "#880e4f", "#6a1b9a", "#4527a0", "#283593", "#1565c0", "#01579b", "#006064", "#00695c",
    "#2e7d32", "#33691e", "#827717", "#e65100", "#bf360c", "#4e342e", "#424242", "#37474f",
];

/// An SVG with the first letter of a name. The same name always has the same colour.
pub fn letter_avatar(name: &str) -> String {
    let sum = name.bytes().fold(7_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)));
    let color = COLORS[sum % COLORS.len()];
    let letter = name.trim_start_matches(['@', '#', '.', '-', '_']).chars().next().unwrap_or('?');
    let letter: String = letter.to_uppercase().map(escape).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 200\"><rect width=\"100%\" height=\"100%\" \
         fill=\"{color}\"/><text x=\"50%\" y=\"50%\" dy=\"0.36em\" text-anchor=\"middle\" fill=\"#ffffff\" \
         font-family=\"Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif\" font-size=\"110\">{letter}</text></svg>"
    )
}

fn escape(c: char) -> String {
    match c {
        '<' => "&lt;".into(),
        '>' => "&gt;".into(),
        '&' => "&amp;".into(),
        '"' => "&quot;".into(),
        '\'' => "&apos;".into(),
        c if c.is_control() => "?".into(),
        c => c.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_names_stays_text() {
        assert!(letter_avatar("<script>").contains("&lt;</text>"));
        assert_eq!(letter_avatar("anna"), letter_avatar("anna"));
        assert!(letter_avatar("").contains("?</text>"));
    }
}
