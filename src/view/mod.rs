//! Plan to tables: what a cell is, not how it looks.
