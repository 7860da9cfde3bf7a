//! Literals in N-Triples, N-Quads, Turtle and TriG.

/// Appends a string in quotation marks.
///
/// Escaped are the marks that the grammars demand and all control characters; everything else stands as it is.
pub(super) fn push_quoted(out: &mut Vec<u8>, value: &str) {
    out.push(b'"');
    let bytes = value.as_bytes();
    let mut kept = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if !(*byte < 0x20 || *byte == b'"' || *byte == b'\\' || *byte == 0x7f) {
            continue;
        }
        out.extend_from_slice(bytes.get(kept..at).unwrap_or_default());
        kept = at + 1;
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            _ => out.extend_from_slice(format!("\\u{byte:04X}").as_bytes()),
        }
    }
    out.extend_from_slice(bytes.get(kept..).unwrap_or_default());
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_control_characters_are_escaped() {
        let mut out = Vec::new();
        push_quoted(&mut out, "「A\"\\」\n\t\r\u{1}\u{7f}終");
        assert_eq!(String::from_utf8(out).unwrap(), r#""「A\"\\」\n\t\r\u0001\u007F終""#);
    }
}
