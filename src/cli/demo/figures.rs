//! How many models of the sample book registered where and when: chosen so
//! that the figures of the articles come out by counting (DOMAIN B, A4), with
//! the named models counted in.

use super::places::{AN_BIEN, BLOC, District, KIEN_HAI, KIEN_LUONG, THOAI_SON};
use crate::domain::{Level, Movement, Period, RegistrationType};

/// Models that registered alike.
#[derive(Debug, Clone)]
pub struct Cohort {
    pub district: &'static District,
    pub movement: &'static str,
    pub collective: usize,
    pub individual: usize,
    pub registrations: Vec<Wish>,
}

/// One registration of every model of a cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    pub level: Level,
    pub period: Period,
    pub kind: RegistrationType,
    pub fate: Fate,
}

/// How a registration went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Recognised and its certificate handed over.
    Certified,
    /// Looked at and not recognised, or given up.
    Unrecognized,
    /// Somewhere between registration and recognition.
    OnItsWay,
    /// Anywhere in the lifecycle.
    Any,
}

pub const Y2015: Period = Period::Year(2015);
pub const Y2020: Period = Period::Year(2020);
pub const Y2024: Period = Period::Year(2024);
pub const P2012_2014: Period = span(2012, 2014);
pub const P2015_2017: Period = span(2015, 2017);
pub const P2016_2020: Period = span(2016, 2020);
pub const P2018_2020: Period = span(2018, 2020);
pub const P2021_2023: Period = span(2021, 2023);

const fn span(from: i16, to: i16) -> Period {
    Period::Span { from, to }
}

/// S1's second movement; its models never enter the totals of “Dân vận khéo”.
pub const RURAL: &str = "Dân vận khéo trong xây dựng nông thôn mới nâng cao, đô thị văn minh";

use Fate::{Any, Certified, OnItsWay, Unrecognized};
use Level::{Base, Bloc, District as Huyen, Province};

/// The cohorts of the book; `more` models register besides in 2024, where no
/// article has a figure.
pub fn cohorts(more: usize) -> Vec<Cohort> {
    let mut all = kien_luong();
    all.extend(kien_hai());
    all.extend(elsewhere());
    all.extend(in_2024(more));
    all
}

/// 2016-2020: 295 registered at base level (245 + 50), 263 recognised
/// (224 + 39); 2018-2020: 64 at district level (54 + 10) (DOMAIN A4).
/// 2021-2023: 248 registered, 72 recognised by the district (60 + 12) (S0).
fn kien_luong() -> Vec<Cohort> {
    let earlier = |fate| first(Base, P2016_2020, fate);
    let district = |fate| first(Huyen, P2018_2020, fate);
    let later = |level, fate| first(level, P2021_2023, fate);
    let goes_on = Wish {
        kind: RegistrationType::Continued,
        ..later(Base, OnItsWay)
    };
    let at = |collective, individual, wishes: &[Wish]| {
        cohort(&KIEN_LUONG, collective, individual, wishes)
    };
    vec![
        at(136, 24, &[earlier(Certified)]),
        at(15, 8, &[earlier(Unrecognized)]),
        at(42, 7, &[earlier(Certified), district(Certified)]),
        at(2, 1, &[earlier(Unrecognized), district(Unrecognized)]),
        at(46, 8, &[earlier(Certified), goes_on]),
        at(4, 2, &[earlier(Unrecognized), goes_on]),
        at(10, 2, &[district(Certified)]),
        at(40, 8, &[later(Base, OnItsWay), later(Huyen, Certified)]),
        at(17, 4, &[later(Huyen, Certified)]),
        at(14, 3, &[later(Base, OnItsWay), later(Huyen, OnItsWay)]),
        at(80, 14, &[later(Base, OnItsWay)]),
    ]
}

/// 2020: 160 at base level (151 + 9), 75 at district and 10 at province level;
/// 2015: 50 and 5 (S3).
fn kien_hai() -> Vec<Cohort> {
    let now = |level| first(level, Y2020, OnItsWay);
    let then = |level| first(level, Y2015, Certified);
    let goes_on = Wish {
        kind: RegistrationType::Continued,
        ..now(Huyen)
    };
    let at =
        |collective, individual, wishes: &[Wish]| cohort(&KIEN_HAI, collective, individual, wishes);
    vec![
        at(93, 6, &[now(Base)]),
        at(50, 3, &[now(Base), now(Huyen)]),
        at(7, 0, &[now(Base), now(Huyen), now(Province)]),
        at(2, 0, &[now(Huyen), now(Province)]),
        at(10, 1, &[then(Huyen), goes_on]),
        at(31, 3, &[then(Huyen)]),
        at(5, 0, &[then(Huyen), then(Province)]),
    ]
}

/// Where the articles give only published figures, or none: plausible numbers.
fn elsewhere() -> Vec<Cohort> {
    let wish = |level| first(level, P2021_2023, Any);
    let at = |district, collective, individual, levels: &[Level]| {
        let wishes: Vec<_> = levels.iter().copied().map(wish).collect();
        cohort(district, collective, individual, &wishes)
    };
    // What goes on since an earlier period has registered in each one since.
    let earlier = [P2012_2014, P2015_2017, P2018_2020];
    let since = |from: usize, collective, individual| {
        let wishes = earlier.iter().skip(from);
        let wishes = wishes.map(|period| first(Base, *period, Certified));
        let goes_on = Wish {
            kind: RegistrationType::Continued,
            ..wish(Base)
        };
        let wishes: Vec<_> = wishes.chain([goes_on]).collect();
        cohort(&AN_BIEN, collective, individual, &wishes)
    };
    let rural = |cohort| Cohort {
        movement: RURAL,
        ..cohort
    };
    vec![
        since(0, 30, 5),
        since(1, 26, 4),
        since(2, 30, 6),
        at(&AN_BIEN, 26, 6, &[Base]),
        at(&AN_BIEN, 38, 7, &[Base, Huyen]),
        at(&AN_BIEN, 8, 1, &[Base, Huyen, Province]),
        at(&AN_BIEN, 12, 3, &[Huyen]),
        at(&THOAI_SON, 260, 61, &[Base]),
        at(&THOAI_SON, 71, 14, &[Base, Huyen]),
        at(&THOAI_SON, 12, 2, &[Base, Huyen, Province]),
        at(&THOAI_SON, 19, 4, &[Huyen]),
        rural(at(&THOAI_SON, 96, 11, &[Base])),
        rural(at(&THOAI_SON, 22, 3, &[Base, Huyen])),
        at(&BLOC, 58, 12, &[Base]),
        at(&BLOC, 22, 4, &[Base, Bloc]),
        at(&BLOC, 10, 2, &[Base, Bloc, Province]),
    ]
}

/// Large books: a quarter to each district, one in seven at district level too.
fn in_2024(more: usize) -> Vec<Cohort> {
    let wish = |level| first(level, Y2024, Any);
    let districts = [&KIEN_LUONG, &KIEN_HAI, &AN_BIEN, &THOAI_SON];
    let mut all = Vec::new();
    for (place, district) in districts.into_iter().enumerate() {
        let share = more / districts.len() + usize::from(place < more % districts.len());
        let both = share / 7;
        all.push(people(district, share - both, &[wish(Base)]));
        all.push(people(district, both, &[wish(Base), wish(Huyen)]));
    }
    all
}

fn people(district: &'static District, models: usize, wishes: &[Wish]) -> Cohort {
    let individual = models / 6;
    cohort(district, models - individual, individual, wishes)
}

fn first(level: Level, period: Period, fate: Fate) -> Wish {
    Wish {
        level,
        period,
        kind: RegistrationType::New,
        fate,
    }
}

fn cohort(
    district: &'static District,
    collective: usize,
    individual: usize,
    wishes: &[Wish],
) -> Cohort {
    Cohort {
        district,
        movement: Movement::DAN_VAN_KHEO,
        collective,
        individual,
        registrations: wishes.to_vec(),
    }
}

impl Cohort {
    pub fn models(&self) -> usize {
        self.collective + self.individual
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_models_are_shared_out_to_the_last() {
        let count = |more| cohorts(more).iter().map(Cohort::models).sum::<usize>();
        let least = count(0);
        for more in [1, 2, 3, 6, 7, 1000, 49_999] {
            assert_eq!(count(more), least + more);
        }
    }
}
