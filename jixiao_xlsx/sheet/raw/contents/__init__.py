"""What any foreign workbook holds, as plain values, whatever its format."""
