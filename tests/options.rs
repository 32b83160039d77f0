//! What a user may ask for, and what it must never do to what the text says.

use fengong::Templates;
use fengong::note::Code;
use fengong::pipeline::{Options, extract};
use fengong::plan::{Plan, Role, RoleBasis};

fn first_is_lead(text: &str) -> Plan {
    let mut options = Options::default();
    options.assemble.first_is_lead = true;
    let templates = Templates::built_in().expect("built-in templates");
    extract("要点.txt", text.as_bytes().to_vec(), &templates, &options)
        .expect("a plan")
        .plan
}

fn roles(plan: &Plan, task: usize) -> Vec<(Role, RoleBasis)> {
    let owners = plan.tasks[task].owners.iter();
    owners.map(|owner| (owner.effective_role, owner.role_basis)).collect()
}

#[test]
fn the_first_named_is_presumed_to_lead_where_the_text_leaves_it_open_and_nowhere_else() {
    let plan = first_is_lead(
        "青山区2031年健康促进工作要点\n\
         1.建设公园。（区教育局、区体育局）\n\
         2.推广读书角。（区卫健委、区妇联配合）\n\
         3.清理河道。（各街道（镇）、区水务局）\n",
    );
    let presumed = RoleBasis::Convention;
    assert_eq!(roles(&plan, 0), [(Role::Lead, presumed), (Role::Support, presumed)]);
    assert_eq!(roles(&plan, 1), [(Role::Support, RoleBasis::Stated); 2]);
    assert_eq!(roles(&plan, 2), [(Role::Owner, RoleBasis::Stated); 2]);
    let without: Vec<_> = plan.notes.iter().filter(|note| note.code == Code::NoLead).collect();
    assert_eq!(without.len(), 1, "{without:?}");
    assert_eq!(without[0].task.as_deref(), Some(&*plan.tasks[1].id));
}
