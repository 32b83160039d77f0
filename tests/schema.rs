//! `docs/plan.schema.json` is the JSON Schema of the plan's types. `UPDATE=1 cargo test --test schema` writes it.

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/plan.schema.json");

#[test]
fn the_schema_in_docs_is_that_of_the_types() {
    let schema = schemars::schema_for!(fengong::Plan);
    let expected = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(PATH, &expected).unwrap();
    }
    let found = std::fs::read_to_string(PATH).unwrap_or_default().replace("\r\n", "\n");
    // Where it differs: both whole would be 60 kB on the screen.
    let same = found
        .lines()
        .zip(expected.lines())
        .take_while(|(found, expected)| found == expected)
        .count();
    assert!(
        found == expected,
        "docs/plan.schema.json differs from line {} on; UPDATE=1 rewrites it, then read the diff",
        same + 1
    );
}
