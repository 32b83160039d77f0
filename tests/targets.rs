//! Targets against annotations made by reading: `tests/targets/seed-*.txt` for the plans of `seeds/`, and invented
//! plans of other places, subjects and forms, each with its annotation below `---`.
//!
//! A line a target: text | metric | op value[..value_max][ *factor] unit | base | hedge | deadline. `!` for an op is a
//! qualitative target; a line that begins with `?` is doubtful and counts neither way.

#[path = "support/extraction.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};

use fengong::plan::{Plan, Target};
use support::{check, check_json, read};

/// One line of an annotation.
struct Wanted<'a> {
    doubtful: bool,
    text: &'a str,
    metric: &'a str,
    measure: &'a str,
    beside: [&'a str; 3],
}

impl<'a> Wanted<'a> {
    fn read(line: &'a str) -> Self {
        let fields: Vec<&str> = line.split('|').collect();
        let [text, metric, measure, base, hedge, deadline] = fields[..] else {
            panic!("six fields: {line}");
        };
        Wanted {
            doubtful: text.starts_with('?'),
            text: text.trim_start_matches('?'),
            metric,
            measure,
            beside: [base, hedge, deadline],
        }
    }

    fn quantified(&self) -> bool {
        !self.measure.starts_with('!')
    }
}

/// What was found right, missed, and found without reason.
#[derive(Default)]
struct Score {
    right: usize,
    missed: Vec<String>,
    extra: Vec<String>,
    metrics: usize,
    beside: usize,
    words: usize,
    words_missed: Vec<String>,
    words_extra: Vec<String>,
    differences: Vec<String>,
}

impl Score {
    fn add(&mut self, text: &str, annotation: &str) {
        let extraction = read(text).expect("a plan");
        check(&extraction).expect("a sound plan");
        check_json(&extraction.plan).expect("sound JSON");
        let mut found = all(&extraction.plan);
        let mut from = 0;
        let lines = annotation
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut doubtful = Vec::new();
        for wanted in lines.map(Wanted::read) {
            let at = text[from..].find(wanted.text).map(|at| from + at);
            let at = at.unwrap_or_else(|| panic!("not in the text behind the last: {}", wanted.text));
            from = at + wanted.text.chars().next().map_or(0, char::len_utf8);
            let chars = |byte: usize| text[..byte].chars().count();
            let place = (chars(at), chars(at + wanted.text.len()));
            if wanted.doubtful {
                doubtful.push(place);
                continue;
            }
            let hit = found.iter().position(|target| {
                meets(target, place)
                    && target.op.is_some() == wanted.quantified()
                    && (!wanted.quantified() || measure(target) == wanted.measure)
            });
            match hit.map(|at| found.remove(at)) {
                Some(target) if wanted.quantified() => self.compare(&wanted, target),
                Some(_) => self.words += 1,
                None if wanted.quantified() => self.missed.push(wanted.text.to_string()),
                None => self.words_missed.push(wanted.text.to_string()),
            }
        }
        found.retain(|target| !doubtful.iter().any(|place| meets(target, *place)));
        for target in found {
            let list = if target.op.is_some() {
                &mut self.extra
            } else {
                &mut self.words_extra
            };
            list.push(target.text.clone());
        }
    }

    fn compare(&mut self, wanted: &Wanted<'_>, target: &Target) {
        self.right += 1;
        let text =
            |value: &Option<fengong::plan::Value>| value.as_ref().map_or(String::new(), |value| value.text.clone());
        let metric = text(&target.metric);
        let beside = [text(&target.base), target.hedge.clone(), text(&target.deadline)];
        self.metrics += usize::from(wanted.metric == "?" || metric == wanted.metric);
        self.beside += usize::from(beside == wanted.beside);
        if metric != wanted.metric && wanted.metric != "?" || beside != wanted.beside {
            self.differences.push(format!("{}: {metric} {beside:?}", wanted.text));
        }
    }

    fn assert(&self) {
        let share = |right: usize, all: usize| right as f64 / all.max(1) as f64;
        let recall = share(self.right, self.right + self.missed.len());
        let precision = share(self.right, self.right + self.extra.len());
        let said = format!(
            "recall {recall:.4} precision {precision:.4}, metrics {}, beside {} of {}, qualitative {} right\nmissed {:#?}\nextra {:#?}\nqualitative missed {:#?}\nextra {:#?}\ndifferent {:#?}",
            self.metrics,
            self.beside,
            self.right,
            self.words,
            self.missed,
            self.extra,
            self.words_missed,
            self.words_extra,
            self.differences,
        );
        println!("{said}");
        assert!(recall >= 0.97 && precision >= 0.95, "{said}");
        assert!(share(self.metrics, self.right) >= 0.95, "{said}");
        assert!(share(self.beside, self.right) >= 0.95, "{said}");
        assert!(share(self.words, self.words + self.words_missed.len()) >= 0.9, "{said}");
        assert!(share(self.words, self.words + self.words_extra.len()) >= 0.9, "{said}");
    }
}

/// Every target of the tasks, of the plan as a whole and of the prose beside them, in text order.
fn all(plan: &Plan) -> Vec<&Target> {
    let in_tasks = plan.tasks.iter().flat_map(|task| &task.targets);
    let mut found: Vec<&Target> = in_tasks
        .chain(plan.goals.iter().map(|goal| &goal.target))
        .chain(plan.narrative.iter().flat_map(|told| &told.targets))
        .collect();
    found.sort_by_key(|target| target.span);
    found
}

fn meets(target: &Target, (start, end): (usize, usize)) -> bool {
    target.span.start < end && start < target.span.end
}

/// `>= 6.5 *万 个`, `range 1..2 家`.
fn measure(target: &Target) -> String {
    let max = target
        .value_max
        .as_ref()
        .map_or(String::new(), |max| format!("..{max}"));
    let factor = if target.factor.is_empty() {
        String::new()
    } else {
        format!("*{}", target.factor)
    };
    let parts = [
        target.op.map_or("", |op| op.sign()),
        &format!("{}{max}", target.value),
        &factor,
        &target.unit,
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn annotations(begins: &str) -> Vec<(PathBuf, String)> {
    let files = fs::read_dir(folder("tests/targets")).expect("annotations");
    let mut files: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    files.retain(|path| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(begins))
    });
    files.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("an annotation");
        (path, text)
    };
    files.into_iter().map(read).collect()
}

fn seed(name: &str) -> String {
    let mut files = fs::read_dir(folder("seeds"))
        .expect("seeds")
        .map(|file| file.expect("a file").path());
    let path = files
        .find(|path| path.to_string_lossy().contains(name))
        .expect("a seed");
    fs::read_to_string(path).expect("a text")
}

#[test]
fn seeds() {
    let mut score = Score::default();
    for (path, annotation) in annotations("seed-") {
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        score.add(&seed(&format!("/{}_", &stem["seed-".len()..])), &annotation);
    }
    score.assert();
}

#[test]
fn invented_plans() {
    let mut score = Score::default();
    for (_, file) in annotations("plan-") {
        let (text, annotation) = file.split_once("\n---\n").expect("a line ---");
        score.add(&format!("{text}\n"), annotation);
    }
    score.assert();
}

/// Numbers of targets that a reader lists. One number for two metrics (居民满意度和续约率达到80%) is two targets: each is
/// measured and reported on its own.
#[test]
fn reference_counts() {
    let counts = [("000", 7), ("001", 21), ("002", 41), ("003", 31), ("004", 3)];
    for (name, count) in counts {
        let annotation = fs::read_to_string(folder(&format!("tests/targets/seed-{name}.txt"))).expect("an annotation");
        let lines = annotation
            .lines()
            .filter(|line| !line.starts_with(['#', '?']) && !line.is_empty());
        assert_eq!(
            lines.map(Wanted::read).filter(Wanted::quantified).count(),
            count,
            "{name}"
        );
    }
}

/// A target told in the report around the list and again in the list counts once.
#[test]
fn targets_told_twice_are_linked() {
    let plan = read(seed("/002_")).expect("a plan").plan;
    let told: Vec<&Target> = plan.narrative.iter().flat_map(|told| &told.targets).collect();
    let linked: Vec<&str> = told
        .iter()
        .filter(|target| target.same_as.is_some())
        .map(|target| target.text.as_str())
        .collect();
    assert_eq!(
        linked,
        [
            "达到医院总设置床位的10%",
            "3岁以下婴幼儿托位数达到6.5万个",
            "每千人口拥有托位数4.0个",
            "新增不少于30家社区普惠托育试点机构",
            "1000个普惠托位",
            "创建22个省级示范托育机构",
            "开展卫生保健评价的机构不少于1100家",
        ]
    );
    let in_tasks: Vec<_> = plan.tasks.iter().flat_map(|task| &task.targets).collect();
    assert!(in_tasks.iter().all(|target| target.same_as.is_none()));
    for target in told.iter().filter_map(|target| target.same_as) {
        assert!(in_tasks.iter().any(|other| other.span == target));
    }
}
