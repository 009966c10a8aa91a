//! Totals of a list and of its parts.

use super::*;

#[test]
fn parts_of_a_list_have_their_own_totals() {
    let text = "TT|Tên mô hình|Năm|Cấp\n\
        I|Xã Đông Yên||\n1|a|2022|Huyện\n2|b|2022|Huyện\n|Cộng: 2||\n\
        II|Xã Tây Yên||\n1|c|2022|Huyện\n|Cộng: 1||\n|Tổng cộng: 3 mô hình||\n";
    assert_eq!(
        units(&rows(text)),
        ["Xã Đông Yên", "Xã Đông Yên", "Xã Tây Yên"]
    );
    let wrong = list(&text.replace("Cộng: 1|", "Cộng: 2|"));
    let part = CellFault::Total {
        announced: 2,
        found: 1,
    };
    assert_eq!(faults(&wrong), [(8, "Tên mô hình", &part)]);
    let wrong = list(&text.replace("cộng: 3", "cộng: 4"));
    let whole = CellFault::Total {
        announced: 4,
        found: 3,
    };
    assert_eq!(faults(&wrong), [(9, "Tên mô hình", &whole)]);
}

#[test]
fn a_total_may_reach_over_sections_inside_sections() {
    let text = "TT|Tên mô hình|Năm|Cấp\n\
        I|Xã Đông Yên||\na|Tập thể||\n1|a|2022|Huyện\nb|Cá nhân||\n2|b|2022|Huyện\n|Cộng: 2||\n\
        II|Xã Tây Yên||\n1|c|2022|Huyện\n|Cộng: 1||\n";
    assert_eq!(rows(text).len(), 3);
}

#[test]
fn every_total_may_be_called_alike() {
    let text = "TT|Tên mô hình|Năm|Cấp\n\
        I|Xã Đông Yên||\n1|a|2022|Huyện\n2|b|2022|Huyện\nTổng cộng|2||\n\
        II|Xã Tây Yên||\n1|c|2022|Huyện\nTổng cộng|1||\nTỔNG CỘNG|3||\n";
    assert_eq!(rows(text).len(), 3);
    assert_eq!(rows(&text.replace("TỔNG CỘNG|3||\n", "")).len(), 3);
    let wrong = list(&text.replace("TỔNG CỘNG|3", "TỔNG CỘNG|4"));
    let whole = CellFault::Total {
        announced: 4,
        found: 3,
    };
    assert_eq!(faults(&wrong), [(9, "Tên mô hình", &whole)]);
    let alone = list(
        "TT|Tên mô hình|Năm|Cấp\nI|Xã A||\n1|a|2022|Huyện\nII|Xã B||\n\
        1|b|2022|Huyện\nTổng cộng|1||\n",
    );
    assert_eq!(alone.faults.len(), 1, "the only total is of the whole list");
}

#[test]
fn what_a_total_is_made_of_is_no_model_and_no_section() {
    let text = "TT|Tên mô hình|Xã|Loại hình\n1|a|Đông Yên|TT\n2|b|Đông Yên|TT\n3|c|Đông Yên|CN\n";
    for end in [
        "Tổng cộng|3||\n|Tập thể|2|\n|Cá nhân|1|\n",
        "Tổng cộng: 3 mô hình|||\nTrong đó:|||\n- Tập thể: 02 mô hình|||\n- Cá nhân: 01|||\n",
        "Tổng số mô hình tập thể: 2|||\nTổng số mô hình cá nhân: 1|||\n",
        "Cộng tập thể|2||\nCộng cá nhân|1||\n",
        "- Tập thể: 02 mô hình; - Cá nhân: 01 mô hình|||\n",
    ] {
        assert_eq!(rows(&format!("{text}{end}")).len(), 3, "{end}");
    }
    let sections = "TT|Tên mô hình|Xã\nTập thể: 2|||\n1|a|Đông Yên\n2|b|Đông Yên\nTổng cộng|2|\n\
        Cá nhân: 1 mô hình|||\n1|c|Đông Yên\n";
    let kinds: Vec<_> = rows(sections).iter().map(|row| row.kind).collect();
    assert_eq!(
        kinds,
        [
            Some(ModelKind::Collective),
            Some(ModelKind::Collective),
            Some(ModelKind::Individual)
        ]
    );
    let missing = list("TT|Tên mô hình|Xã|Loại hình\n1|a|Đông Yên|TT\nII. Cá nhân: 5 mô hình|||\n");
    assert_eq!(
        missing.faults.len(),
        1,
        "rows that are not there are missed"
    );
}
