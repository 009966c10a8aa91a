//! The tags of an XML part, for looking a workbook over before a reader trusts
//! it: names, attributes and how much text follows, nothing more.

/// One tag with the length of the text up to the next one.
pub(super) struct Tag<'a> {
    /// Name, with its slash when it closes an element.
    pub(super) name: &'a [u8],
    pub(super) attributes: &'a [u8],
    pub(super) text_after: usize,
}

impl Tag<'_> {
    /// Whether it stands for an element without content.
    pub(super) fn is_closed(&self) -> bool {
        self.attributes.ends_with(b"/")
    }

    pub(super) fn has(&self, attribute: &[u8]) -> bool {
        find(self.attributes, attribute).is_some()
    }

    /// What stands in quotation marks after the attribute's name.
    pub(super) fn word(&self, attribute: &[u8]) -> Option<&[u8]> {
        let mut parts = self
            .quoted(attribute)?
            .split(|byte| matches!(byte, b'"' | b'\''));
        parts.next()
    }

    fn quoted(&self, attribute: &[u8]) -> Option<&[u8]> {
        let at = find(self.attributes, attribute)?;
        let after = self.attributes.get(at + attribute.len()..)?;
        let double = after.strip_prefix(b"=\"");
        double.or_else(|| after.strip_prefix(b"='"))
    }

    /// A number in quotation marks after the attribute's name; 0 without one.
    pub(super) fn number(&self, attribute: &[u8]) -> u64 {
        let digits = self.quoted(attribute);
        let digits = digits
            .unwrap_or_default()
            .iter()
            .take_while(|byte| byte.is_ascii_digit());
        digits.fold(0, |number: u64, digit| {
            number
                .saturating_mul(10)
                .saturating_add(u64::from(digit - b'0'))
        })
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}

/// The tags of an XML part, in order.
pub(super) struct Tags<'a>(pub(super) &'a [u8]);

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        let open = self.0.iter().position(|byte| *byte == b'<')?;
        let inside = self.0.get(open + 1..)?;
        let close = inside.iter().position(|byte| *byte == b'>')?;
        let (tag, rest) = (inside.get(..close)?, inside.get(close + 1..)?);
        let end_of_name = tag
            .iter()
            .position(u8::is_ascii_whitespace)
            .unwrap_or(tag.len());
        let name = tag.get(..end_of_name)?;
        self.0 = rest;
        Some(Tag {
            name: name.strip_suffix(b"/").unwrap_or(name),
            attributes: tag
                .get(end_of_name..)
                .filter(|rest| !rest.is_empty())
                .unwrap_or(tag),
            text_after: rest
                .iter()
                .position(|byte| *byte == b'<')
                .unwrap_or(rest.len()),
        })
    }
}
