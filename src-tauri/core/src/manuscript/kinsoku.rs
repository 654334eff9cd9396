//! 禁则: what may not begin or end a line, and what may hang over its end
//! (GB/T 15834 5.1; the sets are those by which Word and LibreOffice set
//! Chinese text).

/// Marks that do not begin a line.
const NOT_FIRST: &str = ":!),.:;?]}¢'\"、。〉》」』】〕〗〞︰︱︳﹐､﹒﹔﹕﹖﹗﹚﹜﹞！），．：；？｜｝︴︶︸︺︼︾﹀﹂﹄﹏～￠々‖•·ˇˉ―-′’”";

/// Marks that do not end a line.
const NOT_LAST: &str = "([{£¥'\"‵〈《「『【〔〖（［｛￡￥〝︵︷︹︻︽︿﹁﹃﹙﹛﹝“‘";

/// Marks that may stand outside the type area at the end of a line.
const HANGING: &str = "!,.:;?、。！，．：；？";

/// Whether `character` may begin a line.
pub(super) fn may_begin(character: char) -> bool {
    !NOT_FIRST.contains(character)
}

/// Whether `character` may end a line.
pub(super) fn may_end(character: char) -> bool {
    !NOT_LAST.contains(character)
}

/// Whether `character` may hang over the end of a line.
pub(super) fn may_hang(character: char) -> bool {
    HANGING.contains(character)
}

/// Whether a line may end between two characters of Chinese text. A dash and
/// an ellipsis are two characters that stay together.
pub(super) fn may_part(before: char, behind: char) -> bool {
    let pair = before == behind && matches!(before, '—' | '…' | '⋯');
    may_end(before) && may_begin(behind) && !pair
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_marks_do_not_begin_and_opening_marks_do_not_end_a_line() {
        assert!("，。、；：！？”’）》】〕%".chars().filter(|mark| !may_begin(*mark)).count() >= 12);
        assert!("“‘（《【〔".chars().all(|mark| !may_end(mark)));
        assert!(may_part('党', '建'));
        assert!(!may_part('党', '，'));
        assert!(!may_part('“', '党'));
    }

    #[test]
    fn a_dash_and_an_ellipsis_are_not_split_but_may_begin_a_line() {
        assert!(!may_part('—', '—'));
        assert!(!may_part('…', '…'));
        assert!(may_part('党', '—'));
        assert!(may_part('…', '党'));
    }
}
