"""What every verb reads: what counts, states, ledger, the content of the master workbook, what is next."""
