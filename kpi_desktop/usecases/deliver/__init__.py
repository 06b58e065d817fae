"""What leaves the year: master workbook, publications, macros, proof, next year."""
