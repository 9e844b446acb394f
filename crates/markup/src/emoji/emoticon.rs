//! Emoticons and the emoji they stand for.

use std::sync::LazyLock;

/// In the order they are tried: the first that fits counts, not the longest.
const EMOTICONS: &[(&str, &[&str])] = &[
    ("heart", &["<3"]),
    ("broken_heart", &["</3"]),
    ("smiley", &[":D", ":-D", "=D"]),
    ("laughing", &[">:)", ">;)", ">:-)", ">=)"]),
    ("sweat_smile", &["':)", "':-)", "'=)", "':D", "':-D", "'=D"]),
    ("joy", &[":')", ":'-)"]),
    (
        "innocent",
        &["O:-)", "0:-3", "0:3", "0:-)", "0:)", "0;^)", "O:)", "O;-)", "O=)", "0;-)", "O:-3", "O:3"],
    ),
    ("slight_smile", &[":)", ":-)", "=]", "=)", ":]"]),
    ("wink", &[";)", ";-)", "*-)", "*)", ";-]", ";]", ";D", ";^)"]),
    ("kissing_heart", &[":*", ":-*", "=*", ":^*"]),
    ("stuck_out_tongue", &[":P", ":-P", "=P", ":-\u{DE}", ":\u{DE}", ":-b", ":b"]),
    ("stuck_out_tongue_winking_eye", &[">:P", "X-P"]),
    ("sunglasses", &["B-)", "B)", "8)", "8-)", "B-D", "8-D"]),
    ("disappointed", &[">:[", ":-(", ":(", ":-[", ":[", "=("]),
    ("confused", &[">:\\", ">:/", ":-/", ":-.", ":/", ":\\", "=/", "=\\", ":L", "=L"]),
    ("persevere", &[">.<"]),
    ("cry", &[":'(", ":'-(", ";(", ";-("]),
    ("angry", &[">:(", ">:-(", ":@"]),
    ("flushed", &[":$", "=$"]),
    ("fearful", &["D:"]),
    ("sweat", &["':(", "':-(", "'=("]),
    ("no_mouth", &[":-X", ":X", ":-#", ":#", "=X", "=#"]),
    ("expressionless", &["-_-", "-__-", "-___-"]),
    ("open_mouth", &[":-O", ":O", "O_O", ">:O"]),
    ("dizzy_face", &["#-)", "#)", "%-)", "%)", "X)", "X-)"]),
    ("thumbsup", &["(y)"]),
    ("person_gesturing_ok", &["*\\0/*", "\\0/", "*\\O/*", "\\O/"]),
];

/// An emoticon and the name of its emoji.
type Emoticon = (&'static str, &'static str);

/// The emoticons that start with each ASCII character, in their order.
static BY_FIRST: LazyLock<[Vec<Emoticon>; 128]> = LazyLock::new(|| {
    let mut lists = [const { Vec::new() }; 128];
    for (name, forms) in EMOTICONS {
        for form in *forms {
            let first = form.bytes().next().map_or(0, usize::from);
            lists[first].push((*form, *name));
        }
    }
    lists
});

/// The emoticon at the start of `text`.
pub fn find(text: &[u8]) -> Option<Emoticon> {
    let list = BY_FIRST.get(usize::from(*text.first()?))?;
    list.iter().find(|(form, _)| text.starts_with(form.as_bytes())).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_found_unless_an_earlier_one_hides_it() {
        let forms =
            || EMOTICONS.iter().flat_map(|(name, forms)| forms.iter().map(move |form| (*form, *name)));
        for (at, (form, name)) in forms().enumerate() {
            let earlier = forms().take(at).find(|(other, _)| form.starts_with(other));
            assert_eq!(find(form.as_bytes()), Some(earlier.unwrap_or((form, name))));
        }
    }
}
