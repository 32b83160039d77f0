//! `fengong extract`: the plan as data, or the decoded text.

use std::io::{self, Write};

use super::args::{ExtractArgs, Format};
use super::batch::{self, Tally};
use super::failure::Failure;
use super::input::Input;
use super::inputs::Inputs;
use super::output::Sink;
use super::progress::Progress;
use super::rows;
use super::settings::Settings;
use crate::error::Exit;
use crate::pipeline;
use crate::plan::Plan;

/// Runs the command.
pub(crate) fn run(args: ExtractArgs) -> Result<Exit, Failure> {
    let inputs = Inputs::gather(&args.plans)?;
    let mut settings = Settings::load(&args.reading)?;
    settings.expect(&inputs)?;
    let sink = match &args.output {
        Some(path) => {
            inputs.refuse_as_output(&[args.reading.directory.as_deref()], path)?;
            Sink::file(path)?
        }
        None => Sink::screen(),
    };
    let mut tally = Tally::new();
    let mut results = Results::new(sink, args.format, inputs.several);
    let progress = Progress::new(inputs.plans.len(), false);
    let written = batch::in_order(
        &inputs.plans,
        &progress,
        |input| product(inputs.read(input)?, args.format, &settings),
        |input, product| match product {
            Ok(product) => {
                tally.done(Exit::Done);
                results.write(input, &product)
            }
            Err(failure) => {
                tally.failed(input, &failure);
                Ok(())
            }
        },
    );
    drop(progress);
    // Without any plan there is nothing to write, and a file of that name stays as it was.
    if tally.any_done() {
        results.finish(written)?;
    }
    Ok(tally.finish())
}

/// What one input gives.
enum Product {
    Plan(Box<Plan>),
    Text(String),
}

fn product(files: Vec<pipeline::Input>, format: Format, settings: &Settings) -> Result<Product, Failure> {
    if format == Format::Text {
        return Ok(Product::Text(
            pipeline::decode_all(files, &settings.templates, &settings.options)?.text,
        ));
    }
    let extraction = pipeline::extract_all(files, &settings.templates, &settings.options)?;
    Ok(Product::Plan(Box::new(extraction.plan)))
}

/// The output, one plan after the other.
struct Results {
    sink: Sink,
    format: Format,
    several: bool,
    written: usize,
}

impl Results {
    fn new(sink: Sink, format: Format, several: bool) -> Self {
        Results {
            sink,
            format,
            several,
            written: 0,
        }
    }

    fn write(&mut self, input: &Input, product: &Product) -> io::Result<()> {
        match product {
            Product::Text(text) => self.text(input, text)?,
            Product::Plan(plan) if self.format == Format::Csv => {
                self.sink.write_all(&rows::csv(plan, self.written == 0)?)?;
            }
            Product::Plan(plan) if self.format == Format::Jsonl => {
                serde_json::to_writer(&mut self.sink, plan)?;
                self.sink.write_all(b"\n")?;
            }
            Product::Plan(plan) => self.json(plan)?,
        }
        self.written += 1;
        Ok(())
    }

    /// One text exactly as it is, since positions count in it; several with a line above each.
    fn text(&mut self, input: &Input, text: &str) -> io::Result<()> {
        if !self.several {
            return self.sink.write_all(text.as_bytes());
        }
        let end = if text.ends_with('\n') { "" } else { "\n" };
        write!(self.sink, "==> {} <==\n{text}{end}", input.shown())
    }

    fn json(&mut self, plan: &Plan) -> io::Result<()> {
        if self.several {
            self.sink.write_all(if self.written == 0 { b"[\n" } else { b",\n" })?;
        }
        serde_json::to_writer_pretty(&mut self.sink, plan)?;
        if self.several {
            Ok(())
        } else {
            self.sink.write_all(b"\n")
        }
    }

    fn finish(mut self, written: io::Result<()>) -> Result<(), Failure> {
        let array = self.format == Format::Json && self.several;
        let closed = written.and_then(|()| if array { self.sink.write_all(b"\n]\n") } else { Ok(()) });
        self.sink.finish(closed)
    }
}
