//! Workbooks as rows of cells, sheet by sheet.
//!
//! A cell's text is what a person sees in it, without the format of numbers: `1900000000` for 1,900,000,000, dates as ISO
//! dates. Readings (furigana) are no part of the text.

use super::digest::sha256_hex;
use super::grid::{Area, CELLS_LIMIT, Grid};
use super::{Document, SourceError, Table};
use crate::diagnostic::{Code, Diagnostic};
use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes that a workbook may unpack to, and that the texts of its cells may have: far more than any table of a plan. A
/// few kilobytes can unpack to terabytes.
const UNPACKED_LIMIT: u64 = 256 << 20;

/// Reads a workbook: every sheet, hidden ones too, with a finding.
pub(super) fn read(name: String, bytes: Vec<u8>) -> Result<(Document, Table), SourceError> {
    let sha256 = sha256_hex(&bytes);
    check_size(&bytes, UNPACKED_LIMIT)?;
    // The library computes with what a damaged file says (the row of `A99999999999`) and may stop at it.
    let grid =
        catch_unwind(AssertUnwindSafe(|| read_sheets(bytes))).map_err(|_| SourceError::WorkbookDamaged)??;
    let (document, table) = grid.finish(name, sha256);
    if document.text.trim().is_empty() {
        return Err(SourceError::Decode(super::encoding::DecodeError::Empty));
    }
    Ok((document, table))
}

fn read_sheets(bytes: Vec<u8>) -> Result<Grid, SourceError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let sheets = workbook.sheets_metadata().to_vec();
    let mut grid = Grid::default();
    let mut size = Size::default();
    for sheet in sheets.into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let number = grid.next_number();
        if sheet.visible != SheetVisible::Visible {
            let message = format!("the sheet 「{}」 is hidden; it was read like the others", sheet.name);
            grid.find(Diagnostic { table: number, ..Diagnostic::document(Code::SheetHidden, message) });
        }
        let areas = areas(&mut workbook, &sheet.name, number, &mut grid, &mut size)?;
        grid.add(Some(sheet.name), &[], areas)?;
    }
    Ok(grid)
}

/// Refuses what unpacks to more than the limit. What an archive says about its sizes is not believed.
fn check_size(bytes: &[u8], limit: u64) -> Result<(), SourceError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(XlsxError::Zip)?;
    let mut left = limit;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(XlsxError::Zip)?;
        let unpacked = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink())?;
        left = left.checked_sub(unpacked).ok_or(SourceError::TooLarge { limit })?;
    }
    Ok(())
}

/// What has been read so far: one text may be shared by any number of cells.
#[derive(Debug, Default)]
struct Size {
    cells: usize,
    text: u64,
}

impl Size {
    fn add(&mut self, text: &str) -> Result<(), SourceError> {
        self.cells += 1;
        self.text += text.len() as u64;
        if self.cells > CELLS_LIMIT {
            return Err(SourceError::TooManyCells { limit: CELLS_LIMIT });
        }
        if self.text > UNPACKED_LIMIT {
            return Err(SourceError::TooLarge { limit: UNPACKED_LIMIT });
        }
        Ok(())
    }
}

/// The filled cells of a sheet, merged ones with the area that they cover.
fn areas(
    workbook: &mut Xlsx<Cursor<Vec<u8>>>,
    sheet: &str,
    table: u32,
    grid: &mut Grid,
    size: &mut Size,
) -> Result<Vec<Area>, SourceError> {
    let merged: BTreeMap<(u32, u32), (u32, u32)> = workbook
        .merge_cells_by_sheet_name(sheet)?
        .into_iter()
        .map(|area| {
            let extent = |from: u32, to: u32| to.saturating_sub(from).saturating_add(1);
            (area.start, (extent(area.start.0, area.end.0), extent(area.start.1, area.end.1)))
        })
        .collect();
    let mut areas = Vec::new();
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        let text = match cell.get_value() {
            DataRef::Error(error) => {
                let quote = error.to_string();
                let message = "the cell shows an error in place of a value; it was read as empty";
                let finding = Diagnostic::document(Code::CellError, message);
                grid.find(Diagnostic { table, line: row.saturating_add(1), column, quote, ..finding });
                continue;
            }
            value => text(value),
        };
        if text.is_empty() {
            continue;
        }
        size.add(&text)?;
        let (rows, columns) = merged.get(&(row, column)).copied().unwrap_or((1, 1));
        areas.push(Area { row, column, rows, columns, text });
    }
    Ok(areas)
}

/// A value as a person reads it.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::String(text) => with_line_feeds(text),
        DataRef::SharedString(text) => with_line_feeds(text),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => decimal(*number),
        DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => date_text(date),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
    }
}

/// Line ends within a cell are line feeds; some writers put carriage returns before them.
fn with_line_feeds(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

/// A number in decimal digits. Workbooks keep 15 significant digits; what stands behind them comes from binary arithmetic.
fn decimal(number: f64) -> String {
    let rounded = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// An ISO date, with the time if there is one; a time of day or a length of time alone.
fn date_text(date: &ExcelDateTime) -> String {
    if date.is_duration() {
        let seconds = (date.as_f64() * 86_400.0).round();
        return format!(
            "{}:{:02}:{:02}",
            (seconds / 3600.0).floor(),
            (seconds / 60.0).floor() % 60.0,
            seconds % 60.0
        );
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if date.as_f64() < 1.0 {
        time
    } else if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{time}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;
    use std::io::Write as _;

    #[test]
    fn numbers_have_no_noise() {
        for (number, text) in [
            (1_900_000_000.0, "1900000000"),
            (10.2, "10.2"),
            (0.1 + 0.2, "0.3"),
            (-0.0, "0"),
            (-3.5, "-3.5"),
            (123_456_789_012_345.0, "123456789012345"),
            (1e21, "1000000000000000000000"),
        ] {
            assert_eq!(decimal(number), text);
        }
    }

    #[test]
    fn dates_are_iso_dates() {
        let date = |value, kind| date_text(&ExcelDateTime::new(value, kind, false));
        // 44896 is 1 December 2022: 2022-01-01 is 44562, and 334 days of the year come before.
        assert_eq!(date(44_896.0, ExcelDateTimeType::DateTime), "2022-12-01");
        assert_eq!(date(44_896.75, ExcelDateTimeType::DateTime), "2022-12-01T18:00:00");
        assert_eq!(date(0.5, ExcelDateTimeType::DateTime), "12:00:00");
        assert_eq!(date(1.0625, ExcelDateTimeType::TimeDelta), "25:30:00");
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a", "b"] {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(&[b' '; 600]).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        assert!(bytes.len() < 400, "{}", bytes.len());
        assert!(check_size(&bytes, 1200).is_ok());
        assert!(matches!(check_size(&bytes, 1199), Err(SourceError::TooLarge { limit: 1199 })));
    }
}
