//! The matrix of programs and measures as SVG.

use std::io::Write;

use crate::view::matrix::Matrix;
use crate::view::matrix::layout::layout;
use crate::view::svg::{SvgError, write_scene};

/// Lays a matrix out and writes it.
///
/// ```
/// use policygraph::view::svg::matrix::write_matrix;
/// use policygraph::view::matrix::Matrix;
///
/// let mut svg = Vec::new();
/// write_matrix(&Matrix::default(), &mut svg)?;
/// assert!(svg.starts_with(b"<?xml"));
/// # Ok::<(), policygraph::view::svg::SvgError>(())
/// ```
pub fn write_matrix(matrix: &Matrix, writer: impl Write) -> Result<(), SvgError> {
    write_scene(&layout(matrix), writer)
}
