//! Rego, by Microsoft's regorus: its interpreter and its machine, over the events themselves.

use std::sync::Arc;

use conduct::{Reason, Reasons};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, Value};
use serde_json::json;

use super::facts::{CAUSES, DEBTS, Event, Facts, OWNERS, PEOPLE, What};

const POLICY: &str = include_str!("gate.rego");
const RULE: &str = "data.gate.reasons";

/// The interpreter.
pub struct Interpreter {
    engine: Engine,
    inputs: Vec<Value>,
}

/// Its machine, which runs a compiled program.
pub struct Machine {
    machine: RegoVM,
    inputs: Vec<Value>,
}

impl Interpreter {
    pub fn new(all: &[Facts]) -> Result<Interpreter, String> {
        let mut engine = Engine::new();
        engine.add_policy("gate.rego".to_owned(), POLICY.to_owned()).map_err(|e| e.to_string())?;
        Ok(Interpreter { engine, inputs: inputs(all)? })
    }

    /// Answers a question; did it?
    pub fn run(&mut self, n: usize) -> bool {
        self.engine.set_input(self.inputs[n].clone());
        self.engine.eval_rule(RULE.to_owned()).is_ok()
    }

    pub fn reasons(&mut self, n: usize) -> Result<Reasons, String> {
        self.engine.set_input(self.inputs[n].clone());
        read(&self.engine.eval_rule(RULE.to_owned()).map_err(|e| e.to_string())?)
    }
}

impl Machine {
    pub fn new(all: &[Facts]) -> Result<Machine, String> {
        let mut engine = Engine::new();
        engine.add_policy("gate.rego".to_owned(), POLICY.to_owned()).map_err(|e| e.to_string())?;
        let compiled = engine.compile_with_entrypoint(&Arc::from(RULE)).map_err(|e| e.to_string())?;
        let program = Compiler::compile_from_policy(&compiled, &[RULE]).map_err(|e| e.to_string())?;
        let mut machine = RegoVM::new_with_policy(compiled);
        machine.load_program(program);
        machine.set_max_instructions(usize::MAX);
        Ok(Machine { machine, inputs: inputs(all)? })
    }

    pub fn run(&mut self, n: usize) -> bool {
        self.machine.set_input(self.inputs[n].clone());
        self.machine.execute_entry_point_by_name(RULE).is_ok()
    }

    pub fn reasons(&mut self, n: usize) -> Result<Reasons, String> {
        self.machine.set_input(self.inputs[n].clone());
        read(&self.machine.execute_entry_point_by_name(RULE).map_err(|e| e.to_string())?)
    }
}

fn read(value: &Value) -> Result<Reasons, String> {
    let text = value.to_json_str().map_err(|e| e.to_string())?;
    let names: Vec<String> = serde_json::from_str(&text).map_err(|e| format!("{e}: {text}"))?;
    let known =
        |name: &String| Reason::ALL.into_iter().find(|r| r.as_str() == name).ok_or(format!("no reason `{name}`"));
    names.iter().try_fold(Reasons::NONE, |set, name| Ok(set.or(Reasons::one(known(name)?))))
}

fn inputs(all: &[Facts]) -> Result<Vec<Value>, String> {
    all.iter().map(|facts| Value::from_json_str(&input(facts).to_string()).map_err(|e| e.to_string())).collect()
}

fn input(facts: &Facts) -> serde_json::Value {
    let owner = OWNERS[usize::from(facts.to)];
    let events: Vec<serde_json::Value> = facts.events.iter().map(|e| event(facts, e)).collect();
    json!({
        "at": facts.at, "home": facts.home, "west": facts.west, "east": facts.east,
        "person": PEOPLE[usize::from(owner)], "role": if owner == 0 { "consumer" } else { "third_party" },
        "place": if facts.to == 1 { "work" } else { "none" }, "debt": DEBTS[usize::from(facts.debt)], "events": events,
    })
}

fn event(facts: &Facts, event: &Event) -> serde_json::Value {
    let day = facts.day(event.at);
    let debt_of = |debt: u8| DEBTS[usize::from(debt)];
    let consumers = |kind: &str, debt: u8| json!({"kind": kind, "day": day, "person": "ana", "debt": debt_of(debt)});
    // Reasons are named as the gate names them.
    let cause_of = |cause: u8| if cause == 2 { "moratorium" } else { CAUSES[usize::from(cause)] };
    match event.what {
        What::Call { to, debt, outcome } => json!({"kind": "call", "day": day, "debt": debt_of(debt),
            "person": PEOPLE[usize::from(OWNERS[usize::from(to)])], "connected": outcome != 0, "talk": outcome == 2}),
        What::CallsUs { debt } => {
            json!({"kind": "calls_us", "day": day, "person": "ana", "debt": debt_of(debt), "talk": true})
        }
        What::StopsCalls => consumers("stop", 0),
        What::AllowsCalls => consumers("allow", 0),
        What::Ceases { debt } => consumers("cease", debt),
        What::Represented { debt } => consumers("represented", debt),
        What::NoLongerRepresented { debt } => consumers("no_longer_represented", debt),
        What::EmployerForbids => consumers("employer_forbids", 0),
        What::Inconvenient { days, from, to, until } => {
            let days: Vec<u8> = (0..7).filter(|n| days >> n & 1 == 1).collect();
            json!({"kind": "inconvenient", "day": day, "person": "ana", "days": days,
                "from": u32::from(from) * 60, "to": u32::from(to) * 60, "until": until})
        }
        What::Hold { cause, debt, until } => {
            json!({"kind": "hold", "day": day, "cause": cause_of(cause), "debt": debt_of(debt), "until": until})
        }
        What::Release { cause, debt } => {
            json!({"kind": "release", "day": day, "cause": cause_of(cause), "debt": debt_of(debt)})
        }
        What::Pays => json!({"kind": "payment", "day": day, "person": "ana"}),
    }
}
