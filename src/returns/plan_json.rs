//! A `plan.json` that a person corrected, as input: checked against the text it carries, its owners compared with
//! those it was written with, and what differs marked as decided there.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::Tools;
use super::apply::{Applied, places_of};
use super::forms::Step;
use crate::extraction::Extraction;
use crate::note::Code;
use crate::plan::{AsBuilt, Basis, CharSpan, Form, Origin, Owner, Plan, Role, SCHEMA, Task};
use crate::proof::{Slices, front_of, values_of};
use crate::source::{Document, File, Span};
use crate::{Error, Templates};

/// Whether `bytes` are meant to be a plan as JSON.
pub(crate) fn recognises(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    // Programs that save JSON put its keys in an order of their own.
    bytes.starts_with(b"{") && memchr::memmem::find(bytes, b"\"fengong.plan/").is_some()
}

/// Reads the plan in the file `name`.
///
/// # Errors
/// [`Error::PlanJson`], saying where in the file what is wrong.
pub(crate) fn read(name: &str, bytes: &[u8], templates: &Templates) -> Result<Extraction, Error> {
    let problem = |place: String, message: String| Error::PlanJson {
        file: name.to_string(),
        place,
        message,
    };
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut value: Value = serde_json::from_slice(bytes).map_err(|error| {
        problem(
            format!("第 {} 行第 {} 个字附近，", error.line(), error.column()),
            "JSON 写法不对，多半是少了或多了引号、逗号、括号。\n  请改好这一处再试。".to_string(),
        )
    })?;
    check_head(&value).map_err(|message| problem(String::new(), message))?;
    let by_hand = complete_owners(&mut value);
    let mut plan: Plan = serde_path_to_error::deserialize(&value).map_err(|error| {
        problem(
            format!("{} 处，", error.path()),
            format!(
                "{}。\n  字段的写法见 docs/plan.schema.json。",
                in_chinese(&error.inner().to_string())
            ),
        )
    })?;
    let text = plan.text.take().unwrap_or_default();
    check(&plan, &text).map_err(|(place, message)| problem(place, message))?;
    let document = document(&plan, text);
    let plan = corrected(name, crate::proof::fingerprint(bytes), plan, &by_hand, templates);
    Ok(Extraction { document, plan })
}

fn check_head(value: &Value) -> Result<(), String> {
    let schema = value.get("schema").and_then(Value::as_str).unwrap_or_default();
    if schema != SCHEMA {
        return Err(format!(
            "schema 是“{schema}”，本版本只认“{SCHEMA}”。\n  请用写出它的版本，或由原文重新生成。"
        ));
    }
    if !value.get("text").is_some_and(Value::is_string) {
        return Err(
            "没有 text（读到的原文）。\n  请用 fengong build 写出的 plan.json；fengong extract 输出的不带原文。"
                .to_string(),
        );
    }
    Ok(())
}

/// An owner added by hand needs its `name` only: the rest is filled in. Gives the places of those.
fn complete_owners(value: &mut Value) -> HashSet<(usize, usize)> {
    let mut added = HashSet::new();
    let tasks = value.get_mut("tasks").and_then(Value::as_array_mut);
    for (at, task) in tasks.into_iter().flatten().enumerate() {
        let end = task
            .pointer("/span/1")
            .or_else(|| task.pointer("/span/end"))
            .cloned()
            .unwrap_or(json!(0));
        let owners = task.get_mut("owners").and_then(Value::as_array_mut);
        for (place, owner) in owners.into_iter().flatten().enumerate() {
            let Some(owner) = owner.as_object_mut().filter(|owner| !owner.contains_key("span")) else {
                continue;
            };
            added.insert((at, place));
            complete(owner, &end);
        }
    }
    added
}

fn complete(owner: &mut Map<String, Value>, end: &Value) {
    let role = owner
        .get("effective_role")
        .or(owner.get("role"))
        .cloned()
        .unwrap_or(json!("owner"));
    let name = owner.get("name").cloned().unwrap_or(Value::Null);
    let fields = [
        ("name", name.clone()),
        ("unit", name),
        ("role", role.clone()),
        ("word", json!("")),
        ("basis", json!("decided")),
        ("rule", json!("decision")),
        ("effective_role", role),
        ("role_basis", json!("decided")),
        ("collective", json!(false)),
        ("span", json!([end, end])),
    ];
    for (key, value) in fields {
        owner.entry(key).or_insert(value);
    }
}

/// serde's own words for what people do wrong, in Chinese; others as they are.
fn in_chinese(message: &str) -> String {
    let quoted = |message: &str| message.split('`').nth(1).unwrap_or_default().to_string();
    if message.starts_with("missing field") {
        return format!("少了字段“{}”", quoted(message));
    }
    if message.starts_with("unknown variant") {
        let known: Vec<&str> = message.split('`').skip(3).step_by(2).collect();
        return format!("“{}”不能这样写，可以是：{}", quoted(message), known.join("、"));
    }
    if let Some(rest) = message.strip_prefix("invalid type: ") {
        let (found, wanted) = rest.split_once(", expected ").unwrap_or((rest, ""));
        return format!("值的类型不对：写的是 {found}，应为 {wanted}");
    }
    format!("值不对（{message}）")
}

/// What the types cannot say: the text is the text, every place lies in it, everything is accounted for.
fn check(plan: &Plan, text: &str) -> Result<(), (String, String)> {
    let chars = text.chars().count();
    if chars != plan.source.chars {
        return Err((
            "text ".to_string(),
            format!(
                "有 {chars} 字，应为 {} 字：原文不能改。\n  要改原文，请改原来的文件后重新生成。",
                plan.source.chars
            ),
        ));
    }
    let slices = Slices::new(text);
    let joined = |span: CharSpan, pieces: &[CharSpan]| -> Option<String> {
        places_of(span, pieces)
            .into_iter()
            .map(|span| slices.get(span))
            .collect()
    };
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut ids = HashSet::new();
    for (at, task) in plan.tasks.iter().enumerate() {
        let place = format!("tasks[{at}]（任务 {}）", task.id);
        if !ids.insert(&*task.id) {
            return Err((place, "编号重复。\n  请改回原来的编号。".to_string()));
        }
        match joined(task.span, &task.pieces) {
            None => return Err((place, "span 超出原文。\n  请改回原来的位置。".to_string())),
            Some(words) if bare(&words) != bare(&task.text) => {
                let message = "text 与原文不符：任务的文字是原文，不能改。\n  要改文字，请改原来的文件后重新生成；这里可以改单位、角色、时限和目标。";
                return Err((place, message.to_string()));
            }
            Some(_) => {}
        }
        let owners = task.owners.iter().map(|owner| owner.span);
        let values = task.deadlines.iter().map(|deadline| deadline.span);
        let values = values.chain(task.targets.iter().map(|target| target.span));
        if let Some(span) = owners.chain(values).find(|span| slices.get(*span).is_none()) {
            return Err((
                place,
                format!(
                    "里有一处位置 [{}, {}] 超出原文（共 {chars} 字）。",
                    span.start, span.end
                ),
            ));
        }
        let dates = task.deadlines.iter().filter_map(|deadline| deadline.date.as_deref());
        if let Some(date) = dates
            .into_iter()
            .find(|date| crate::deadline::Date::parse(date).is_none())
        {
            return Err((place, format!("的时限日期“{date}”不对。\n  请写成 2031-06-30 的样子。")));
        }
    }
    let mut end = 0;
    for (at, entry) in plan.ledger.iter().enumerate() {
        if entry.span.start != end || entry.span.end < end {
            return Err((
                format!("ledger[{at}] "),
                "不是接着上一段的：ledger 逐字交代原文，不能改。".to_string(),
            ));
        }
        end = entry.span.end;
        if let Some(id) = entry.task.as_deref().filter(|id| !ids.contains(id)) {
            let message = format!(
                "任务 {id} 在原文里（ledger[{at}]），tasks 里没有。\n  任务不能在这里删去；不列为任务的，请用 --skip-section，或改原来的文件。"
            );
            return Err((String::new(), message));
        }
    }
    if end != chars {
        return Err(("ledger ".to_string(), format!("只到第 {end} 字，原文有 {chars} 字。")));
    }
    Ok(())
}

/// The text as a document: what is written from a plan needs no more of it.
fn document(plan: &Plan, text: String) -> Document {
    let file = File {
        name: plan.source.name.clone(),
        format: "json",
        encoding: "UTF-8",
        sha256: plan.source.sha256.clone(),
        span: Span::new(0, text.len()),
    };
    Document {
        files: vec![file],
        text,
        replaced: Vec::new(),
        blocks: Vec::new(),
        locations: Vec::new(),
        remarks: Vec::new(),
    }
}

/// An owner that stands in the edited plan and not, or in another role, in the plan as it was read.
struct EditedOwner {
    /// Index of its task.
    at: usize,
    /// Its place among the owners of the task.
    place: usize,
    written: String,
    role: Role,
    /// Where an earlier change came from.
    origin: Option<Origin>,
    member_of: Option<String>,
}

/// The corrected plan, its owners those of the text with what differs applied to them as decisions.
fn corrected(
    name: &str,
    sha256: String,
    mut plan: Plan,
    by_hand: &HashSet<(usize, usize)>,
    templates: &Templates,
) -> Plan {
    // What was changed is told again; what was edited beside owners shows nowhere else.
    plan.notes
        .retain(|note| note.code != Code::Decided || note.task.is_none());
    let built = plan.as_built.take();
    let other = built.as_ref().map(|built| edited(&plan, built)).unwrap_or_default();
    let tasks = built.into_iter().flat_map(|built| built.tasks);
    let mut built: HashMap<String, Vec<Owner>> = tasks.map(|task| (task.id, task.owners)).collect();
    let mut wanted: Vec<(usize, Step, Origin)> = Vec::new();
    let mut edited_in: Vec<EditedOwner> = Vec::new();
    for (at, task) in plan.tasks.iter_mut().enumerate() {
        let changes = std::mem::take(&mut task.changes);
        let as_built = built.remove(&*task.id).unwrap_or_else(|| {
            // Nobody knows what it was; what was added by hand shows.
            let added = |place: usize| by_hand.contains(&(at, place));
            let owners = task.owners.iter().enumerate().filter(|(place, _)| !added(*place));
            owners.map(|(_, owner)| owner.clone()).collect()
        });
        let read = task.owners_in_text.take().unwrap_or(as_built);
        let now = std::mem::replace(&mut task.owners, read.clone());
        let mut kept: HashSet<&str> = HashSet::new();
        for (place, owner) in now.iter().enumerate() {
            // Members of groups follow from their roster, which may not be at hand.
            if owner.basis == Basis::Roster {
                kept.insert(&owner.unit);
                continue;
            }
            let same = read
                .iter()
                .find(|known| known.unit == owner.unit && known.name == owner.name);
            if let Some(known) = same {
                kept.insert(&known.unit);
            }
            // Of a role that the tag says, the person may have edited either field.
            let role = match same {
                Some(known) if owner.role != known.role && owner.effective_role == known.effective_role => owner.role,
                _ => owner.effective_role,
            };
            if same.is_some_and(|known| known.effective_role == role) && !by_hand.contains(&(at, place)) {
                continue;
            }
            let change = changes.iter().rev().find(|change| change.unit == *owner.unit);
            let origin = change
                .filter(|change| change.role == Some(role))
                .map(|change| change.origin.clone());
            edited_in.push(EditedOwner {
                at,
                place,
                written: owner.name.to_string(),
                role,
                origin,
                member_of: owner.member_of.clone(),
            });
        }
        for owner in read
            .iter()
            .filter(|owner| owner.basis != Basis::Roster && !kept.contains(&*owner.unit))
        {
            let change = changes.iter().rev().find(|change| change.unit == *owner.unit);
            let origin = change
                .filter(|change| change.role.is_none())
                .map(|change| change.origin.clone());
            let step = Step {
                unit: owner.unit.to_string(),
                name: owner.name.to_string(),
                to: None,
                member_of: None,
            };
            wanted.push((
                at,
                step,
                origin.unwrap_or_else(|| here(name, format!("tasks[{at}].owners"))),
            ));
        }
    }
    let file = crate::plan::UserFile {
        name: name.to_string(),
        sha256,
    };
    let mut applied = Applied::new(&mut plan, Tools::of(templates));
    for owner in edited_in {
        let (at, place, written) = (owner.at, owner.place, owner.written);
        let step = Step {
            unit: applied.unit(&written, at),
            name: written,
            to: Some(owner.role),
            member_of: owner.member_of,
        };
        let origin = owner
            .origin
            .unwrap_or_else(|| here(name, format!("tasks[{at}].owners[{place}]")));
        wanted.push((at, step, origin));
    }
    // A unit written in another way is the same unit.
    let stays: HashSet<(usize, String)> = wanted
        .iter()
        .filter(|(_, step, _)| step.to.is_some())
        .map(|(at, step, _)| (*at, step.unit.clone()))
        .collect();
    wanted.retain(|(at, step, _)| step.to.is_some() || !stays.contains(&(*at, step.unit.clone())));
    wanted.sort_by_key(|(at, ..)| *at);
    for (at, step, origin) in wanted {
        let words = step.name.clone();
        applied.step(at, step, &origin, &words);
    }
    if !other.is_empty() {
        let message = format!("“{name}”里手工改过 {}，按改过的写入工作簿", other.join("、"));
        applied.note(Code::Decided, &[], message);
    }
    applied.finish();
    let mut changes = plan.tasks.iter().flat_map(|task| &task.changes);
    let by_this = changes.any(|change| change.origin.form == Form::PlanJson && change.origin.file == file.name);
    if by_this && plan.decisions.iter().all(|known| known.name != file.name) {
        plan.decisions.push(file);
    }
    plan
}

fn here(name: &str, place: String) -> Origin {
    Origin {
        form: Form::PlanJson,
        file: name.to_string(),
        sheet: String::new(),
        cell: place,
    }
}

/// What else than owners a person has changed, in words.
fn edited(plan: &Plan, built: &AsBuilt) -> Vec<String> {
    const MOST: usize = 12;
    let mut found = Vec::new();
    if built.front != front_of(plan) {
        found.push("标题、发文机关、文号、日期或年度".to_string());
    }
    let known: HashMap<&str, &str> = built.tasks.iter().map(|task| (&*task.id, &*task.values)).collect();
    let changed = |task: &&Task| known.get(&*task.id).is_some_and(|known| *known != values_of(task));
    let tasks: Vec<&str> = plan.tasks.iter().filter(changed).map(|task| &*task.id).collect();
    if !tasks.is_empty() {
        let more = if tasks.len() > MOST {
            format!("等 {} 项", tasks.len())
        } else {
            String::new()
        };
        let shown = tasks[..tasks.len().min(MOST)].join("、");
        found.push(format!("任务 {shown} {more}的时限、目标、责任领导或协同单位"));
    }
    found
}
