//! Figures: what lies in a period, and what never enters a total.

use kheo::domain::list::ListRow;
use kheo::domain::{Decision, Level, Milestone, ModelKind, Movement, Period, Status, Word};
use kheo::service::Request;
use kheo::service::request::{ModelFilter, ModelQuery, OverviewQuery};
use kheo::service::views::OverviewView;

use crate::answer;
use crate::chance::Chance;
use crate::desk::{Desk, list, row, span};

fn overview(desk: &Desk, period: Option<Period>) -> OverviewView {
    let query = OverviewQuery {
        period,
        ..OverviewQuery::default()
    };
    answer!(desk, Overview, Request::Overview(query))
}

fn in_period(number: u32, name: &str, level: Level, period: Period) -> ListRow {
    ListRow {
        levels: vec![level],
        period: Some(period),
        ..row(number, name, "Tây Yên")
    }
}

#[test]
fn another_movement_never_enters_the_figures() {
    let desk = Desk::with_units("Bà Út");
    let learning = ListRow {
        movement: Some("Học tập và làm theo Bác".into()),
        ..row(5, "Mỗi ngày một việc tốt", "Tây Yên")
    };
    let same = ListRow {
        movement: Some("DÂN VẬN  KHÉO".into()),
        ..row(6, "Đường hoa", "Tây Yên")
    };
    desk.import(&list(vec![row(4, "Hũ gạo", "Tây Yên"), learning, same]));
    let view = overview(&desk, None);
    assert_eq!(view.models, 3, "the book holds it");
    assert_eq!(view.funnel.registered, 2, "the figures do not");
    assert_eq!(view.levels.len(), 1);
    assert_eq!(view.levels[0].total, 2);
    assert_eq!(view.fields, [("society".into(), 2)]);
}

#[test]
fn a_period_counts_what_lies_wholly_in_it() {
    let desk = Desk::with_units("Bà Út");
    let quarter = Period::Quarter {
        year: 2023,
        quarter: 3,
    };
    let longer = Period::Span {
        from: 2020,
        to: 2023,
    };
    desk.import(&list(vec![
        in_period(4, "Một", Level::Base, Period::Year(2021)),
        in_period(5, "Hai", Level::Base, span()),
        in_period(6, "Ba", Level::Base, quarter),
        in_period(7, "Bốn", Level::Base, longer),
        in_period(8, "Năm", Level::Base, Period::Year(2020)),
    ]));
    let total = |period| overview(&desk, Some(period)).funnel.registered;
    assert_eq!(total(span()), 3);
    assert_eq!(total(Period::Year(2023)), 1);
    assert_eq!(total(quarter), 1);
    assert_eq!(total(longer), 5);
    assert_eq!(total(Period::Year(2022)), 0);
}

#[test]
fn each_model_counts_once_and_is_compared_with_the_time_before() {
    let desk = Desk::with_units("Bà Út");
    let individual = ListRow {
        kind: Some(ModelKind::Individual),
        ..in_period(6, "Ba", Level::Province, Period::Year(2020))
    };
    let planned = ListRow {
        status: Some(Status::Planned),
        ..in_period(7, "Bốn", Level::Province, Period::Year(2020))
    };
    desk.import(&list(vec![
        in_period(4, "Một", Level::Province, Period::Year(2015)),
        in_period(5, "Một", Level::Province, Period::Year(2020)),
        individual,
        planned,
    ]));
    let view = overview(&desk, None);
    assert_eq!(view.period, Some(Period::Year(2020)));
    assert_eq!(view.compare, Some(Period::Year(2015)));
    assert_eq!(view.levels.len(), 1);
    let level = view.levels[0];
    assert_eq!((level.collective, level.individual, level.total), (1, 1, 2));
    assert_eq!(level.previous, Some(1));
    let both = Period::Span {
        from: 2015,
        to: 2020,
    };
    assert_eq!(overview(&desk, Some(both)).funnel.registered, 2);
}

#[test]
fn figures_of_a_unit_take_in_what_lies_below_it() {
    let desk = Desk::with_units("Bà Út");
    desk.import(&list(vec![
        row(4, "Hũ gạo", "Tây Yên"),
        row(5, "Đường hoa", "Thứ Ba"),
        row(6, "Ghe về bến", "Kiên Bình"),
    ]));
    let registered = |unit: &str| {
        let query = OverviewQuery {
            unit: Some(desk.commune(unit)),
            ..OverviewQuery::default()
        };
        answer!(desk, Overview, Request::Overview(query))
            .funnel
            .registered
    };
    assert_eq!(registered("huyện An Biên"), 2);
    assert_eq!(registered("Thứ Ba"), 1);
    assert_eq!(registered("huyện Kiên Lương"), 1);
    assert_eq!(registered("tỉnh Kiên Giang"), 3);
}

#[test]
fn a_filter_asks_one_registration_for_all_it_says() {
    let desk = Desk::with_units("Bà Út");
    desk.import(&list(vec![
        in_period(4, "Một", Level::Base, Period::Year(2021)),
        in_period(5, "Một", Level::Province, Period::Year(2023)),
    ]));
    let matching = |level, year| {
        let filter = ModelFilter {
            level: Some(level),
            period: Some(Period::Year(year)),
            ..ModelFilter::default()
        };
        let query = ModelQuery {
            filter,
            limit: 10,
            ..ModelQuery::default()
        };
        answer!(desk, Models, Request::Models(query)).matching
    };
    assert_eq!(matching(Level::Base, 2021), 1);
    assert_eq!(matching(Level::Province, 2023), 1);
    assert_eq!(matching(Level::Base, 2023), 0);
}

/// A register of models at random levels, in random places, periods and states.
fn random_register(desk: &Desk, chance: &mut Chance) {
    let communes: [&str; 3] = ["Tây Yên", "Tây Yên A", "Kiên Bình"];
    let periods = [
        Period::Year(2022),
        Period::Year(2023),
        Period::Span {
            from: 2021,
            to: 2023,
        },
    ];
    let rows = (0..40).map(|number| {
        let movements = [None, None, Some("Học tập và làm theo Bác".to_owned())];
        let mut levels = Level::ALL.to_vec();
        levels.retain(|_| chance.once_in(3));
        ListRow {
            levels,
            status: Some(*chance.one_of(Status::ALL)),
            period: Some(*chance.one_of(&periods)),
            movement: chance.one_of(&movements).clone(),
            decision: decision(),
            ..row(
                number + 4,
                &format!("Mô hình {number}"),
                chance.one_of::<&str>(&communes),
            )
        }
    });
    let rows: Vec<_> = rows.filter(|row| !row.levels.is_empty()).collect();
    desk.import(&list(rows));
    for line in desk.models() {
        for registration in line.registrations {
            if chance.once_in(4) {
                desk.set(registration.id, "typical", true);
            }
        }
    }
}

fn decision() -> Decision {
    Decision {
        number: Some("104-QĐ/HU".into()),
        date: Some(jiff::civil::date(2023, 7, 5)),
        body: Some("Huyện ủy An Biên".into()),
    }
}

#[test]
fn each_step_of_a_level_through_time_is_the_length_of_a_list() {
    let mut steps = 0;
    for seed in 0..4 {
        let desk = Desk::with_units("Bà Út");
        random_register(&desk, &mut Chance::new(seed));
        let query = OverviewQuery {
            unit: Some(desk.commune("huyện An Biên")),
            period: Some(Period::Year(2023)),
            compare: None,
        };
        let view = answer!(desk, Overview, Request::Overview(query.clone()));
        for (level, course) in &view.courses {
            for step in course.steps() {
                let query = ModelQuery {
                    filter: ModelFilter {
                        unit: query.unit,
                        level: Some(*level),
                        period: Some(step.period),
                        movement: Some(Movement::identity(Movement::DAN_VAN_KHEO)),
                        milestone: Some(Milestone::Registered),
                        ..ModelFilter::default()
                    },
                    ..ModelQuery::default()
                };
                let listed = answer!(desk, Models, Request::Models(query)).matching;
                let said = format!("seed {seed}, {level}, {}", step.period);
                assert_eq!(step.number(), Some(listed as i64), "{said}");
                steps += 1;
            }
            let line = view.levels.iter().find(|line| line.level == *level);
            let [_, last] = course.ends().unwrap();
            assert_eq!(last.number(), line.map(|line| line.total as i64));
        }
    }
    assert!(steps > 20, "{steps}: too few to show anything");
}

#[test]
fn each_figure_of_the_funnel_is_the_length_of_the_list_that_it_opens() {
    for seed in 0..6 {
        let desk = Desk::with_units("Bà Út");
        let mut chance = Chance::new(seed);
        random_register(&desk, &mut chance);
        let units = [
            None,
            Some(desk.commune("An Biên")),
            Some(desk.commune("Tây Yên")),
        ];
        for period in overview(&desk, None).periods {
            for unit in units {
                let query = OverviewQuery {
                    unit,
                    period: Some(period),
                    compare: None,
                };
                let view = answer!(desk, Overview, Request::Overview(query));
                for &milestone in Milestone::ALL {
                    let query = ModelQuery {
                        filter: ModelFilter {
                            unit,
                            period: Some(period),
                            movement: Some(Movement::identity(Movement::DAN_VAN_KHEO)),
                            milestone: Some(milestone),
                            ..ModelFilter::default()
                        },
                        limit: 100,
                        ..ModelQuery::default()
                    };
                    let page = answer!(desk, Models, Request::Models(query));
                    let listed = page.lines.len() as u64;
                    assert_eq!(
                        view.funnel.at(milestone),
                        listed,
                        "seed {seed}, {milestone}, {period}, {unit:?}"
                    );
                    assert_eq!(page.matching as u64, listed);
                }
            }
        }
    }
}
