//! The figures of the articles, counted from the records of the sample book.

use super::*;
use crate::domain::{Level, ModelKind, Period, RecordId, Status};
use crate::service::request::{ModelFilter, ModelQuery, OverviewQuery};
use crate::service::views::{LevelFigures, OverviewView};
use crate::service::{Reply, Request};

struct Book {
    client: Client,
    _folder: ThrowawayFolder,
}

impl Book {
    fn new(size: Size) -> (Self, usize) {
        let folder = ThrowawayFolder::new().unwrap();
        let client = Client::start(folder.path().join("kheo.redb"));
        let models = fill(&client, size, folder.path(), &|_, _| {}).unwrap();
        (
            Self {
                client,
                _folder: folder,
            },
            models,
        )
    }

    fn unit(&self, typed: &str) -> RecordId {
        match self
            .client
            .ask(Request::FindUnit {
                typed: typed.into(),
                during: None,
            })
            .unwrap()
        {
            Reply::Unit(unit) => unit.id,
            other => panic!("{other:?}"),
        }
    }

    fn count(&self, unit: &str, filter: ModelFilter) -> usize {
        let filter = ModelFilter {
            unit: Some(self.unit(unit)),
            ..filter
        };
        match self
            .client
            .ask(Request::Models(ModelQuery {
                filter,
                limit: 1,
                ..ModelQuery::default()
            }))
            .unwrap()
        {
            Reply::Models(page) => page.matching,
            other => panic!("{other:?}"),
        }
    }

    fn overview(&self, unit: &str, period: &str) -> OverviewView {
        let query = OverviewQuery {
            unit: Some(self.unit(unit)),
            period: Some(year(period)),
            compare: None,
        };
        match self.client.ask(Request::Overview(query)).unwrap() {
            Reply::Overview(view) => view,
            other => panic!("{other:?}"),
        }
    }
}

fn year(typed: &str) -> Period {
    Period::parse(typed).unwrap()
}

fn at(level: Level, period: &str) -> ModelFilter {
    ModelFilter {
        level: Some(level),
        period: Some(year(period)),
        ..ModelFilter::default()
    }
}

fn line(view: &OverviewView, level: Level) -> LevelFigures {
    *view.levels.iter().find(|line| line.level == level).unwrap()
}

/// All in one book, since filling it is the slow part.
#[test]
fn the_articles_figures_come_out_by_counting() {
    let (book, models) = Book::new(Size::Usual);
    kien_hai(&book);
    kien_luong_2016_2020(&book);
    kien_luong_2021_2023(&book);
    what_is_to_be_done(&book, models);
}

/// S3: 160 = 151 + 9; 75, 25 more than in 2015; 10, 5 more.
fn kien_hai(book: &Book) {
    let view = book.overview("huyện Kiên Hải", "2020");
    assert_eq!(view.compare, Some(Period::Year(2015)));
    let base = line(&view, Level::Base);
    assert_eq!(
        (base.collective, base.individual, base.total),
        (151, 9, 160)
    );
    let district = line(&view, Level::District);
    assert_eq!((district.total, district.previous), (75, Some(50)));
    let province = line(&view, Level::Province);
    assert_eq!((province.total, province.previous), (10, Some(5)));
}

/// DOMAIN A4: 295 = 245 + 50, recognised 263 = 224 + 39; district 64 = 54 + 10.
fn kien_luong_2016_2020(book: &Book) {
    let base = line(&book.overview("huyện Kiên Lương", "2016-2020"), Level::Base);
    assert_eq!(
        (base.collective, base.individual, base.total),
        (245, 50, 295)
    );
    let recognized = |kind| {
        let filter = ModelFilter {
            kind: Some(kind),
            status: Some(Status::Certified),
            ..at(Level::Base, "2016-2020")
        };
        book.count("huyện Kiên Lương", filter)
    };
    assert_eq!(
        [ModelKind::Collective, ModelKind::Individual].map(recognized),
        [224, 39]
    );
    let district = line(
        &book.overview("huyện Kiên Lương", "2018-2020"),
        Level::District,
    );
    assert_eq!(
        (district.collective, district.individual, district.total),
        (54, 10, 64)
    );
}

/// S0: 248 registered at whatever level, 72 = 60 + 12 recognised by the district.
fn kien_luong_2021_2023(book: &Book) {
    let view = book.overview("huyện Kiên Lương", "2021-2023");
    assert_eq!(view.funnel.registered, 248);
    let anywhere = ModelFilter {
        period: Some(year("2021-2023")),
        ..ModelFilter::default()
    };
    assert_eq!(book.count("huyện Kiên Lương", anywhere), 248);
    let recognized = |kind| {
        let filter = ModelFilter {
            kind: Some(kind),
            status: Some(Status::Certified),
            ..at(Level::District, "2021-2023")
        };
        book.count("huyện Kiên Lương", filter)
    };
    assert_eq!(
        [ModelKind::Collective, ModelKind::Individual].map(recognized),
        [60, 12]
    );
    assert_eq!(view.funnel.recognized, 72);
}

fn what_is_to_be_done(book: &Book, models: usize) {
    let Reply::Overview(view) = book
        .client
        .ask(Request::Overview(OverviewQuery::default()))
        .unwrap()
    else {
        panic!("no overview")
    };
    assert_eq!(view.models, models as u64);
    assert_eq!(view.period, Some(year("2021-2023")));
    assert_eq!(view.conflicts, 3);
    assert_eq!(view.drafts.len(), 1);
    let all = Request::Notes {
        record: None,
        offset: 0,
        limit: 1000,
    };
    let Reply::Notes(notes) = book.client.ask(all).unwrap() else {
        panic!("no notes")
    };
    assert!(notes.iter().any(|note| note.author == "Trần Ngọc Hạnh"));
    assert!(notes.iter().any(|note| note.author == "Lê Minh Khảo"));
}

#[test]
fn a_larger_book_has_just_as_many_models_as_wanted_and_the_same_figures() {
    let (book, models) = Book::new(Size::Models(3000));
    assert_eq!(models, 3000);
    let page = book
        .client
        .ask(Request::Models(ModelQuery {
            limit: 1,
            ..ModelQuery::default()
        }))
        .unwrap();
    assert!(matches!(page, Reply::Models(page) if page.total == 3000));
    kien_hai(&book);
    kien_luong_2021_2023(&book);
}
