"""What is decided and kept: rulings, waivers, corrections, the log, the content of the master workbook."""
